"""Do the rules find less in what people translated than in what machines did, beside the same machines?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from audit.measure.findings import FamilyFindings, MeasuredVersion, Noted, sibling_label
from audit.measure.statistics import Addend, Resampling
from audit.measure.values import Cell, FigureColumn, Table
from audit.measure.work import Choices
from audit.model import Kind, Verdict

_COLUMNS = (
    FigureColumn("what", ""),
    FigureColumn("siblings", "siblings"),
    FigureColumn("versions", "versions"),
    FigureColumn("blocked", "blocked"),
    FigureColumn("review_or_block", "review or block"),
    FigureColumn("major_per_1000_words", "majors per 1,000 words", 2),
    FigureColumn("per_1000_words", "findings per 1,000 words", 2),
    FigureColumn("with_support_per_1000_words", "with support", 2),
    FigureColumn("major_with_support_per_1000_words", "majors with support", 2),
)
_RULE_COLUMNS = (
    FigureColumn("rule", "rule"),
    FigureColumn("siblings", "siblings"),
    FigureColumn("people", "people's"),
    FigureColumn("people_per_1000_words", "per 1,000 words", 2),
    FigureColumn("machines", "machines'"),
    FigureColumn("machines_per_1000_words", "per 1,000 words", 2),
    FigureColumn("ratio", "people's for one of machines'", 2),
)
_ALL = "all sets"
_RULES = 12


class _Measure(NamedTuple):
    """One figure of a reading: `hits` of it, out of its words or else of one version."""

    hits: Callable[[MeasuredVersion], int]
    by_words: bool


def _found(wanted: Callable[[Noted], bool]) -> _Measure:
    return _Measure(lambda reading: sum(map(wanted, reading.noted)), by_words=True)


# In the order of the columns.
_MEASURES = (
    _Measure(lambda reading: reading.verdict is Verdict.BLOCK, by_words=False),
    _Measure(lambda reading: reading.verdict in (Verdict.BLOCK, Verdict.REVIEW), by_words=False),
    _found(lambda noted: noted.major and noted.kind is not Kind.SUPPORT),
    _found(lambda noted: noted.kind is not Kind.SUPPORT),
    _found(lambda noted: True),
    _found(lambda noted: noted.major),
)

# By family, some readings of it.
_Readings = list[list[MeasuredVersion]]


def tables(results: Sequence[FamilyFindings], choices: Choices) -> Iterator[Table]:
    """Two tables for each set that has human references, and for all such sets together: what people's and
    machines' versions get, and the rules that speak most of people's."""
    with_people = [result for result in results if result.people]
    names = sorted({result.set for result in with_people})
    subjects = [(name, [one for one in with_people if one.set == name]) for name in names]
    if len(subjects) > 1:
        subjects.append((_ALL, with_people))
    for name, families in subjects:
        yield from _tables(name, families, choices)


def _tables(name: str, families: Sequence[FamilyFindings], choices: Choices) -> Iterator[Table]:
    count = _PeopleCount(families, choices.seed)
    rows: list[tuple[Cell, ...]] = []
    by_rule: list[tuple[Cell, ...]] = []
    for siblings in choices.siblings:
        label = sibling_label(siblings)
        people = [[one for one in family.people if one.siblings == siblings] for family in families]
        machines = [[one for one in family.readings if one.siblings == siblings] for family in families]
        rows.append(("people", label, sum(map(len, people)), *count.figures(people)))
        rows.append(("machines", label, sum(map(len, machines)), *count.figures(machines)))
        rows.append(("people for one of machines", label, None, *count.ratios(people, machines)))
        by_rule += [(rule, label, *count.of_rule(rule, people, machines)) for rule in _busiest(people)]
    among = [list(family.among_people) for family in families]
    if any(among):
        rows.append(("people beside one other person", "1", sum(map(len, among)), *count.figures(among)))
    note = (
        "people's versions, each beside machines drawn at random, and machines' in the same way; findings and"
        " majors are contradictions, differences and what the text shows by itself"
    )
    yield Table("people", name, _COLUMNS, tuple(rows), note)
    if by_rule:
        yield Table("people_rules", name, _RULE_COLUMNS, tuple(by_rule), "", detail=name != _ALL)


def _busiest(people: _Readings) -> tuple[str, ...]:
    """The rules that find most in people's versions."""
    numbers: dict[str, int] = {}
    for those in people:
        for reading in those:
            for noted in reading.noted:
                numbers[noted.rule] = numbers.get(noted.rule, 0) + 1
    return tuple(sorted(numbers, key=lambda rule: (-numbers[rule], rule))[:_RULES])


class _PeopleCount:
    """Figures over families, so that they can be drawn again."""

    def __init__(self, families: Sequence[FamilyFindings], seed: int) -> None:
        self._families = families
        self._resampling = Resampling(len(families), seed)

    def figures(self, readings: _Readings) -> Iterator[Cell]:
        for measure in _MEASURES:
            yield self._resampling.share(self._parts(measure, readings), 1000 if measure.by_words else 1)

    def ratios(self, people: _Readings, machines: _Readings) -> Iterator[Cell]:
        for measure in _MEASURES:
            yield self._resampling.ratio(self._parts(measure, people), self._parts(measure, machines))

    def of_rule(self, rule: str, people: _Readings, machines: _Readings) -> Iterator[Cell]:
        measure = _found(lambda noted: noted.rule == rule)
        both = [self._parts(measure, readings) for readings in (people, machines)]
        for parts in both:
            yield round(sum(part.hits for part in parts))
            yield self._resampling.share(parts, 1000)
        yield self._resampling.ratio(*both)

    def _parts(self, measure: _Measure, readings: _Readings) -> list[Addend]:
        return [
            Addend(
                sum(measure.hits(one) for one in those),
                sum(family.words[one.system] if measure.by_words else 1 for one in those),
            )
            for family, those in zip(self._families, readings, strict=True)
        ]
