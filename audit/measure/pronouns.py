"""Does a rule see that a pronoun was turned, and leave alone those that were not?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.engine import judge
from audit.measure.families import Snippet, document
from audit.measure.findings import observed
from audit.measure.statistics import Addend, Resampling
from audit.measure.values import Cell, FigureColumn, Observation, Table
from audit.measure.work import Choices
from audit.model import Story
from audit.run import prepare

_TURNED, _WRITTEN = "turned", "as written"


class Turned(NamedTuple):
    """The rules that mark the pronoun of a snippet: once it was turned, and as it was written; None where
    the snippet is not there in that way."""

    set: str
    turned: tuple[str, ...] | None
    written: tuple[str, ...]
    observations: tuple[Observation, ...]
    problems: tuple[str, ...]


def observe(snippet: Snippet, choices: Choices) -> Turned:
    observations: list[Observation] = []
    problems: list[str] = []

    def marking(text: str, way: str) -> tuple[str, ...]:
        story = prepare(Story(snippet.id, (document(way, text, "en"),)))
        found, crashed = judge(story, choices.rules)
        problems.extend(f"{snippet.id}: {problem.message}" for problem in crashed)
        there = [one for one in found if one.span.start <= snippet.place < one.span.end]
        if choices.listed:
            version = story.versions[0]
            observations.extend(observed(one, version, snippet.set, snippet.id, "0", way) for one in there)
        return tuple(sorted({one.rule for one in there}))

    turned = marking(snippet.text, _TURNED) if snippet.original else None
    written = marking(snippet.original or snippet.text, _WRITTEN)
    return Turned(snippet.set, turned, written, tuple(observations), tuple(problems))


_COLUMNS = (
    FigureColumn("rule", "rule"),
    FigureColumn("found", "found in turned"),
    FigureColumn("alarms", "found as written"),
    FigureColumn("precision", "precision (1:1)"),
    FigureColumn("recall", "recall"),
)


def tables(results: Sequence[Turned], choices: Choices) -> Iterator[Table]:
    """Findings at the pronoun, turned against as written, one to one."""
    for name in sorted({result.set for result in results}):
        snippets = [result for result in results if result.set == name]
        resampling = Resampling(len(snippets), choices.seed)
        rules = sorted({rule for one in snippets for rule in (*(one.turned or ()), *one.written)})
        rows = [_row(rule, snippets, resampling) for rule in ("", *rules)]
        yield Table("pronouns", name, _COLUMNS, tuple(rows), f"{len(snippets):,} snippets, each a text alone")


def _row(rule: str, snippets: Sequence[Turned], resampling: Resampling) -> tuple[Cell, ...]:
    """The figures of one rule, of all rules where it is ""."""

    def speaks(rules: tuple[str, ...] | None) -> bool:
        return bool(rules) if not rule else rule in (rules or ())

    found = [speaks(one.turned) for one in snippets]
    alarms = [speaks(one.written) for one in snippets]
    turned = [one.turned is not None for one in snippets]
    both = [Addend(hit, hit + alarm) for hit, alarm in zip(found, alarms, strict=True)]
    precision = resampling.share(both) if any(turned) else None
    recall = resampling.share([Addend(hit, of) for hit, of in zip(found, turned, strict=True)])
    return rule or "all findings", sum(found), sum(alarms), precision, recall
