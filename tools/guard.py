"""Whom does the guard let pass: machines' versions, and people's?

Usage: python -m tools.guard [--docs N] [--siblings K,...] FAMILY.jsonl.gz... (family files with human
references, docs/measuring.md). For each set and number of siblings, all of them machines' or one of them a
person's, prints how many of machines' and of people's versions follow their siblings (audit.following), and
how far the two lie apart by the share of their words that no sibling has (area under the curve; .5 chance).
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from audit.following import Way, way
from audit.measure.families import Family, draw
from audit.measure.read import read
from audit.measure.stories import Versions

SEED = 1
# Of each document so many machines' versions; people's are few.
MACHINES = 3


class Case(NamedTuple):
    """How a version stands beside so many siblings, of which so many are people's."""

    siblings: int
    people: int
    human: bool
    way: Way


def cases(family: Family, numbers: Sequence[int]) -> Iterator[Case]:
    """Some machines' and all people's versions of a family, each beside siblings drawn at random."""
    versions = Versions(family)
    machines = random.Random(f"{SEED} {family.id}").sample(
        sorted(family.systems), min(MACHINES, len(family.systems))
    )
    for name in (*machines, *sorted(family.references)):
        drawn = draw(family, name, SEED, references=False)
        others = [person for person in sorted(family.references) if person != name]
        for number in numbers:
            for people in (0, 1) if others else (0,):
                beside = (*others[:people], *drawn)[:number]
                story = versions.story(name, beside)
                yield Case(number, people, name in family.references, way(story, story.version(name)))


def area(people: Sequence[float], machines: Sequence[float]) -> float:
    """How often a person's version has the greater share of the two."""
    wins = sum((one > other) + (one == other) / 2 for one in people for other in machines)
    return wins / (len(people) * len(machines))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("families", nargs="+")
    parser.add_argument("--docs", type=int, default=0, help="so many documents of each set; 0 is all")
    parser.add_argument("--siblings", default="1,2,3,5")
    given = parser.parse_args()
    numbers = [int(number) for number in given.siblings.split(",")]
    print("set\tsiblings\tof them people\tmachines follow\tpeople follow\tarea")
    for path in given.families:
        families = [datum for datum in read([Path(path)]) if isinstance(datum, Family) and datum.references]
        if given.docs:
            families = random.Random(SEED).sample(families, min(given.docs, len(families)))
        found: dict[tuple[int, int], dict[bool, list[Way]]] = defaultdict(lambda: {True: [], False: []})
        for family in families:
            for case in cases(family, numbers):
                found[case.siblings, case.people][case.human].append(case.way)
        for (number, people), those in sorted(found.items()):
            shares = {human: [one.share for one in ways] for human, ways in those.items()}
            follow = [
                f"{sum(not one.own for one in those[human])}/{len(those[human])}" for human in (False, True)
            ]
            apart = area(shares[True], shares[False]) if shares[True] and shares[False] else 0.5
            print(Path(path).name, number, people, *follow, f"{apart:.3f}", sep="\t", flush=True)


if __name__ == "__main__":
    main()
