"""What is found, and what has been decided on it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from audit.model.facts import Fact
from audit.model.places import Span
from audit.model.rules import Kind, Severity

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hit:
    """What a detector saw: all it may say.

    `evidence` are spans in siblings (or elsewhere in the version) that show it; `signals` counts the
    independent ones (the text itself, each witness, a list); `asked` the witnesses that could have spoken.
    `settled` is whether something shows that it is this version that is wrong: two independent witnesses, one
    that is trusted, the rest of the text, a list. An `anchor` is a span that only says where: the fault is
    not in its words (something is missing there).
    """

    span: Span
    evidence: tuple[Span, ...] = ()
    slots: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    fix: str | None = None
    signals: int = 1
    asked: int = 0
    settled: bool = True
    anchor: bool = False


class Needs(NamedTuple):
    """Without what a detector has nothing to say, so that it need not be asked.

    `words`: one of these among the version's words, in lower case; `signs`: one of these characters in its
    text; `facts`: a fact of this kind. What is empty is not needed. Which witnesses it needs, its rule says.
    """

    words: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()
    facts: type[Fact] | None = None


class Status(StrEnum):
    """What has been decided on a finding; a real one asks for a correction still, the last two do not."""

    NEW = "new"
    REAL = "real"
    ACCEPTED = "accepted"
    FALSE_ALARM = "false-alarm"

    @property
    def open(self) -> bool:
        return self in (Status.NEW, Status.REAL)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided on the finding with this fingerprint; `by` and `reason` are theirs to fill in."""

    fingerprint: str
    verdict: Status
    rule: str
    reason: str = ""
    by: str = ""


class Unmatched(NamedTuple):
    """A decision that no finding has any more, as it lies in its file, and the path of that."""

    path: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit stamped by its rule. `trusted` tells that an original or a reference says otherwise. `signals`
    and `asked` as in the hit; `measured` is on how many findings its confidence was measured, 0 for an
    estimate; `also` are the names of weaker rules that marked the same
    words; `safe` tells that the fix cannot change what the text says; `reason` says why the status is so."""

    rule: str
    topic: str
    category: str
    severity: Severity
    confidence: float
    message: str
    story: str
    span: Span
    evidence: tuple[Span, ...] = ()
    kind: Kind = Kind.TEXT
    trusted: bool = False
    fix: str | None = None
    signals: int = 1
    asked: int = 0
    also: tuple[str, ...] = ()
    measured: int = 0
    fingerprint: str = ""
    status: Status = Status.NEW
    reason: str = ""
    safe: bool = False
    anchor: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be judged, or was judged with a reservation. `fatal` ones make the exit code 2."""

    path: str
    message: str
    fatal: bool = True
