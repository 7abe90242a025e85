"""Which word is a letter off the one that all siblings write in its place, in whatever language?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from audit.aliases import same
from audit.evidence import enough, vocabulary
from audit.following import follows
from audit.language.knowledge import Language, of
from audit.language.scripts import LATIN, script
from audit.model import Document, Hit, Span, Story, Token
from audit.opposite import Place, places
from audit.text import fold, remembered

_SHORTEST, _LONG = 5, 8
# As usual as this is what a compound ends in.
_PART = 2.5
# A word as usual as this (Zipf) is no misspelling.
_USUAL = 3.0
# Where no more letters at the end differ, one may be a form of the other.
_ENDING = 3
_VOWELS = frozenset("aeiouyаеёиоуыэюяіїє")
# Where every noun has a capital, the longer ones are compounds, whose joints are written in several ways.
_LONGEST_NOUN = 15
# In Japanese one word may be written with a long vowel or without, and with a small vowel or a large one.
_LARGE = str.maketrans("ァィゥェォヴャュョ", "アイウエオブヤユヨ", "ー")


class _Miss(NamedTuple):
    """Our word, and what the passages write instead."""

    span: Span
    theirs: str
    places: tuple[Span, ...]


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """A word that stands once and in no sibling, and near it in spelling one that all passages opposite have
    and the version has not there.

    At least so many `witnesses` must agree, or a trusted one, or the only sibling; the first two settle it,
    in another script than Latin the trusted one alone: siblings share one of several accepted ways to write
    a foreign name by its sound, and nothing but the original tells which names are foreign. Usual words are
    no misspellings, nor are forms that differ in their ending, nor accepted ways to write one name.
    """
    for place in places(story, version):
        asked = [one.document for one in place.passages]
        proved = enough(story, version, asked, witnesses)
        if not proved and len(story.witnesses(version)) > 1:
            continue
        for miss in _words(story, version, place):
            yield Hit(
                miss.span,
                evidence=miss.places,
                slots={"form": version.words(miss.span), "kept": miss.theirs},
                fix=miss.theirs,
                signals=len(miss.places),
                asked=len(asked),
                settled=follows(story, version) and _decided(story, version, asked, miss, witnesses),
            )


def _decided(story: Story, version: Document, asked: Sequence[Document], miss: _Miss, witnesses: int) -> bool:
    if script(miss.theirs[0]) == LATIN:
        return enough(story, version, asked, witnesses)
    return any(story.trusts(version, document) for document in asked)


def _words(story: Story, version: Document, place: Place) -> Iterator[_Miss]:
    own = {fold(token.text) for token in place.tokens}
    said = [
        {fold(token.text): token for token in one.document.tokens_in(one.start, one.end)}
        for one in place.passages
    ]
    lacking = [word for word in said[0] if word not in own and all(word in others for others in said[1:])]
    if not lacking:
        return
    language = of(version.lang)
    for token in place.tokens:
        word = fold(token.text)
        if not _may_be_name(token) or (language.capital_nouns and _compound(language, token.lower)):
            continue
        if any(one.at_least(token.lower, _USUAL) for one in (language, of("en"))):
            continue
        if _counts(version)[word] > 1:
            continue
        if any(word in vocabulary(sibling) for sibling in story.siblings(version)):
            continue
        near = [other for other in lacking if _may_be_name(said[0][other]) and _near(word, other)]
        if len(near) == 1 and not same(token.text, said[0][near[0]].text, language):
            there = [(one.document, those[near[0]]) for one, those in zip(place.passages, said, strict=True)]
            spans = tuple(document.span(other.start, other.end) for document, other in there)
            yield _Miss(version.span(token.start, token.end), said[0][near[0]].text, spans)


def _compound(language: Language, word: str) -> bool:
    """Whether a noun may be made of others: it is long, or ends in a word that stands alone as well."""
    return len(word) > _LONGEST_NOUN or any(
        language.at_least(word[at:], _PART) for at in range(_SHORTEST - 2, len(word) - _SHORTEST + 1)
    )


@remembered
def _counts(document: Document) -> Mapping[str, int]:
    """How often a document writes each word."""
    found: dict[str, int] = {}
    for token in document.tokens:
        word = fold(token.text)
        found[word] = found.get(word, 0) + 1
    return found


def _may_be_name(token: Token) -> bool:
    """Whether a word is long enough, of letters, and with a capital where its script has any."""
    shortest = _SHORTEST - 1 if script(token.text[0]) == "KATAKANA" else _SHORTEST
    if len(token.text) < shortest or not token.text.replace("-", "").isalpha():
        return False
    return not token.text.islower() and script(token.text[0]) not in ("CJK", "HIRAGANA")


@lru_cache(maxsize=65536)
def _near(one: str, other: str) -> bool:
    """Whether two words are a letter apart, long ones two, and not in their ending."""
    katakana = script(one[0]) == "KATAKANA"
    if katakana:
        one, other = one.translate(_LARGE), other.translate(_LARGE)
    limit = 1 if min(len(one), len(other)) < _LONG else 2
    one, other = one.replace("-", ""), other.replace("-", "")
    if one == other or one[:1] != other[:1] or OSA.distance(one, other, score_cutoff=limit) > limit:
        return False
    return katakana or not _inflected(one, other)


def _inflected(one: str, other: str) -> bool:
    """Whether two words differ as forms of one may: in the last letters, or in a vowel before them."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    first = min(len(one), len(other)) if shared is None else shared
    left, right = one[first:], other[first:]
    if max(len(left), len(right)) > _ENDING:
        return False
    if left[-1:] != right[-1:]:
        return True
    return _VOWELS.issuperset(left[:-1] + right[:-1])
