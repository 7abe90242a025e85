"""What is a story, and what do its versions have to do with each other?"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from audit.model.documents import Document, Role
from audit.model.tags import primary


class Relation(StrEnum):
    """Parallel: translations of one text. Comparable: independent accounts of one event."""

    PARALLEL = "parallel"
    COMPARABLE = "comparable"
    UNCOMPARED = "uncompared"


class Partner(NamedTuple):
    """The sentences of a sibling that say what a sentence says; `similarity` in 0..1."""

    document: str
    sentences: tuple[int, ...]
    similarity: float


class Stray(NamedTuple):
    """A sentence of `document` without partner in a version in another language, and how alike in meaning the
    likeliest sentence there is, -1 to 1."""

    document: str
    sentence: int
    nearest: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the alignment of two versions measured.

    `left_aligned` and `right_aligned` are the shares of sentences with a partner; `identical` tells that
    one is a copy of the other, `near_clone` that both are translations of one system: together they are
    one witness. `by_meaning` tells that sentences of two languages were paired by what they mean;
    `strays` are those that found no partner so.
    """

    left: str
    right: str
    relation: Relation
    left_aligned: float = 0.0
    right_aligned: float = 0.0
    identical: bool = False
    near_clone: bool = False
    by_meaning: bool = False
    strays: tuple[Stray, ...] = ()


class FoundSibling(NamedTuple):
    """A version that nobody named: in which `archive` it was found, what is known of it there, how it
    compares with the text it was found for, which share of the sentences of the shorter of the two has a
    partner, and how many near copies of it, which are no further witnesses, were found too."""

    document: str
    archive: str
    outlet: str
    date: datetime.date | None
    relation: Relation
    sure: float
    copies: int = 0


class _Lookup(NamedTuple):
    """The versions of a story by id, how they compare by the ids of both, whichever is named first, the
    witnesses of each, and the versions beside which those in other languages are held."""

    versions: Mapping[str, Document]
    comparisons: Mapping[tuple[str, str], Comparison]
    witnesses: Mapping[str, tuple[Document, ...]]
    pivots: tuple[Document, ...]


class _Indexed:
    """Room for what a story is asked for once for every sentence; no part of its value."""

    __slots__ = ("_lookup",)
    _lookup: _Lookup


@dataclass(frozen=True, slots=True)
class Story(_Indexed):
    """One event in several versions: the unit of work.

    `judged` are the ids of the versions that are on trial; None is all but originals and references.
    `found` tells of those versions that an archive had, and nobody named.
    """

    id: str
    versions: tuple[Document, ...]
    relation: Relation | None = None
    links: Mapping[tuple[str, int], tuple[Partner, ...]] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    witness_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    judged: frozenset[str] | None = None
    found: tuple[FoundSibling, ...] = ()

    def version(self, document: str) -> Document:
        """The version with this id; KeyError where the story has none."""
        return self._found().versions[document]

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
        says which that is, those in a language that others state they were translated from; else those that
        are witnesses only, in languages in which none is on trial; else the first of all, which is as likely
        wrong as any: two others that agree against it blame it."""
        return self._found().pivots

    def comparison(self, left: str, right: str) -> Comparison:
        """How two versions compare, whichever is named first."""
        found = self._found().comparisons.get((left, right))
        return found or Comparison(left, right, Relation.UNCOMPARED)

    def siblings(self, version: Document) -> tuple[Document, ...]:
        """All the other versions."""
        return tuple(other for other in self.versions if other.id != version.id)

    def witnesses(self, version: Document) -> tuple[Document, ...]:
        """The siblings in the version's language whose word counts: a copy of the version is no witness,
        and of siblings that are copies or near copies of each other only the first is one. Told by
        alignment."""
        return self._found().witnesses.get(version.id, ())

    def partners(self, version: Document, sentence: int) -> tuple[Partner, ...]:
        """What the alignment found for a sentence, one partner at most in each sibling."""
        return self.links.get((version.id, sentence), ())

    def _pivots(self) -> Sequence[Document]:
        told = [one for one in self.versions if one.role in (Role.SOURCE, Role.REFERENCE)]
        if told:
            return told
        stated = {primary(one.origin) for one in self.versions if one.origin}
        tried = {one.language for one in self.versions if self.judges(one)}
        return (
            [one for one in self.versions if one.language in stated]
            or [one for one in self.versions if one.language not in tried]
            or self.versions[:1]
        )

    def _found(self) -> _Lookup:
        try:
            return self._lookup
        except AttributeError:
            versions = {version.id: version for version in reversed(self.versions)}
            both = (((one.left, one.right), one) for one in reversed(self.comparisons))
            comparisons = {key: one for pair, one in both for key in (pair, pair[::-1])}
            witnesses = {
                version: tuple(versions[document] for document in documents)
                for version, documents in self.witness_ids.items()
            }
            found = _Lookup(versions, comparisons, witnesses, tuple(self._pivots()))
            object.__setattr__(self, "_lookup", found)
            return found
