"""How is a word of another alphabet written in Latin letters?"""

from __future__ import annotations

from functools import lru_cache

from audit.language.tables import rows


@lru_cache(maxsize=65536)
def romanised(word: str) -> str:
    """A lower-case word, letter by letter, in the Latin letters of `letters.tsv`; "" where one is not there
    (Arabic and Hebrew leave out vowels, Chinese has no letters)."""
    table = _letters()
    return "".join(table[letter] for letter in word) if all(letter in table for letter in word) else ""


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    return {row["letter"]: row["latin"] for row in rows("letters.tsv")}
