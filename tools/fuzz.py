"""Does any bytes of any format crash a reader, hang it, or lead a character to a wrong place?

    python -m tools.fuzz [SECONDS]     so long for each format (60); a table of what was run

atheris (coverage-guided, on libFuzzer) makes the inputs: `pip install atheris`. What it finds is printed
as base64 and lies in the working folder as crash-*; the exit code is then 1.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_SECONDS = 60
_LONGEST = 4096  # bytes of an input
_HANG = 10  # seconds for one input
# A first input of each format, and what means something in it: libFuzzer puts these in.
SEEDS = {
    ".txt": ("---\nlang: en\ndate: 2024-10-03\n---\nText.\r\n", ["---\n", "lang:", "\ufeff", "\r\n"]),
    ".md": (
        (
            "---\ntitle: 'A'\n---\n# B *c* [d](e \"f\") `g`\n\n| a | b |\n|---|---|\n\n"
            "> - 1. x\n\n```\ny\n```\n<b>z</b>\n"
        ),
        [
            "**",
            "](",
            "```",
            "|-|",
            "> ",
            "- ",
            "<div>",
            "{{< ",
            " >}}",
            "{% raw %}",
            "&amp;",
            "[^1]",
            "+++\n",
        ],
    ),
    ".mdx": ("import A from 'b'\n\n<A b={c}>\n\nText {d}\n\n</A>\n", ["{", "}", "<A>", "</A>", "export "]),
    ".rst": (
        (
            "T\n=\n\n*a* **b** ``c`` :ref:`d <e>` `f <g>`_ |h| [1]_::\n\n  i\n\n.. note::\n   :j: k\n\n"
            "   l\n\n- m\n\n== ==\nn  o\n== ==\n\n+-+-+\n|p|q|\n+-+-+\n"
        ),
        ["::", ".. ", "``", "`_", "*", "|", "+--+", "== ==", "   ", "====", ":a:`"],
    ),
    ".html": (
        "<html lang=en><title>A</title><p>b <i lang=fr>c</i><img alt='d'><ul><li>e<pre>f</pre><sup>1</sup>",
        ["<p>", "</p>", "<script>", "<!--", "-->", "&#x41;", " lang=", " hidden", "<td>", "<q>", "<title>"],
    ),
    ".json": (
        '{"headline": "A\\u00e9", "bodies": [{"value": "<p>b</p>"}]}',
        ['"text":', "\\ud83d", "[", "{", "],"],
    ),
    ".jsonl": ('{"id": "1", "text": "a"}\n{"id": "1", "text": "b"}\n', ['{"text":"a"}\n', '"lang":"en"']),
    ".csv": ('id,lang,text\n1,en,"a ""b""\nc"\n', ['"', '""', ",", "\n", ";", "text"]),
    ".po": (
        'msgid ""\nmsgstr "Language: sr\\n"\n\n#, c-format\nmsgid "a %s"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
        [
            "msgid ",
            "msgstr ",
            "msgctxt ",
            "#, fuzzy\n",
            "#~ ",
            "%(a)s",
            "{0}",
            "<b>",
            "\\n",
            "{n, plural, ",
            "other {",
        ],
    ),
    ".xliff": (
        (
            "<xliff version='1.2'><file source-language='en'><body><trans-unit id='1'>"
            "<source>a<x id='1'/></source><target>b</target></trans-unit></body></file></xliff>"
        ),
        ["<unit id='1'>", "<segment>", "<g id='1'>", "<![CDATA[", "]]>", "<!DOCTYPE", "&amp;", "<ph>"],
    ),
}


def _fuzz(suffix: str, seconds: int, folder: Path) -> None:
    """Run inputs of one format; libFuzzer ends the process."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["audit.load"]):
        from audit.load import FORMATS, LoadError, characters, load_bytes

        importlib.import_module(f"audit.load.{FORMATS[suffix]}")

    def once(data: bytes) -> None:
        try:
            documents = load_bytes(data, f"x{suffix}", suffix)
        except LoadError:
            return
        for document in documents:
            held = characters(data, f"x{suffix}", suffix).characters
            for position, character in enumerate(document.text):
                if document.source.rendering(position) is None:
                    assert held[document.source.offset(position)] == character

    corpus = folder / "corpus"
    corpus.mkdir()
    seed, words = SEEDS[suffix]
    (corpus / "seed").write_text(seed, encoding="utf-8", newline="")
    dictionary = folder / "words"
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words)
    dictionary.write_text("".join(f'"{word}"\n' for word in escaped), encoding="utf-8")
    options = [
        f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-timeout={_HANG}", "-print_final_stats=1",
        f"-dict={dictionary}", str(corpus),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


def _report(suffix: str, seconds: int) -> bool:
    """Fuzz one format in a process of its own and print a row; whether all went well."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tools.fuzz", json.dumps([suffix, seconds, folder])]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    inputs = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    covered = re.findall(r"\bcov: (\d+)", done.stderr)
    longest = re.search(r"slowest_unit_time_sec:\s*(\d+)", done.stderr)
    result = "ok" if done.returncode == 0 else "FAILED"
    print(
        f"| `{suffix}` | {int(inputs[1]) if inputs else 0:,} | {covered[-1] if covered else 0} | "
        f"{longest[1] if longest else '?'} s | {result} |",
        flush=True,
    )
    if done.returncode:
        print(done.stderr[-4000:], file=sys.stderr)
    return done.returncode == 0


def main() -> None:
    """Fuzz every format in turn."""
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: nothing was fuzzed. pip install atheris (Linux, macOS)")
        return
    argument = sys.argv[1] if len(sys.argv) > 1 else str(_SECONDS)
    if argument.startswith("["):
        suffix, seconds, folder = json.loads(argument)
        _fuzz(suffix, seconds, Path(folder))
        return
    print("| format | inputs | edges covered | slowest input | result |\n| --- | ---: | ---: | ---: | --- |")
    results = [_report(suffix, int(argument)) for suffix in SEEDS]
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
