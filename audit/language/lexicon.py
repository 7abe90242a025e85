"""How common is a word, and which words are forms of one?"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import cast

from audit.language.tables import rows, table_lines

# wordfreq's tables by language (Speer 2022, https://github.com/rspeer/wordfreq): the small ones hold the
# words of Zipf frequency 3 and more, the large ones those of 2 and more.
_SMALL_ONLY = frozenset(
    {"sr", "hr", "bs", "me", "cnr", "sh", "id", "ms", "tr", "ro", "uk", "hu", "da", "el", "bg", "sk", "sl"}
)
_NAMES = {"sr": "sh", "hr": "sh", "bs": "sh", "me": "sh", "cnr": "sh", "nb": "nb", "no": "nb", "nn": "nb"}


@lru_cache(maxsize=32)
def _frequencies(lang: str, size: str) -> Mapping[str, float]:
    import wordfreq

    code = _NAMES.get(lang, lang)
    known = wordfreq.available_languages(size)
    return wordfreq.get_frequency_dict(code, size) if code in known else {}


def zipf(word: str, lang: str = "en", size: str = "") -> float:
    """Zipf frequency of `word` (log10 per billion words; 0 where unknown), by wordfreq.

    `word` is lower case. English is looked up in the large table unless `size` says "small".
    """
    table = _frequencies(lang, size or ("large" if lang == "en" else "small"))
    frequency = table.get(word, 0.0)
    return round(math.log10(frequency) + 9, 2) if frequency else 0.0


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    import Stemmer

    return cast("Callable[[str], str]", Stemmer.Stemmer("english").stemWord)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of a lower-case English word; irregular forms by their lemma."""
    return _stemmer()(_irregular().get(word, word))


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """The dictionary form of an irregular English word or of a British spelling, others as they are."""
    word = _american().get(word, word)
    return _irregular().get(word, word)


def related(one: str, other: str) -> bool:
    """Whether two English words may stand for each other: forms, derivations, spellings or synonyms."""
    left, right = lemma(one), lemma(other)
    if stem(left) == stem(right) or left[:5] == right[:5]:
        return True
    return stem(right) in _synonyms(left) or stem(left) in _synonyms(right)


@lru_cache(maxsize=8192)
def _synonyms(word: str) -> frozenset[str]:
    """Stems of the words that may stand for a word or for its base form."""
    table = _synonym_table()
    near: set[str] = set()
    for base in _bases(word):
        near.update(stem(other) for other in table.get(base, "").split())
    return frozenset(near)


def _bases(word: str) -> tuple[str, ...]:
    """The forms under which the table may know an inflected word."""
    bases = [word]
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            bases.append(word[: -len(ending)] + instead)
    return tuple(bases)


@lru_cache(maxsize=1)
def _synonym_table() -> Mapping[str, str]:
    return dict(line.split("\t", 1) for line in table_lines("synonyms.tsv"))


@lru_cache(maxsize=1)
def _irregular() -> Mapping[str, str]:
    return {row["form"]: row["lemma"] for row in rows("irregular_forms.tsv")}


@lru_cache(maxsize=1)
def _american() -> Mapping[str, str]:
    return {row["british"]: row["american"] for row in rows("spelling_variants.tsv")}
