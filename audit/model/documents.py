"""What is one version of a story?"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from audit.model.facts import F, Fact
from audit.model.places import Source, Span
from audit.model.tags import primary


class Role(StrEnum):
    """What a version is to the story. A reference is trusted: beside translations of its text its word is
    enough."""

    SOURCE = "source"
    TRANSLATION = "translation"
    COVERAGE = "coverage"
    REFERENCE = "reference"


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


# A tuple of one is less than every longer tuple that begins with it: so tokens and sentences, which begin
# with their start, are found by bisection without a call of Python for each step.
_start = attrgetter("span.start")


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


class Drift(NamedTuple):
    """What the original of a translation says since this was made: `changed` of its `of` blocks, `first` the
    first of them. `since` is the field in which the page says so itself, or the commit that it is of;
    `stated` tells whether the page states it, and not git alone."""

    since: str
    stated: bool
    changed: int = 0
    of: int = 0
    first: str = ""


class ReaderMark(NamedTuple):
    """Words that a reader would mark, characters of the text, end excluded: which `kind` of fault, why, and
    what would be `better`, "" where it does not say. All three are its own words."""

    start: int
    end: int
    kind: str
    why: str
    better: str


class Proofreading(NamedTuple):
    """What a reader that the newsroom brings, a language model, marked in a text: who it is, with the version
    of what it was asked, and whether it got through the `whole` text."""

    by: str
    marks: tuple[ReaderMark, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a story. Annotation returns a new one with tokens, sentences and facts.

    `id` is its name in the story, `key` the name it keeps wherever one stands: the id that it states
    (`identity`), else its path below the project.
    `elements` are in reading order; `fields` what its front matter or the like states, as stated; `drift`
    what is known of its original's changes since it was made, `astray` the targets of its links that lead to
    no page of its site; `proofreading` what a reader marked, None where
    none was asked.
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
    identity: str = ""
    elements: tuple[Element, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    facts: tuple[Fact, ...] = ()
    drift: Drift | None = None
    astray: tuple[str, ...] = ()
    proofreading: Proofreading | None = None

    @property
    def language(self) -> str:
        """The language of its tag, script and country aside: "pt" of pt-BR, "" where none is known."""
        return primary(self.lang)

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
