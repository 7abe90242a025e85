"""What does a run come to?"""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Run:
    """All that one run of the auditor found, in the order of the stories.

    `findings` hold those decided on too, with their status; `unmatched` are decisions on findings now gone;
    `support` has a map of each judged version with parallel siblings, where it was asked for.
    """

    stories: tuple[Story, ...] = ()
    findings: tuple[Finding, ...] = ()
    scores: tuple[Score, ...] = ()
    rules: tuple[Rule, ...] = ()
    problems: tuple[Problem, ...] = ()
    signature: str = ""
    unmatched: tuple[Unmatched, ...] = ()
    support: tuple[SupportMap, ...] = ()
