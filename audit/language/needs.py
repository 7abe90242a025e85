"""Which knowledge may a rule need, and which of it does a language lack?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from audit.language import frequency, tables
from audit.language.knowledge import Language, of
from audit.model import Rule


class Need(NamedTuple):
    """Knowledge that a rule may need: what it is, and the tables in which a language has it."""

    what: str
    tables: tuple[str, ...]


# What no table says: Snowball's stemmers, wordfreq's frequencies, the ways of writing.
_STEMS, _FREQUENCIES, _KEPT_NAMES, _MARKS, _CLOCKS = (
    "stems",
    "frequencies",
    "kept-names",
    "quotation-marks",
    "clock-words",
)

NEEDS: Mapping[str, Need] = {
    "addresses": Need("forms of address, with those for the other sex", ("addresses.tsv",)),
    "borrowed-words": Need("words of other languages that are its own", ("borrowed_words.txt",)),
    _CLOCKS: Need("what stands beside a clock time", ()),
    "dictionary": Need("words that may stand for each other", ("synonyms.tsv",)),
    "exonyms": Need("what other languages call places", ("exonyms.tsv",)),
    _FREQUENCIES: Need("how usual words are", ()),
    "function-words": Need("small words, which carry grammar and no news", ("function_words.txt",)),
    _KEPT_NAMES: Need("names are written without endings of cases", ()),
    "modals": Need("what may, must and cannot say of a verb", ("modals.tsv",)),
    "name-endings": Need("what it puts to the end of a name", ("name_endings.txt",)),
    "names": Need(
        "what names are made of: titles, heads, places, peoples, small words",
        ("titles.tsv", "name_heads.tsv", "places.tsv", "demonyms.tsv", "function_words.txt"),
    ),
    "negators": Need("how it denies", ("negation.tsv",)),
    "numerals": Need(
        "numbers in words, and what stands beside them", ("numerals.tsv", "number_words.tsv", "ordinals.tsv")
    ),
    "offices": Need("names of one office, and titles that are none", ("one_office.tsv", "courtesies.txt")),
    "never-doubled": Need("words that stand twice running by mistake alone", ("never_doubled.txt",)),
    "open-words": Need("words that no sentence ends with", ("open_words.txt",)),
    "person-nouns": Need("nouns for people, with their sex", ("person_nouns.tsv",)),
    "pronouns": Need(
        "pronouns of the third person, and what stands around them", ("pronouns.tsv", "pronoun_words.tsv")
    ),
    _MARKS: Need("which quotation marks it uses", ()),
    "relation-nouns": Need("nouns with which a country is an owner", ("relation_nouns.txt",)),
    "relatives": Need("words of a family", ("relatives.txt",)),
    "repetition-words": Need("words that stand twice for a reason", ("repetition_words.tsv",)),
    "role-words": Need("who acts on whom", ("role_words.tsv",)),
    "speech-verbs": Need("verbs of attribution", ("speech_verbs.txt",)),
    "sexes": Need("words that tell the sex of whom a sentence speaks", ("sexes.tsv",)),
    "stock-phrases": Need("what pages, notices and models say", ("stock_phrases.tsv",)),
    _STEMS: Need("what the forms of a word have in common", ()),
    "telling-words": Need("small words that no other language uses much", ("telling_words.txt",)),
}


def lacking(tag: str, needs: Iterable[str]) -> tuple[str, ...]:
    """Those of the needs that the language of a tag does not meet; what is no knowledge it does not lack."""
    return _lacking(of(tag).code, tuple(needs))


def speaks(rule: Rule, tag: str) -> bool:
    """Whether a rule can judge a text in the language of a tag."""
    return _speak(rule.langs, rule.needs, tag)


@lru_cache(maxsize=16384)
def _speak(langs: tuple[str, ...], needs: tuple[str, ...], tag: str) -> bool:
    named = "any" in langs or of(tag) in map(of, langs)
    return named and not lacking(tag, needs)


@lru_cache(maxsize=4096)
def _lacking(code: str, needs: tuple[str, ...]) -> tuple[str, ...]:
    language = of(code)
    return tuple(need for need in needs if need in NEEDS and not _has(language, need))


def _has(language: Language, need: str) -> bool:
    if need == _STEMS:
        return frequency.stemmer(language.code) is not None
    if need == _FREQUENCIES:
        return frequency.has_table(language.code)
    if need == _KEPT_NAMES:
        return language.keeps_names
    if need == _CLOCKS:
        return bool(language.clock_words)
    if need == _MARKS:
        return bool(language.quotation_pairs)
    return all(tables.is_there(name, language.code) for name in NEEDS[need].tables)
