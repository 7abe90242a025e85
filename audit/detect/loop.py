"""Where does a text go round in a circle?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import eq
from typing import NamedTuple

from audit.language.knowledge import of
from audit.model import Document, ElementKind, Hit, Story

# By the length of what is repeated (words; characters where words are not parted): how often it must stand in
# a row. Speakers and singers say a thing three times; chants are short.
_WORDS = {1: 6, 2: 5, 3: 4, **dict.fromkeys(range(4, 31), 3)}
_CHARACTERS = {1: 10, 2: 7, 3: 6, 4: 5, **dict.fromkeys(range(5, 41), 4)}
# In quotation marks it must stand so many times as often.
_QUOTED = 2


class _LoopUnit(NamedTuple):
    """A word, or a character of a script that does not part words, with its place."""

    start: int
    end: int
    folded: str


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Stretches of a paragraph that are one word or phrase again and again; the fix says it once."""
    if any(element.kind is ElementKind.UNIT for element in version.elements):
        return
    spaced = of(version.lang).spaced
    units = _words(version) if spaced else _characters(version)
    words = [unit.folded for unit in units]
    taken: list[tuple[int, int]] = []
    for period, times in (_WORDS if spaced else _CHARACTERS).items():
        same = bytes(map(eq, words[period:], words))
        for first, last in _runs(same, period * (times - 1)):
            # the first `period` units are equal to the next ones, and so on to the last
            stop = last + period
            if any(first < right and left < stop for left, right in taken):
                continue
            start, end = units[first].start, units[stop - 1].end
            if not _prose(words[first : first + period]) or "\n" in version.text[start:end]:
                continue
            if _quoted(version.text, start) and stop - first < period * times * _QUOTED:
                continue
            taken.append((first, stop))
            once = version.text[start : units[first + period - 1].end]
            yield Hit(version.span(start, end), slots={"once": once}, fix=once)


def _words(version: Document) -> list[_LoopUnit]:
    return [_LoopUnit(token.start, token.end, token.lower) for token in version.tokens]


def _characters(version: Document) -> list[_LoopUnit]:
    return [_LoopUnit(at, at + 1, sign) for at, sign in enumerate(version.text) if sign.isalnum()]


def _runs(same: bytes, least: int) -> Iterator[tuple[int, int]]:
    """The stretches of at least so many ones."""
    at = same.find(b"\x01" * least)
    while at >= 0:
        end = same.find(b"\x00", at)
        end = end if end >= 0 else len(same)
        yield at, end
        at = same.find(b"\x01" * least, end)


def _prose(words: Sequence[str]) -> bool:
    """Whether a word is among them: rows of figures, laughter and lines of signs repeat by nature."""
    return any(word.isalpha() and (len(set(word)) > 2 or len(words) > 1) for word in words)


def _quoted(text: str, place: int) -> bool:
    """Whether a quotation is open at a place of its line."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.count('"') % 2 == 1 or max(line.rfind(mark) for mark in "“«„「") > max(
        line.rfind(mark) for mark in "”»」"
    )
