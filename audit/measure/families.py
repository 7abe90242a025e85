"""What have people judged? Articles in several versions, and what was said of their words."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from audit.model import Document, Relation, Role, Source

# Characters at which some reader of a text begins a new line: within a segment they would make two of it.
_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")


class RaterMark(NamedTuple):
    """Words that one rater found fault with: characters of the article, end excluded."""

    start: int
    end: int
    severity: str
    rater: str = ""
    category: str = ""

    @property
    def major(self) -> bool:
        return self.severity in ("major", "critical")


@dataclass(frozen=True, slots=True)
class Family:
    """One article in several versions: the segments of each, what people marked and how they scored.

    `marks` by system, characters of the joined article; a system nobody read is not in it; `human_marks`
    likewise by reference, which are no systems and not judged with them. `omissions` are the numbers of the
    segments in which somebody missed words. `scores` by system, one a segment, higher is worse. `source`
    are the original's segments, if known. `submitted` are scores of other metrics, by name and system.
    """

    set: str
    id: str
    lang: str
    origin: str
    systems: Mapping[str, tuple[str, ...]]
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[str, tuple[RaterMark, ...]] = field(default_factory=dict)
    human_marks: Mapping[str, tuple[RaterMark, ...]] = field(default_factory=dict)
    omissions: Mapping[str, frozenset[int]] = field(default_factory=dict)
    scores: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)
    submitted: Mapping[str, Mapping[str, tuple[float, ...]]] = field(default_factory=dict)
    source: tuple[str, ...] = ()


class ContrastPair(NamedTuple):
    """A text, and the same text with one fault put in."""

    set: str
    phenomenon: str
    lang: str
    origin: str
    good: str
    bad: str
    reference: str


class Snippet(NamedTuple):
    """A text with a pronoun at `place`; `original` is the text before the pronoun was turned, "" where it
    was not."""

    set: str
    id: str
    text: str
    place: int
    original: str


class Article(NamedTuple):
    """A text that a person wrote in its own language: what is found in it is a false alarm."""

    set: str
    id: str
    lang: str
    text: str


class Accounts(NamedTuple):
    """One event in several texts, none of which is wrong: what is found in one beside the others is a false
    alarm. `relation` is told to the product, None is measured by it; `trusted`: each of the texts is judged
    alone beside the others as references."""

    set: str
    id: str
    lang: str
    origin: str
    texts: Mapping[str, str]
    relation: Relation | None = None
    trusted: bool = False


class Decisions(NamedTuple):
    """What a newsroom decided on findings of one story: rules by verdict."""

    set: str
    story: str
    verdicts: tuple[tuple[str, str], ...]


class Label(NamedTuple):
    """Words that an editor found fault with: characters of the text, end excluded."""

    start: int
    end: int
    category: str


class Labelled(NamedTuple):
    """A text with an editor's labels, and its siblings and originals by name. `origin` is the original's
    language."""

    set: str
    id: str
    lang: str
    origin: str
    text: str
    labels: tuple[Label, ...]
    siblings: Mapping[str, str]
    originals: Mapping[str, str]


class ReadFinding(NamedTuple):
    """A finding that somebody read by hand: its rule, the pair of languages of its text, and what was said,
    "" where nothing was."""

    rule: str
    pair: str
    said: str


class Sheet(NamedTuple):
    """Findings that somebody read by hand."""

    set: str
    id: str
    judged: tuple[ReadFinding, ...]


Datum = Family | ContrastPair | Snippet | Article | Accounts | Decisions | Labelled | Sheet


def line(segment: str) -> str:
    """A segment on one line, no character moved."""
    return segment.translate(_LINE_ENDS)


def joined(segments: tuple[str, ...]) -> str:
    """An article: its segments as lines."""
    return "\n".join(line(segment) for segment in segments)


def starts(segments: tuple[str, ...]) -> tuple[int, ...]:
    """Where each segment begins in the joined article."""
    places = []
    at = 0
    for segment in segments:
        places.append(at)
        at += len(segment) + 1
    return tuple(places)


def segment_at(places: tuple[int, ...], offset: int) -> int:
    """Which segment holds a character of the article."""
    return bisect_right(places, offset) - 1


def human_accounts(family: Family) -> tuple[Accounts, ...]:
    """The human translations of a family beside each other, where there are several: told to be independent
    accounts, and each as a trusted reference of the others."""
    texts = {name: joined(segments) for name, segments in sorted(family.references.items())}
    if len(texts) < 2:
        return ()
    return (
        Accounts(
            f"{family.set}, people as accounts",
            family.id,
            family.lang,
            family.origin,
            texts,
            Relation.COMPARABLE,
        ),
        Accounts(
            f"{family.set}, people beside trusted people",
            family.id,
            family.lang,
            family.origin,
            texts,
            trusted=True,
        ),
    )


def document(name: str, text: str, lang: str, origin: str = "", role: Role = Role.TRANSLATION) -> Document:
    """A text as the product's loader would give it."""
    return Document(name, text, Source(name), lang=lang, origin=origin, role=role)


def draw(family: Family, system: str, seed: int, *, references: bool) -> tuple[str, ...]:
    """The other versions in the order in which siblings are drawn: the first k are k siblings at random."""
    others = sorted(name for name in family.systems if name != system)
    if references:
        others += sorted(family.references)
    return tuple(random.Random(f"{seed} {family.set} {family.id} {system}").sample(others, len(others)))
