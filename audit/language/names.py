"""What is known about the words that names are made of?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from audit.language.tables import rows, words
from audit.text import fold


@lru_cache(maxsize=65536)
def given_name(word: str) -> str | None:
    """The gender a given name tells: "f", "m", "" for one that does not tell, None for no given name."""
    for gender, table in (
        ("f", "given_names_female.txt"),
        ("m", "given_names_male.txt"),
        ("", "given_names_ambiguous.txt"),
    ):
        if word in words(table):
            return gender
    return None


@lru_cache(maxsize=1)
def titles() -> Mapping[str, str]:
    """Titles and offices that stand before a name, with the gender they tell."""
    return {row["title"].lower().rstrip("."): row["gender"] for row in rows("titles.tsv")}


@lru_cache(maxsize=1)
def title_words() -> frozenset[str]:
    return frozenset(title.split()[-1] for title in titles())


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, str]:
    """Country by adjective and people: "dutch" -> "Netherlands"."""
    table: dict[str, str] = {}
    for row in rows("demonyms.tsv"):
        for form in (*row["adjective"].split(" / "), *row["people"].split(" / ")):
            if form:
                table.setdefault(form.lower(), row["country"])
    return table


@lru_cache(maxsize=1)
def places() -> Mapping[str, str]:
    """Kind by English place name, folded."""
    return {fold(row["form"]): row["kind"] for row in rows("places.tsv")}


@lru_cache(maxsize=1)
def place_names() -> Mapping[str, str]:
    """The usual English name by any form of a place's name, folded."""
    return {fold(row["form"]).rstrip("."): row["place"] for row in rows("places.tsv")}


@lru_cache(maxsize=1)
def figures() -> Mapping[str, str]:
    """Gender by full name of the register of public figures, folded."""
    return {fold(row["name"]): row["gender"] for row in rows("public_figures.tsv")}


@lru_cache(maxsize=1)
def agencies() -> frozenset[str]:
    """News agencies and outlets, folded."""
    return frozenset(fold(name) for name in words("agencies.txt"))


@lru_cache(maxsize=1)
def speech_verbs() -> frozenset[str]:
    """Verbs of attribution, in the forms news uses."""
    return words("speech_verbs.txt")


@lru_cache(maxsize=1)
def name_heads() -> Mapping[str, str]:
    """Nouns that tell whether the name they stand in is an organisation's or a place's."""
    return {row["word"]: row["kind"] for row in rows("name_heads.tsv")}
