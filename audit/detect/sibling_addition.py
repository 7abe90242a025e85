"""Which sentences does no other translation of the text have?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.evidence import gap, stems
from audit.language.knowledge import of
from audit.model import Document, Hit, Relation, Story
from audit.text import without_possessive

_SHORTEST = 6
# A sentence half of whose telling words a sibling has was moved or reworded, not made up.
_PRESENT = 0.4


def detect(story: Story, version: Document, *, witnesses: int = 3) -> Iterator[Hit]:
    """A sentence in whose place none of `witnesses` or more parallel versions has anything, and few words of
    which any of them has. A reference alone proves nothing here: two good translators
    part their sentences otherwise."""
    parallel = [
        witness
        for witness in story.witnesses(version)
        if story.comparison(version.id, witness.id).relation is Relation.PARALLEL
    ]
    if len(parallel) < witnesses:
        return
    known = [stems(witness) for witness in parallel]
    language = of(version.lang)
    for number, sentence in enumerate(version.sentences):
        if sentence.last - sentence.first < _SHORTEST or any(
            gap(story, version, number, witness) is None for witness in parallel
        ):
            continue
        telling = [
            language.stem(without_possessive(token.lower))
            for token in version.tokens_of(sentence)
            if token.lower not in language.function_words
        ]
        if telling and all(sum(key in one for key in telling) < _PRESENT * len(telling) for one in known):
            yield Hit(version.span(sentence.start, sentence.end), signals=len(parallel), asked=len(parallel))
