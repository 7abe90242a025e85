"""Does the time that is taken grow with what is read, and no faster?

python -m tools.growth             each part over and over, to 64 kB and to 256 kB; the readers alone
python -m tools.growth stories     stories of nine shapes, folders of five, at one size and twice that
"""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from audit import catalogue
from audit.decide.recognise import sketch
from audit.load import DEFAULT, FORMATS, LoadError
from audit.load.strand import File
from audit.model import Document, Role, Source, Story
from audit.run import check, judge_story
from audit.score.edits import edits
from audit.settings import Settings, choose
from audit.settings.configuration import Configuration

_SHORT, _LONG = 1 << 16, 1 << 18
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
    (".rst", _PARAGRAPH + "It *rained*.\n\n"),
    (".rst", "The dam above the valley\nbroke at noon.\n"),
    (".rst", "- a\n"),
    (".rst", "*a `b ``c |d "),
    (".rst", "a_ `b <c>`_ "),
    (".rst", "+-+\n|a|\n"),
    (".rst", "== ==\na  b\n"),
    (".rst", ".. note:: a\n   b\n"),
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


_WORDS = (
    "harbour bridge council winter river mayor market farmer school teacher hospital summer engine village"
    " border minister railway factory letter garden doctor festival museum airport station valley mountain"
).split()
_NAMES = (
    "Bra",
    "Dol",
    "Fen",
    "Gor",
    "Hal",
    "Jan",
    "Kov",
    "Lar",
    "Mar",
    "Nes",
    "Pet",
    "Ros",
    "Sav",
    "Tor",
    "Vel",
)


def _sentence(number: int, extra: str = "") -> str:
    words = " ".join(islice(cycle(_WORDS[number % 27 :] + _WORDS[: number % 27]), 9))
    return f"The {words} was {'open' if number % 2 else 'closed'} {extra}on Monday."


