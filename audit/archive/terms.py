"""By which words is an article found again?

By the rarest of its words, as stems and without diacritics, so that one index serves every language: names
and figures that a translation keeps are the same in several. How rare a word is, its language's table of
frequencies tells; what the table does not have is rarest. A word is a number of 32 bits: of a million words a
few hundred share one, which costs a candidate now and then and keeps the index small.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from audit.annotate.tokens import tokenize
from audit.language import frequency
from audit.language.knowledge import of
from audit.text import digits, fold, without_possessive

# So many words of an article are kept, as many characters of it are looked at.
MOST = 32
_LOOK = 20_000
# Words more usual than this tell nothing of a story.
_USUAL = 5.0
_SHORTEST, _LONGEST_FIGURE = 3, 2
# Letters of a stretch without spaces that no table parts into words.
_PIECE = 3


def terms(text: str, lang: str) -> tuple[int, ...]:
    """The rarest words of a text, ascending."""
    language = of(lang)
    usual = frequency.frequencies(language.code, "small")
    counted = Counter(_words(text[:_LOOK], lang))
    rare = [(usual.get(word, 0.0), -times, word) for word, times in counted.items()]
    # Of equally rare words those that stand more often, then those that come first.
    told = sorted((one for one in rare if one[0] <= _USUAL), key=lambda one: one[:2])
    kept: dict[int, None] = {}
    for _, _, word in told:
        kept[_number(fold(language.stem(word)))] = None
        if len(kept) == MOST:
            break
    return tuple(sorted(kept))


def packed(numbers: tuple[int, ...]) -> bytes:
    """The words of an article in four bytes each."""
    return array("i", numbers).tobytes()


def unpacked(data: bytes) -> tuple[int, ...]:
    numbers = array("i")
    numbers.frombytes(data)
    return tuple(numbers)


def _words(text: str, lang: str) -> Iterator[str]:
    """The words that may tell, as the table of their language has them."""
    language = of(lang)
    whole = language.spaced or language.part is not None
    for token in tokenize(text, lang):
        lower = token.lower
        if lower[0].isdecimal():
            figure = digits(lower)
            if len(figure) > _LONGEST_FIGURE:
                yield figure
        elif lower.isascii():
            if len(lower) >= _SHORTEST:
                yield without_possessive(lower)
        elif whole:
            yield without_possessive(lower)
        else:
            for at in range(max(len(lower) - _PIECE + 1, 1)):
                yield lower[at : at + _PIECE]


@lru_cache(maxsize=65536)
def _number(word: str) -> int:
    """A word as a number that fits the column of both databases."""
    hashed = blake2b(word.encode(errors="surrogatepass"), digest_size=4).digest()
    return int.from_bytes(hashed, "big", signed=True)
