"""How is a word of another script written in Latin letters?

By the transliterations of the package anyascii, which follow the national systems and pinyin.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

# Scripts that leave out their vowels, or are read in more than one way: Arabic, Hebrew, those of India and of
# South East Asia, kana and Hangul.
_UNTOLD = re.compile(r"[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\u3040-\u30ff\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Letters that Ukrainian reads otherwise than Russian, by its national table (resolution 55 of 2010).
_UKRAINIAN = str.maketrans("гиґГИҐ", "hygHYG")
_NO_LETTER = re.compile(r"[^a-z]")


@lru_cache(maxsize=65536)
def romanised(word: str, lang: str = "") -> str:
    """A word in Latin letters; "" where it has Latin ones, or its script does not tell. Chinese characters
    are read as in `lang` zh, and not at all in another language."""
    if word.isascii() or _UNTOLD.search(word) or (_HAN.search(word) and lang != "zh"):
        return ""
    plain = anyascii(word.translate(_UKRAINIAN) if lang == "uk" else word)
    return "" if plain == word else _NO_LETTER.sub("", plain.lower())
