"""Which cells does a table of reStructuredText have, drawn as a grid or by columns?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_GRID = re.compile(r"\+(?:[-=]++\+)+[ \t]*+$")
_GRID_RULE = re.compile(r"\+(?:[-=]++\+)+[ \t]*+$|[+|].*\+[-=]{2,}\+[ \t]*+$|[+|][-=]{2,}\+.*[+|][ \t]*+$")
_SIMPLE = re.compile(r"=++(?:[ ]++=++)+[ ]*+$")
_SPANS = re.compile(r"-++(?:[ ]++-++)*[ ]*+$")
_COLUMN = re.compile(r"=++")
# A row of a table is no longer than a paragraph is.
_MOST_COLUMNS = 100


class Stretch(NamedTuple):
    """Part of a line: its number in the table, and where it starts and ends in it."""

    row: int
    start: int
    end: int


Cell = tuple[Stretch, ...]


def is_grid(line: str) -> bool:
    """Whether a grid begins with this line."""
    return _GRID.match(line) is not None and line.count("+") <= _MOST_COLUMNS


def is_simple(line: str) -> bool:
    """Whether a table by columns begins with this line."""
    return _SIMPLE.match(line) is not None and line.count(" ") <= _MOST_COLUMNS * 10


def table_end(lines: Sequence[str]) -> int:
    """How many of the lines are the table that the first begins; 0 where it does not end."""
    if is_grid(lines[0]):
        return next((at for at, line in enumerate(lines) if line[:1] not in ("+", "|")), len(lines))
    rules = 0
    for at, line in enumerate(lines[1:], 1):
        if _SIMPLE.match(line):
            rules += 1
            if rules == 2 or at + 1 == len(lines) or not lines[at + 1].strip():
                return at + 1
    return 0


def grid_cells(lines: Sequence[str]) -> Iterator[Cell]:
    """The cells of a grid, row by row."""
    columns = [at for at, sign in enumerate(lines[0]) if sign == "+"]
    group: list[int] = []
    for number, line in enumerate(lines):
        if _GRID_RULE.match(line):
            yield from _grid_row(lines, group, columns)
            group = []
        else:
            group.append(number)
    yield from _grid_row(lines, group, columns)


def _grid_row(lines: Sequence[str], group: Sequence[int], columns: Sequence[int]) -> Iterator[Cell]:
    places = {number: _offsets(lines[number], columns) for number in group}
    edges = [
        at
        for at in range(len(columns))
        if group and all(lines[number][places[number][at] :][:1] in ("|", "+") for number in group)
    ]
    for left, right in pairwise(edges):
        yield tuple(
            _trimmed(lines[number], number, places[number][left] + 1, places[number][right])
            for number in group
        )


def simple_cells(lines: Sequence[str]) -> Iterator[Cell]:
    """The cells of a table by columns, row by row; the last column has no end."""
    starts = [match.start() for match in _COLUMN.finditer(lines[0])]
    row: list[int] = []
    for number, line in enumerate(lines):
        ruled = _SIMPLE.match(line) or _SPANS.match(line)
        first = _offsets(line, starts[:2])
        begins = ruled or (line[: first[1]].strip() and row)
        if begins:
            yield from _simple_row(lines, row, starts)
            row = []
        if not ruled:
            row.append(number)
    yield from _simple_row(lines, row, starts)


def _simple_row(lines: Sequence[str], row: Sequence[int], starts: Sequence[int]) -> Iterator[Cell]:
    places = {number: [*_offsets(lines[number], starts), len(lines[number])] for number in row}
    for column in range(len(starts)):
        cell = tuple(
            _trimmed(lines[number], number, places[number][column], places[number][column + 1])
            for number in row
        )
        if any(one.start < one.end for one in cell):
            yield cell


def _trimmed(line: str, row: int, start: int, end: int) -> Stretch:
    return Stretch(row, start, max(start, start + len(line[start:end].rstrip())))


def _offsets(line: str, columns: Sequence[int]) -> list[int]:
    """Where in the line these columns are, ascending: a wide character takes two, one that combines none."""
    if line.isascii():
        return [min(column, len(line)) for column in columns]
    found: list[int] = []
    width = 0
    for at, sign in enumerate(line):
        while len(found) < len(columns) and width >= columns[len(found)]:
            found.append(at)
        if not unicodedata.combining(sign):
            width += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
    return found + [len(line)] * (len(columns) - len(found))
