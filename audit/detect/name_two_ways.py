"""Which name does a text that is not in English write in two ways?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from audit.aliases import same
from audit.language.knowledge import Language, of
from audit.language.romanised import romanised
from audit.language.scripts import script
from audit.model import Document, Hit, Story, Token
from audit.text import fold

# Shorter names are a letter off others by chance, and those of a text in a list are not compared.
_SHORTEST, _MOST = 6, 200
# How usual (Zipf) a word is that is no misspelling, one that is no name, and, where nouns have a capital, one
# of so many letters that a compound may end in.
_USUAL, _WORD, _PART, _LETTERS = 2.0, 3.5, 3.0, 4
# So many letters at the end may be those of a case.
_ENDING = 2
_VOWELS, _ALIKE = frozenset("aeiouyаеёиоуыэюяіїє"), frozenset("iy")
_UNCASED = frozenset({"KATAKANA", "HANGUL"})
_NO_NAMES = frozenset({"CJK", "HIRAGANA", "THAI", "ARABIC", "HEBREW"})
_REACH = 30
# What stands between two words of one name.
_BETWEEN = re.compile(r"[ ・·]")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A rare word that stands once, and a letter off it one that stands twice or more and is a name.

    Names are words with a capital that the language does not know, or katakana; they count without what a
    case may add. Both must begin alike and end alike, so that a form is no second spelling, and neither may
    be an accepted way to write the other; the one that stands once must not follow another given name.
    """
    language = of(version.lang)
    names: dict[str, list[Token]] = {}
    for number, token in enumerate(version.tokens):
        if _may_be_name(language, version, number, token):
            names.setdefault(fold(token.text), []).append(token)
    if len(names) > _MOST:
        return
    small = {token.lower for token in version.tokens if token.text[0].islower()}
    common = [word for word, those in names.items() if len(those) > 1 and those[0].lower not in small]
    for word, those in names.items():
        if len(those) > 1 or any(one.at_least(those[0].lower, _USUAL) for one in (language, of("en"))):
            continue
        near = [other for other in common if _near(word, other)]
        if len(near) != 1:
            continue
        kept, token = names[near[0]], those[0]
        if _borne_by_another(version, token, kept) or same(token.text, kept[0].text, language):
            continue
        yield Hit(
            version.span(token.start, token.end),
            evidence=(version.span(kept[0].start, kept[0].end),),
            slots={"form": token.text, "kept": kept[0].text, "times": f"{len(kept)} times"},
        )


def _may_be_name(language: Language, version: Document, number: int, token: Token) -> bool:
    """Whether a word is long enough and rare, with a capital where its script has any."""
    text, kind = token.text, script(token.text[0])
    if len(text) < _SHORTEST or not text.isalpha() or kind in _NO_NAMES:
        return False
    if kind not in _UNCASED and not (text[0].isupper() and text[1:].islower()):
        return False
    if language.at_least(token.lower, _WORD):
        return False
    return not (language.capital_nouns and _compound(language, token.lower))


def _compound(language: Language, word: str) -> bool:
    """Whether a noun ends in a word that stands alone as well."""
    return any(language.at_least(word[cut:], _PART) for cut in range(2, len(word) - _LETTERS + 1))


def _near(one: str, other: str) -> bool:
    """Whether two words are one letter apart, neither in the first letter nor where a case has its ending;
    right before the last letter only two consonants, or i and y, are no forms of one word."""
    if one[0] != other[0] or OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if shared is None:
        return False
    left = max(len(one), len(other)) - shared
    if left == _ENDING and len(one) == len(other) and one[-1] == other[-1]:
        pair = {one[shared], other[shared]}
        return pair == _ALIKE or pair.isdisjoint(_VOWELS)
    return left > _ENDING


def _borne_by_another(version: Document, token: Token, kept: Sequence[Token]) -> bool:
    """Whether another given name stands before the one than before any of the others."""
    mine = _given(version, token)
    theirs = {_given(version, other) for other in kept}
    return bool(mine) and mine not in theirs


def _given(version: Document, token: Token) -> str:
    """The word with a capital right before a name; "" where none is, or where it is one only because its
    sentence begins there."""
    at = version.tokens_in(max(token.start - _REACH, 0), token.start)
    if not at or not _BETWEEN.fullmatch(version.text, at[-1].end, token.start):
        return ""
    word = at[-1]
    if word.start == version.sentences[version.sentence_at(word.start)].start and not of(
        version.lang
    ).given_name(romanised(word.text) or word.text):
        return ""
    return fold(word.text) if word.text[0].isupper() or script(word.text[0]) in _UNCASED else ""
