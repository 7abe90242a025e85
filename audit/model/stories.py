"""What is a story, and what do its versions have to do with each other?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from audit.model.documents import Document, Role


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
