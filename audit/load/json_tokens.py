"""Where do the strings of a JSON text stand, and under which names?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from audit.load.errors import LoadError
from audit.load.scalars import escaped
from audit.load.strand import File, Strand

_SPACE = re.compile(r"[ \t\n\r]*+")
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]++|\\.)*)"')
_LITERAL = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
_KEY = re.compile(r'[ \t\n\r]*+"((?:[^"\\\x00-\x1f]++|\\.)*)"[ \t\n\r]*+:')

# No article is nested so deep; each string carries its way from the top.
_DEEPEST = 200

Path = tuple[str | int, ...]


class Value(NamedTuple):
    """A string, number or literal: the way to it from the top, its place, and the string itself.

    `text` is "" for what is no string; `start` and `end` cut out the value as written.
    """

    path: Path
    start: int
    end: int
    string: Strand | None


class _Level:
    """An object or array that is open; its name in the one above is the last part of the path."""

    __slots__ = ("array", "first", "index")

    def __init__(self, array: bool) -> None:
        self.array = array
        self.first = True
        self.index = -1


class Scanner:
    """Reads one value, however deep, without recursion; `end` is then the offset behind it."""

    def __init__(self, file: File, strand: Strand, start: int = 0) -> None:
        self._file = file
        self._strand = strand
        self._text = strand.text
        self.end = start

    def values(self) -> Iterator[Value]:
        """The leaves in order. Raises LoadError where the text is not JSON."""
        levels: list[_Level] = []
        path: list[str | int] = []
        at = self._skip(self.end)
        while True:
            at, opened, leaf = self._value(at, path)
            if leaf:
                yield leaf
            if opened:
                if len(levels) == _DEEPEST:
                    raise self._error(at - 1, f"at most {_DEEPEST} levels of brackets")
                levels.append(_Level(opened == "["))
                path.append(-1)
            while levels:
                level = levels[-1]
                at = self._skip(at)
                sign = self._text[at : at + 1]
                if sign == ("]" if level.array else "}"):
                    at += 1
                    levels.pop()
                    path.pop()
                    continue
                if not level.first:
                    if sign != ",":
                        raise self._error(at, f"a comma or {']' if level.array else '}'}")
                    at += 1
                level.first = False
                at = self._name(at, level, path)
                break
            if not levels:
                self.end = at
                return

    def rest(self) -> None:
        """Raise LoadError where more follows the value."""
        at = self._skip(self.end)
        if at < len(self._text):
            raise self._error(at, "the end of the file")

    def _name(self, at: int, level: _Level, path: list[str | int]) -> int:
        if level.array:
            level.index += 1
            path[-1] = level.index
            return self._skip(at)
        match = _KEY.match(self._text, at)
        if not match:
            raise self._error(self._skip(at), 'a name in quotation marks and a colon, such as "title":')
        path[-1] = escaped(self._strand[slice(*match.span(1))]).text if "\\" in match[1] else match[1]
        return self._skip(match.end())

    def _value(self, at: int, path: list[str | int]) -> tuple[int, str, Value | None]:
        sign = self._text[at : at + 1]
        if sign == '"':
            match = _STRING.match(self._text, at)
            if not match:
                raise self._error(at, "a string that ends on its line, with known escapes")
            string = escaped(self._strand[slice(*match.span(1))], "json")
            return match.end(), "", Value(tuple(path), at, match.end(), string)
        if sign and sign in "[{":
            return at + 1, sign, None
        match = _LITERAL.match(self._text, at)
        if not match:
            raise self._error(at, "a value")
        return match.end(), "", Value(tuple(path), at, match.end(), None)

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return match.end() if match else at

    def _error(self, at: int, expected: str) -> LoadError:
        found = self._text[at : at + 12].split("\n")[0]
        said = f"found {found!r}" if found else "the file ends"
        return self._file.error(self._strand.file(at), f"not JSON: expected {expected}, {said}")
