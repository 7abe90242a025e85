"""Does what the verdict uses tell machines' worst versions from their best?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from audit.measure.findings import FamilyFindings, MeasuredVersion, sibling_label
from audit.measure.statistics import Resampling, quantile
from audit.measure.values import Cell, FigureColumn, Table
from audit.measure.work import Choices
from audit.model import Kind, Verdict

# Of the versions of a set, by what raters took off for 1,000 words.
_WORST, _BEST = 0.9, 1 / 3
_COLUMNS = (
    FigureColumn("by", "by"),
    FigureColumn("siblings", "siblings"),
    FigureColumn("worst", "worst tenth"),
    FigureColumn("best", "best third"),
    FigureColumn("auroc", "AUC"),
)
_VERDICTS = {Verdict.PASS: 0, Verdict.REVIEW: 1, Verdict.BLOCK: 2}


class _Version(NamedTuple):
    """A version of document `at` that raters put among the worst, or else among the best."""

    at: int
    worst: bool
    reading: MeasuredVersion


# What versions are put in order by; more is worse.
_ORDERS: dict[str, Callable[[MeasuredVersion, int], tuple[float, ...]]] = {
    "verdict": lambda reading, words: (_VERDICTS.get(reading.verdict, 0),),
    "verdict, then issues": lambda reading, words: (_VERDICTS.get(reading.verdict, 0), reading.issues),
    "contradictions for 1,000 words": lambda reading, words: (
        sum(noted.kind is Kind.CONTRADICTION for noted in reading.noted) / max(words, 1),
    ),
    "shortest first": lambda reading, words: (-words,),
}


def tables(results: Sequence[FamilyFindings], choices: Choices) -> Iterator[Table]:
    """One table for each set whose machines' versions people scored, and one for several together."""
    rated = [result for result in results if result.penalties]
    names = sorted({result.set for result in rated})
    for name, those in [*((name, [name]) for name in names), *([("all sets", names)] if names[1:] else [])]:
        rows: list[tuple[Cell, ...]] = []
        for siblings in choices.siblings:
            versions = [version for one in those for version in _extremes(rated, one, siblings)]
            sizes = [sum(version.worst is worst for version in versions) for worst in (True, False)]
            if all(sizes):
                rows += [
                    (by, sibling_label(siblings), *sizes, _auroc(rated, versions, by, choices.seed))
                    for by in _ORDERS
                ]
        if rows:
            note = "how often one of the worst stands behind one of the best of its set; chance is .500"
            yield Table("order", name, _COLUMNS, tuple(rows), note)


def _extremes(families: Sequence[FamilyFindings], name: str, siblings: int | None) -> Iterator[_Version]:
    """The worst tenth and the best third of a set's versions, as they were read."""
    points = sorted(points for one in families if one.set == name for points in one.penalties.values())
    worst, best = quantile(points, _WORST), quantile(points, _BEST)
    for at, family in enumerate(families):
        for reading in family.readings if family.set == name else ():
            value = family.penalties.get(reading.system)
            if value is None or reading.siblings != siblings or best < value < worst or worst <= best:
                continue
            yield _Version(at, value >= worst, reading)


def _auroc(families: Sequence[FamilyFindings], versions: Sequence[_Version], by: str, seed: int) -> Cell:
    """The chance that one of the worst stands behind one of the best, ties half (Mann and Whitney 1947), with
    an interval over documents."""
    scores = [_ORDERS[by](one.reading, families[one.at].words[one.reading.system]) for one in versions]
    pairs: dict[tuple[int, int], list[float]] = {}
    for bad, mine in zip(versions, scores, strict=True):
        for good, yours in zip(versions, scores, strict=True) if bad.worst else ():
            if not good.worst and families[good.at].set == families[bad.at].set:
                cell = pairs.setdefault((bad.at, good.at), [0.0, 0.0])
                cell[0] += 0.5 if mine == yours else mine > yours
                cell[1] += 1
    return Resampling(len(families), seed).of_pairs(pairs)
