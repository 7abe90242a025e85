"""What do the parallel siblings write for each sentence, and how do they agree among themselves?"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

from audit.model import Document, Relation, Story
from audit.support.words import KIN, SAME, Line, Matching, lines, match, passage
from audit.text import remembered

# Every two witnesses are compared, so their number is bounded; more than these change no figure much.
MOST_WITNESSES = 8


class Said(NamedTuple):
    """A witness's passage for a sentence: sentences `[first, last]` of `document`, how alike the alignment
    finds them (0..1), and which words correspond."""

    document: Document
    first: int
    last: int
    similarity: float
    line: Line
    matching: Matching

    def has(self, one: Line, at: int) -> bool:
        """Whether the passage has a word, be it in another place."""
        return self.matching.strength[at] >= SAME or one.stems[at] in self.line.bag

    def lacks(self, one: Line, at: int) -> bool:
        """Whether it has neither the word nor one of its kin."""
        return self.matching.strength[at] < KIN and one.stems[at] not in self.line.bag


class Beside(NamedTuple):
    """A sentence with what the witnesses say, and for each word how far they support it (0..1)."""

    number: int
    line: Line
    said: tuple[Said, ...]
    support: tuple[float, ...]

    @property
    def content(self) -> list[int]:
        """The places of the content words; of all where there are none."""
        return [at for at, is_content in enumerate(self.line.content) if is_content] or list(
            range(len(self.line.stems))
        )


# A word that stands elsewhere in the passage supports one nearly as well as its partner does.
_ELSEWHERE = 0.9
# Below this a word is without support.
UNSUPPORTED = 0.3


def parallel_witnesses(story: Story, version: Document) -> tuple[Document, ...]:
    """The witnesses that translate the same text: only they owe it the same words."""
    witnesses = [
        witness
        for witness in story.witnesses(version)
        if story.comparison(version.id, witness.id).relation is Relation.PARALLEL
    ]
    return tuple(witnesses[:MOST_WITNESSES])


def beside(story: Story, version: Document, witnesses: Sequence[Document]) -> tuple[Beside, ...]:
    """The sentences of a version that have words and a partner in some of `witnesses`."""
    chosen = {witness.id: witness for witness in witnesses}
    found = []
    for number, one in enumerate(lines(version)):
        if not one.stems:
            continue
        said = tuple(
            _said(version, number, chosen[partner.document], partner.sentences, partner.similarity)
            for partner in story.partners(version, number)
            if partner.document in chosen
        )
        if said:
            support = tuple(fmean(_supports(one, at, each) for each in said) for at in range(len(one.stems)))
            found.append(Beside(number, one, said, support))
    return tuple(found)


def _supports(one: Line, at: int, said: Said) -> float:
    strength = said.matching.strength[at]
    return max(strength, _ELSEWHERE) if one.stems[at] in said.line.bag else strength


def _said(
    version: Document, number: int, witness: Document, sentences: tuple[int, ...], similarity: float
) -> Said:
    known = _matchings(version)
    key = number, id(witness), sentences
    if key not in known or known[key][0] is not witness:
        other = passage(witness, sentences)
        known[key] = witness, other, match(lines(version)[number], other)
    _, other, matching = known[key]
    return Said(witness, sentences[0], sentences[-1], similarity, other, matching)


@remembered
def _matchings(
    version: Document,
) -> dict[tuple[int, int, tuple[int, ...]], tuple[Document, Line, Matching]]:
    """The matchings of a version's sentences found so far: the same pairs are asked for by each witness."""
    return {}


class Agreement(NamedTuple):
    """The mean support of content words (0..1), and the share of them that have none."""

    support: float
    unsupported: float


def agreement(sentence: Beside) -> Agreement:
    shares = [sentence.support[at] for at in sentence.content]
    return Agreement(fmean(shares), sum(share < UNSUPPORTED for share in shares) / len(shares))


def mean_agreement(agreements: Sequence[Agreement]) -> Agreement | None:
    if not agreements:
        return None
    return Agreement(fmean(one.support for one in agreements), fmean(one.unsupported for one in agreements))


def agreements(story: Story, version: Document, witnesses: Sequence[Document]) -> dict[int, Agreement]:
    """The agreement of each sentence of a version with `witnesses`, by its number."""
    return {one.number: agreement(one) for one in beside(story, version, witnesses)}
