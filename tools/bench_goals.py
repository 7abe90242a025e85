"""Is audit as fast as it is meant to be?

    python -m tools.bench_goals [PART ...] [--repeat N] [--rivals DIR] [--most FILES]

Prints the table of docs/measurements.md: work, goal, figure. Parts: start, article, text, many, cached,
siblings, memory; all by default. Seconds of the processor, of whole processes unless it says warm, medians;
they depend on who else is at work, so that the first line says what Python itself takes to start. The other
programs are those of `tools.bench`, and so is the news; the original of an article is common German words in
no order. The site of 1,800 texts is `tools.site_speed`.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import audit
from audit.language.frequency import frequencies
from audit.measure.families import document
from audit.model import Story
from tools.bench import (
    articles,
    compared,
    median,
    pairs,
    peak,
    rivals,
    seconds_used,
    started_by,
    stretch,
    written,
)

_TEXTS, _FILES, _SIBLINGS = 400, 2_000, 49
_KILOBYTES = 4_000
# Long enough that a change of a file shows in its time.
_OLD = 2.5

# What was done, the goal, and what it took.
Row = tuple[str, str, str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*_PARTS, []], default=[], metavar="PART")
    parser.add_argument("--repeat", type=int, default=3, help="rounds of which the median is shown")
    parser.add_argument("--rivals", type=Path, help="the folder that holds the other programs")
    parser.add_argument("--most", type=int, default=10 * _FILES, help="files of the larger run of memory")
    options = parser.parse_args()
    bare = compared({"python": [sys.executable, "-c", "pass"]}, options.repeat)["python"]
    print(f"python -c pass takes {bare:.3f} s here\n\n| work | goal | figure |\n| --- | --- | --- |")
    for part in options.parts or _PARTS:
        with TemporaryDirectory(prefix="audit-goals-") as folder:
            for work, goal, figure in _PARTS[part](Path(folder), options):
                print(f"| {work} | {goal} | {figure} |", flush=True)


def _start(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    asked = {"`--help`": started_by("--help"), "`--version`": started_by("--version")}
    for name, seconds in compared(asked, options.repeat).items():
        yield name, "≤ .1 s", f"{seconds:.2f} s"


def _article(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """One article, alone, beside siblings, and beside its original with vectors that are kept and are not."""
    lines = articles()[0].split("\n")
    names = [folder / f"{number}.en.txt" for number in range(4)]
    for number, name in enumerate(names):
        name.write_text(
            "\n".join(line for at, line in enumerate(lines) if at != number + 1), encoding="utf-8"
        )
    original = folder / "original.de.txt"
    original.write_text(_german(len(lines)), encoding="utf-8")
    told = ["--original", str(original)]
    alone, beside = str(names[0]), ["--against", *map(str, names[1:])]
    fresh = ("check", "--no-cache", "--no-config")
    asked = {
        ("one article alone", "≤ .35 s"): started_by(*fresh, alone),
        ("with 3 siblings", "≤ .5 s"): started_by(*fresh, alone, *beside),
        ("with its original, vectors not kept", "≤ 1.5 s"): started_by(
            *fresh, alone, "--original", str(original)
        ),
    }
    taken = compared({work: words for (work, _), words in asked.items()}, options.repeat)
    for work, goal in asked:
        yield work, goal, f"{taken[work]:.2f} s"
    kept = []
    for number in range(options.repeat + 1):  # the text is another each time, its sentences are not
        names[0].write_text("\n".join(lines[: len(lines) - number]), encoding="utf-8")
        kept.append(_took(folder, "check", "--no-config", alone, *told))
    yield "with its original, vectors kept", "≤ 1.0 s", f"{statistics.median(kept[1:]):.2f} s"


def _text(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    texts = articles()
    stories = [Story(str(at), (document(str(at), text, "en"),)) for at, text in enumerate(texts)]
    settings = audit.Settings(processes=1)
    audit.check(stories, settings)
    words = sum(len(text.split()) for text in texts)
    warm = median(lambda: audit.check(stories, settings), options.repeat)
    yield "text alone, warm, words a second a core", "≥ 350,000", f"{words / warm:,.0f}"
    paths = written(folder / "texts", _TEXTS)
    others = rivals(folder, paths, options.rivals)
    ours = started_by("check", "--no-cache", "--jobs", "1", *map(str, paths))
    taken = compared({"audit": ours, **others}, options.repeat)
    if "proselint" in taken:
        times = f"{taken['proselint'] / taken['audit']:.2f} ×"
        yield f"whole processes over {_TEXTS} files, times proselint", "≥ 3 ×", times


def _many(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    pairs(folder, _FILES // 2)
    seconds = [
        _took(folder, "check", ".", "--no-cache", "--quiet", "--jobs", "1") for _ in range(options.repeat)
    ]
    yield f"{_FILES:,} files in stories of two, cold", "≤ 10 s", f"{statistics.median(seconds):.1f} s"


def _cached(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    (folder / "audit.toml").write_text("", encoding="utf-8")
    stories = pairs(folder, _FILES // 2)
    sleep(_OLD)
    _took(folder, "check", ".", "--quiet")
    report = _took(folder, "check", ".", "--format", "text")
    again = [_took(folder, "check", ".", "--quiet") for _ in range(options.repeat)]
    changed = stories[0] / "version-0.en.txt"
    one = []
    for number in range(options.repeat):
        changed.write_text(f"{changed.read_text(encoding='utf-8')}\nRound {number}.", encoding="utf-8")
        one.append(_took(folder, "check", ".", "--quiet"))
    yield "the same, cached", "≤ .3 s", f"{statistics.median(again):.2f} s"
    yield "a report after a `--quiet` run", "none", f"{report:.2f} s"
    yield "one changed", "≤ .5 s", f"{statistics.median(one):.2f} s"


def _siblings(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    sentences = stretch(_KILOBYTES * 2).replace("\n", " ").split(". ")
    for number in range(_SIBLINGS + 1):
        kept = [sentence for at, sentence in enumerate(sentences) if at % (_SIBLINGS + 1) != number]
        (folder / f"{number}.en.txt").write_text(". ".join(kept)[:_KILOBYTES], encoding="utf-8")
    words = ("check", "--no-cache", "0.en.txt", "--against", *(f"{at + 1}.en.txt" for at in range(_SIBLINGS)))
    seconds = [_took(folder, *words) for _ in range(options.repeat)]
    yield f"{_SIBLINGS} siblings of 4 kB", "≤ 4 s", f"{statistics.median(seconds):.1f} s"


def _memory(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    figures = []
    for files in (_FILES, options.most):
        place = folder / str(files)
        pairs(place, files // 2)
        peaked = peak(started_by("check", ".", "--no-cache", "--quiet", "--jobs", "1"), place)
        figures.append(f"{files:,} files {peaked:.0f} MB")
    yield "peak memory", "the same ± 10 %, ≤ 250 MB", ", ".join(figures)


_PARTS: Mapping[str, Callable[[Path, argparse.Namespace], Iterator[Row]]] = {
    "start": _start,
    "article": _article,
    "text": _text,
    "many": _many,
    "cached": _cached,
    "siblings": _siblings,
    "memory": _memory,
}


def _took(folder: Path, *words: str) -> float:
    """Seconds of the processor of a run in a folder, with a cache of its own."""
    before = seconds_used()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"XDG_CACHE_HOME": str(folder / ".cache"), "AUDIT_CACHE": "1"}
    subprocess.run(started_by(*words), cwd=folder, env=environment, capture_output=True, check=False)
    return seconds_used() - before


def _german(lines: int) -> str:
    chance, words = random.Random(1), list(frequencies("de", "small"))[:_TEXTS]
    return "\n".join(" ".join(chance.choices(words, k=15)).capitalize() + "." for _ in range(lines))


if __name__ == "__main__":
    main()
