"""Where does the character of a text stand, counted as an editor counts?

Lines end as the protocol says, and nowhere else; columns are units of UTF-8, UTF-16 or UTF-32, whichever the
editor agreed to.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

_END = re.compile("\r\n|\n|\r")
_ASTRAL = 0x10000


class Positions:
    """The positions of one text."""

    def __init__(self, text: str, encoding: PositionEncodingKind | str) -> None:
        self._text, self._encoding = text, encoding
        self._lines = [0, *(found.end() for found in _END.finditer(text))]

    def at(self, offset: int) -> Position:
        """Of the character at `offset`, which may be the end of the text."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._lines, offset) - 1
        return Position(line, self._units(self._text[self._lines[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """Of the characters `[start, end)`."""
        return Range(self.at(start), self.at(max(start, end)))

    def offset(self, position: Position) -> int:
        """Of the character at a position; beyond the end of a line its end, as the protocol has it."""
        if position.line >= len(self._lines):
            return len(self._text)
        start = self._lines[position.line]
        end = self._lines[position.line + 1] if position.line + 1 < len(self._lines) else len(self._text)
        line = _END.sub("", self._text[start:end])
        units = 0
        for at, character in enumerate(line):
            if units >= position.character:
                return start + at
            units += self._units(character)
        return start + len(line)

    def _units(self, text: str) -> int:
        if self._encoding == PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        if self._encoding == PositionEncodingKind.Utf32:
            return len(text)
        return len(text) + sum(ord(character) >= _ASTRAL for character in text)
