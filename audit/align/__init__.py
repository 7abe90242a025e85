"""Which sentences of sibling versions say the same, and are two versions translations of one text?"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from audit.align.comparable import best_pairs
from audit.align.parallel import monotone_pairs
from audit.align.similarity import Similarities, sentence_vectors
from audit.align.units import unit_pairs
from audit.model import Comparison, Document, Partner, Relation, Role, Story
from audit.text import remembered

if TYPE_CHECKING:
    from audit.align.across import Across

# Two versions are parallel when nearly every sentence of both has a partner, in the same order.
_PARALLEL_SHARE = 0.8
_PARALLEL_LENGTH = 0.6
# A first look by best pairs finds fewer partners than the alignment in order does.
_WORTH_ALIGNING = 0.5
_IN_ORDER = 0.8
_CLONE = 0.9
# Two translations with so many words in common, sentence by sentence, go back to one system: of the pairs of
# newstest2021 and generalMT2023 the near clones (one engine under two names) lie at .92 to .98, all others
# below .915. A short text proves nothing: so many words must be compared.
_NEAR_CLONE = 0.92
_CLONE_WORDS = 150

Pair = tuple[tuple[int, ...], tuple[int, ...], float]
Vectors = Mapping[str, Sequence[Counter[str]]]


def align(story: Story) -> Story:
    """`story` with links between the sentences of its versions and how each two versions compare."""
    if len(story.versions) < 2:
        return story
    alike = _Alike(story)
    links: dict[tuple[str, int], list[Partner]] = {}
    comparisons = []
    for left, right in combinations(story.versions, 2):
        comparison, pairs = translations(story, left, right) or _compare(left, right, alike, story.relation)
        comparisons.append(comparison)
        for lefts, rights, similarity in pairs:
            for sentence in lefts:
                links.setdefault((left.id, sentence), []).append(Partner(right.id, rights, similarity))
            for sentence in rights:
                links.setdefault((right.id, sentence), []).append(Partner(left.id, lefts, similarity))
    frozen: Mapping[tuple[str, int], tuple[Partner, ...]] = {
        key: tuple(partners) for key, partners in links.items()
    }
    compared = replace(story, links=frozen, comparisons=tuple(comparisons))
    return replace(compared, witness_ids={one.id: _witnesses(compared, one) for one in story.versions})


def _witnesses(story: Story, version: Document) -> tuple[str, ...]:
    """The siblings in the version's language that are no copy of it and no copy or near copy of each other.

    A near copy of the version stays: where it differs from the version, it tells the more. Of copies of each
    other a reference stays before others, else the first.
    """
    chosen: list[str] = []
    siblings = story.siblings(version)
    for other in sorted(siblings, key=lambda sibling: sibling.role is not Role.REFERENCE):
        if other.language != version.language:
            continue
        if story.comparison(other.id, version.id).identical:
            continue
        if not any(_one_witness(story.comparison(other.id, known)) for known in chosen):
            chosen.append(other.id)
    return tuple(sibling.id for sibling in siblings if sibling.id in chosen)


def _one_witness(comparison: Comparison) -> bool:
    return comparison.identical or comparison.near_clone


class _Alike:
    """How alike the sentences of a story are, once somebody asks: an original and its translation do not."""

    def __init__(self, story: Story) -> None:
        self._versions = story.versions

    @cached_property
    def vectors(self) -> Vectors:
        return {version.id: sentence_vectors(version) for version in self._versions}

    @cached_property
    def similarities(self) -> Similarities:
        return Similarities(self._versions, self.vectors)


def _compare(
    left: Document, right: Document, alike: _Alike, told: Relation | None
) -> tuple[Comparison, list[Pair]]:
    same_language = left.language == right.language
    similarities = alike.similarities
    pairs: list[Pair] = unit_pairs(left, right) or best_pairs(
        left, right, similarities, same_language=same_language
    )
    trusted = Role.REFERENCE in (left.role, right.role)
    if same_language and (
        told is Relation.PARALLEL or (told is None and _look_parallel(left, right, pairs, trusted=trusted))
    ):
        in_order = monotone_pairs(left, right, similarities)
        shares = _shares(left, right, in_order)
        if told is Relation.PARALLEL or min(shares) >= _PARALLEL_SHARE:
            clones = _near_clones(alike.vectors[left.id], alike.vectors[right.id], in_order)
            comparison = Comparison(
                left.id, right.id, Relation.PARALLEL, *shares, _identical(left, right), clones
            )
            return comparison, in_order
    relation = Relation.COMPARABLE if same_language else told or Relation.UNCOMPARED
    return Comparison(
        left.id, right.id, relation, *_shares(left, right, pairs), _identical(left, right)
    ), pairs


def _across(left: Document, right: Document, *, told: bool) -> Across | None:
    """Two versions in two languages, aligned by what brings numpy."""
    from audit.align.across import align_across

    return align_across(left, right, told=told)


def translations(story: Story, left: Document, right: Document) -> tuple[Comparison, list[Pair]] | None:
    """How an original and its translation into another language compare, and which of their sentences
    correspond; None where they are no such two. Sentences are all that is asked of them.

    The units of a catalogue are translations of each other, however few of them are translated.
    """
    pivots = {one.id for one in story.pivots()}
    if left.language == right.language or pivots.isdisjoint((left.id, right.id)):
        return None
    if story.relation is Relation.COMPARABLE:
        return None
    units: list[Pair] = unit_pairs(left, right)
    roles = {left.role, right.role}
    declared = roles == {Role.SOURCE, Role.TRANSLATION} or Role.REFERENCE in roles
    found = None if units else _across(left, right, told=declared)
    pairs = units or (found.pairs if found else [])
    shares = _shares(left, right, pairs)
    if found and story.relation is not Relation.PARALLEL and not found.parallel(shares, told=declared):
        return None
    meant = found is not None and found.by_meaning
    same, strays = _identical(left, right), found.strays if found else ()
    comparison = Comparison(
        left.id, right.id, Relation.PARALLEL, *shares, same, by_meaning=meant, strays=strays
    )
    return comparison, pairs


def _look_parallel(left: Document, right: Document, pairs: list[Pair], *, trusted: bool) -> bool:
    """Whether aligning in order is worth the while; beside a reference, which is most likely a translation of
    the same text, it is for texts about as long."""
    words = sorted((len(left.tokens), len(right.tokens)))
    if words[0] < _PARALLEL_LENGTH * words[1]:
        return False
    if trusted or not pairs:
        return trusted
    return min(_shares(left, right, pairs)) >= _WORTH_ALIGNING and _in_order(pairs) >= _IN_ORDER


def _shares(left: Document, right: Document, pairs: list[Pair]) -> tuple[float, float]:
    """The share of each version's sentences that have a partner."""
    return (
        round(sum(len(lefts) for lefts, _, _ in pairs) / max(len(left.sentences), 1), 3),
        round(sum(len(rights) for _, rights, _ in pairs) / max(len(right.sentences), 1), 3),
    )


