"""Which countries does a passage name, in whatever language and case?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from audit.language.cldr import locale
from audit.language.knowledge import of
from audit.language.tables import rows
from audit.model import Document
from audit.text import fold, without_possessive

# What a case, and what an adjective, puts to a name; how much of the name may change for it.
_ENDING, _CHANGED, _SHORT = 5, 2, 4
_BRACKET = re.compile(r"\s*[(（].*")
# An article or a preposition that is joined to a name: d'Irak, dell'Iran.
_ELIDED = re.compile(r"^(?:[dl]|(?:de|a|ne|da|su)ll)['’](?=\w{3})")
_ISO = re.compile(r"[A-Z]{2}")


class NamedCountry(NamedTuple):
    """A country by its ISO 3166 code, and the characters `[start, end)` of a document that name it."""

    code: str
    start: int
    end: int


@lru_cache(maxsize=1)
def confused() -> Mapping[str, frozenset[str]]:
    """The countries that are taken for a country, by code."""
    found: dict[str, frozenset[str]] = {}
    for row in rows("confused_countries.tsv"):
        group = frozenset(row["countries"].split())
        for code in group:
            found[code] = found.get(code, frozenset()) | group - {code}
    return found


@lru_cache(maxsize=64)
def _names(lang: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """What a language calls the countries, by CLDR: folded words and code, the longest first; none in a
    language that CLDR does not describe."""
    named = [(tuple(fold(name).replace("-", " ").split()), code) for name, code in _written(lang)]
    return tuple(sorted(named, key=lambda one: (-len(one[0]), -len("".join(one[0])), one[1])))


def _written(lang: str) -> Iterator[tuple[str, str]]:
    """The names without what stands in brackets, and their codes."""
    known = locale(lang.replace("-", "_"))
    named = known.territories.items() if known else ()
    yield from ((_BRACKET.sub("", name), code) for code, name in named if _ISO.fullmatch(code))


@lru_cache(maxsize=64)
def _by_beginning(lang: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for words, code in _names(lang):
        if words:
            found[words[0][:2]] = (*found.get(words[0][:2], ()), (words, code))
    return found


def named(document: Document, start: int, end: int) -> Iterator[NamedCountry]:
    """The countries that a passage names, as a noun in any case or, as far as it is made of the name, as an
    adjective; of names that begin alike the one that a word shares most with."""
    lang = document.lang
    if not of(lang).spaced:
        yield from _in_signs(document, start, end)
        return
    tokens = document.tokens_in(start, end)
    words = [_ELIDED.sub("", fold(without_possessive(token.text))) for token in tokens]
    at = 0
    while at < len(words):
        found = _longest(words, at, lang)
        length = found[1] if found else 1
        if found:
            yield NamedCountry(found[0], tokens[at].start, tokens[at + length - 1].end)
        at += length


def _in_signs(document: Document, start: int, end: int) -> Iterator[NamedCountry]:
    pattern, codes = _signs(document.lang)
    for match in pattern.finditer(document.text, start, end):
        yield NamedCountry(codes[match[0]], *match.span())


@lru_cache(maxsize=16)
def _signs(lang: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    codes = dict(_written(lang))
    every = sorted((name for name in codes if len(name) > 1), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, every)) or r"(?!)"), codes


def _longest(words: Sequence[str], at: int, lang: str) -> tuple[str, int] | None:
    best: tuple[int, int, int, str] | None = None
    for name, code in _by_beginning(lang).get(words[at][:2], ()):
        shared = [_shared(word, one) for word, one in zip(words[at : at + len(name)], name, strict=False)]
        if len(shared) == len(name) and all(shared):
            rest = sum(len(word) for word in words[at : at + len(name)]) - sum(shared)
            ranked = (len(name), sum(shared), -rest - len("".join(name)) + sum(shared), code)
            best = max(best, ranked) if best else ranked
    if best:
        return best[3], best[0]
    places = of(lang).place_of(words[at])
    codes = {code for place in places for code in _code(lang).get(place, ())}
    return (codes.pop(), 1) if len(codes) == len(places) == 1 else None


@lru_cache(maxsize=64)
def _code(lang: str) -> Mapping[str, tuple[str, ...]]:
    return {" ".join(words): (code,) for words, code in _names(lang)}


def _shared(word: str, name: str) -> int:
    """How many letters a word begins with as a name does; 0 where that is no form of it."""
    common = 0
    for one, other in zip(word, name, strict=False):
        if one != other:
            break
        common += 1
    least = len(name) - min(max(len(name) - _SHORT, 0), _CHANGED)
    return common if common >= max(least, _SHORT - 1) and len(word) - common <= _ENDING else 0
