"""What is known about the words that names are made of?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from audit.language.knowledge import of
from audit.language.tables import words
from audit.text import fold


@lru_cache(maxsize=65536)
def given_name(word: str) -> str | None:
    """The gender a given name tells, case and diacritics aside: "f", "m", "" for one that does not tell,
    None for no given name."""
    plain = fold(word)
    for gender, table in (
        ("f", "given_names_female.txt"),
        ("m", "given_names_male.txt"),
        ("", "given_names_ambiguous.txt"),
    ):
        if plain in words(table):
            return gender
    return None


def titles() -> Mapping[str, str]:
    return of("en").titles


def title_words() -> frozenset[str]:
    return of("en").title_words


def demonyms() -> Mapping[str, str]:
    return of("en").demonyms


def places() -> Mapping[str, str]:
    return of("en").places


def place_names() -> Mapping[str, str]:
    return of("en").place_names


def figures() -> Mapping[str, str]:
    return of("en").figures


def agencies() -> frozenset[str]:
    return of("en").agencies


def speech_verbs() -> frozenset[str]:
    return of("en").speech_verbs


def name_heads() -> Mapping[str, str]:
    return of("en").name_heads
