"""Do findings hold as often as their confidence says, on pairs of languages that it was not measured on?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from audit.measure.confidence import Case, cases, precisions
from audit.measure.findings import FamilyFindings
from audit.measure.statistics import Resampling
from audit.measure.values import Cell, Estimate, FigureColumn, Table
from audit.measure.work import Choices
from audit.model import Kind, Precision, Rule

# Bounds of the bins of confidence.
_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
_COLUMNS = (
    FigureColumn("pair", "pair left out"),
    FigureColumn("what", ""),
    FigureColumn("number", "findings"),
    FigureColumn("confidence", "mean confidence"),
    FigureColumn("expected", "confirmed as expected"),
    FigureColumn("confirmed", "confirmed"),
    FigureColumn("chance", "by chance"),
    FigureColumn("error", "calibration error"),
)
_EVERY = "all pairs"


class JudgedCase(NamedTuple):
    """A case and how sure one was of it."""

    case: Case
    confidence: float

    @property
    def expected(self) -> float:
        """The chance that raters confirm it."""
        return self.case.chance + self.case.weight * self.confidence


def tables(families: Sequence[FamilyFindings], choices: Choices) -> Iterator[Table]:
    """One table, where several pairs of languages have marks: confidences measured on all the others."""
    marked = [family for family in families if family.ground]
    pairs = sorted({family.pair for family in marked})
    if not pairs[1:]:
        return
    resampling = Resampling(len(marked), choices.seed)
    held = {pair: list(_held(marked, pair, choices)) for pair in pairs}
    rows: list[tuple[Cell, ...]] = []
    every = [one for pair in pairs for one in held[pair]]
    for pair, those in [*held.items(), (_EVERY, every)]:
        findings = [one for one in those if one.case.kind is not Kind.SUPPORT]
        for what, some in (("findings", findings), ("with support", those)):
            if some and (what == "findings" or len(some) > len(findings)):
                rows.append((pair, what, *_figures(some, resampling)))
    note = (
        "confidences as measured on the other pairs; the error is that of the share confirmed, over"
        f" {len(_BINS)} bins of confidence"
    )
    yield Table("calibration", ", ".join(sorted({one.set for one in marked})), _COLUMNS, tuple(rows), note)


def _held(families: Sequence[FamilyFindings], pair: str, choices: Choices) -> Iterator[JudgedCase]:
    """The cases of a pair, and how sure the rest makes one of them."""
    rest = [family for family in families if family.pair != pair]
    known: dict[str, list[Precision]] = {}
    for rule, one in precisions(rest, (), choices.rules, choices.seed):
        known.setdefault(rule, []).append(one)
    rules: Mapping[str, Rule] = {
        rule.name: replace(rule, precisions=tuple(known.get(rule.name, ()))) for rule in choices.rules
    }
    for case in cases(families):
        if families[case.at].pair == pair:
            yield JudgedCase(case, rules[case.rule].sure(case.signals).value)


def _figures(held: Sequence[JudgedCase], resampling: Resampling) -> tuple[Cell, ...]:
    number = len(held)
    return (
        number,
        sum(one.confidence for one in held) / number,
        sum(one.expected for one in held) / number,
        sum(one.case.confirmed for one in held) / number,
        sum(one.case.chance for one in held) / number,
        _error(held, resampling),
    )


def _error(held: Sequence[JudgedCase], resampling: Resampling) -> Estimate:
    """The expected calibration error (Naeini, Cooper and Hauskrecht 2015): how far a bin is off on the mean,
    bins by what they hold. Drawn again it can only grow, so that its interval lies high."""
    off = [[0.0] * len(_BINS) for _ in range(resampling.documents)]
    count = [0] * resampling.documents
    for one in held:
        at = max(number for number, bound in enumerate(_BINS) if one.confidence >= bound)
        off[one.case.at][at] += one.case.confirmed - one.expected
        count[one.case.at] += 1
    return resampling.error(off, count)
