"""Which pure helpers on strings does everybody share?"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from hashlib import blake2b
from typing import TypeVar

Subject = TypeVar("Subject")
Result = TypeVar("Result")
_REMEMBERED = 64
# Kana, Han and Hangul, of which few say what takes many letters.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_POSSESSIVE_ENDS = ("'s", "’s", "'", "’")
_POSSESSIVE = re.compile(r"(?:'s|’s|'|’)$")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """`word` lower-cased, without diacritics or invisible characters, with straight apostrophes."""
    if word.isascii():
        return word.lower().replace("`", "'")
    lowered = _INVISIBLE.sub("", word.translate(_APOSTROPHES).casefold())
    if lowered.isascii():
        return lowered
    pieces = unicodedata.normalize("NFKD", lowered)
    plain = "".join(piece for piece in pieces if not unicodedata.combining(piece))
    return plain.translate(_LETTERS)


# Letters that Unicode does not decompose though readers take them for the plain ones.
_LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)


@lru_cache(maxsize=65536)
def without_possessive(word: str) -> str:
    """Take off the ending of "Bell's" and "allies'"."""
    return _POSSESSIVE.sub("", word) if word.endswith(_POSSESSIVE_ENDS) else word


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` neither begins nor ends inside a word."""
    inside_left = start > 0 and _is_word(text[start - 1]) and _is_word(text[start])
    inside_right = end < len(text) and _is_word(text[end - 1]) and _is_word(text[end])
    return not inside_left and not inside_right


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character) == "Mn"


def is_open(text: str, place: int, pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether a straight quotation mark, or the first of one of some pairs of marks, is open at a place of
    its line."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.count('"') % 2 == 1 or any(line.rfind(one) > line.rfind(other) for one, other in pairs)


def in_letters(words: str, worth: float) -> float:
    """The length of some words in letters of an alphabet, of which a sign of Chinese, Japanese or Korean is
    worth so many."""
    return len(words) + (worth - 1) * len(_DENSE.findall(words))


def shorten(text: str, width: int) -> str:
    """`text` on one line, cut at a word with an ellipsis where it is longer than `width`."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    cut = line.rfind(" ", 0, width)
    return line[: cut if cut > width // 2 else width - 1].rstrip() + "…"


def digits(figure: str) -> str:
    """The digits of a figure, in any script, as ASCII, without what parts them: 1,234 and 1.234 are 1234."""
    if figure.isascii() and figure.isdecimal():
        return figure
    return "".join(str(int(sign)) for sign in figure if sign.isdecimal())


def match_case(model: str, text: str) -> str:
    """`text` with a capital where `model` begins with one."""
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


# A line that a program writes into a page, with the day or the number of its run.
_GENERATED = re.compile(
    r"\b(?:auto[- ]?|automatically )generated\b"
    r"|^\W*(?:page |this page was )?last (?:updated|modified|changed|built)\b",
    re.IGNORECASE,
)
_LINE = 160


def generated(words: str) -> bool:
    """Whether a short line says that a program wrote it or when: another day in it is no change."""
    return len(words) <= _LINE and _GENERATED.search(words) is not None


def remembered(function: Callable[[Subject], Result]) -> Callable[[Subject], Result]:
    """Cache a pure function of one frozen object by the object's identity, for the objects of late.

    Documents and stories are large values: hashing them would cost more than most answers.
    """
    known: OrderedDict[int, tuple[Subject, Result]] = OrderedDict()

    @wraps(function)
    def ask(subject: Subject) -> Result:
        entry = known.get(id(subject))
        if entry is not None and entry[0] is subject:
            return entry[1]
        result = function(subject)
        known[id(subject)] = (subject, result)
        if len(known) > _REMEMBERED:
            known.popitem(last=False)
        return result

    return ask


def digest(text: str) -> str:
    """A text in a word, white space aside: two texts that read the same have the same.

    An x and 16 hexadecimal digits, so that no YAML takes it for a number.
    """
    return "x" + blake2b(" ".join(text.split()).encode(errors="surrogatepass"), digest_size=8).hexdigest()
