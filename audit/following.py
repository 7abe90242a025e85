"""Does a version word things as its siblings do, so that their words may be held against it?

What a good translator writes is in no machine's version either. A version that goes its own way is right as
often where the others have other words as where they have the same, so that nothing follows from words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from audit.evidence import parallel_passages
from audit.model import Document, Relation, Story, Token
from audit.text import digits, fold, remembered

# The share of its words that a version may have for itself, by how many siblings it stands beside: each one
# more has some of the words. People and machines lie apart by it in eight languages of origin and four of
# translation, also where one of the siblings is a person's (tools/guard.py, docs/measurements.md).
_LEAST, _PER_WITNESS = 0.04, 0.12
# What a single fault adds to that is no way of its own: one sentence in so many is left out, that with the
# most words for itself, and one word.
_WORST = 10
_FEWEST_SENTENCES = 3
_ONE_FAULT = 1
# Words of so many letters in common are forms of one, whatever the language.
_ROOT = 5
# Between the parts of a word: 's and l', and the hyphens that some write and others do not.
_PARTS = re.compile(r"['’ʼ‑\-]+")
# Scripts that put no spaces between words: Thai to Myanmar, Khmer, kana, Han. There a letter tells.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class Way(NamedTuple):
    """Of how many words of a version none of its parallel siblings has any form in the passages opposite,
    of how many in all; one sentence in ten is left out. `apart`: no sibling is parallel to it though they are
    to each other.
    """

    alone: int
    words: int
    witnesses: int
    apart: bool = False

    @property
    def share(self) -> float:
        """From 0 to 1."""
        if self.apart:
            return 1.0
        return self.alone / self.words if self.words else 0.0

    @property
    def own(self) -> bool:
        """Whether these are too many for what the siblings write to say anything against the version.

        Siblings that translate another text, or the same one in quite other words, owe it none; among
        independent accounts nobody owes anybody words, and the question is not this one.
        """
        if not self.witnesses:
            return self.apart
        return self.alone > (_LEAST + _PER_WITNESS / self.witnesses) * self.words + _ONE_FAULT


def follows(story: Story, version: Document) -> bool:
    """Whether a version words things as its siblings do; beside a trusted one it has to."""
    if any(story.trusts(version, witness) for witness in story.witnesses(version)):
        return True
    return not way(story, version).own


def way(story: Story, version: Document) -> Way:
    """How far a version goes its own way."""
    known = _ways(story)
    if version.id not in known:
        known[version.id] = _way(story, version)
    return known[version.id]


@remembered
def _ways(story: Story) -> dict[str, Way]:
    """What is known of a story's versions so far."""
    return {}


def _way(story: Story, version: Document) -> Way:
    every = story.witnesses(version)
    witnesses = sum(_parallel(story, version, witness) for witness in every)
    if not witnesses:
        return Way(0, 0, 0, any(_parallel(story, one, other) for one, other in combinations(every, 2)))
    counted = sorted(_counted(story, version), key=lambda one: (-one[0] / one[1], one))
    if len(counted) >= _FEWEST_SENTENCES:
        counted = counted[max(len(counted) // _WORST, 1) :]
    return Way(sum(alone for alone, _ in counted), sum(words for _, words in counted), witnesses)


def _parallel(story: Story, one: Document, other: Document) -> bool:
    return story.comparison(one.id, other.id).relation is Relation.PARALLEL


def _counted(story: Story, version: Document) -> Iterator[tuple[int, int]]:
    """Of each sentence that has something opposite, the words that nobody has there, and all."""
    for number, sentence in enumerate(version.sentences):
        passages = parallel_passages(story, version, number)
        words = _roots(version.tokens_of(sentence))
        if words and passages:
            said = frozenset().union(*(roots_in(one.document, one.start, one.end) for one in passages))
            yield sum(word not in said for word in words), len(words)


@remembered
def roots(document: Document) -> frozenset[str]:
    """What all words of a document begin with."""
    return frozenset(_roots(document.tokens))


def roots_in(document: Document, start: int, end: int) -> frozenset[str]:
    """What the words that begin in `[start, end)` begin with."""
    return frozenset(_roots(document.tokens_in(start, end)))


def _roots(tokens: Sequence[Token]) -> list[str]:
    return [root for token in tokens for root in roots_of(token.lower)]


@lru_cache(maxsize=65536)
def roots_of(word: str) -> tuple[str, ...]:
    """What all forms of a word have in common, in any language: how its parts begin, its letters in a script
    without spaces, the digits of a figure."""
    if word[:1].isdecimal() and (figure := digits(word)):
        return (figure,)
    if _UNSPACED.search(word):
        return tuple(word)
    parts = [part for part in _PARTS.split(fold(word)) if len(part) > 1] or [fold(word)]
    return tuple(part[:_ROOT] for part in parts)
