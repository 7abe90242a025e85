"""How common is a word, and which words are forms of one?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain, count, repeat
from pathlib import Path
from typing import cast

from rapidfuzz.distance import Indel

from audit.language.tables import rows, table_lines

# Languages that wordfreq keeps under another code.
_CODES = {"sr": "sh", "hr": "sh", "bs": "sh", "me": "sh", "cnr": "sh", "no": "nb", "nn": "nb"}


@lru_cache(maxsize=32)
def frequencies(lang: str, size: str) -> Mapping[str, float]:
    """Zipf frequency by word from wordfreq's table (Speer 2022, https://github.com/rspeer/wordfreq).

    The small tables hold the words of frequency 3 and more, the large ones those of 1 and more. The files
    are read without importing wordfreq, which loads what tokenizing needs and takes a quarter of a second:
    a list by descending frequency in steps of a hundredth (its cBpack format). A test compares the two.
    """
    packed = _packed(lang, size)
    if not packed:
        return {}
    from msgspec.msgpack import decode

    _, *steps = decode(packed)
    values = (repeat(round(9 - at / 100, 2), len(words)) for at, words in enumerate(steps))
    return dict(zip(chain.from_iterable(steps), chain.from_iterable(values), strict=True))


@lru_cache(maxsize=2)
def _packed(lang: str, size: str) -> bytes:
    """The table as wordfreq keeps it, empty where it has none."""
    found = find_spec("wordfreq")
    if found is None or not found.submodule_search_locations:
        return b""
    name = f"{size}_{_CODES.get(lang, lang)}.msgpack.gz"
    path = Path(found.submodule_search_locations[0]) / "data" / name
    if not path.is_file():
        return b""
    import gzip

    return gzip.decompress(path.read_bytes())


def zipf(word: str, lang: str = "en", size: str = "") -> float:
    """Zipf frequency of a lower-case word (log10 per billion words; 0 where unknown).

    English is looked up in the large table unless `size` says "small".
    """
    return frequencies(lang, size or ("large" if lang == "en" else "small")).get(word, 0.0)


# What a word of the small tables has at least; one with less is only in the large.
_SMALL = 3.0


def at_least(word: str, frequency: float, lang: str = "en") -> bool:
    """Whether a lower-case word has such a Zipf frequency: `zipf(word, lang) >= frequency`, without the large
    table, which takes a tenth of a second to read, where the small one tells."""
    known = frequencies(lang, "small").get(word)
    if known is None:
        return frequency <= _SMALL and zipf(word, lang) >= frequency
    return known >= frequency


# MessagePack keeps strings of fewer bytes than this behind a single byte, which tells their length.
_FIXSTR = 32
# To unpack the large table takes as long as to look for so many words in it as it is packed.
_WORTH_IT = 100
_questions = count()


@lru_cache(maxsize=65536)
def is_listed(word: str) -> bool:
    """Whether the large English table has a lower-case word: `zipf(word) > 0`.

    The first words are looked for in the packed table. Where the byte before a word's length is ASCII, that
    length is no part of a letter, and what was found is a whole word.
    """
    if word in frequencies("en", "small"):
        return True
    said = word.encode(errors="surrogatepass")
    if len(said) >= _FIXSTR or next(_questions) >= _WORTH_IT:
        return zipf(word) > 0
    packed = _packed("en", "large")
    at = packed.find(bytes([0xA0 | len(said)]) + said)
    return at > 0 and (packed[at - 1] < 0x80 or zipf(word) > 0)


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
def in_dictionary(word: str) -> bool:
    """Whether a lower-case English word, or the word it is a form of, is a word of WordNet in daily use."""
    return any(base in _synonym_table() for base in _bases(lemma(word)))


# How far words of each kinship may stand for each other; only their order matters to what is fitted on them.
_DERIVED, _SYNONYMS, _ALIKE = 0.9, 0.7, 0.6
_LEAST_ALIKE = 0.8


@lru_cache(maxsize=131072)
def kinship(one: str, other: str) -> float:
    """How far two English words may stand for each other, 0..1: 1 forms and spellings of one word, then
    derivations, synonyms, words that are spelled nearly alike (names, as a rule), 0 all others."""
    left, right = lemma(one), lemma(other)
    if stem(left) == stem(right):
        return 1.0
    common = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    shared = min(len(left), len(right)) if common is None else common
    if shared >= 5 and shared >= 0.6 * max(len(left), len(right)):
        return _DERIVED
    if stem(right) in _synonyms(left) or stem(left) in _synonyms(right):
        return _SYNONYMS
    if min(len(one), len(other)) > 4 and abs(len(one) - len(other)) < 4:
        return _ALIKE if Indel.normalized_similarity(one, other) >= _LEAST_ALIKE else 0.0
    return 0.0


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
