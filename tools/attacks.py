"""What does the worst that a file can hold cost: seconds of a processor, and memory at its most?

python -m tools.attacks                 every attack of the table beside a good article, in a process each
python -m tools.attacks FOLDER...       the articles of each folder below these
python -m tools.attacks --full          an article as large as may be of each part that careless readers dread
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from audit.limits import LIMITS
from tools.growth import REPEATED, repeated

GOOD = "The minister said on Monday that the the bridge would be opened next year. She thanked the town.\n"
# How a report in text marks what is wrong with the good article.
MARKED = "‹the the›"
# Bytes, and seconds of a processor, that a run with any of these may take.
MOST_MEMORY, MOST_SECONDS = 500 << 20, 20
_HUNG = 600

_HEX = "0x" + "f" * 20_000
_SEXAGESIMAL = ":".join(["59"] * 5_000)
_DOTTED = ".".join(["a"] * 20_000) + " = 1\n"
_TBX = '<?xml version="1.0"?><martif><text><body>{}</body></text></martif>'
_DAM = "The dam above the valley broke at noon."
HOUSE = '[parameters.house-term]\ntable = "terms.tbx"\n'

# What is put beside the good article, by file, and whether the run ends for it in a line instead of judging.
ATTACKS: dict[str, tuple[dict[str, str | bytes], bool]] = {
    "yaml-hex": ({"a.en.md": f"---\nn: {_HEX}\n---\nText.\n"}, False),
    "yaml-list": ({"a.en.md": f"---\nn: [{_HEX}]\n---\nText.\n"}, False),
    "yaml-sexagesimal": ({"a.en.md": f"---\nn: {_SEXAGESIMAL}\n---\nText.\n"}, False),
    "yaml-decimal": ({"a.en.md": f"---\nn: {'9' * 5_000}\n---\nText.\n"}, False),
    "yaml-key": ({"a.en.md": f"---\n{_HEX}: a\nb: c\n---\nText.\n"}, False),
    "yaml-deep": ({"a.en.md": f"---\nn: {'[' * 900}{']' * 900}\n---\nText.\n"}, False),
    "toml-hex": ({"a.en.md": f"+++\nn = {_HEX}\n+++\nText.\n"}, False),
    "toml-dotted": ({"a.en.md": f"+++\n{_DOTTED}+++\nText.\n"}, False),
    "json-decimal": ({"a.en.md": '{"n": ' + "9" * 5_000 + "}\nText.\n"}, False),
    "json-deep": ({"a.en.md": '{"n": ' + "[" * 150 + "]" * 150 + "}\nText.\n"}, False),
    "json-surrogate": ({"a.en.md": '{"title": "x", "z\\udfff": "\\ud800"}\nText.\n'}, False),
    "articles-surrogate": ({"a.jsonl": '{"id": "\\ud800", "text": "The \\udc00 bridge."}\n'}, False),
    "articles-deep": ({"a.jsonl": "[" * 100_000 + "\n"}, False),
    "story-toml-hex": ({"story.toml": f"id = {_HEX}\n"}, False),
    "story-toml-dotted": ({"story.toml": _DOTTED}, False),
    "hugo-hex": ({"hugo.toml": f"defaultContentLanguage = {_HEX}\n[languages.en]\n[languages.fr]\n"}, False),
    "hugo-yaml": ({"hugo.yaml": f"contentDir: {_HEX}\nlanguages: {{en: 1, fr: 2}}\n"}, False),
    "jekyll-hex": ({"_config.yml": f"languages: [{_HEX}, fr]\n"}, False),
    "jekyll-aliases": (
        {"_config.yml": "a0: &a0 [x]\n"
         + "".join(f"a{n + 1}: &a{n + 1} [{f'*a{n}, ' * 20}]\n" for n in range(20)) + "languages: *a20\n"},
        False,
    ),
    "mkdocs-hex": ({"mkdocs.yml": f"plugins: [{{i18n: {{languages: [{_HEX}]}}}}]\n"}, False),
    "audit-toml-hex": ({"audit.toml": f"select = [{_HEX}]\n"}, True),
    "audit-toml-dotted": ({"audit.toml": _DOTTED}, True),
    "pyproject-dotted": ({"pyproject.toml": "[tool.audit]\n" + _DOTTED}, True),
    "long-words": ({"a.en.txt": "The " + "x" * 500_000, "b.en.txt": "The " + "y" * 500_000}, False),
    "quotation-marks": ({"a.en.txt": "The dam broke. " + '"a" ' * 50_000}, False),
    "ligatures": ({"a.en.txt": "ﬀﬀﬀﬀ ﬃﬃ ﬄﬄ İİİİ ŉŉŉŉ ẞẞẞẞ ß ǰǰǰǰ the the bridge.\n"}, False),
    "html-deep": ({"a.en.html": "<div>" * 50_000 + "Text."}, False),
    "xml-deep": ({"a.en.xliff": "<a>" * 50_000}, False),
    "markdown-deep": ({"a.en.md": "> " * 5_000 + "Text.\n" + "- " * 5_000 + "Text.\n"}, False),
    "markdown-signs": ({"a.en.md": "[a](" * 110_000}, False),
    "toml-long": ({"a.en.md": f"+++\nn = {'a' * 200_000}\n+++\nText.\n"}, False),
    "pyproject-long": ({"pyproject.toml": "[tool.audit]\nn = " + "1_0" * 200_000}, True),
    "story-toml-long": ({"story.toml": "id = " + "a-" * 400_000}, False),
    "story-toml-large": ({"story.toml": "#" * (1 << 20) + "\n"}, False),
    "audit-toml-large": ({"audit.toml": "#" * (1 << 20) + "\n"}, True),
    "pyproject-large": ({"pyproject.toml": "[tool.audit]\n" + "#" * (1 << 20)}, True),
    "hugo-large": ({"hugo.toml": "#" * (1 << 20) + "\n"}, False),
    "gitignore-large": ({".gitignore": "#" * (1 << 20) + "\n*.txt\n"}, False),
    "front-matter-large": ({"a.en.md": f"---\ntitle: {'a' * (1 << 18)}\n---\nText.\n"}, False),
    "front-matter-json-large": ({"a.en.md": '{"title": "' + "a" * (1 << 18) + '"}\nText.\n'}, False),
    "table-large": (
        {"audit.toml": HOUSE.replace(".tbx", ".tsv"), "terms.tsv": "wrong\tright\n" + "a\tb\n" * (1 << 21)},
        True,
    ),
    "binary": ({"a.en.txt": bytes(range(256)) * 500}, False),
    "tbx-entities": (
        {"audit.toml": HOUSE,
         "terms.tbx": '<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "b">]><m>&a;</m>'.encode("utf-16")},
        True,
    ),
    "tbx-languages": (
        {"audit.toml": HOUSE,
         "terms.tbx": _TBX.format("<termEntry>" + "".join(
            f'<langSet xml:lang="x-{n}"><tig><term>t{n}</term></tig></langSet>' for n in range(3_000)
         ) + "</termEntry>")},
        True,
    ),
    "tbx-deep": ({"audit.toml": HOUSE, "terms.tbx": "<tig>" * 50_000 + "</tig>" * 50_000}, True),
    "figures-grouped": (
        {"a.en.txt": f"{_DAM} 1,000{',000' * 20_000} people.\n",
         "b.en.txt": f"{_DAM} 1,000{',000' * 20_001} people.\n"},
        False,
    ),
    "figures-in-words": (
        {"a.en.txt": _DAM + " one hundred thousand million billion" * 1_000,
         "b.en.txt": f"{_DAM} One hundred died."},
        False,
    ),
    "figures-scales": (
        {"a.zh.txt": f"他有{'九亿兆京' * 3_000}人。\n", "b.zh.txt": "他有一亿元。\n",
         "c.en.txt": "He had 100 million."},
        False,
    ),
    "figures-exponents": ({"a.en.txt": f"{_DAM} 1e999999999, 10^99999 and 9e400 % on 99/99/99.\n"}, False),
    "marks-combined": ({"a.en.txt": f"{_DAM} a{chr(0x301) * 200_000} end.\n"}, False),
    "ligature-long": ({"a.en.txt": f"{_DAM} {chr(0xFDFA) * 60_000} end.\n"}, False),
    "bytes-misread": ({"a.en.txt": f"{_DAM} {'Ã©Ã¨â€™â€œ' * 10_000} end.\n"}, False),
    "pronouns": (
        {"a.en.txt": _DAM + " Mr Smith said he" * 1_000, "b.en.txt": _DAM + " Mrs Smith said she" * 1_000},
        False,
    ),
    "languages-of-a-page": (
        {"a.en.md": "".join(
            f'<div lang="{a}{b}">text here</div>\n\n' for a in "uvw" for b in ascii_lowercase
        )},
        False,
    ),
    "footnotes": (
        {"a.en.md": "".join(f"text[^{n}]\n\n[^{n}]: note\n\n" for n in range(3_000))},
        False,
    ),
    "table-wide": ({"a.en.md": f"|{'a|' * 10_000}\n|{'-|' * 10_000}\n" + f"|{'b|' * 10_000}\n" * 2}, False),
    "entities": (
        {"a.en.html": f"<p>{'&amp' * 30_000}{'&#99999999999999999999;&#xd800;&#0;' * 2_000}text here</p>"},
        False,
    ),
    "plural-forms": (
        {"a.po": 'msgid ""\nmsgstr "Language: fr\\nPlural-Forms: nplurals=99999999; plural='
         f'{"(n" * 2_000};\\n"\n\nmsgid "a file"\nmsgid_plural "files"\nmsgstr[{"9" * 6_000}] "x y"\n'},
        False,
    ),
    "messages-deep": ({"en.json": f'{{"a": "{"{a, plural, other {" * 3_000}x{"}}" * 3_000}"}}'}, False),
    "columns": ({"a.csv": f"id,text{',x' * 20_000}\n" + "1,The bridge fell\n" * 500}, False),
    "excluded": ({"audit.toml": f'exclude = ["{"*a" * 50}b"]\n', f"{'a' * 200}.en.txt": _DAM}, False),
    "name-of-control-signs": ({"ev\nil\x1b[31m\u202etxt.en.txt": f"{_DAM} of the the end.\n"}, False),
    "table-columns": (
        {"audit.toml": HOUSE.replace(".tbx", ".tsv"), "terms.tsv": "a\t" * 10_000 + "\n" + "b\n" * 10_000},
        True,
    ),
}  # fmt: skip


class Cost(NamedTuple):
    """What a run came to: its exit code, what it said, seconds of a processor, the most bytes of memory."""

    code: int
    said: str
    told: str
    seconds: float
    memory: int

    @property
    def fault(self) -> str:
        """What is wrong with it, "" for nothing."""
        if "Traceback" in self.told or "a fault of audit" in self.told + self.said:
            return "a fault of its own"
        if self.code not in (0, 1, 2, 3):
            return f"ended with {self.code}"
        if self.seconds > MOST_SECONDS:
            return "too slow"
        return "too much memory" if self.memory > MOST_MEMORY else ""


def put(folder: Path, name: str) -> None:
    """An attack of the table beside a good article."""
    (folder / "good.en.txt").write_text(GOOD, encoding="utf-8")
    for file, content in ATTACKS[name][0].items():
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())


def cost(folder: Path) -> Cost:
    """A check of all that lies in a folder, in a process of its own."""
    command = [sys.executable, "-m", "audit", "check", "--no-cache", "--format", "text", "."]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        started = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=told)
        hung = threading.Timer(_HUNG, started.kill)
        hung.start()
        _, status, used = os.wait4(started.pid, 0)
        hung.cancel()
        started.returncode = os.waitstatus_to_exitcode(status)
        for stream in (said, told):
            stream.seek(0)
        return Cost(
            started.returncode,
            said.read().decode(errors="replace"),
            told.read().decode(errors="replace"),
            used.ru_utime + used.ru_stime,
            used.ru_maxrss << (0 if sys.platform == "darwin" else 10),
        )


def _row(name: str, spent: Cost, ends: bool | None) -> bool:
    """Print what an attack cost; whether all is as it should be."""
    judged = MARKED in spent.said
    fault = spent.fault
    if ends is not None and ends == judged:
        fault = fault or ("judged in spite of it" if judged else "the good article is not judged")
    result = fault or ("the good article judged" if judged else f"exit code {spent.code}")
    print(f"| {name} | {spent.seconds:.1f} | {spent.memory >> 20} | {result} |", flush=True)
    return not fault


def _full() -> Iterable[bool]:
    for suffix, part in REPEATED:
        shown = repr(part).strip("'\"")
        shown = (shown if len(shown) <= 40 else f"{shown[:24]} … {shown[-12:]}").replace("|", "\\|")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "good.en.txt").write_text(GOOD, encoding="utf-8")
            text = repeated(suffix, part, LIMITS.article_bytes - 200)
            (folder / f"a.en{suffix}").write_bytes(text.encode())
            yield _row(f"`{suffix}` `` {shown} ``", cost(folder), False)


def _table() -> Iterable[bool]:
    for name, (_, ends) in ATTACKS.items():
        with tempfile.TemporaryDirectory() as folder:
            put(Path(folder), name)
            yield _row(name, cost(Path(folder)), ends)


def main() -> None:
    """Print a row for each attack; leave with 1 where one cost too much."""
    asked = sys.argv[1:]
    print("| attack | seconds | MB | result |\n| --- | ---: | ---: | --- |")
    if asked == ["--full"]:
        fine = list(_full())
    elif asked:
        folders = sorted(one for folder in asked for one in Path(folder).iterdir() if one.is_dir())
        fine = [_row(one.name, cost(one), None) for one in folders]
    else:
        fine = list(_table())
    sys.exit(not all(fine))


if __name__ == "__main__":
    main()
