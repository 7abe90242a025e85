"""Which word of a sibling's passage stands for a word?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from audit.language.knowledge import Language, of
from audit.model import Document, Token
from audit.quantities.keys import quantity_keys
from audit.text import remembered, without_possessive

# What words of one kin are worth at most: another word is not the same one.
_KIN = 0.95
# A word moved this far costs as much as a weaker kinship, and no more however far it went.
_PER_PLACE, _FARTHEST = 0.02, 20
_NOTHING: Mapping[int, str] = MappingProxyType({})


class PassageWords(NamedTuple):
    """The words of a passage: tokens, lower-case forms without possessive, stems, which are content words."""

    tokens: tuple[Token, ...]
    lowers: tuple[str, ...]
    stems: tuple[str, ...]
    content: tuple[bool, ...]
    bag: frozenset[str]


class Matching(NamedTuple):
    """For each word of one line the place of its partner in the other (-1 without) and how strong the match
    is (0..1); for each word of the other line the place of its partner here."""

    to: tuple[int, ...]
    strength: tuple[float, ...]
    back: tuple[int, ...]


def line(
    tokens: Sequence[Token], language: Language, quantities: Mapping[int, str] = _NOTHING
) -> PassageWords:
    """The line of some words; those of `quantities`, by where they begin, go by these keys in place of stems,
    so that equal figures are equal words."""
    small = language.function_words
    lowers = tuple(without_possessive(token.lower) for token in tokens)
    stems = tuple(
        quantities.get(token.start) or language.stem(lower)
        for token, lower in zip(tokens, lowers, strict=True)
    )
    return PassageWords(
        tuple(tokens), lowers, stems, tuple(word not in small for word in lowers), frozenset(stems)
    )


@remembered
def lines(document: Document) -> tuple[PassageWords, ...]:
    """A line for each sentence of a document."""
    language, quantities = of(document.lang), quantity_keys(document)
    return tuple(line(document.tokens_of(sentence), language, quantities) for sentence in document.sentences)


def passage(document: Document, sentences: tuple[int, ...]) -> PassageWords:
    """The line of some sentences together."""
    every = lines(document)
    if len(sentences) == 1:
        return every[sentences[0]]
    tokens = [token for number in sentences for token in every[number].tokens]
    return line(tokens, of(document.lang), quantity_keys(document))


def match(one: PassageWords, other: PassageWords, language: Language) -> Matching:
    """Pair the words of two lines one to one: the same stems, then small words beside pairs, then kin.

    Translations turn clauses round, so the order decides only between several occurrences of a word, and
    between kin, of which the nearer to its expected place is taken.
    """
    to, back = [-1] * len(one.stems), [-1] * len(other.stems)
    strength = [0.0] * len(to)
    for here, there in _same(one, other):
        to[here], back[there], strength[here] = there, here, 1.0
    for here, there in _beside(one, other, to, back):
        to[here], back[there], strength[here] = there, here, 1.0
    for here, there, kin in _kin(one, other, to, back, language):
        if to[here] < 0 and back[there] < 0:
            to[here], back[there], strength[here] = there, here, min(kin, _KIN)
    return Matching(tuple(to), tuple(strength), tuple(back))


def _same(one: PassageWords, other: PassageWords) -> list[tuple[int, int]]:
    """Content words of the same stem; of several occurrences those at the nearest relative place."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(other.stems):
        places[key].append(at)
    mine: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(one.stems):
        if one.content[at] and key in places:
            mine[key].append(at)
    pairs: list[tuple[int, int]] = []
    for key, those in mine.items():
        if len(those) == len(places[key]):
            pairs += zip(those, places[key], strict=True)
            continue
        near = sorted(
            (abs(here / len(one.stems) - there / len(other.stems)), here, there)
            for here in those
            for there in places[key]
        )
        left, right = set(those), set(places[key])
        for _, here, there in near:
            if here in left and there in right:
                left.remove(here)
                right.remove(there)
                pairs.append((here, there))
    return pairs


def _beside(
    one: PassageWords, other: PassageWords, to: Sequence[int], back: Sequence[int]
) -> list[tuple[int, int]]:
    """Small words that stand beside a pair in both lines, and those beside them."""
    to, back = list(to), list(back)
    pairs = []
    for sweep in (range(len(to)), range(len(to) - 1, -1, -1)):
        for here in sweep:
            if to[here] >= 0 or one.content[here]:
                continue
            for step in (-1, 1):
                if not 0 <= here + step < len(to) or to[here + step] < 0:
                    continue
                there = to[here + step] - step
                if 0 <= there < len(back) and back[there] < 0 and other.stems[there] == one.stems[here]:
                    to[here], back[there] = there, here
                    pairs.append((here, there))
                    break
    return pairs


def _kin(
    one: PassageWords, other: PassageWords, to: Sequence[int], back: Sequence[int], language: Language
) -> list[tuple[int, int, float]]:
    """Words left over that may stand for each other, the likeliest pairs first."""
    free = [at for at, partner in enumerate(back) if partner < 0 and other.content[at]]
    if not free:
        return []
    found = []
    for here, partner in enumerate(to):
        if partner >= 0 or not one.content[here]:
            continue
        place = None
        for there in free:
            kin = language.kinship(one.lowers[here], other.lowers[there])
            if kin:
                if place is None:
                    place = _expected(to, here, len(back))
                moved = min(abs(there - place), _FARTHEST) * _PER_PLACE
                found.append((-(kin - moved), here, there, kin))
    return [(here, there, kin) for _, here, there, kin in sorted(found)]


def _expected(to: Sequence[int], here: int, length: int) -> float:
    """Where a word ought to stand by its nearest neighbour that has a partner."""
    for distance in range(1, len(to)):
        left, right = here - distance, here + distance
        if left >= 0 and to[left] >= 0:
            return to[left] + distance
        if right < len(to) and to[right] >= 0:
            return to[right] - distance
    return here * length / max(len(to), 1)
