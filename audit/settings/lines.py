"""On which line of a TOML file does each of its keys and items stand?"""

from __future__ import annotations

from collections.abc import Iterator

Path = tuple[str | int, ...]


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and array item of `text`, which tomllib has read before.

    tomllib gives values without their places. A path is as the values nest: ("overrides", 0, "paths", 2).
    """
    return _TomlReader(text).read()


class _TomlReader:
    """Walks through valid TOML once, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.found: dict[Path, int] = {}
        self.arrays: dict[Path, int] = {}

    def read(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip("\n"):
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.found

    def _header(self) -> Path:
        """`[a.b]` or `[[a.b]]`: the path of the table that begins here."""
        line, array = self.line, self.text.startswith("[[", self.at)
        self._on(2 if array else 1)
        words = list(self._words())
        self._on(2 if array else 1)
        path: Path = ()
        for word in words[:-1]:
            path = self._within((*path, word), line)
        path = (*path, words[-1])
        if array:
            self.found.setdefault(path, line)
            self.arrays[path] = self.arrays.get(path, -1) + 1
        path = self._within(path, line)
        self.found.setdefault(path, line)
        return path

    def _within(self, path: Path, line: int) -> Path:
        """The table a word of a header means: of an array of tables, the last."""
        self.found.setdefault(path, line)
        return (*path, self.arrays[path]) if path in self.arrays else path

    def _pair(self, table: Path) -> None:
        line, path = self.line, table
        for word in self._words():
            path = (*path, word)
            self.found.setdefault(path, line)
        self._on(1)  # the =
        self._skip("")
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._peek()
        if opening in "\"'":
            self._string()
        elif opening == "[":
            self._on(1)
            number = 0
            while self._skip("\n,") and self._peek() != "]":
                self.found[(*path, number)] = self.line
                self._value((*path, number))
                number += 1
            self._on(1)
        elif opening == "{":
            self._on(1)
            while self._skip("\n,") and self._peek() != "}":
                self._pair(path)
            self._on(1)
        else:
            while self.at < len(self.text) and self._peek() not in ",]}\n#":
                self._on(1)

    def _words(self) -> Iterator[str]:
        """The words of a dotted key, up to what follows it."""
        while True:
            self._skip("")
            if self._peek() in "\"'":
                yield self._string()
            else:
                start = self.at
                while self._peek().isalnum() or self._peek() in ("_", "-"):
                    self._on(1)
                yield self.text[start : self.at]
            self._skip("")
            if self._peek() != ".":
                return
            self._on(1)

    def _string(self) -> str:
        """Move past a string of any of the four kinds; its characters as a key would be spelled."""
        quote = self._peek()
        mark = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self._on(len(mark))
        start = self.at
        while not self.text.startswith(mark, self.at):
            self._on(2 if quote == '"' and self._peek() == "\\" else 1)
        end = self.at
        self._on(len(mark))
        while len(mark) == 3 and self._peek() == quote:  # a multi-line string may end in quotes of its own
            self._on(1)
        return self.text[start:end]

    def _skip(self, also: str) -> bool:
        """Move past blanks, comments and the characters of `also`; whether anything is left."""
        while self.at < len(self.text):
            if self._peek() == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self._peek() in " \t\r" or self._peek() in also:
                self._on(1)
            else:
                return True
        return False

    def _peek(self) -> str:
        """The next character; a NUL, which TOML has nowhere, at the end."""
        return self.text[self.at] if self.at < len(self.text) else "\0"

    def _on(self, count: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count
