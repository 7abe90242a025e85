"""Which words were decoded with the wrong code page?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import re2

from audit.language.knowledge import of
from audit.language.scripts import script, scripts
from audit.misread import PAGES, reread, sequence, sequences
from audit.model import Document, Hit, Story

_REPLACEMENT = "\ufffd"
_NEXT_LINE = "\u0085"
_EDGE = "\"'()[]{}<>.,;:!?-"
# Any sign of it, for one quick look at the whole text.
_SIGN = re2.compile("|".join(sequence(page) for page in PAGES) + r"|[\x{80}-\x{9f}\x{fffd}]|â€|\?\?\?")
# A no-break space may be the second half of a letter.
_WORD = re.compile(r"(?:\S|\u00a0)+")
# A letter that was misread becomes two or more, often one of them a sign that stands in no word. What stands
# between letters without a space, in one typography or another, is no such sign.
_JOINS = frozenset("-–—’‘“”'…·&@/+*«»|\u00a0\u00ad\u200b\u200c\u200d\u2060\ufffc")
# So many letters read in the wrong code page in one word, and nothing else, are no chance.
_WHOLE = 3
# So short a word may be one by chance.
_TELLING = 3
# Letters that were lost, not misread: a question mark for each, word by word.
_ASKED = re.compile(r"(?<!\S)\?{2,}(?:[ \u00a0]\?{2,})+(?![^\s.,;:])")
_LOST = 3


class _Damaged(NamedTuple):
    """A word read in the wrong code page: where, and what it was ("" where that is not certain). `known`:
    what it was is made of words of the language; `plain`: no word looks like this."""

    start: int
    end: int
    page: str
    mended: str
    known: bool
    plain: bool


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Words with the traces of a wrong decoding, and runs of question marks for letters that were lost.

    One kind of damage needs a word that cannot be anything else; then all words of that kind are marked. The
    fix is the word as it was, where that is made of words of the language; each such word is a sign."""
    text = version.text
    if not _SIGN.search(text):
        return
    for match in _ASKED.finditer(text):
        if max(map(len, match[0].split())) >= _LOST:
            yield Hit(version.span(match.start(), match.end()))
    if text.isascii():
        return
    damaged: list[_Damaged] = []
    clean: set[str] = set()
    for match in _WORD.finditer(text):
        word = match[0].strip(_EDGE)
        if word.isascii():
            continue
        start = match.start() + match[0].index(word)
        if _gone(word):
            yield Hit(version.span(start, start + len(word)))
        elif found := _damaged(word, version.lang):
            damaged += [one._replace(start=start, end=start + len(word)) for one in found]
        else:
            clean.add(word)
    yield from _of_one_kind(version, damaged, clean)


def _of_one_kind(version: Document, damaged: list[_Damaged], clean: set[str]) -> Iterator[Hit]:
    reached = 0
    for page in PAGES:
        of_page = [one for one in damaged if one.page == page]
        if not any(one.known or one.plain for one in of_page):
            continue
        for one in of_page:
            if one.start < reached:
                continue
            # A text that has the word both ways may be showing what happens to it.
            fix = one.mended if one.mended and one.mended not in clean else None
            yield Hit(version.span(one.start, one.end), fix=fix, signals=len(of_page))
        return  # one text went through one wrong door


def _gone(word: str) -> bool:
    """Whether characters of a word are gone for good."""
    return _REPLACEMENT in word and any(letter.isalnum() for letter in word)


@lru_cache(maxsize=16384)
def _damaged(word: str, lang: str) -> tuple[_Damaged, ...]:
    """What a word may have been, by code page, likeliest first."""
    return tuple(found for page in PAGES if (found := _read_in(word, page, lang)))


def _read_in(word: str, page: str, lang: str) -> _Damaged | None:
    mended = reread(word, page)
    plain = _plain(word, page, lang)
    if mended == word or not _readable(mended, lang):  # not all of it is accounted for
        return _Damaged(0, 0, page, "", known=False, plain=True) if plain else None
    runs = _letters(mended)
    listed = _words(runs, lang)
    known = (
        listed
        and max(map(len, runs), default=0) >= _TELLING
        and not (word.isalpha() and _words([word], lang))
    )
    return _Damaged(0, 0, page, mended if listed else "", known, plain)


def _readable(mended: str, lang: str) -> bool:
    """Whether a word is in letters of the language, and the signs of print."""
    own = scripts(lang)
    return all(
        script(sign) in own if sign.isalpha() else unicodedata.category(sign)[0] in "PSZMN"
        for sign in mended
        if not sign.isascii()
    )


def _letters(word: str) -> list[str]:
    """The runs of letters and their marks of which some are not ASCII's."""
    kept = "".join(letter if unicodedata.category(letter)[0] in "LM" else " " for letter in word)
    return [run for run in kept.split() if not run.isascii()]


def _words(runs: list[str], lang: str) -> bool:
    """Whether all of these are words of the language."""
    return all(of(lang).zipf(run.casefold()) > 0 for run in runs)


def _plain(word: str, page: str, lang: str) -> bool:
    """Whether no word of any language looks like this: signs inside it that make letters with what stands
    before them, signs of print that became three, or nothing but letters that became two."""
    if any("\u0080" <= sign <= "\u009f" and sign != _NEXT_LINE for sign in word):
        return True  # bytes for which the code page has no character
    found = list(sequences(page).finditer(word))
    own = scripts(lang)
    letters = 0
    for match in found:
        shown, was = match[0], reread(match[0], page)
        if was == shown:
            continue
        if len(shown) > 2 and 0x2000 <= ord(was[0]) <= 0x2122:
            return True
        if was.isalpha():
            letters += 1
            inside = word[match.end() : match.end() + 1].isalpha() or (
                shown[0].isupper() and word[: match.start()][-1:].islower()
            )
            odd = any(not sign.isalpha() and sign not in _JOINS for sign in shown[1:])
            if inside and odd and shown[0].isalpha() and (script(was) in own or letters >= _WHOLE):
                return True
        elif shown[0] == "Â" and shown[1] in "£€°§¥¢©®±½¼¾":
            return True
    return letters >= _WHOLE and not sequences(page).sub("", word)
