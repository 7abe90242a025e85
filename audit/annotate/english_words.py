"""Which words does an English text count with, and what may stand beside a number?"""

from __future__ import annotations

from collections.abc import Mapping

from audit.language.knowledge import of
from audit.model import Document

_ENGLISH = of("en")


def _of_kind(kind: str) -> Mapping[str, int]:
    return {word: int(one.value) for word, one in _ENGLISH.numerals.items() if one.kind == kind}


CARDINALS = _of_kind("cardinal")
FRACTIONS = _of_kind("fraction")
SCALE_WORDS = frozenset(_of_kind("scale"))
STARTERS = frozenset({*CARDINALS, *SCALE_WORDS, "half"} - {"zero"})


def words_of(kind: str) -> frozenset[str]:
    """The words of one kind that stand beside a number."""
    return _ENGLISH.number_words[kind]


def counted_nouns() -> Mapping[str, str]:
    """What a number counts, by the form after it, where that is no plural with s."""
    return _ENGLISH.counted_nouns


def gap_after(document: Document, at: int) -> str:
    """What stands between token `at` and the next; a line end where there is no such token."""
    tokens = document.tokens
    return document.text[tokens[at].end : tokens[at + 1].start] if 0 <= at < len(tokens) - 1 else "\n"
