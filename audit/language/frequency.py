"""How common is a word, and how is it cut to its stem?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain, count, repeat
from pathlib import Path
from typing import cast

# The language whose rare words are asked for.
_LARGE = "en"
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


def has_table(lang: str) -> bool:
    """Whether it is known of a language how usual words are."""
    return _file(lang, "small") is not None


@lru_cache(maxsize=32)
def _packed(lang: str, size: str) -> bytes:
    """The table as wordfreq keeps it, empty where it has none."""
    path = _file(lang, size)
    if path is None:
        return b""
    import gzip

    return gzip.decompress(path.read_bytes())


def _file(lang: str, size: str) -> Path | None:
    found = find_spec("wordfreq")
    if found is None or not found.submodule_search_locations:
        return None
    name = f"{size}_{_CODES.get(lang, lang)}.msgpack.gz"
    path = Path(found.submodule_search_locations[0]) / "data" / name
    return path if path.is_file() else None


def zipf(word: str, lang: str, size: str = "") -> float:
    """Zipf frequency of a lower-case word (log10 per billion words; 0 where unknown).

    English is looked up in the large table unless `size` says "small".
    """
    known = frequencies(lang, size or ("large" if lang == _LARGE else "small"))
    return known.get(_listed(word), 0.0)


def _listed(word: str) -> str:
    """A lower-case word as wordfreq's tables have it: weisse for weiße."""
    return word.replace("ß", "ss")


# What a word of the small tables has at least; one with less is only in the large.
_SMALL = 3.0


def at_least(word: str, least: float, lang: str) -> bool:
    """Whether a lower-case word has such a Zipf frequency: `zipf(word, lang) >= least`, without the large
    table, which takes a tenth of a second to read, where the small one tells."""
    known = frequencies(lang, "small").get(_listed(word))
    if known is None:
        return least <= _SMALL and zipf(word, lang) >= least
    return known >= least


@lru_cache(maxsize=65536)
def may_have(word: str, lang: str) -> bool:
    """Whether the small table of a language may have a lower-case word: no where it has none, which is told
    without unpacking it. To ask one word of all languages takes an eighth of the time that `zipf` does."""
    said = _listed(word).encode(errors="surrogatepass")
    return len(said) >= _FIXSTR or bytes([0xA0 | len(said)]) + said in _packed(lang, "small")


# MessagePack keeps strings of fewer bytes than this behind a single byte, which tells their length.
_FIXSTR = 32
# To unpack the large table takes as long as to look for so many words in it as it is packed.
_WORTH_IT = 100
_questions = count()


@lru_cache(maxsize=65536)
def is_listed(word: str, lang: str) -> bool:
    """Whether the table of a language that `zipf` asks has a lower-case word: `zipf(word, lang) > 0`.

    The first words are looked for in the packed large table. Where the byte before a word's length is ASCII,
    that length is no part of a letter, and what was found is a whole word.
    """
    if word in frequencies(lang, "small"):
        return True
    said = word.encode(errors="surrogatepass")
    if lang != _LARGE or len(said) >= _FIXSTR or next(_questions) >= _WORTH_IT:
        return zipf(word, lang) > 0
    packed = _packed(lang, "large")
    at = packed.find(bytes([0xA0 | len(said)]) + said)
    return at > 0 and (packed[at - 1] < 0x80 or zipf(word, lang) > 0)


@lru_cache(maxsize=64)
def stemmer(lang: str) -> Callable[[str], str] | None:
    """The Snowball stemmer of a language; None where there is none."""
    import Stemmer

    try:
        return cast("Callable[[str], str]", Stemmer.Stemmer(lang).stemWord)
    except KeyError:
        return None
