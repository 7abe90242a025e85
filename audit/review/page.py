"""How does an article lie on a page of so many columns, with its findings in place?

Every character is shown by one that does no harm (`visible`), so that an offset of the text is an offset of
what is shown; signs and fixes are put in between."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from audit.report.wording import visible

_WORD = re.compile(r"\S+\s*|\s+")
_REMEMBERED = 4096


class Highlight(NamedTuple):
    """A stretch of the text that stands out: how, whose it is, a sign before it and words after it."""

    start: int
    end: int
    style: str
    key: str = ""
    sign: str = ""
    after: str = ""


class StyledRun(NamedTuple):
    """Characters shown alike, and the finding they belong to."""

    text: str
    style: str
    key: str


class PageLine(NamedTuple):
    """A line of the page and the offset of the text at which it begins."""

    start: int
    runs: tuple[StyledRun, ...]


class Page:
    """The lines of `text` for a width in cells. Of inlines that overlap the later is seen."""

    def __init__(self, text: str, inlines: Sequence[Highlight], width: int) -> None:
        self.lines: list[PageLine] = []
        self._width = max(width, 1)
        ordered = sorted(enumerate(inlines), key=lambda item: item[1].start)
        start = 0
        for paragraph in text.split("\n"):
            end = start + len(paragraph)
            here = sorted(item for item in ordered if item[1].start <= end and item[1].end >= start)
            moved = tuple(_inside(one, start, end) for _, one in here)
            for line in _lines(paragraph, moved, self._width):
                self.lines.append(PageLine(start + line.start, line.runs))
            start = end + 1
        self._starts = [line.start for line in self.lines]

    def line_of(self, offset: int) -> int:
        """The line on which the character at `offset` stands."""
        return max(bisect_right(self._starts, offset) - 1, 0)


def _inside(inline: Highlight, start: int, end: int) -> Highlight:
    """What of an inline lies in a paragraph: its sign where it begins, the words after it where it ends."""
    return inline._replace(
        start=max(inline.start, start) - start,
        end=min(inline.end, end) - start,
        sign=inline.sign if inline.start >= start else "",
        after=inline.after if inline.end <= end else "",
    )


@lru_cache(maxsize=_REMEMBERED)
def _lines(paragraph: str, inlines: tuple[Highlight, ...], width: int) -> tuple[PageLine, ...]:
    """The lines of one paragraph, at least one; offsets from its start. A step redraws few paragraphs."""
    if not inlines:
        shown = visible(paragraph)
        return tuple(
            PageLine(start, (StyledRun(shown[start:end], "", ""),)) for start, end in wrapped(shown, width)
        )
    cells = list(_characters(paragraph, inlines))
    shown = "".join(cell.character for cell in cells)
    return tuple(
        PageLine(cells[start].offset if start < len(cells) else 0, tuple(_runs(cells[start:end])))
        for start, end in wrapped(shown, width)
    )


class _Cell(NamedTuple):
    character: str
    style: str
    key: str
    offset: int


def _characters(paragraph: str, inlines: tuple[Highlight, ...]) -> Iterator[_Cell]:
    shown = visible(paragraph)
    styles: list[tuple[str, str]] = [("", "")] * (len(shown) + 1)
    before: dict[int, list[Highlight]] = {}
    after: dict[int, list[Highlight]] = {}
    for inline in inlines:
        before.setdefault(inline.start, []).append(inline)
        after.setdefault(inline.end, []).append(inline)
        for at in range(inline.start, inline.end):
            styles[at] = inline.style, inline.key
    for at in range(len(shown) + 1):
        for inline in after.get(at, ()):
            yield from (_Cell(one, "new", inline.key, max(at - 1, 0)) for one in visible(inline.after))
        for inline in before.get(at, ()):
            yield from (_Cell(one, inline.style, inline.key, at) for one in inline.sign)
        if at < len(shown):
            yield _Cell(shown[at], *styles[at], at)


def _runs(cells: Sequence[_Cell]) -> Iterator[StyledRun]:
    for (style, key), same in groupby(cells, key=lambda cell: (cell.style, cell.key)):
        yield StyledRun("".join(cell.character for cell in same), style, key)


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Where to break `text` into lines of at most `width` cells: at blanks, within words that are longer."""
    lines: list[tuple[int, int]] = []
    start = column = 0
    for found in _WORD.finditer(text):
        word, at = found[0], found.start()
        size = cell_len(word.rstrip())
        if column and column + size > width:
            lines.append((start, at))
            start, column = at, 0
        while size > width:
            cut = _fitting(text, at, width)
            lines.append((start, cut))
            start = at = cut
            size = cell_len(text[at : found.end()].rstrip())
        column += cell_len(text[at : found.end()])
    return [*lines, (start, len(text))]


def _fitting(text: str, at: int, width: int) -> int:
    """The end of the longest stretch from `at` that fits, one character at least."""
    end = at + 1
    while end < len(text) and cell_len(text[at : end + 1]) <= width:
        end += 1
    return end
