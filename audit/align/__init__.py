"""Which sentences of sibling versions say the same, and are two versions translations of one text?"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, pairwise

from audit.align.comparable import best_pairs
from audit.align.parallel import monotone_pairs
from audit.align.similarity import Similarities, sentence_vectors
from audit.model import Comparison, Document, Partner, Relation, Role, Story

# Two versions are parallel when nearly every sentence of both has a partner, in the same order.
_PARALLEL_SHARE = 0.8
_PARALLEL_LENGTH = 0.6
# A first look by best pairs finds fewer partners than the alignment in order does.
_WORTH_ALIGNING = 0.5
_IN_ORDER = 0.8
_CLONE = 0.9

Pair = tuple[tuple[int, ...], tuple[int, ...], float]


def align(story: Story) -> Story:
    """`story` with links between the sentences of its versions and how each two versions compare."""
    if len(story.versions) < 2:
        return story
    vectors = {version.id: sentence_vectors(version) for version in story.versions}
    similarities = Similarities(story.versions, vectors)
    links: dict[tuple[str, int], list[Partner]] = {}
    comparisons = []
    for left, right in combinations(story.versions, 2):
        comparison, pairs = _compare(left, right, similarities, story.relation)
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
    """The siblings in the version's language that are copies neither of it nor of each other."""
    chosen: list[str] = []
    for other in story.siblings(version):
        if other.lang.split("-")[0] != version.lang.split("-")[0]:
            continue
        if not any(story.comparison(other.id, known).identical for known in (version.id, *chosen)):
            chosen.append(other.id)
    return tuple(chosen)


def _compare(
    left: Document, right: Document, similarities: Similarities, told: Relation | None
) -> tuple[Comparison, list[Pair]]:
    same_language = left.lang.split("-")[0] == right.lang.split("-")[0]
    pairs: list[Pair] = best_pairs(left, right, similarities, same_language=same_language)
    trusted = Role.REFERENCE in (left.role, right.role)
    if told is Relation.PARALLEL or (
        same_language and told is None and _look_parallel(left, right, pairs, trusted=trusted)
    ):
        in_order = monotone_pairs(left, right, similarities)
        shares = _shares(left, right, in_order)
        if told is Relation.PARALLEL or min(shares) >= _PARALLEL_SHARE:
            return Comparison(
                left.id, right.id, Relation.PARALLEL, *shares, _identical(left, right)
            ), in_order
    relation = Relation.COMPARABLE if same_language or told else Relation.UNCOMPARED
    return Comparison(
        left.id, right.id, relation, *_shares(left, right, pairs), _identical(left, right)
    ), pairs


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
    texts = [
        {
            _plain(document, number): sentence.last - sentence.first
            for number, sentence in enumerate(document.sentences)
        }
        for document in (left, right)
    ]
    shares = []
    for one, other in (texts, texts[::-1]):
        words = sum(one.values())
        shares.append(sum(count for text, count in one.items() if text in other) / words if words else 0.0)
    return min(shares) >= _CLONE


def _plain(document: Document, sentence: int) -> str:
    """A sentence's letters, digits and signs: "$40" and "€40" are two texts, a changed comma is not."""
    return "".join(sign for sign in document.words(document.sentences[sentence]).casefold() if _tells(sign))


def _tells(sign: str) -> bool:
    return sign.isalnum() or sign in "%‰+" or unicodedata.category(sign) == "Sc"
