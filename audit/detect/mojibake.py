"""Which words were decoded with the wrong code page?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, partial

import re2

from audit.model import Document, Hit, Story

# Code pages in which UTF-8 is commonly misread, the likeliest first.
_PAGES = ("cp1252", "cp1250", "cp1251", "mac_roman", "cp437")
_REPLACEMENT = "\ufffd"
_EDGE = "\"'()[]{}<>.,;:!?-"


def _characters(page: str) -> dict[int, str]:
    """What the bytes 0x80..0xff look like in `page`; where it has no character, browsers show the control."""
    shown = {}
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode(page, "replace")
        shown[byte] = chr(byte) if character == _REPLACEMENT else character
    return shown


_TABLES = {page: _characters(page) for page in _PAGES}


def _sequence(page: str) -> str:
    """A pattern for one UTF-8 character of two, three or four bytes as `page` shows it."""

    def characters(first: int, last: int) -> str:
        return "[" + "".join(re.escape(_TABLES[page][byte]) for byte in range(first, last + 1)) + "]"

    follow = characters(0x80, 0xBF)
    two, three, four = characters(0xC2, 0xDF), characters(0xE1, 0xEF), characters(0xF0, 0xF4)
    return f"{two}{follow}|{three}{follow}{follow}|{four}{follow}{follow}{follow}"


# Any sign of it, for one quick look at the whole text.
_SIGN = re2.compile(
    "|".join(_sequence(page) for page in _PAGES) + "|[\u0080-\u009f\ufffd]|â€|Ã[ \u00a0]|Â[ \u00a0£€°§«»]"
)
# A no-break space may be the second half of a letter.
_WORD = re.compile(r"(?:\S|\u00a0)+")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Words with the traces of a wrong decoding; the fix is the word as it was, where it can be had back."""
    text = version.text
    if text.isascii() or not _SIGN.search(text):
        return
    for match in _WORD.finditer(text):
        if match[0].isascii():
            continue
        word = match[0].strip(_EDGE)
        if not word or word.isascii() or not _SIGN.search(word):
            continue
        start = match.start() + match[0].index(word)
        mended = repair(word)
        if _lost(word):
            yield Hit(version.span(start, start + len(word)))
        elif mended != word:
            yield Hit(version.span(start, start + len(word)), fix=mended)


def _lost(word: str) -> bool:
    """Whether characters are gone for good: replaced, or control characters that nothing mends."""
    mended = repair(word)
    return _REPLACEMENT in mended or any("\u0080" <= character <= "\u009f" for character in mended)


@lru_cache(maxsize=4096)
def repair(word: str) -> str:
    """`word` with every misread character as it was; unchanged where it reads as it stands."""
    for _ in range(3):  # text can be misread more than once
        mended = _once(word)
        if mended == word:
            break
        word = mended
    return word


def _once(word: str) -> str:
    # the third byte of a closing quotation mark has no character in cp1252 and is often lost
    tail = re.sub("â€(?=$|[\\s.,;:!?)])", "”", word)
    if tail != word:
        word = tail
    for page in _PAGES:
        mended = _patterns(page).sub(partial(_decoded, page), word)
        if mended != word and not (page == "cp1251" and _reads(word)):
            return mended
    return re.sub("Â(?=[£€°§«»])", "", word)


def _reads(word: str) -> bool:
    """Whether a word has Cyrillic letters that no misreading accounts for. "Рівень" begins as a misread г
    does, but a word that was misread is so from end to end."""
    return any("\u0400" <= letter <= "\u04ff" for letter in _patterns("cp1251").sub("", word))


@lru_cache(maxsize=8)
def _patterns(page: str) -> re.Pattern[str]:
    return re.compile(_sequence(page))


def _decoded(page: str, match: re.Match[str]) -> str:
    """The character whose bytes the match shows, or the match where that would be an unlikely one."""
    shown = match[0]
    back = {character: byte for byte, character in _TABLES[page].items()}
    try:
        character = bytes(back[one] for one in shown).decode()
    except (KeyError, UnicodeDecodeError):
        return shown
    return character if _likely(character, shown) else shown


def _likely(character: str, shown: str) -> bool:
    """Letters of Europe's alphabets and the signs of print, never out of ordinary words or quotes."""
    code = ord(character)
    if any("\u2010" <= one <= "\u2026" for one in shown[1:]) and code < 0x2000:
        # "É”" and "Ä“" occur where a quotation ends in a capital; ask for the commonest letters
        return unicodedata.category(character) == "Ll" and code < 0x180 and shown[0] in "ÃÄÅ"
    return (
        0xA0 <= code < 0x180
        or code in (0x218, 0x219, 0x21A, 0x21B)
        or 0x386 <= code <= 0x3CE
        or 0x401 <= code <= 0x45F
        or 0x2010 <= code <= 0x203A
        or code in (0x20AC, 0x2122, 0x2190, 0x2192, 0xFEFF)
        or code > 0x3000
    )
