"""What does a run come to?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from audit.model.findings import Finding, Problem, Unmatched
from audit.model.rules import Rule
from audit.model.scores import Score, SupportMap
from audit.model.stories import Story


class Judged(NamedTuple):
    """What one story came to. The story is None where it could not be judged."""

    story: Story | None
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...]
    problems: tuple[Problem, ...]
    unmatched: tuple[Unmatched, ...] = ()
    support: tuple[SupportMap, ...] = ()


class Cured(NamedTuple):
    """A finding that is no more, as it was told: in which version, by which rule, in which words."""

    document: str
    rule: str
    message: str


class Since(NamedTuple):
    """What became of the findings of a story since its words were others: the fingerprints of what is `new`
    and how many findings have them, what is cured, and how many are as before."""

    story: str
    fresh: tuple[str, ...]
    cured: tuple[Cured, ...]
    new: int
    left: int


@dataclass(frozen=True, slots=True)
class Run:
    """All that one run of the auditor found, in the order of the stories.

    `findings` hold those decided on too, with their status; `unmatched` are decisions on findings now gone;
    `support` has a map of each judged version with parallel siblings, where it was asked for; `since` tells
    of few stories what changed since they were checked before, which is no part of what was found.
    """

    stories: tuple[Story, ...] = ()
    findings: tuple[Finding, ...] = ()
    scores: tuple[Score, ...] = ()
    rules: tuple[Rule, ...] = ()
    problems: tuple[Problem, ...] = ()
    signature: str = ""
    unmatched: tuple[Unmatched, ...] = ()
    support: tuple[SupportMap, ...] = ()
    since: tuple[Since, ...] = field(default=(), compare=False)
