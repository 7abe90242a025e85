"""What is known of each language, and what is lacking?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sized
from importlib.resources import files
from typing import NamedTuple

from audit.language import frequency
from audit.language.knowledge import Language, of
from audit.language.languages import language_name

# What a language may know, as `audit languages` names it, and where its entries are.
_TABLES: tuple[tuple[str, Callable[[Language], tuple[Sized, ...]]], ...] = (
    ("small", lambda language: (language.function_words,)),
    ("twice", lambda language: (language.never_doubled, language.doubled_words)),
    ("count", lambda language: (language.number_words,)),
    ("people", lambda language: (language.titles, language.person_nouns)),
    ("verbs", lambda language: (language.speech_verbs,)),
    ("places", lambda language: (language.places, language.demonyms)),
)
STEMS, FREQUENCIES = "stems", "usual"


class Known(NamedTuple):
    """A language with its English name and how many entries of each kind of knowledge it has; 0 is none.

    Stems and frequencies are 1 where they are there: a stemmer has no entries, a table of frequencies many.
    """

    code: str
    name: str
    entries: dict[str, int]


def kinds() -> tuple[str, ...]:
    """The kinds of knowledge in the order of the columns."""
    return (STEMS, FREQUENCIES, *(name for name, _ in _TABLES))


def inventory() -> Iterator[Known]:
    """What is known of every language that has a folder, by code."""
    folder = files("audit").joinpath("language")
    codes = sorted(one.name for one in folder.iterdir() if one.is_dir() and 2 <= len(one.name) <= 3)
    yield from (known(code) for code in codes if code != "any" and not code.startswith("_"))


def known(code: str) -> Known:
    """What is known of one language; one without a folder has what needs none."""
    language = of(code)
    entries = {STEMS: int(frequency.stemmer(language.code) is not None)}
    entries[FREQUENCIES] = int(bool(frequency.frequencies(language.code, "small")))
    entries.update((name, sum(map(len, those(language)))) for name, those in _TABLES)
    return Known(language.code, language_name(language.code), entries)
