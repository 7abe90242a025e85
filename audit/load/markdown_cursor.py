"""Where on a line of Markdown has the reader come, in characters and in columns?"""

from __future__ import annotations


class Cursor:
    """A place on a line, which is read from left to right; a tab goes to the next multiple of four columns,
    and may be half read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.column = self.end = 0
        self.spare = 0  # columns of a tab that are left over

    def go_to(self, start: int, end: int) -> None:
        """Begin with the line `[start, end)`."""
        self.at, self.end, self.column, self.spare = start, end, 0, 0

    @property
    def rest(self) -> str:
        """What of the line is still to be read."""
        return self.text[self.at : self.end]

    def indent(self) -> int:
        """The columns of white space ahead."""
        at, column = self.at, self.column + self.spare
        while at < self.end and self.text[at] in " \t":
            column += 1 if self.text[at] == " " else 4 - column % 4
            at += 1
        return column - self.column

    def skip(self, columns: int) -> None:
        """Go on by so many columns of white space, at most as many as there are."""
        taken = min(self.spare, columns)
        self.spare -= taken
        self.column += taken
        columns -= taken
        while columns > 0 and self.at < self.end and self.text[self.at] in " \t":
            width = 1 if self.text[self.at] == " " else 4 - self.column % 4
            self.at += 1
            if width > columns:
                self.spare = width - columns
                width = columns
            self.column += width
            columns -= width

    def skip_spaces(self) -> None:
        """Go on to the next sign."""
        self.skip(self.indent())

    def go(self, characters: int) -> None:
        """Go on by so many characters, none of which is a tab."""
        self.at += characters
        self.column += characters
