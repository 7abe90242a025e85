"""How common is an English word, and which words are forms of one?"""

from __future__ import annotations

from audit.language import frequency
from audit.language.frequency import frequencies
from audit.language.knowledge import of

__all__ = [
    "at_least",
    "frequencies",
    "in_dictionary",
    "is_listed",
    "kinship",
    "lemma",
    "related",
    "stem",
    "zipf",
]

_ENGLISH = of("en")
related = _ENGLISH.related
in_dictionary = _ENGLISH.in_dictionary


def stem(word: str) -> str:
    return _ENGLISH.stem(word)


def lemma(word: str) -> str:
    return _ENGLISH.lemma(word)


def kinship(one: str, other: str) -> float:
    return _ENGLISH.kinship(one, other)


def zipf(word: str, lang: str = "en", size: str = "") -> float:
    return frequency.zipf(word, lang, size)


def at_least(word: str, least: float, lang: str = "en") -> bool:
    return frequency.at_least(word, least, lang)


def is_listed(word: str) -> bool:
    return frequency.is_listed(word, "en")
