"""What is known of each language, and what is lacking?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import NamedTuple

from audit.language.kinds import KindsOfFault, judges_beside, kinds_alone
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
    "ends": ("open-words", "never-doubled", "repetition-words"),
}


class Known(NamedTuple):
    """A language with its English name, the knowledge it has, how many of some rules speak it, the kinds of
    fault that they look for in a text alone, and whether texts are judged beside siblings."""

    code: str
    name: str
    has: frozenset[str]
    rules: int
    alone: KindsOfFault
    beside: bool


def inventory(rules: Iterable[Rule]) -> Iterator[Known]:
    """What is known of every language that has a folder, by code."""
    given = tuple(rules)
    folder = files("audit").joinpath("language")
    codes = sorted(one.name for one in folder.iterdir() if one.is_dir() and 2 <= len(one.name) <= 3)
    yield from (known(code, given) for code in codes if code != "any" and not code.startswith("_"))


def known(code: str, rules: Iterable[Rule]) -> Known:
    """What is known of one language; one without a folder has what needs none."""
    given, name = tuple(rules), of(code).code
    has = frozenset(NEEDS) - {*lacking(code, NEEDS)}
    speaking = sum(speaks(rule, code) for rule in given)
    return Known(
        name, language_name(name), has, speaking, kinds_alone(given, code), judges_beside(given, code)
    )
