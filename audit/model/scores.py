"""What does a version get?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """What an editor should do with a version, what asks least of them first.

    *Nothing to judge* is a title, code or a partial; *not judged* is a text of which nothing was asked that
    could have spoken against it, or which could not be held beside its original.
    """

    NOTHING = "nothing to judge"
    PASS = "pass"
    NOT_JUDGED = "not judged"
    REVIEW = "review"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        return tuple(Verdict).index(self)


class Question(StrEnum):
    """What the rules can ask of a version."""

    TEXT = "the text by itself"
    SIBLINGS = "facts and words beside versions in its language"
    WORDS = "what goes by its siblings' words"
    LANGUAGES = "figures, dates and names beside other languages"
    KNOWLEDGE = "what needs more knowledge of its language"


class Unasked(NamedTuple):
    """A question that was not asked of a version, and why; `beside` are the versions (ids) it is about."""

    question: Question
    reason: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Questions:
    """What was asked of a version and what was not.

    `enough` is whether silence says something: something was asked, and the version could be held beside
    what it was given to be held beside. `nothing` says why there is nothing to judge, "" where there is;
    `originals` are those that it was held beside.
    """

    asked: tuple[Question, ...] = ()
    unasked: tuple[Unasked, ...] = ()
    enough: bool = True
    nothing: str = ""
    originals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a version agrees with one sibling by sacrebleu's metrics (0..100) over aligned sentences.

    `ter` is None where it was left out for its cost; the signature of the score says so.
    """

    sibling: str
    sentences: int
    chrf: float
    bleu: float
    ter: float | None


@dataclass(frozen=True, slots=True)
class Consensus:
    """How far a version says what its parallel siblings say, 0..100.

    `score` is the mean over sentences of chrF to the siblings, `low`..`high` its interval. `sentences` could
    be compared with at least one of `siblings`.
    """

    score: float
    low: float
    high: float
    siblings: int
    sentences: int
    signature: str


@dataclass(frozen=True, slots=True)
class Lead:
    """How much more (chrF, -100..100) a version says of what its siblings say `than` another version does.

    `by` is the mean over `passages` that both have, each held against the same `siblings`, `low`..`high` its
    interval: where that holds 0 nothing tells the two apart.
    """

    than: str
    by: float
    low: float
    high: float
    siblings: int
    passages: int
    signature: str


@dataclass(frozen=True, slots=True)
class FactCount:
    """How many facts of a version its siblings support, contradict, or do not mention."""

    supported: int = 0
    contradicted: int = 0
    unmentioned: int = 0


class Share(NamedTuple):
    """How many `there` are `of` so many."""

    there: int
    of: int


@dataclass(frozen=True, slots=True)
class Carried:
    """How much of an `original` (id) in another language a version has: sentences, figures and dates, names
    of people (None between languages that do not write them alike) and quotations."""

    original: str
    sentences: Share
    figures: Share
    names: Share | None
    quotations: Share


@dataclass(frozen=True, slots=True)
class Score:
    """What a version gets.

    `why` says in a sentence on what the verdict rests and what would lift it. `issues` is the expected
    penalty per 1,000 words with its interval `low`..`high`; `counts` are findings by severity; `agreements`
    one a sibling compared; `carried` one an original in another language; `leads` one a version with which it
    shares siblings, where that was asked for; `signatures` one for each part.
    """

    story: str
    document: str
    verdict: Verdict
    words: int
    counts: Mapping[str, int]
    issues: float
    low: float
    high: float
    agreements: tuple[Agreement, ...] = ()
    facts: FactCount | None = None
    consensus: Consensus | None = None
    signatures: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    questions: Questions = Questions()
    leads: tuple[Lead, ...] = ()
    carried: tuple[Carried, ...] = ()


class WordSupport(NamedTuple):
    """A word `[start, end)` and how many of the witnesses `asked` have it or one that may stand for it."""

    start: int
    end: int
    supporting: int
    asked: int


@dataclass(frozen=True, slots=True)
class SupportMap:
    """How far the parallel `witnesses` (ids) of a version bear out each of its words."""

    story: str
    document: str
    witnesses: tuple[str, ...]
    words: tuple[WordSupport, ...]
