"""What does each format look like? Writes docs/outputs.md; the tests compare it with what is printed now.

The samples are what audit prints of a small article made here, cut to what a page has room for. The program's
page of help is kept beside it (audit/cli/help.txt), so that nothing need be loaded to show it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

import audit
from audit.cli import HELP, HELP_WIDTH, app
from audit.report.formats import USES, Format, render
from audit.report.wording import plural

_ROOT = Path(__file__).resolve().parents[1]
_PAGE = _ROOT / "docs" / "outputs.md"
_HELP = _ROOT / "audit" / "cli" / HELP
_BEGIN, _END = "<!-- samples: written by `make docs` -->", "<!-- end of samples -->"
# In a project, so that articles and findings are known by their path in it.
_FILES = {
    "audit.toml": "",
    "harbour/first.en.txt": (
        "The mayor, Anna Lindqvist, opened the bridge on Monday.\n\n"
        "Mrs Lindkvist thanked the 40 workers who had built it {{by hand}}.\n"
    ),
    "harbour/second.en.txt": (
        "Anna Lindqvist, the mayor, opened the bridge on Monday.\n\n"
        "Mrs Lindqvist thanked the 40 workers who had built it by hand.\n"
    ),
}
# These two alone find something here, and what else is written today changes no sample.
_RULES = ("mixed-transliteration", "template-marker")
_RESULT = 44
# Lines of each sample, and the language of its fence.
_SHOWN: dict[Format, tuple[int, str]] = {
    Format.TEXT: (18, "text"),
    Format.JSON: (40, "json"),
    Format.JSONL: (1, "json"),
    Format.MARKDOWN: (30, "markdown"),
    Format.GITHUB: (10, "text"),
    Format.GITLAB: (14, "json"),
    Format.JUNIT: (12, "xml"),
    Format.CHECKSTYLE: (12, "xml"),
    Format.RDJSONL: (1, "json"),
}


def page() -> str:
    """The page with the samples of today."""
    text = _PAGE.read_text(encoding="utf-8")
    head, rest = text.split(_BEGIN)
    return f"{head}{_BEGIN}\n\n{chr(10).join(_samples())}\n{_END}{rest.split(_END)[1]}"


def _samples() -> Iterator[str]:
    run = _run()
    yield from ("| format | for |", "| --- | --- |")
    for form, use in USES.items():
        yield f"| [`{form}`](#{form}) | {use} |"
    yield ""
    for form, use in USES.items():
        yield from (f"## {form}", "", f"For {use}.", "")
        if form in _SHOWN:
            yield from (*_sample(render(form, run), *_SHOWN[form]), "")
        elif form is Format.SARIF:
            yield from (*_result(render(form, run)), "")


def _sample(text: str, most: int, language: str) -> Iterator[str]:
    lines = text.rstrip("\n").split("\n")
    shown = [line if len(line) <= 400 else f"{line[:400]} …" for line in lines[:most]]
    left = len(lines) - len(shown)
    yield from (f"````{language}", *shown, *([f"… {plural(left, 'more line')}"] if left else []), "````")


def _result(log: str) -> Iterator[str]:
    """The first result of the log."""
    results = json.loads(log)["runs"][0]["results"]
    yield from ("The first of its results:", "")
    yield from _sample(json.dumps(results[0], ensure_ascii=False, indent=1), _RESULT, "json")


def _run() -> audit.Run:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for name, text in _FILES.items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        os.chdir(folder)
        try:
            return audit.check(["harbour/"], audit.Settings(select=_RULES))
        finally:
            os.chdir(before)


def help_page() -> str:
    """What the program says of its commands today."""
    columns = {"COLUMNS": str(HELP_WIDTH), "TERMINAL_WIDTH": str(HELP_WIDTH)}
    return CliRunner().invoke(app, ["--help"], prog_name="audit", env=columns).stdout


def main() -> None:
    for file, text in ((_PAGE, page()), (_HELP, help_page())):
        file.write_text(text, encoding="utf-8", newline="\n")
        print(file.relative_to(_ROOT))


if __name__ == "__main__":
    main()
