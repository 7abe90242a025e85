"""Is a name in Latin letters what Chinese characters are in pinyin, or a letter off it?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

# Characters that are read in more than one way, in names too. Own knowledge, Apache-2.0.
_READ_TWICE = frozenset(
    "乐曾朝长長重单單解盖蓋查区區仇尉翟行参參贾賈大都车車石覃谌尹和还還调調觉覺薄落冯洗冼缪繆牟朴员員叶葉祭吕呂女绿綠省盛沈沉宓"
    "隗万藏传傳弹彈降角阿尾露塔沙宿术率略虐召折褚黑白百伯陆陸六柏隽雋"
)
_SURNAME, _GIVEN = (1, 2), (1, 2)
_SHORTEST = 5
# Of a word alone, so many characters, and so many letters if nobody else writes what is right.
_WORD, _LONG = (2, 3, 4), 7


class Misread(NamedTuple):
    """A name in a Chinese text, characters `[start, end)`, of which one `word` of two (0 or 1) is a letter
    off what is `right`."""

    start: int
    end: int
    word: int
    right: str


@lru_cache(maxsize=16384)
def _read(sign: str) -> str:
    return anyascii(sign).strip().lower() if "\u3400" <= sign <= "\u9fff" else ""


def misread(text: str, start: int, end: int, words: tuple[str, str]) -> Misread | None:
    """The name in `text[start:end]` of which one of two folded words, the surname first, is right in pinyin
    and the other, of five letters or more, a letter off; None where both are right anywhere in the text, or
    where a character is read in several ways."""
    if not all(word.isascii() and word.isalpha() for word in words):
        return None
    found = None
    for at in range(start, end):
        if not words[0].startswith(_read(text[at])[:1] or "?"):
            continue
        for surname, given in product(_SURNAME, _GIVEN):
            parts = text[at : at + surname], text[at + surname : at + surname + given]
            if len(parts[1]) < given or not all(_read(sign) for part in parts for sign in part):
                continue
            right = tuple("".join(map(_read, part)) for part in parts)
            wrong = [place for place in (0, 1) if right[place] != words[place]]
            if not wrong:
                return None
            place = wrong[0]
            if (
                len(wrong) == 1
                and found is None
                and len(words[place]) >= _SHORTEST
                and OSA.distance(words[place], right[place]) == 1
                and words[place][0] == right[place][0]
                and not _READ_TWICE & {*parts[place]}
            ):
                found = Misread(at, at + surname + given, place, right[place])
    if found and "".join(words) in _sounds(text):
        return None
    return found


def misread_word(text: str, start: int, end: int, word: str, known: Iterable[str]) -> Misread | None:
    """The characters in `text[start:end]` of which a folded word is a letter off in pinyin: what it should be
    is one of the `known` words, or has seven letters. None where the text has the word as it is."""
    if not (word.isascii() and word.isalpha()) or len(word) < _SHORTEST or word in _sounds(text):
        return None
    usual = frozenset(known)
    for at in range(start, end):
        if not word.startswith(_read(text[at]) or "?") and _read(text[at])[:1] != word[0]:
            continue
        for length in _WORD:
            signs = text[at : at + length]
            right = "".join(map(_read, signs))
            if right not in usual and min(len(right), len(word)) < _LONG:
                continue
            if all(map(_read, signs)) and OSA.distance(word, right) == 1 and not _READ_TWICE & {*signs}:
                return Misread(at, at + length, 0, right)
    return None


@lru_cache(maxsize=64)
def _sounds(text: str) -> str:
    return "".join(map(_read, text))
