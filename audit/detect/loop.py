"""Where does a text go round in a circle?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import eq

from audit.language.knowledge import of
from audit.model import Document, ElementKind, Hit, Story

# By the length of what is repeated (words; characters where words are not parted): how often it must stand in
# a row. Speakers and singers say a thing three times; chants are short.
_WORDS = {1: 6, 2: 5, 3: 4, **dict.fromkeys(range(4, 31), 3)}
_CHARACTERS = {1: 10, 2: 7, 3: 6, 4: 5, **dict.fromkeys(range(5, 41), 4)}
# In quotation marks it must stand so many times as often.
_QUOTED = 2


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Stretches of a paragraph that are one word or phrase again and again; the fix says it once."""
    if any(element.kind is ElementKind.UNIT for element in version.elements):
        return
    spaced = of(version.lang).spaced
    # Words; characters of a script that does not part them.
    words = [token.lower for token in version.tokens] if spaced else list(filter(str.isalnum, version.text))
    taken: list[tuple[int, int]] = []
    for period, times in (_WORDS if spaced else _CHARACTERS).items():
        least = period * (times - 1)
        # Of so many in a row one is among these.
        if not any(map(eq, words[period::least], words[::least])):
            continue
        starts, ends = _places(version, spaced=spaced)
        same = bytes(map(eq, words[period:], words))
        for first, last in _runs(same, least):
            # the first `period` units are equal to the next ones, and so on to the last
            stop = last + period
            if any(first < right and left < stop for left, right in taken):
                continue
            start, end = starts[first], ends[stop - 1]
            if not _prose(words[first : first + period]) or "\n" in version.text[start:end]:
                continue
            if _quoted(version.text, start) and stop - first < period * times * _QUOTED:
                continue
            taken.append((first, stop))
            once = version.text[start : ends[first + period - 1]]
            yield Hit(version.span(start, end), slots={"once": once}, fix=once)


def _places(version: Document, *, spaced: bool) -> tuple[list[int], list[int]]:
    """Where the words, or the characters, begin and end."""
    if spaced:
        return [token.start for token in version.tokens], [token.end for token in version.tokens]
    starts = [at for at, sign in enumerate(version.text) if sign.isalnum()]
    return starts, [at + 1 for at in starts]


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
