"""What does a story cost that is given as a value, one call each or all in one, and how much stays of it?

python -m tools.bench_auditor [STORIES]     a table: milliseconds of the processor a story, kilobytes a story
"""

from __future__ import annotations

import gc
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable

import audit

_NAMES = "Marek Dolen,Ana Kovač,Piotr Sowa,Jane Mossberg,Ivo Mole,Lena Brandt".split(",")
_PLACES = "Osterby,Vallmoor,Hradec,Lindau,Brezno,Skagen".split(",")
_SAID = (
    "{name} arrived in {place} on Monday and met {count} farmers in the town hall.",
    "The mayor of {place} thanked {name} for the new bridge, which took {years} years to build.",
    "“We waited {years} years for this,” said {name}, who leaves again on Friday.",
    "Some {count} people live on the other side of the river, the council says.",
    "{name} told reporters that {place} would get a second bridge by 2031.",
    "The works cost {count} million crowns, twice as much as was planned.",
)


def short_stories(count: int) -> list[audit.GivenStory]:
    """Stories of three short versions, no two alike."""
    chance = random.Random(0)
    made = []
    for number in range(count):
        words = {
            "name": chance.choice(_NAMES),
            "place": chance.choice(_PLACES),
            "count": str(chance.randrange(20, 900)),
            "years": str(chance.randrange(2, 30)),
        }
        texts = []
        for version in ("draft", "agency", "radio"):
            said = [line.format(**words) for line in chance.sample(_SAID, len(_SAID))]
            texts.append(audit.GivenText(version, " ".join(said), lang="en"))
        made.append(audit.GivenStory(str(number), tuple(texts)))
    return made


def _milliseconds(work: Callable[[], object], count: int) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start) / count


def _passed(results: Iterable[object]) -> None:
    for _ in results:
        pass


def _kilobytes(results: Iterable[object], count: int, *, keep: bool) -> float:
    """What is held more after all results than after the first half, a story: by then what is remembered of
    texts and words of late is full."""
    held, first = [], 0
    tracemalloc.start()
    for number, one in enumerate(results, 1):
        if keep:
            held.append(one)
        if number == count // 2:
            gc.collect()
            first = tracemalloc.get_traced_memory()[0]
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - first
    tracemalloc.stop()
    return grown / 1024 / (count - count // 2)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    stories = short_stories(count)
    auditor = audit.Auditor()
    read = [judged.story for judged in auditor.judge_all(stories) if judged.story]
    plain = [audit.Story(one.id, one.versions) for one in read]
    rows = (
        ("`Auditor.judge`, one call each", lambda: _passed(map(auditor.judge, stories))),
        ("`Auditor.judge_all`, all in one call", lambda: _passed(auditor.judge_all(iter(stories)))),
        ("`audit.check`, one call each", lambda: _passed(audit.check([one]) for one in plain)),
        ("`audit.check`, all in one call", lambda: audit.check(plain)),
    )
    print(f"{count} stories of three versions, {len(stories[0].texts[0].text)} characters each\n")
    print("| | ms of the processor a story |\n| --- | --- |")
    for name, work in rows:
        print(f"| {name} | {_milliseconds(work, count):.2f} |")
    print("\n| | kB a story |\n| --- | --- |")
    print(f"| stays of a stream | {_kilobytes(auditor.judge_all(stories), count, keep=False):.2f} |")
    print(f"| results that are kept | {_kilobytes(auditor.judge_all(stories), count, keep=True):.2f} |")


if __name__ == "__main__":
    main()
