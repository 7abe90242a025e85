"""Which words does an English text count with, and what may stand beside a number?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from audit.language.tables import rows
from audit.model import Document

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
CARDINALS: Mapping[str, int] = {
    **{word: at for at, word in enumerate(_ONES.split())},
    **{word: at * 10 for at, word in enumerate(_TENS.split(), 2)},
}
FRACTIONS: Mapping[str, int] = {
    **dict.fromkeys(("half", "halves"), 2),
    **dict.fromkeys(("third", "thirds"), 3),
    **dict.fromkeys(("quarter", "quarters", "fourth", "fourths"), 4),
    **dict.fromkeys(("fifth", "fifths"), 5),
    **dict.fromkeys(("tenth", "tenths"), 10),
}
SCALE_WORDS = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen"})
STARTERS = frozenset({*CARDINALS, *SCALE_WORDS, "half"} - {"zero"})


@lru_cache(maxsize=16)
def words_of(kind: str) -> frozenset[str]:
    """The words of one kind of number_words.tsv."""
    return frozenset(
        word for row in rows("number_words.tsv") if row["kind"] == kind for word in row["words"].split()
    )


@lru_cache(maxsize=1)
def counted_nouns() -> Mapping[str, str]:
    """What a number counts, by the form after it, where that is no plural with s."""
    return {row["form"]: row["noun"] for row in rows("counted_nouns.tsv")}


def gap_after(document: Document, at: int) -> str:
    """What stands between token `at` and the next; a line end where there is no such token."""
    tokens = document.tokens
    return document.text[tokens[at].end : tokens[at + 1].start] if 0 <= at < len(tokens) - 1 else "\n"
