"""From which languages may a text have been translated, as the countries it speaks of tell?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from audit.kept import kept
from audit.language.knowledge import of
from audit.model import Document, primary
from audit.text import fold, remembered

# A country that is named once may be anybody's news.
_TIMES = 2
_ENGLISH = "en"


class ToldOrigin(NamedTuple):
    """The languages of the country that a text speaks of most, and the first words by which it does; both
    empty where it speaks of none, or of several as much."""

    languages: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


@remembered
def told_origin(version: Document) -> ToldOrigin:
    """What an annotated text tells of its origin: news is mostly of the country whose language it was
    written in. Countries in which English is official count for nothing."""
    language, known = of(version.lang), _languages()
    times: Counter[str] = Counter()
    words: dict[str, dict[str, None]] = {}
    for token in version.tokens:
        if token.text[0].isupper():
            for country in language.place_of(fold(token.lower)):
                if country in known:
                    times[country] += 1
                    words.setdefault(country, {})[token.text] = None
    first, second = (*times.most_common(2), ("", 0), ("", 0))[:2]
    if first[1] < _TIMES or first[1] == second[1]:
        return ToldOrigin()
    return ToldOrigin(known[first[0]], tuple(words[first[0]])[:_TIMES])


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, frozenset[str]]:
    """The official languages of each country, by its English name, folded; by CLDR."""
    return kept("official-languages", _official)


def _official() -> dict[str, frozenset[str]]:
    from babel import Locale
    from babel.languages import get_official_languages

    found: dict[str, frozenset[str]] = {}
    for code, name in Locale(_ENGLISH).territories.items():
        spoken = frozenset(map(primary, get_official_languages(code, regional=False, de_facto=True)))
        if spoken and _ENGLISH not in spoken:
            found[fold(name)] = spoken
    return found
