"""Does a fault that was put into a text make a rule speak, and is the text without it left alone?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from audit.engine import judge
from audit.measure.families import ContrastPair, document
from audit.measure.findings import observed
from audit.measure.statistics import Addend, Resampling
from audit.measure.values import Cell, FigureColumn, Observation, Table
from audit.measure.work import Choices
from audit.model import Finding, Role, Story
from audit.run import prepare

_BESIDE = ("text alone", "beside the reference")


class Contrast(NamedTuple):
    """One pair judged one way: the rules that speak of the bad text and not of the good one, and those
    that speak of the good one."""

    set: str
    phenomenon: str
    beside: str
    gained: tuple[str, ...]
    alarms: tuple[str, ...]
    observations: tuple[Observation, ...]
    problems: tuple[str, ...]


def together(pairs: Iterable[ContrastPair]) -> tuple[tuple[ContrastPair, ...], ...]:
    """The pairs that share their good text and its reference, which need be judged but once."""
    groups: dict[tuple[str, str, str], list[ContrastPair]] = {}
    for pair in pairs:
        groups.setdefault((pair.set, pair.good, pair.reference), []).append(pair)
    return tuple(tuple(group) for group in groups.values())


def observe(pairs: Sequence[ContrastPair], choices: Choices) -> tuple[Contrast, ...]:
    """Pairs of one good text judged as text alone and, where there is a reference, with the reference as a
    trusted sibling."""
    ways = _BESIDE[: 2 if pairs[0].reference else 1]
    return tuple(contrast for beside in ways for contrast in _contrasts(pairs, beside, choices))


class _Judged(NamedTuple):
    """What the rules say of one text."""

    found: tuple[Finding, ...]
    observations: tuple[Observation, ...]
    problems: tuple[str, ...]


def _contrasts(pairs: Sequence[ContrastPair], beside: str, choices: Choices) -> Iterator[Contrast]:
    good = _judged(pairs[0], "good", pairs[0].good, beside, choices)
    for pair in pairs:
        bad = _judged(pair, "bad", pair.bad, beside, choices)
        said = Counter((one.rule, one.message) for one in bad.found)
        said.subtract((one.rule, one.message) for one in good.found)
        first = pair is pairs[0]
        yield Contrast(
            set=pair.set,
            phenomenon=pair.phenomenon,
            beside=beside,
            gained=tuple(sorted({rule for (rule, _), count in said.items() if count > 0})),
            alarms=tuple(sorted({one.rule for one in good.found})),
            observations=(*(good.observations if first else ()), *bad.observations),
            problems=(*(good.problems if first else ()), *bad.problems),
        )


def _judged(pair: ContrastPair, name: str, text: str, beside: str, choices: Choices) -> _Judged:
    versions = [document(name, text, pair.lang, pair.origin)]
    if beside != _BESIDE[0]:
        versions.append(document("reference", pair.reference, pair.lang, pair.origin, Role.REFERENCE))
    story = prepare(Story(name, tuple(versions)))
    found, crashed = judge(story, choices.rules)
    listed = found if choices.listed else ()
    return _Judged(
        found,
        tuple(observed(one, story.versions[0], pair.set, pair.phenomenon, beside, name) for one in listed),
        tuple(f"{pair.set} {pair.phenomenon}: {problem.message}" for problem in crashed),
    )


def tables(results: Sequence[tuple[Contrast, ...]], choices: Choices) -> Iterator[Table]:
    """By phenomenon and by rule: how often the bad text is found out, how often the good one is blamed."""
    every = [contrast for those in results for contrast in those]
    for name in sorted({contrast.set for contrast in every}):
        here = [contrast for contrast in every if contrast.set == name]
        ways = [way for way in _BESIDE if any(contrast.beside == way for contrast in here)]
        yield _by_phenomenon(name, here, ways, choices.seed)
        yield _by_rule(name, here, ways, choices.seed)


def _columns(first: str, ways: Sequence[str], *measures: tuple[str, str]) -> tuple[FigureColumn, ...]:
    return (
        FigureColumn(first, first),
        FigureColumn("pairs", "pairs"),
        *(
            FigureColumn(f"{key}{'_beside_reference' if way != _BESIDE[0] else ''}", f"{heading}, {way}")
            for way in ways
            for key, heading in measures
        ),
    )


def _by_phenomenon(name: str, here: Sequence[Contrast], ways: Sequence[str], seed: int) -> Table:
    phenomena = sorted({contrast.phenomenon for contrast in here})
    rows = []
    for phenomenon in ("", *phenomena):
        row: list[Cell] = [phenomenon or "all", 0]
        for way in ways:
            those = [one for one in here if one.beside == way and phenomenon in ("", one.phenomenon)]
            row[1] = max(int(str(row[1])), len(those))
            row += _shares(those, seed)
        rows.append(tuple(row))
    note = "found: the bad text has a finding that the good one does not; blamed: the good text has one"
    columns = _columns("phenomenon", ways, ("found", "found"), ("blamed", "blamed"))
    return Table("contrast", name, columns, tuple(rows), note)


def _by_rule(name: str, here: Sequence[Contrast], ways: Sequence[str], seed: int) -> Table:
    rules = sorted({rule for one in here for rule in (*one.gained, *one.alarms)})
    rows = []
    for rule in rules:
        row: list[Cell] = [rule, 0]
        for way in ways:
            those = [one for one in here if one.beside == way]
            row[1] = max(int(str(row[1])), len(those))
            row += [sum(rule in one.gained for one in those), sum(rule in one.alarms for one in those)]
        rows.append(tuple(row))
    rows.sort(key=lambda row: (-sum(int(str(count)) for count in row[2:]), str(row[0])))
    columns = _columns("rule", ways, ("found", "found"), ("blamed", "blamed"))
    return Table("contrast_rules", name, columns, tuple(rows), "pairs in which the rule spoke")


def _shares(here: Sequence[Contrast], seed: int) -> list[Cell]:
    """The shares of pairs found out and blamed, a pair a document."""
    resampling = Resampling(len(here), seed)
    found = resampling.share([Addend(bool(one.gained), 1) for one in here])
    return [found, resampling.share([Addend(bool(one.alarms), 1) for one in here])]