def _in_order(pairs: list[Pair]) -> float:
    """The share of neighbouring pairs that go forward in both versions."""
    rights = [rights[0] for _, rights, _ in sorted(pairs)]
    if len(rights) < 2:
        return 1.0
    forward = sum(one < other for one, other in pairwise(rights))
    return forward / (len(rights) - 1)


def _identical(left: Document, right: Document) -> bool:
    """Whether nearly all words of both stand, sentence by sentence, in the other: one text twice."""
    texts = [_counted(document) for document in (left, right)]
    shares = []
    for one, other in (texts, texts[::-1]):
        words = sum(one.values())
        shares.append(sum(count for text, count in one.items() if text in other) / words if words else 0.0)
    return min(shares) >= _CLONE


@remembered
def _counted(document: Document) -> Mapping[str, int]:
    """The sentences of a document, plain, and how many words each has."""
    return {
        _plain(document, number): sentence.last - sentence.first
        for number, sentence in enumerate(document.sentences)
    }


def _near_clones(
    left: Sequence[Mapping[str, float]], right: Sequence[Mapping[str, float]], pairs: Sequence[Pair]
) -> bool:
    """Whether two translations have nearly all their stems in common, by Dice over the aligned sentences."""
    shared = counted = 0
    for lefts, rights, _ in pairs:
        one = {key for at in lefts for key in left[at]}
        other = {key for at in rights for key in right[at]}
        shared += 2 * len(one & other)
        counted += len(one) + len(other)
    return counted >= 2 * _CLONE_WORDS and shared >= _NEAR_CLONE * counted


def _plain(document: Document, sentence: int) -> str:
    """A sentence's letters, digits and signs: "$40" and "€40" are two texts, a changed comma is not."""
    letters = document.words(document.sentences[sentence]).casefold().translate(_UNTOLD)
    return letters if letters.isascii() else "".join(filter(_tells, letters))


def _tells(sign: str) -> bool:
    return sign.isalnum() or sign in "%‰+" or unicodedata.category(sign) == "Sc"


# Most signs of a text are these, and are taken out at once.
_UNTOLD = {code: None for code in range(128) if not _tells(chr(code))}
