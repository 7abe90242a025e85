"""What words do all the other modules speak?"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple, TypeVar

_NOTHING: Mapping[str, str] = MappingProxyType({})
_BEHIND = 1 << 62
# Unicode's own sign for what stands in a line of text without being text. It is no letter, no stop and no
# space, so that code or a placeholder neither joins its neighbours nor ends a sentence.
OBJECT = "\ufffc"


class Span(NamedTuple):
    """A stretch of one document's text: code points, end excluded. `document` is the document's id."""

    document: str
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.document == other.document and self.start < other.end and other.start < self.end


class Severity(StrEnum):
    """MQM's severities, mildest first."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return tuple(Severity).index(self)


class Stage(StrEnum):
    """How far a rule has come: only stable rules run by default."""

    PREVIEW = "preview"
    STABLE = "stable"
    RETIRED = "retired"


class Role(StrEnum):
    """What a version is to the story. A reference is trusted: beside translations of its text its word is
    enough."""

    SOURCE = "source"
    TRANSLATION = "translation"
    COVERAGE = "coverage"
    REFERENCE = "reference"


class Relation(StrEnum):
    """Parallel: translations of one text. Comparable: independent accounts of one event."""

    PARALLEL = "parallel"
    COMPARABLE = "comparable"
    UNCOMPARED = "uncompared"


class NameKind(StrEnum):
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    OTHER = "other"


class Token(NamedTuple):
    """A word or a number with its place in the text; `lower` is casefolded and keeps its diacritics."""

    start: int
    end: int
    text: str
    lower: str


class Sentence(NamedTuple):
    """A sentence: its characters, its tokens `[first, last)` and the ordinal of its paragraph."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a version states. `value` is normalised, so that detectors compare values, not strings."""

    span: Span
    value: str


F = TypeVar("F", bound=Fact)


# A tuple of one is less than every longer tuple that begins with it: so tokens and sentences, which begin
# with their start, are found by bisection without a call of Python for each step.
_start = attrgetter("span.start")


@dataclass(frozen=True, slots=True)
class Name(Fact):
    """A mention of a person, place or organisation.

    `value` is the mention without title and possessive ending; `entity` the fullest form of the same
    name in this document ("Hale" -> "Robert Hale"); `title` the words that introduce it, lower case;
    `gender` is "f", "m" or "" where neither the given name nor the title tells.
    """

    kind: NameKind = NameKind.OTHER
    entity: str = ""
    title: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Number(Fact):
    """A quantity. `amount` in units of one ("8 billion" is 8e9); `unit` is "", "percent", an ISO 4217
    currency code or the lower-case noun counted; `approximate` after "about", "nearly", "more than"."""

    amount: float = 0.0
    unit: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class When(Fact):
    """A date, weekday or clock time as far as stated; `value` is ISO 8601 with dashes for what is not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    minute: int | None = None


@dataclass(frozen=True, slots=True)
class Quotation(Fact):
    """Words between quotation marks; the span covers the marks, `value` is the words lower-cased.

    `speaker` is the entity the attribution names, "" where none is stated.
    """

    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Pronoun(Fact):
    """A third-person pronoun or possessive. `value` is he, she, it or they.

    `candidates` are the entities it can refer to, likeliest first; `sure` when only one person is in reach.
    """

    candidates: tuple[str, ...] = ()
    sure: bool = False


class ElementKind(StrEnum):
    """What stands in a document besides words."""

    HEADING = "heading"
    LINK = "link"
    IMAGE = "image"
    CODE = "code"
    PLACEHOLDER = "placeholder"
    SHORTCODE = "shortcode"
    TABLE = "table"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a document's structure, for comparison with its siblings.

    `value` is a heading's level, the target of a link or image, a digest of code, a placeholder or
    shortcode as written, the key of a unit (PO, XLIFF) that its translations share. `span` covers the
    words that belong to it: a heading's, a link's, an image's alternative text; where it has none the
    U+FFFC that stands for it in a sentence, or nothing, between two blocks.
    """

    kind: ElementKind
    value: str
    span: Span


