"""What do people confirm of what is found in texts of other languages, and is it found in people's too?

    python -m tools.marked_abroad [--docs N] [--named WORD] [--siblings N] [--seed N]
                                  FILE...

FILE is development data that people marked (docs/measuring.md). Of each set N documents are drawn (all by
default), of those whose name has the word; each version is judged beside N siblings drawn at random (3 by
default), and three rows are printed as Markdown: findings without support, those of them on names, numbers,
dates and denial, and all with support. A row has the findings of up to six words and how many a thousand
words have, the share that people's marks confirm, what chance gives findings of that length, how many times
chance that is (from 30 findings on), and the share of people's majors that they cover; intervals are of 95%
over documents. Where a set has references, their majors for a thousand words stand beside those of machines.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from audit import Settings, catalogue
from audit.measure.every import sampled
from audit.measure.families import Family
from audit.measure.findings import LONGEST, FamilyFindings, MeasuredVersion, Noted, observe
from audit.measure.read import read
from audit.measure.statistics import Addend, Resampling
from audit.measure.values import Estimate
from audit.measure.work import Choices
from audit.model import Kind, Rule
from audit.settings import choose

# From so many findings on a ratio is told.
_TOLD = 30
_FACTS = ("names", "numbers")
_HEAD = (
    "| set | findings | per 1,000 words | confirmed | chance | times chance | majors covered |"
    " people's majors, machines' |\n| --- | --- | --- | --- | --- | --- | --- | --- |"
)

_Wanted = Callable[[Noted], bool]
_Part = Callable[[MeasuredVersion, FamilyFindings], tuple[float, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--docs", type=int)
    parser.add_argument("--named", default="")
    parser.add_argument("--siblings", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    rules = choose(catalogue.load(), Settings())
    choices = Choices(rules, siblings=(asked.siblings,), seed=asked.seed)
    print(_HEAD)
    for path in asked.files:
        data = [one for one in read([path]) if isinstance(one, Family) and asked.named in one.id]
        families = sampled(data, Family, asked.docs, asked.seed)
        results = [observe(family, choices) for family in families]
        for row in rows(path.name.removesuffix(".jsonl.gz"), results, _facts(rules), asked.seed):
            print(f"| {' | '.join(row)} |", flush=True)


def _facts(rules: Sequence[Rule]) -> frozenset[str]:
    """The rules on names, numbers, dates and denial."""
    return frozenset(rule.name for rule in rules if rule.topic in _FACTS or "negators" in rule.needs)


def rows(
    name: str, results: Sequence[FamilyFindings], facts: frozenset[str], seed: int
) -> Iterator[tuple[str, ...]]:
    """The three rows of a set."""
    resampling = Resampling(len(results), seed)

    def share(part: _Part, people: bool = False) -> list[Addend]:
        summed = []
        for family in results:
            parts = [part(one, family) for one in (family.people if people else family.readings)]
            summed.append(Addend(sum(hits for hits, _ in parts), sum(of for _, of in parts)))
        return summed

    def row(what: str, wanted: _Wanted, told: str) -> tuple[str, ...]:
        confirmed = share(lambda one, _: _counted(one, wanted, lambda noted: noted.confirmed > 0))
        chance = share(lambda one, _: _counted(one, wanted, lambda noted: noted.chance))
        number = round(sum(part.of for part in confirmed))
        words = share(lambda one, family: (len(_short(one, wanted)), family.words[one.system]))
        majors = [_covered(family, wanted) for family in results]
        times = resampling.ratio(confirmed, chance) if number >= _TOLD else None
        return (
            what,
            str(number),
            _shown(resampling.share(words, 1000), 2),
            _shown(resampling.share(confirmed), 2),
            _shown(resampling.share(chance), 3, alone=True),
            _shown(times, 1),
            _shown(resampling.share(majors), 3),
            told,
        )

    def severe(people: bool) -> str:
        parts = share(
            lambda one, family: (
                sum(noted.major and noted.kind is not Kind.SUPPORT for noted in one.noted),
                family.words[one.system],
            ),
            people,
        )
        return _shown(resampling.share(parts, 1000), 2)

    told = f"{severe(True)}, {severe(False)}" if any(family.people for family in results) else ""
    yield row(f"{name}, {len(results)} documents", lambda noted: noted.kind is not Kind.SUPPORT, told)
    yield row(
        "· names, numbers, dates, denial",
        lambda noted: noted.kind is not Kind.SUPPORT and noted.rule in facts,
        "",
    )
    yield row("· with support", lambda noted: True, "")


def _short(one: MeasuredVersion, wanted: _Wanted) -> list[Noted]:
    return [noted for noted in one.noted if noted.words <= LONGEST and wanted(noted)]


def _counted(one: MeasuredVersion, wanted: _Wanted, weigh: Callable[[Noted], float]) -> tuple[float, float]:
    found = _short(one, wanted)
    return sum(map(weigh, found)), len(found)


def _covered(family: FamilyFindings, wanted: _Wanted) -> Addend:
    """Of people's majors on the versions that were read so many are touched."""
    touched = {
        (one.system, mark)
        for one in family.readings
        for noted in _short(one, wanted)
        for mark in noted.covered
    }
    hits = sum(family.ground[system].marks[mark] for system, mark in touched if system in family.ground)
    return Addend(hits, sum(sum(ground.marks) for ground in family.ground.values()))


def _shown(figure: Estimate | None, digits: int, *, alone: bool = False) -> str:
    if figure is None:
        return "–"
    value = f"{figure.value:.{digits}f}"
    if alone or figure.low is None or figure.high is None:
        return value
    return f"{value} ({figure.low:.{digits}f}–{figure.high:.{digits}f})"


if __name__ == "__main__":
    main()
