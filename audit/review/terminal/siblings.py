"""What do the siblings say there, side by side or one after the other?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.message import Message

from audit.review.page import Page, StyledRun
from audit.review.passages import Opposite
from audit.review.terminal.paged import Lines

_NOTHING = "no passage corresponds"
# Cells: of the narrowest column that reads well, and between two columns.
_COLUMN, _GAP = 44, 3
_Row = tuple[StyledRun, ...]


class Siblings(Lines):
    """The aligned passages: all at once where there is room, else one, with a tab for each."""

    class Chosen(Message):
        """A person clicked on the name of the sibling with this number, from 0."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__("siblings")
        self.opposites: tuple[Opposite, ...] = ()
        self.shown = 0
        self.in_tabs = False
        self._names: tuple[str, ...] = ()
        self._reading = False

    def show(self, opposites: Sequence[Opposite], names: Sequence[str], *, reading: bool = False) -> None:
        """Show the passages; that they are still being read, while they are. Of the tabs the one before stays
        in front, unless only others have evidence."""
        self._reading = reading
        self.opposites, self._names = tuple(opposites), tuple(names)
        with_evidence = [at for at, one in enumerate(opposites) if one.evidence]
        if with_evidence and self.shown not in with_evidence:
            self.shown = with_evidence[0]
        self.shown = min(self.shown, max(len(opposites) - 1, 0))
        self.scroll_to(y=0, animate=False)
        self._lay_all()

    def choose(self, number: int) -> bool:
        """Bring one to the front; False where it was there already."""
        if not 0 <= number < len(self.opposites) or number == self.shown:
            return False
        self.shown = number
        self._lay_all()
        if not self.in_tabs:
            at = next((y for y, row in enumerate(self.rows) for run in row if run.key == str(number)), 0)
            self.scroll_to(y=at, animate=False)
        return True

    @property
    def chosen(self) -> Opposite | None:
        return self.opposites[self.shown] if self.opposites else None

    def on_resize(self, event: events.Resize) -> None:
        self._lay_all()

    def on_click(self, event: events.Click) -> None:
        run = self.run_at(event.x, event.y)
        if run and run.key:
            self.post_message(self.Chosen(int(run.key)))

    def _lay_all(self) -> None:
        if not self.opposites:
            said = "reading the siblings …" if self._reading else "no siblings to compare it with"
            self.lay([(StyledRun(said, "quiet", ""),)])
        elif self.in_tabs:
            self.lay([*self._tabs(), *self._passage(self.shown, self.width)])
        else:
            self.lay(list(self._grid()))

    def _tabs(self) -> Iterator[_Row]:
        """The titles on a line, from one on that lets the chosen one be seen."""
        titles = [self._title(number) for number in range(len(self.opposites))]
        first = 0
        while (
            first < self.shown
            and sum(cell_len(one.text) + 1 for one in titles[first : self.shown + 1]) > self.width
        ):
            first += 1
        gap = StyledRun(" ", "", "")
        yield tuple(run for title in titles[first:] for run in (title, gap))

    def _grid(self) -> Iterator[_Row]:
        columns = max(1, min((self.width + _GAP) // (_COLUMN + _GAP), len(self.opposites)))
        wide = (self.width - (columns - 1) * _GAP) // columns
        numbers = range(len(self.opposites))
        for first in numbers[::columns]:
            blocks = [
                [(self._title(number),), *self._passage(number, wide)]
                for number in numbers[first : first + columns]
            ]
            for cells in zip_longest(*blocks, fillvalue=()):
                yield tuple(run for cell in cells for run in _filled(cell, wide + _GAP))
            yield ()

    def _title(self, number: int) -> StyledRun:
        one = self.opposites[number]
        sign = "●" if one.evidence else "○" if one.text else "–"
        key = f"{number + 1} " if number < 9 else ""
        style = "current-title" if number == self.shown else "title"
        return StyledRun(f" {key}{self._names[number]} {sign} ", style, str(number))

    def _passage(self, number: int, width: int) -> Iterator[_Row]:
        one = self.opposites[number]
        if not one.text:
            yield (StyledRun(_NOTHING, "quiet", ""),)
            return
        text, inlines = one.short() if self.in_tabs else (one.text, one.inlines)
        for line in Page(text, inlines, width).lines:
            yield line.runs


def _filled(row: _Row, width: int) -> Iterator[StyledRun]:
    left = width
    for run in row:
        size = cell_len(run.text)
        if size > left:
            yield run._replace(text=set_cell_size(run.text, left))
            return
        left -= size
        yield run
    yield StyledRun(" " * left, "", "")
