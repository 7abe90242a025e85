"""What is known of each language, and what is lacking?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import NamedTuple

from audit.language.knowledge import of
from audit.language.languages import language_name
from audit.language.needs import NEEDS, lacking, speaks
from audit.model import Rule

# The columns of `audit languages`, each with the knowledge that it counts.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "words": ("stems", "frequencies", "function-words", "dictionary"),
    "names": ("names", "name-endings", "kept-names", "exonyms"),
    "people": ("pronouns", "person-nouns", "addresses", "offices", "relatives", "sexes"),
    "numbers": ("numerals", "clock-words"),
    "denial": ("negators", "modals"),
    "acts": ("role-words", "relation-nouns", "speech-verbs"),
    "marks": ("quotation-marks",),
    "left in": ("telling-words", "borrowed-words", "stock-phrases"),
    "ends, twice": ("open-words", "never-doubled", "repetition-words"),
}


class Known(NamedTuple):
    """A language with its English name, the knowledge it has, and how many of some rules speak it."""

    code: str
    name: str
    has: frozenset[str]
    rules: int


def inventory(rules: Iterable[Rule]) -> Iterator[Known]:
    """What is known of every language that has a folder, by code."""
    given = tuple(rules)
    folder = files("audit").joinpath("language")
    codes = sorted(one.name for one in folder.iterdir() if one.is_dir() and 2 <= len(one.name) <= 3)
    yield from (known(code, given) for code in codes if code != "any" and not code.startswith("_"))


def known(code: str, rules: Iterable[Rule]) -> Known:
    """What is known of one language; one without a folder has what needs none."""
    has = frozenset(NEEDS) - {*lacking(code, NEEDS)}
    speaking = sum(speaks(rule, code) for rule in rules)
    return Known(of(code).code, language_name(of(code).code), has, speaking)