def _name(number: int) -> str:
    parts = (number % 15, number // 15 % 15, number // 225 % 15)
    return _NAMES[parts[0]] + "".join(_NAMES[part].lower() for part in parts[1:])


def _prose(sentences: int, extra: Callable[[int], str] = lambda _: "", shift: int = 0) -> str:
    return "\n\n".join(_sentence(number, extra(number + shift)) for number in range(sentences))


def _story(*texts: str, role: Role = Role.TRANSLATION) -> Story:
    versions = (
        Document(
            f"{number}.en.txt",
            text,
            Source(f"{number}.en.txt"),
            "en",
            role=role if number else Role.TRANSLATION,
        )
        for number, text in enumerate(texts)
    )
    return Story("story", tuple(versions))


# A story for a size; `judged` ones have one version on trial beside references.
SHAPES: tuple[tuple[str, int, Callable[[int], Story]], ...] = (
    ("sentences of a text alone", 400, lambda size: _story(_prose(size))),
    ("sentences beside a sibling", 400, lambda size: _story(_prose(size), _prose(size))),
    ("sentences of one paragraph", 400, lambda size: _story(_prose(size).replace("\n\n", " "))),
    (
        "siblings, one version judged",
        20,
        lambda size: _story(*(_prose(12, shift=one) for one in range(size)), role=Role.REFERENCE),
    ),
    ("siblings, all judged (pairs: 4 is right)", 10, lambda size: _story(*(_prose(12) for _ in range(size)))),
    (
        "different figures in both",
        400,
        lambda size: _story(
            _prose(size, lambda n: f"for {1000 + 37 * n} people "),
            _prose(size, lambda n: f"for {1007 + 41 * n} people "),
        ),
    ),
    (
        "figures, each a sentence of its own",
        1_000,
        lambda size: _story("It was 9:17 p.m. " * size, _prose(5)),
    ),
    (
        "different names in both",
        400,
        lambda size: _story(
            _prose(size, lambda n: f"for {_name(n)} {_name(n + 7)} "),
            _prose(size, lambda n: f"for {_name(n + 500)} {_name(n)} "),
        ),
    ),
    (
        "different quotations in both",
        300,
        lambda size: _story(
            _prose(size, lambda n: f"“with {_WORDS[n % 27]} {n} for all of us”, he said, "),
            _prose(size, lambda n: f"“and {_WORDS[n % 26]} {n} for none of us”, he said, "),
        ),
    ),
)


def _judging(story: Story) -> float:
    rules = choose(catalogue.load(), Settings())
    start = time.process_time()
    judged = judge_story(story, rules, Settings())
    seconds = time.process_time() - start
    for problem in judged.problems:
        if problem.fatal:
            print(f"not measured: {problem.message}", file=sys.stderr)
    return seconds


def _folder(articles: int, decided: int, gone: str = "", told: str = "") -> float:
    """Seconds for a folder of so many articles, each with so many decisions, below a folder `gone` where the
    articles were once; the file of each is `told` to be of one with such a text."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = folder / ".audit" / gone
        kept.mkdir(parents=True)
        (folder / "audit.toml").touch()
        for number in range(articles):
            article = f"{_name(number)}-{number}.en.txt"
            (folder / article).write_text(_sentence(number) + "\n" + _sentence(number + 3), encoding="utf-8")
            lines = (f"{number:010x}{line:010x} accepted doubled-word @a\n" for line in range(decided))
            if decided:
                (kept / f"{article}.decisions").write_text(told + "".join(lines), encoding="utf-8")
        start = time.process_time()
        check([name], Settings(), settings_of=Configuration().of)
        return time.process_time() - start


def _moving(words: int) -> float:
    sentence = [f"w{number}" for number in range(words)]
    start = time.process_time()
    edits(sentence, sentence[::-1])
    return time.process_time() - start


def _stories() -> None:
    print("| shape | size | seconds | twice the size | ratio |\n| --- | ---: | ---: | ---: | ---: |")
    _judging(_story(_prose(5), _prose(5)))  # what is read once
    for name, size, make in SHAPES:
        _row(name, size, _judging(make(size)), _judging(make(2 * size)))
    _row("articles of a folder", 200, _folder(200, 0), _folder(400, 0))
    _row("articles, each with 20 decisions", 200, _folder(200, 20), _folder(400, 20))
    alike = f"#text {' '.join(sketch(_sentence(0) + _sentence(3)))}\n"
    _row("decisions on articles that are gone", 200, _folder(200, 20, "was"), _folder(400, 20, "was"))
    _row("on gone ones of like texts", 200, _folder(200, 20, "was", alike), _folder(400, 20, "was", alike))
    _row("decisions on one article", 20_000, _folder(1, 20_000), _folder(1, 40_000))
    _row("words of a sentence told backwards (TER)", 400, _moving(400), _moving(800))


def _row(name: str, size: int, short: float, long: float) -> None:
    print(f"| {name} | {size} | {short:.2f} | {long:.2f} | {long / max(short, 1e-6):.1f} |", flush=True)


def main() -> None:
    """Print a row for each part, or for each shape of a story."""
    if sys.argv[1:] == ["stories"]:
        _stories()
        return
    print("| format | part | 64 kB | 256 kB | ratio | MB/s |\n| --- | --- | ---: | ---: | ---: | ---: |")
    for suffix, part in REPEATED:
        short, long = (_seconds(suffix, repeated(suffix, part, length)) for length in (_SHORT, _LONG))
        shown = repr(part).strip("'\"")
        shown = (shown if len(shown) <= 40 else f"{shown[:24]} … {shown[-12:]}").replace("|", "\\|")
        print(
            f"| `{suffix}` | `` {shown} `` | {short:.2f} s | {long:.2f} s | "
            f"{long / max(short, 1e-6):.1f} | {_LONG / (1 << 20) / max(long, 1e-6):.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
