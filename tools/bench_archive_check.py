"""Does judging a whole archive take as long as it has articles, in the same room, and survive being killed?

    python -m tools.bench_archive_check [--grows 10000 30000 100000] [--kills 20] [--killed 2000] [--at URL]

An archive grows to each of these sizes and is judged each time as `audit archive check` does: seconds of the
processor an article, for finding stories and for judging, and the largest memory so far. Then another is
judged by a process that is killed at so many random moments: what is lost, what stands twice, and how many
articles were judged again. The articles are short: names, figures and words drawn with a seed, every fourth a
second account of the one before. `--at` is a database to do it in, SQLite in a folder of its own if
not said.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from wordfreq import top_n_list

from audit.archive.articles import ArchivedArticle
from audit.archive.judge import check
from audit.archive.store import Archive
from audit.run import Auditor
from audit.settings import Settings

SEED = 1602
_BATCH = 50
# Seconds after which a process is killed at the latest.
_LONGEST = 6
_SYLLABLES = "bar del fen gor hul jas kem lor mav nes osk pel rud sal tor ulm ven wil yar zet".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CHILD = """
import sys
from audit.archive.judge import check
from audit.archive.store import Archive
from audit.run import Auditor
from audit.settings import Settings
with Archive(sys.argv[1]) as archive, Auditor(Settings()) as auditor:
    print("ready", flush=True)
    for one in check(archive, auditor, batch=50):
        print(one.judged, flush=True)
"""


def articles() -> Iterator[ArchivedArticle]:
    """Short articles without end; every fourth tells once more what the one before told."""
    chance = random.Random(SEED)
    number = 0
    words = [word for word in top_n_list("en", 20_000) if word.isalpha() and len(word) > 4]
    while True:
        place, person = _name(chance, 3), f"{_name(chance, 2)} {_name(chance, 3)}"
        about = chance.sample(words, 12)
        day, count, cost = chance.choice(_DAYS), chance.randint(11, 990), chance.randint(2, 95)
        told = (
            f"The {about[0]} {about[1]} of {place} was the {about[2]} {about[3]} on {day}, {person} said.",
            f"Its {about[4]} {about[5]} took {count} days and cost {cost} million crowns.",
            f"“We owe this {about[6]} {about[7]} to {place},” {person} said.",
            f"Some {count * 3} people saw the {about[8]} {about[9]} beside the {about[10]} {about[11]}.",
        )
        other = (
            f"On {day} the {about[0]} {about[1]} in {place} was the {about[2]} {about[3]}, said {person}.",
            f"It cost {cost} million crowns, and the {about[4]} {about[5]} took {count} days.",
            f"“We owe this {about[6]} {about[7]} to {place},” said {person}.",
            f"About {count * 3} people saw the {about[8]} {about[9]} near the {about[10]} {about[11]}.",
        )
        for text in (told, other) if number % 3 == 2 else (told,):
            yield ArchivedArticle(f"short/{number}/{text is other}", " ".join(text), "en")
        number += 1


def _name(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--grows", type=int, nargs="*", default=[10_000, 30_000, 100_000])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--killed", type=int, default=2_000)
    parser.add_argument("--at", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.grows:
            _grows(asked.at or str(Path(folder) / "grows.sqlite"), asked.grows)
        if asked.kills:
            _killed(asked.at or str(Path(folder) / "killed.sqlite"), asked.killed, asked.kills)


def _grows(place: str, sizes: list[int]) -> None:
    """Print what the articles since the size before cost each, and the memory."""
    waiting = articles()
    print(
        "| articles | added, ms each | stories and judging, ms each | memory, MB |\n| --- | --- | --- | --- |"
    )
    with Archive(place, create=True) as archive, Auditor(Settings(processes=1)) as auditor:
        before = 0
        for size in sizes:
            began = time.process_time()
            list(archive.add(islice(waiting, size - before)))
            adding = time.process_time() - began
            began = time.process_time()
            judged = sum(one.judged for one in check(archive, auditor))
            spent = time.process_time() - began
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            each = 1000 / (size - before)
            print(
                f"| {size:,} ({judged:,} judged) | {adding * each:.2f} | {spent * each:.1f} | {memory:.0f} |",
                flush=True,
            )
            before = size


def _killed(place: str, count: int, kills: int) -> None:
    """Print what is lost, doubled and done again where the process is killed at random moments."""
    with Archive(place, create=True) as archive:
        list(archive.add(islice(articles(), count)))
    chance = random.Random(SEED)
    for _ in range(kills):
        process = subprocess.Popen([sys.executable, "-c", _CHILD, place], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * _LONGEST)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    with Archive(place) as archive:
        standing = archive.database.rows("SELECT COUNT(*) FROM results")[0][0]
        with Auditor(Settings(processes=1)) as auditor:
            again = sum(one.judged for one in check(archive, auditor, batch=_BATCH))
        rows = archive.database.rows("SELECT article, COUNT(*) FROM results GROUP BY article")
        due = archive.database.rows("SELECT COUNT(*) FROM articles WHERE due = 1")[0][0]
    twice = sum(number > 1 for _, number in rows)
    print(
        f"{kills} kills: {standing:,} of {count:,} results stood, {again:,} judged after them;"
        f" {count - len(rows)} lost, {twice} twice, {due} still due,"
        f" {max(standing + again - count, 0)} judged again at the end"
    )


if __name__ == "__main__":
    main()
