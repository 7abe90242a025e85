"""Does the time that a reader takes grow with the length of the file, and no faster?

python -m tools.growth     each part over and over, to 0.5 MB and to 2 MB; the readers alone
"""

from __future__ import annotations

import importlib
import time
from contextlib import suppress
from typing import Any

from audit.load import DEFAULT, FORMATS, LoadError
from audit.load.strand import File

_SHORT, _LONG = 1 << 19, 1 << 21
_PARAGRAPH = "The dam above the valley broke at noon on Friday, and eleven people drowned in the flood. "
# What is read a line at a time in ordinary files, then what makes careless parsers look back again and again.
REPEATED = (
    (".txt", _PARAGRAPH + "\r\n"),
    (".txt", "a\r\n"),
    (".md", _PARAGRAPH + "It *rained*.\n\n"),
    (".md", "The dam above the valley\nbroke at noon.\n"),
    (".md", "*a_ "),
    (".md", "**a*b_c__ "),
    (".md", "[a]("),
    (".md", "![a][b] "),
    (".md", "[a]: b\n\n[a] "),
    (".md", "`a ``b "),
    (".md", "<a b='"),
    (".md", "a <!-- "),
    (".md", "> a\n"),
    (".md", "- a\n"),
    (".md", "|a|b|\n|-|-|\n"),
    (".md", "{{ highlight }} "),
    (".md", "~~a "),
    (".md", "http://a.b) "),
    (".mdx", "{a <b c={"),
    (".html", f"<p>{_PARAGRAPH}<b>It rained.</b></p>\n"),
    (".html", "<p>a<b>"),
    (".html", "<ul><li>a"),
    (".html", "<td>a</b>"),
    (".html", "a<sup>1</sup>"),
    (".html", "<i lang=fr>a</i>"),
    (".html", "<div lang=sr>a"),
    (".html", "&amp;"),
    (".jsonl", '{"id":"a","text":"' + _PARAGRAPH + '"}\n'),
    (".jsonl", '{"id":"a","text":"b"}\n'),
    (".csv", f'1,"{_PARAGRAPH}"\n'),
    (".csv", '"a""b",c\n'),
    (".po", f'msgid "{_PARAGRAPH}"\nmsgstr "{_PARAGRAPH}"\n\n'),
    (".po", 'msgid "a%s<b>"\nmsgstr "b"\n\n'),
    (".xliff", f"<unit id='1'><segment><source>{_PARAGRAPH}</source></segment></unit>"),
    (".xliff", "<unit id='1'><segment><source><g>a&amp;"),
)
_AROUND = {
    ".csv": ("id,text\n", ""),
    ".xliff": ("<xliff version='2.0' srcLang='en'><file>", "</file></xliff>"),
}


def repeated(suffix: str, part: str, length: int) -> str:
    """A file of about this length made of one part."""
    before, after = _AROUND.get(suffix, ("", ""))
    return before + part * (length // len(part)) + after


def _seconds(suffix: str, text: str) -> float:
    module: Any = importlib.import_module(f"audit.load.{FORMATS[suffix]}")
    start = time.process_time()
    with suppress(LoadError):
        module.read(File(text, f"x{suffix}", "utf-8"), DEFAULT)
    return time.process_time() - start


def main() -> None:
    """Print a row for each part."""
    print("| format | part | 0.5 MB | 2 MB | ratio | MB/s |\n| --- | --- | ---: | ---: | ---: | ---: |")
    for suffix, part in REPEATED:
        short, long = (_seconds(suffix, repeated(suffix, part, length)) for length in (_SHORT, _LONG))
        shown = repr(part).strip("'\"")
        shown = (shown if len(shown) <= 40 else f"{shown[:24]} … {shown[-12:]}").replace("|", "\\|")
        print(
            f"| `{suffix}` | `` {shown} `` | {short:.2f} s | {long:.2f} s | "
            f"{long / max(short, 1e-6):.1f} | {2 / max(long, 1e-6):.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
