"""What do the parallel siblings write for each sentence?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from audit.language.knowledge import of
from audit.model import Document, Relation, Story
from audit.support.words import Matching, PassageWords, lines, match, passage
from audit.text import remembered

# Every two witnesses are compared, so their number is bounded; more than these change no figure much.
MOST_WITNESSES = 8


class Said(NamedTuple):
    """The words of a witness's passage for a sentence, and which correspond."""

    document: Document
    line: PassageWords
    matching: Matching


class Beside(NamedTuple):
    """A sentence with what the witnesses say."""

    number: int
    line: PassageWords
    said: tuple[Said, ...]


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
            _said(version, number, chosen[partner.document], partner.sentences)
            for partner in story.partners(version, number)
            if partner.document in chosen
        )
        if said:
            found.append(Beside(number, one, said))
    return tuple(found)


def _said(version: Document, number: int, witness: Document, sentences: tuple[int, ...]) -> Said:
    known = _matchings(version)
    key = number, id(witness), sentences
    if key not in known or known[key][0] is not witness:
        other = passage(witness, sentences)
        known[key] = witness, Said(witness, other, match(lines(version)[number], other, of(version.lang)))
    return known[key][1]


@remembered
def _matchings(version: Document) -> dict[tuple[int, int, tuple[int, ...]], tuple[Document, Said]]:
    """The matchings of a version's sentences found so far: the same pairs are asked for by each witness."""
    return {}
