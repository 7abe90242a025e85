"""Which characters do the bytes of a text become that are read in the wrong encoding?"""

from __future__ import annotations

import re
from functools import lru_cache

# Code pages in which UTF-8 is commonly misread, the likeliest first.
PAGES = ("cp1252", "cp1250", "cp1251", "mac_roman", "cp437")
# A text can be misread, kept and misread again.
_TIMES = 3
# The third byte of a closing quotation mark has no character in cp1252 and is often lost.
_CUT, _CLOSING = "â€", "”"
_CUT_SHORT = re.compile(f"{_CUT}(?=$|[\\s.,;:!?)\"'])")


@lru_cache(maxsize=8)
def table(page: str) -> dict[int, str]:
    """What the bytes 0x80 to 0xFF look like in `page`; browsers show a control where it has no character."""
    shown = {}
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode(page, "replace")
        shown[byte] = chr(byte) if character == "\ufffd" else character
    return shown


@lru_cache(maxsize=8)
def sequence(page: str) -> str:
    """A pattern for one character of two, three or four bytes of UTF-8 as `page` shows it."""

    def characters(first: int, last: int) -> str:
        return "[" + "".join(re.escape(table(page)[byte]) for byte in range(first, last + 1)) + "]"

    follow = characters(0x80, 0xBF)
    two, three, four = characters(0xC2, 0xDF), characters(0xE1, 0xEF), characters(0xF0, 0xF4)
    begun = f"{re.escape(table(page)[0xE0])}{characters(0xA0, 0xBF)}"
    return f"{two}{follow}|{three}{follow}{follow}|{begun}{follow}|{four}{follow}{follow}{follow}"


@lru_cache(maxsize=8)
def sequences(page: str) -> re.Pattern[str]:
    return re.compile(sequence(page))


def character(shown: str, page: str) -> str:
    """The character whose bytes `shown` are in `page`; `shown` itself where they are none's."""
    back = _bytes(page)
    try:
        return bytes(back[one] for one in shown).decode()
    except (KeyError, UnicodeDecodeError):
        return shown


@lru_cache(maxsize=8)
def _bytes(page: str) -> dict[str, int]:
    return {shown: byte for byte, shown in table(page).items()}


@lru_cache(maxsize=16384)
def reread(word: str, page: str) -> str:
    """`word` as it was before it was misread in `page`; unchanged unless every character of it that is not
    ASCII is accounted for, because a word that was misread is so from end to end."""
    for _ in range(_TIMES):
        whole = _CUT_SHORT.sub(_shown(_CLOSING, page), word) if page == "cp1252" else word
        if not sequences(page).sub("", whole).isascii():
            break
        before, word = word, sequences(page).sub(lambda match: character(match[0], page), whole)
        if word == before:
            break
    return word


def misread(word: str, shown: str) -> bool:
    """Whether `shown` is what becomes of `word` in one of the code pages."""
    return word != shown and any(reread(shown, page) == word for page in PAGES)


def _shown(word: str, page: str) -> str:
    return "".join(table(page)[byte] if byte > 0x7F else chr(byte) for byte in word.encode())
