"""How common is a word, and which words are forms of one?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

# wordfreq's tables by language (Speer 2022, https://github.com/rspeer/wordfreq): the small ones hold the
# words of Zipf frequency 3 and more, the large ones those of 2 and more.
_SMALL_ONLY = frozenset({"sr", "hr", "bs", "me", "cnr", "sh", "id", "ms", "tr", "ro", "uk", "hu", "da", "el", "bg", "sk", "sl"})
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
def _stemmer():  # type: ignore
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of a lower-case English word, by PyStemmer."""
    return str(_stemmer().stemWord(word))
