"""What is a rule, and how sure may one be of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """MQM's severities, mildest first."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return tuple(Severity).index(self)


class Kind(StrEnum):
    """What a finding rests on, and so what it may do.

    A *contradiction* sets a fact against what two independent witnesses, or one that is trusted, agree on,
    or a text against itself: it may be major. A *difference* is one against one: minor, nobody is blamed.
    *Support* is words that hardly anyone else has: shading, never in a verdict. *Text* is what the text
    shows by itself.
    """

    TEXT = "text"
    CONTRADICTION = "contradiction"
    DIFFERENCE = "difference"
    SUPPORT = "support"


class Witnesses(StrEnum):
    """Without what a rule has nothing to say: other versions of the story; ones that the version judged
    follows in its wording, for what holds it to their words; a reader that the newsroom brings."""

    SIBLINGS = "siblings"
    FOLLOWED = "followed"
    READER = "reader"


_WITNESSES = frozenset(Witnesses)


class Stage(StrEnum):
    """How far a rule has come: only stable rules run by default."""

    PREVIEW = "preview"
    STABLE = "stable"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Example:
    """A tiny story a rule carries to show what it means.

    `texts` are the versions, the judged one first, marks taken out; `marks` are `(start, end)` in it.
    """

    kind: str
    texts: tuple[Mapping[str, str], ...]
    marks: tuple[tuple[int, int], ...] = ()
    fixed: Mapping[str, str] | None = None


class Precision(NamedTuple):
    """Of `findings` of a rule that had so many independent `signals` people confirmed `confirmed`.

    `signals` 0 is any number. `chance` is the share that would be confirmed if the words meant nothing;
    beyond it the findings tell as much as `weight` of which it is known for sure whether they are right.
    `low`..`high` is the 95% interval over documents of the share that is right; `sets` names the data.
    """

    signals: int
    findings: int
    confirmed: int
    chance: float
    weight: float
    low: float
    high: float
    sets: str

    @property
    def right(self) -> float:
        """The share that is right, 0..1: what was confirmed beyond chance, of what could be."""
        beyond = self.confirmed - self.chance * self.findings
        return min(max(beyond / self.weight, 0.0), 1.0) if self.weight else 0.0


class Release(NamedTuple):
    """What a rule was in a released version of the catalogue ("0.1")."""

    version: str
    stage: Stage
    severity: Severity


class Confidence(NamedTuple):
    """The chance that a finding is right, and on how many `findings` it was measured; 0 is an estimate."""

    value: float
    findings: int = 0


# A rule's own estimate weighs as much as so many findings (the mean of a beta prior), so that a few findings
# measured cannot make a rule certain or worthless.
_PRIOR = 10


# From so much weight on a confidence is called measured, and a number of signals speaks for itself.
_TOLD, _BY_SIGNALS = 10, 30


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its file declares it; `topic` is its folder; its fixes are `safe` if they change no meaning.

    `kind` is what its findings rest on; `difference` is what a contradiction says where nothing settles who
    is right ("": then nothing). Without what `needs` names, witnesses or knowledge of the text's language, it
    is not asked; without what it `uses` it finds less; `langs` are those of which it is asked at
    all. `confidence` is its author's estimate, `precisions` are what was measured. `releases` are what it was
    in released versions of the catalogue, oldest first, where it changed; None for a rule of the user's own,
    which has no versions.
    """

    name: str
    topic: str
    category: str
    severity: Severity
    detector: str
    message: str
    why: str
    kind: Kind = Kind.TEXT
    difference: str = ""
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    stage: Stage = Stage.STABLE
    confidence: float = 0.5
    langs: tuple[str, ...] = ("en",)
    params: Mapping[str, object] = field(default_factory=dict)
    unless: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    source: str = ""
    aliases: tuple[str, ...] = ()
    safe: bool = False
    path: str = ""
    precisions: tuple[Precision, ...] = ()
    releases: tuple[Release, ...] | None = None

    def as_of(self, version: str) -> Rule:
        """The rule as a run that keeps to a version of the catalogue takes it: in preview where that version
        had it in preview or not at all, and no graver than it was then."""
        if self.releases is None or self.stage is Stage.RETIRED:
            return self
        then = [one for one in self.releases if version_key(one.version) <= version_key(version)]
        if not then or then[-1].stage is not Stage.STABLE:
            return replace(self, stage=Stage.PREVIEW)
        return replace(self, severity=min(self.severity, then[-1].severity, key=lambda one: one.rank))

    @property
    def pack(self) -> bool:
        """Whether it is of use to some texts only, which have to be told: those from one language, those of
        one house."""
        return "origins" in self.params or self.category == "terminology/house-style"

    @property
    def needs_siblings(self) -> bool:
        """Whether it is silent on an article alone."""
        return Witnesses.SIBLINGS in self.needs

    @property
    def needs_followed(self) -> bool:
        """Whether it is silent on a version that words things its own way."""
        return Witnesses.FOLLOWED in self.needs

    @property
    def needs_reader(self) -> bool:
        """Whether it is silent on a text that no reader went through."""
        return Witnesses.READER in self.needs

    @property
    def knowledge(self) -> tuple[str, ...]:
        """What it needs to know of a text's language."""
        return tuple(need for need in self.needs if need not in _WITNESSES)

    @property
    def minds_language(self) -> bool:
        """Whether it is asked of texts in some languages only."""
        return "any" not in self.langs or bool(self.knowledge)

    def sure(self, signals: int = 1) -> Confidence:
        """How sure a finding with so many independent signals is: as measured, with the estimate as prior, of
        whose doubt each signal beyond the first leaves half. With 0 signals, whatever their number.

        What a few findings tell is taken in, too: a threshold below which the estimate stood alone made
        confidences on pairs of languages left out worse (docs/measurements.md)."""
        measured = {one.signals: one for one in self.precisions}
        prior = 1 - (1 - self.confidence) * 0.5 ** max(signals - 1, 0)
        overall = measured.get(0)
        if overall is None:
            return Confidence(round(prior, 3))
        for one in sorted(self.precisions, reverse=True):
            if 0 < one.signals <= signals and one.weight >= _BY_SIGNALS:
                return Confidence(round(_shrunk(one, _shrunk(overall, self.confidence)), 3), one.findings)
        told = overall.findings if overall.weight >= _TOLD else 0
        return Confidence(round(_shrunk(overall, prior), 3), told)


def version_key(version: str) -> tuple[int, ...]:
    """By what versions of the catalogue are in order. Raises ValueError for words that are no version."""
    return tuple(map(int, version.split(".")))


def _shrunk(measured: Precision, prior: float) -> float:
    """The mean of the beta distribution that a prior worth `_PRIOR` findings and the measured ones leave."""
    return (measured.right * measured.weight + _PRIOR * prior) / (measured.weight + _PRIOR)
