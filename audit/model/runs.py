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


class ProofreadingCost(NamedTuple):
    """What it took to have texts read by a reader: `passages` in all, of which the answers to `kept` were
    kept from before and `unread` were not read; `marks` that stand in the texts, and those `dropped` because
    they do not; `seconds` of waiting; the tokens that the reader counted, of what it was asked and of what it
    answered."""

    by: str = ""
    passages: int = 0
    kept: int = 0
    unread: int = 0
    marks: int = 0
    dropped: int = 0
    seconds: float = 0.0
    asked_tokens: int = 0
    answered_tokens: int = 0


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
    of few stories what changed since they were checked before, which is no part of what was found;
    `proofreading` what it took a reader to go through them, None where none was asked.
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
    proofreading: ProofreadingCost | None = None
