"""How fast is audit on this machine? Whole processes as people start them, and words a second inside one."""

from __future__ import annotations

import cProfile
import os
import pstats
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import audit
from audit.measure.families import Article, document
from audit.measure.read import read
from audit.model import Story

_ROOT = Path(__file__).resolve().parents[1]
_NEWS = _ROOT.parent / "shared" / "bench" / "english_news.jsonl.gz"


class Timing(NamedTuple):
    """Seconds on the clock and of the processor, each the best of several: noise only lengthens them."""

    clock: float
    processor: float


def timed(action: Callable[[], object], times: int) -> Timing:
    clock, processor = [], []
    for _ in range(times):
        start, used = time.perf_counter(), _used()
        action()
        clock.append(time.perf_counter() - start)
        processor.append(_used() - used)
    return Timing(min(clock), min(processor))


def _used() -> float:
    """Processor seconds of this process and of those it started."""
    return sum(os.times()[:4])


def process(*arguments: str) -> Timing:
    """`audit` with these arguments, from starting the interpreter to its end."""
    command = [sys.executable, "-m", "audit", *arguments]
    return timed(lambda: subprocess.run(command, cwd=_ROOT, capture_output=True, check=False), times=7)


def stories_of_one() -> tuple[Story, ...]:
    """Original English news where the development data is; else the seeds, each by itself."""
    return tuple(Story(name, (document(name, text, "en"),)) for name, text in _texts())


def _texts() -> Iterator[tuple[str, str]]:
    if _NEWS.is_file():
        yield from ((datum.id, datum.text) for datum in read([_NEWS]) if isinstance(datum, Article))
    else:
        for path in sorted((_ROOT / "seeds").glob("*.txt")):
            yield path.name, path.read_text(encoding="utf-8")


def main() -> None:
    print(f"{'seconds, whole processes':<48}{'clock':>8}{'processor':>11}")
    for arguments in (["--help"], ["check", "seeds/"], ["check", "seeds/written-in-english.en.txt"]):
        timing = process(*arguments)
        print(f"  audit {' '.join(arguments):<40}{timing.clock:>8.2f}{timing.processor:>11.2f}")

    settings = audit.Settings(processes=1)
    stories = stories_of_one()
    words = sum(len(story.versions[0].text.split()) for story in stories)
    audit.check(stories[:1], settings)
    timing = timed(lambda: audit.check(stories, settings), times=3)
    print(f"text alone, one core: {words:,} words, {words / timing.processor:,.0f} words a second")

    if "--profile" in sys.argv:
        profile = cProfile.Profile()
        profile.runcall(audit.check, stories, settings)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