class Rendering(NamedTuple):
    """Text `[start, end)` that stands for other characters, `[file_start, file_end)`, of the file.

    An `editable` one (an entity, a joined line) may be replaced as a whole. The others (the end of a
    block, U+FFFC for a placeholder) belong to the markup.
    """

    start: int
    end: int
    file_start: int
    file_end: int
    editable: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document's text stands in its file.

    `breaks` are pairs (text offset, file offset), ascending by text: from each on the two run in
    parallel, but for the `renderings`. Text need not stand in the order of the file.
    `lines` are the offsets, in characters of the file, at which its lines start, from line `line` on.
    `writing` are pairs (text offset, how text is written there): from each on the escapes that turn words
    into characters of the file, the innermost first, such as ("html", "json"); see `audit.write`.
    `byte_offsets` are pairs (file offset, bytes before it), ascending, for every place that the text does not
    tell: a break, an edge of a rendering, the start of a line. Empty where each character is a byte.
    """

    path: str
    encoding: str = "utf-8"
    breaks: tuple[tuple[int, int], ...] = ((0, 0),)
    lines: tuple[int, ...] = (0,)
    line: int = 1
    renderings: tuple[Rendering, ...] = ()
    writing: tuple[tuple[int, tuple[str, ...]], ...] = ((0, ()),)
    byte_offsets: tuple[tuple[int, int], ...] = ()

    def offset(self, position: int) -> int:
        """The file's character offset for an offset of the text."""
        at = bisect_right(self.breaks, (position, _BEHIND)) - 1
        text, file = self.breaks[max(at, 0)]
        rendering = self.rendering(position)
        if rendering:
            return min(file + position - text, rendering.file_end)
        return file + position - text

    def end_offset(self, position: int) -> int:
        """The same for the excluded end of a span, which belongs to the character before it."""
        if not position:
            return self.offset(0)
        rendering = self.rendering(position - 1)
        if rendering and rendering.end == position:
            return rendering.file_end
        return self.offset(position - 1) + 1

    def rendering(self, position: int) -> Rendering | None:
        """What stands for the character at `position`, where it is not the file's own."""
        at = bisect_right(self.renderings, (position, _BEHIND)) - 1
        if at >= 0 and position < self.renderings[at].end:
            return self.renderings[at]
        return None

    def written(self, position: int) -> tuple[str, ...]:
        """The escapes of the text at `position`."""
        return self.writing[self._writing(position)][1]

    def _writing(self, position: int) -> int:
        return max(bisect_right(self.writing, position, key=lambda pair: pair[0]) - 1, 0)

    def editable(self, start: int, end: int) -> bool:
        """Whether text `[start, end)` is one stretch of the file, written one way, without markup in it.

        Such a stretch may be replaced in the file from `offset(start)` to `end_offset(end)`.
        """
        for position in (start, end - 1) if start < end else ():
            rendering = self.rendering(position)
            if rendering and not (rendering.editable and start <= rendering.start and rendering.end <= end):
                return False
        if start == end:
            return not start or (
                self.end_offset(start) == self.offset(start)
                and self.written(start - 1) == self.written(start)
                and not (self.rendering(start - 1) or self.rendering(start))
            )
        first = bisect_right(self.breaks, (start, _BEHIND))
        for position, file in self.breaks[first : bisect_left(self.breaks, (end, -1))]:
            rendering = self.rendering(position)
            if self.end_offset(position) != file or (rendering and not rendering.editable):
                return False
        return self._writing(start) == self._writing(end - 1)

    def line_column(self, position: int) -> tuple[int, int]:
        """Line and column (both from 1, in characters) of an offset of the text."""
        return self.file_line_column(self.offset(position))

    def file_line_column(self, offset: int) -> tuple[int, int]:
        """The same for an offset of the file."""
        line = bisect_right(self.lines, offset)
        return self.line + line - 1, offset - self.lines[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a story. Annotation returns a new one with tokens, sentences and facts.

    `id` is its name in the story, `key` the name it keeps wherever one stands: its path below the project.
    `elements` are in reading order; `fields` what its front matter or the like states, as stated.
    """

    id: str
    text: str
    source: Source
    lang: str = ""
    role: Role = Role.TRANSLATION
    origin: str = ""
    date: datetime.date | None = None
    outlet: str = ""
    key: str = ""
    elements: tuple[Element, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def part(self) -> str:
        """By which name a file of several documents calls this one; "" where it is the only one."""
        for file in (self.source.path, self.source.path.replace("\\", "/").rpartition("/")[2]):
            if self.id.startswith(f"{file}#"):
                return self.id[len(file) + 1 :]
        return ""

    def span(self, start: int, end: int) -> Span:
        return Span(self.id, start, end)

    def words(self, span: Span | Sentence | Fact) -> str:
        """The text of a span, sentence or fact of this document."""
        place = span.span if isinstance(span, Fact) else span
        return self.text[place.start : place.end]

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds or precedes `offset`; -1 where there is none."""
        return bisect_left(self.sentences, (offset + 1,)) - 1

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin in `[start, end)`."""
        first = bisect_left(self.tokens, (start,))
        return self.tokens[first : bisect_left(self.tokens, (end,), first)] if start < end else ()

    def facts_of(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of one kind, in reading order."""
        return tuple(fact for fact in self.facts if isinstance(fact, kind))

    def facts_in(self, kind: type[F], start: int, end: int) -> tuple[F, ...]:
        """The facts of one kind that begin in `[start, end)`."""
        first = bisect_left(self.facts, start, key=_start)
        last = bisect_left(self.facts, end, key=_start)
        return tuple(fact for fact in self.facts[first:last] if isinstance(fact, kind))


class Partner(NamedTuple):
    """The sentences of a sibling that say what a sentence says; `similarity` in 0..1."""

    document: str
    sentences: tuple[int, ...]
    similarity: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the alignment of two versions measured.

    `left_aligned` and `right_aligned` are the shares of sentences with a partner; `identical` tells that
    one is a copy of the other, `near_clone` that both are translations of one system: together they are
    one witness.
    """

    left: str
    right: str
    relation: Relation
    left_aligned: float = 0.0
    right_aligned: float = 0.0
    identical: bool = False
    near_clone: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One event in several versions: the unit of work.

    `judged` are the ids of the versions that are on trial; None is all but originals and references.
    """

    id: str
    versions: tuple[Document, ...]
    relation: Relation | None = None
    links: Mapping[tuple[str, int], tuple[Partner, ...]] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    witness_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    judged: frozenset[str] | None = None

    def version(self, document: str) -> Document:
        """The version with this id; KeyError where the story has none."""
        for version in self.versions:
            if version.id == document:
                return version
        raise KeyError(document)

    def judges(self, version: Document) -> bool:
        """Whether a version is on trial; the others are witnesses only."""
        if self.judged is not None:
            return version.id in self.judged
        return version.role not in (Role.SOURCE, Role.REFERENCE)

    def trusts(self, version: Document, witness: Document) -> bool:
        """Whether the word of one witness is enough against a version: a reference of the same text."""
        return (
            witness.role is Role.REFERENCE
            and self.comparison(version.id, witness.id).relation is Relation.PARALLEL
        )

    def pivots(self) -> tuple[Document, ...]:
        """The versions beside which those in other languages are held: originals and references; where nobody
        says which that is, the first in English, the language of most originals, or the first of all."""
        told = tuple(one for one in self.versions if one.role in (Role.SOURCE, Role.REFERENCE))
        english = tuple(one for one in self.versions if one.lang.split("-")[0] == "en")
        return told or english[:1] or self.versions[:1]

    def comparison(self, left: str, right: str) -> Comparison:
        """How two versions compare, whichever is named first."""
        for comparison in self.comparisons:
            if (comparison.left, comparison.right) in ((left, right), (right, left)):
                return comparison
        return Comparison(left, right, Relation.UNCOMPARED)

    def siblings(self, version: Document) -> tuple[Document, ...]:
        """All the other versions."""
        return tuple(other for other in self.versions if other.id != version.id)

    def witnesses(self, version: Document) -> tuple[Document, ...]:
        """The siblings in the version's language whose word counts: a copy of the version is no witness,
        and of siblings that are copies or near copies of each other only the first is one. Told by
        alignment."""
        return tuple(self.version(document) for document in self.witness_ids.get(version.id, ()))

    def partners(self, version: Document, sentence: int) -> tuple[Partner, ...]:
        """What the alignment found for a sentence, one partner at most in each sibling."""
        return self.links.get((version.id, sentence), ())


@dataclass(frozen=True, slots=True)
class Hit:
    """What a detector saw: all it may say.

    `evidence` are spans in siblings (or elsewhere in the version) that show it; `signals` counts the
    independent ones (the text itself, each witness, a list); `asked` the witnesses that could have spoken.
    An `anchor` is a span that only says where: the fault is not in its words (something is missing there).
    """

    span: Span
    evidence: tuple[Span, ...] = ()
    slots: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    fix: str | None = None
    signals: int = 1
    asked: int = 0
    anchor: bool = False


class Needs(NamedTuple):
    """Without what a detector has nothing to say, so that it need not be asked.

    `siblings`: another version in the story; `words`: one of these among the version's words, in lower case;
    `signs`: one of these characters in its text. What is empty is not needed.
    """

    siblings: bool = False
    words: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()


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

    `signals` 0 is any number; `low`..`high` is the 95% interval over documents; `sets` names the data.
    """

    signals: int
    findings: int
    confirmed: int
    low: float
    high: float
    sets: str


class Confidence(NamedTuple):
    """The chance that a finding is right, and on how many `findings` it was measured; 0 is an estimate."""

    value: float
    findings: int = 0


# A rule's own estimate weighs as much as so many findings (the mean of a beta prior), so that a few findings
# measured cannot make a rule certain or worthless.
_PRIOR = 10
# Fewer than these measured, the estimate stands alone; as many, and a number of signals speaks for itself.
_MEASURED, _BY_SIGNALS = 10, 30


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its file declares it; `topic` is its folder; its fixes are `safe` if they change no meaning.
    `confidence` is its author's estimate,
    `precisions` are what was measured."""

    name: str
    topic: str
    category: str
    severity: Severity
    detector: str
    message: str
    why: str
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

    @property
    def pack(self) -> bool:
        """Whether it is of use to some texts only, which have to be told: those from one language, those of
        one house."""
        return "origins" in self.params or self.category == "terminology/house-style"

    @property
    def needs_siblings(self) -> bool:
        """Whether it is silent on an article alone, as its examples of what it marks show."""
        bad = [example for example in self.examples if example.kind == "bad"]
        return bool(bad) and all(len(example.texts) > 1 for example in bad)

    def sure(self, signals: int = 1) -> Confidence:
        """How sure a finding with so many independent signals is: as measured, where enough was, with the
        estimate as prior; else the estimate, of whose doubt each signal beyond the first leaves half.
        With 0 signals, whatever their number."""
        measured = {one.signals: one for one in self.precisions}
        overall = measured.get(0)
        if overall is None or overall.findings < _MEASURED:
            return Confidence(round(1 - (1 - self.confidence) * 0.5 ** max(signals - 1, 0), 3))
        value = _shrunk(overall, self.confidence)
        for one in sorted(self.precisions, reverse=True):
            if 0 < one.signals <= signals and one.findings >= _BY_SIGNALS:
                return Confidence(round(_shrunk(one, value), 3), one.findings)
        return Confidence(round(value, 3), overall.findings)


def _shrunk(measured: Precision, prior: float) -> float:
    """The mean of the beta distribution that a prior worth `_PRIOR` findings and the measured ones leave."""
    return (measured.confirmed + _PRIOR * prior) / (measured.findings + _PRIOR)


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
    """A decision that no finding has any more, and the file it lies in."""

    path: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit stamped by its rule. `signals` and `asked` as in the hit; `measured` is on how many findings its
    confidence was measured, 0 for an estimate; `also` are the names of weaker rules that marked the same
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


class Verdict(StrEnum):
    """What an editor should do with a version."""

    PASS = "pass"
    REVIEW = "review"
    BLOCK = "block"


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
    """How far parallel siblings bear a version out, 0..100.

    `score` is the mean over sentences of a fitted model, `low`..`high` its interval; `plain` is the mean
    chrF to the siblings, unfitted. `sentences` could be compared with at least one of `siblings`.
    """

    score: float
    low: float
    high: float
    plain: float
    siblings: int
    sentences: int
    signature: str


@dataclass(frozen=True, slots=True)
class FactCount:
    """How many facts of a version its siblings support, contradict, or do not mention."""

    supported: int = 0
    contradicted: int = 0
    unmentioned: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """What a version gets.

    `issues` is the expected penalty per 1,000 words with its interval `low`..`high`; `counts` are
    findings by severity; `agreements` one a sibling compared; `signatures` one for each part.
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
