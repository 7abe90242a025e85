"""Are two names one name in two spellings?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache

from rapidfuzz.distance import OSA

from audit.text import fold

# Differences between accepted ways of writing a name from another script in Latin letters: both are right,
# though one text should keep to one. Sources: the romanisation tables of BGN/PCGN and ALA-LC (Cyrillic,
# Arabic, Hebrew, Korean), and the spellings international agencies use.
_SCHEMES = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(?:iy|yy|ij|yi|y|i|ii)$", "i"),
        (r"(?<=[aeou])[yj](?![aeou])", "i"),
        (r"(?<=[otv])ych$", "ich"),
        (r"sch|sh", "s"),
        (r"tch|ch|tsch", "c"),
        (r"kh|gh", "h"),
        (r"zh|dj|dzh", "j"),
        (r"ts|tz", "c"),
        (r"ph", "f"),
        (r"ou|oo|eo", "u"),
        (r"ee", "i"),
        (r"q|ck", "k"),
        (r"w", "v"),
        (r"(?<=[bdfghklmnprstvz])yo(?=[a-z])", "e"),
        (r"(?<=[aeou])[yj]|[yj](?=[aeou])", ""),
        (r"(?<=[bdgklmnprstvz])i(?=[aeou])", ""),
        (r"ks", "x"),
        (r"^(?:al|el|ul|ar|as|at|ash)-", ""),
        (r"(?<=m[ou]ha)mm(?=[ae]d)", "m"),
        (r"(?<=hu)ss(?=[ae][iy])|(?<=ha)ss(?=an)|(?<=ya)ss(?=[ei]r)|(?<=na)ss(?=er)", "s"),
        (r"h$|'", ""),
        (r"^mo(?=ham)", "mu"),
        (r"(?<=m)(?:ed|ad)$", "ad"),
        (r"-", ""),
    )
)


# What news in English writes for letters of other alphabets that it does not set: Djuricic, Shanov, Juergen.
_LETTERS = str.maketrans(
    {"đ": "dj", "š": "sh", "č": "ch", "ć": "ch", "ž": "zh", "ş": "sh", "ç": "ch", "ń": "n", "ł": "l"}
)
_UMLAUT = re.compile(r"(?<=[aou])e(?=[^aeio])")
# The long vowels of Japanese, which may be written or not: Shouji, Shoji.
_LONG = re.compile(r"ou|oo|oh(?![aeiou])|uu")


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """What a name keeps in every accepted romanisation: equal for Syrsky and Syrskyi."""
    return reduced(fold(name), _SCHEMES)


def reduced(plain: str, rules: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """A word with each pattern replaced by what stands for it, one after the other."""
    for pattern, replacement in rules:
        plain = pattern.sub(replacement, plain)
    return plain


@lru_cache(maxsize=65536)
def one_romanised(one: str, other: str) -> bool:
    """Whether two spellings are one name in two accepted ways to write it in Latin letters: Syrsky, Syrskyi;
    Đurić, Djuric; Jürgen, Juergen; Shouji, Shoji."""
    if skeleton(one) == skeleton(other):
        return True
    if not (one.isascii() and other.isascii()):
        left, right = (reduced(fold(name.lower().translate(_LETTERS)), _SCHEMES) for name in (one, other))
        if left == right or _UMLAUT.sub("", left) == _UMLAUT.sub("", right):
            return True
    left, right = (_LONG.sub(lambda found: found.group()[0], fold(name)) for name in (one, other))
    return left == right


def near_miss(one: str, other: str, endings: Set[str]) -> bool:
    """Whether two words look like one name misspelled: a letter off, or two in a long word; not one with an
    ending that a language puts to names."""
    left, right = fold(one), fold(other)
    if left == right or sound(left) != sound(right):
        return False
    shorter = min(len(left), len(right))
    limit = 0 if shorter < 4 else 1 if shorter < 7 else 2
    return OSA.distance(left, right, score_cutoff=limit) <= limit and not inflected(left, right, endings)


_DELETED = 2


def _shortened(word: str) -> frozenset[str]:
    """A folded word, and what is left of it without one letter, of a long one without two: two words at the
    distance of a near miss have one of these in common (after Garbe's SymSpell, 2012)."""
    found = {word}
    last = found
    for _ in range(_DELETED if len(word) >= 7 else 1):
        last = {one[:at] + one[at + 1 :] for one in last for at in range(len(one))}
        found = found | last
    return frozenset(found)


def shelved(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Words on shelves, so that `near` finds those near a word without looking at all of them."""
    shelves: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if len(word) > 3:
            for key in _shortened(fold(word)):
                shelves.setdefault(key, []).append(word)
    return {key: tuple(those) for key, those in shelves.items()}


def near(shelves: Mapping[str, tuple[str, ...]], word: str, endings: Set[str]) -> tuple[str, ...]:
    """The words on the shelves that are near misses of a word."""
    if len(word) < 4:
        return ()
    found = {other for key in _shortened(fold(word)) for other in shelves.get(key, ())}
    return tuple(sorted(other for other in found if near_miss(word, other, endings)))


# First letters that schemes and mishearings exchange.
_SOUNDS = {
    letter: group[0] for group in ("ckqxgh", "sz", "jyie", "vw", "fpb", "td", "aou") for letter in group
}


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """What a name begins with for the ear: names with another beginning are not taken for one name."""
    first = fold(name)[:1]
    return _SOUNDS.get(first, first)


# A doctrine and its followers: Calvinism, Calvinists.
_DOCTRINE = re.compile(r"is[mt]s?$")
_FINAL_PAIRS = frozenset((frozenset(("a", "o")), frozenset(("e", "a")), frozenset(("e", "o"))))


def inflected(one: str, other: str, endings: Set[str]) -> bool:
    """Whether one is the other with an ending (Clinton, Clintons; Russia, Russian)."""
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] in endings:
        return True
    if _DOCTRINE.sub("", one) == _DOCTRINE.sub("", other):
        return True
    return (
        len(one) == len(other) and one[:-1] == other[:-1] and frozenset((one[-1], other[-1])) in _FINAL_PAIRS
    )
