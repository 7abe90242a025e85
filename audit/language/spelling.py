"""Are two names one name in two spellings?"""

from __future__ import annotations

import re
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
        (r"sch|sh", "s"),
        (r"tch|ch|tsch", "c"),
        (r"kh|gh", "h"),
        (r"zh|dj|dzh", "j"),
        (r"ts|tz", "c"),
        (r"ph", "f"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"q|ck", "k"),
        (r"w", "v"),
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


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """What a name keeps in every accepted romanisation: equal for Syrsky and Syrskyi."""
    plain = fold(name)
    for pattern, replacement in _SCHEMES:
        plain = pattern.sub(replacement, plain)
    return plain


def near_miss(one: str, other: str) -> bool:
    """Whether two words look like one name misspelled: a letter off, or two in a long word."""
    left, right = fold(one), fold(other)
    if left == right or sound(left) != sound(right):
        return False
    shorter = min(len(left), len(right))
    limit = 0 if shorter < 4 else 1 if shorter < 7 else 2
    return OSA.distance(left, right, score_cutoff=limit) <= limit and not inflected(left, right)


# First letters that schemes and mishearings exchange.
_SOUNDS = {
    letter: group[0] for group in ("ckqxgh", "sz", "jyie", "vw", "fpb", "td", "aou") for letter in group
}


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """What a name begins with for the ear: names with another beginning are not taken for one name."""
    first = fold(name)[:1]
    return _SOUNDS.get(first, first)


_ENDINGS = frozenset(
    ("s", "es", "n", "an", "ian", "ans", "ns", "i", "is", "ese", "ish", "ite", "er", "ers", "d", "ed", "y")
)
# A doctrine and its followers: Calvinism, Calvinists.
_DOCTRINE = re.compile(r"is[mt]s?$")
_FINAL_PAIRS = frozenset((frozenset(("a", "o")), frozenset(("e", "a")), frozenset(("e", "o"))))


def inflected(one: str, other: str) -> bool:
    """Whether one is the other with an English ending (Clinton, Clintons; Russia, Russian)."""
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] in _ENDINGS:
        return True
    if _DOCTRINE.sub("", one) == _DOCTRINE.sub("", other):
        return True
    return (
        len(one) == len(other) and one[:-1] == other[:-1] and frozenset((one[-1], other[-1])) in _FINAL_PAIRS
    )
