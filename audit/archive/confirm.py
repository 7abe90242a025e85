"""Are two texts siblings: translations of one text, accounts of one event, or strangers?

By the alignment that judges stories, too. Two texts of one language that share a story's names are often
about another day of it, and a later report repeats sentences of an earlier one as background. So comparable
are only those of which half of the sentences of the shorter say the same as sentences of the other, the first
ones among them, which say what happened.
"""

from __future__ import annotations

from typing import NamedTuple

from audit.align import align
from audit.annotate import annotate
from audit.model import Document, Relation, Story
from audit.text import fold, remembered

_SHARE, _FEWEST, _FIRST = 0.5, 3, 2
# Sentences that share a name or two are partners for a story's rules, but do not prove that there is one.
_SAME = 0.4
_RUN = 3


class Confirmed(NamedTuple):
    """Two texts that are siblings: how they compare, and the share of the sentences of the shorter one that
    have a partner, 0 to 1."""

    relation: Relation
    sure: float


def read(document: Document) -> Document:
    """A document as alignment asks for it."""
    return annotate(document)


def confirm(left: Document, right: Document) -> Confirmed | None:
    """How two documents that were read are siblings; None where they are strangers."""
    story = align(Story("pair", (left, right), judged=frozenset({left.id})))
    compared = story.comparisons[0]
    shares = compared.left_aligned, compared.right_aligned
    if compared.relation is Relation.PARALLEL:
        return Confirmed(Relation.PARALLEL, round(min(shares), 3))
    if left.language != right.language:
        return None
    shorter, longer = sorted((left, right), key=lambda one: len(one.sentences))
    paired = sum(_says(story, shorter, at) for at in range(len(shorter.sentences)))
    share = paired / max(len(shorter.sentences), 1)
    if share < _SHARE or paired < _FEWEST or not all(_opens(story, one) for one in (shorter, longer)):
        return None
    return Confirmed(Relation.COMPARABLE, round(share, 3))


def copied(left: Document, right: Document) -> float:
    """The share of the runs of three words of the shorter text that the longer has, too, 0 to 1."""
    fewer, more = sorted((_runs(left), _runs(right)), key=len)
    return len(fewer & more) / len(fewer) if fewer else float(left.text == right.text)


def _opens(story: Story, document: Document) -> bool:
    """Whether the other text says what the first sentences say."""
    return any(_says(story, document, at) for at in range(min(_FIRST, len(document.sentences))))


def _says(story: Story, document: Document, sentence: int) -> bool:
    """Whether the other text says what a sentence says."""
    return any(one.similarity >= _SAME for one in story.partners(document, sentence))


@remembered
def _runs(document: Document) -> frozenset[tuple[str, ...]]:
    words = [fold(token.text) for token in document.tokens]
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
