"""How do lines of text with findings in them become a widget?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from audit.review.page import Highlight, Page, StyledRun

_KINDS = ("critical", "major", "minor", "mended", "decided")
_OTHERS = (
    *("new", "old", "strong", "hit", "said", "same", "around", "quiet", "bad"),
    *("pointer", "title", "current-title", "current-said"),
)
_CLASSES = {name: f"page--{name}" for name in (*_KINDS, *(f"current-{kind}" for kind in _KINDS), *_OTHERS)}
# The lines of the finding that is looked at have a bar at the left.
_BAR, _NO_BAR = StyledRun("▌ ", "pointer", ""), StyledRun("  ", "", "")


class Lines(ScrollView, can_focus=False):
    """Lines made of runs, of which those in sight are drawn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(_CLASSES.values())

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.rows: Sequence[tuple[StyledRun, ...]] = ()

    @property
    def width(self) -> int:
        """Cells a line may have."""
        return max(self.scrollable_content_region.width, 8)

    def lay(self, rows: Sequence[tuple[StyledRun, ...]]) -> None:
        self.rows = rows
        self.virtual_size = Size(self.width, len(rows))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        number, plain = self.scroll_offset.y + y, self.rich_style
        if number >= len(self.rows):
            return Strip.blank(self.size.width, plain)
        segments = [
            Segment(run.text, self.get_component_rich_style(_CLASSES[run.style]) if run.style else plain)
            for run in self.rows[number]
        ]
        return Strip(segments).adjust_cell_length(self.size.width, plain)

    def run_at(self, x: int, y: int) -> StyledRun | None:
        """What was drawn at a place of the widget."""
        number = self.scroll_offset.y + y
        for run in self.rows[number] if 0 <= number < len(self.rows) else ():
            x -= Segment(run.text).cell_length
            if x < 0:
                return run
        return None


class ArticleView(Lines):
    """An article with its findings in place."""

    class Picked(Message):
        """A person clicked on the words of a finding."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Scrolled(Message):
        """The article was scrolled."""

    def __init__(self) -> None:
        super().__init__("article")
        self._page = Page("", (), 8)
        self._text = ""
        self._inlines: tuple[Highlight, ...] = ()
        self._stretch = (0, 0)
        self._bar = range(0)

    def show(self, text: str, inlines: Sequence[Highlight], stretch: tuple[int, int] = (0, 0)) -> None:
        """Show `text` with `inlines`; `stretch` is what is looked at."""
        self._text, self._inlines, self._stretch = text, tuple(inlines), stretch
        self._paginate()

    @property
    def read_at(self) -> int | None:
        """Where in the text one reads once what is looked at was scrolled out of sight: its beginning, or a
        third below the top; None while it is in sight."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if self._bar and self._bar.start < top + height and self._bar.stop > top:
            return None
        lines = self._page.lines
        return lines[min(top + height // 3, len(lines) - 1)].start if lines and top else 0

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def bring(self) -> None:
        """Scroll so that what is looked at stands in the upper part, unless it is well in sight."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if self._bar.start < top + 1 or self._bar.stop > top + height - 1:
            self.scroll_to(y=max(self._bar.start - height // 3, 0), animate=False)

    def _paginate(self) -> None:
        page = self._page = Page(self._text, self._inlines, self.width - len(_BAR.text))
        start, end = self._stretch
        first = page.line_of(start)
        self._bar = range(first, page.line_of(max(end - 1, start)) + 1 if end > start else first)
        self.lay([(_BAR if at in self._bar else _NO_BAR, *line.runs) for at, line in enumerate(page.lines)])

    def on_resize(self, event: events.Resize) -> None:
        self._paginate()
        self.call_after_refresh(self.bring)

    def on_click(self, event: events.Click) -> None:
        run = self.run_at(event.x, event.y)
        if run and run.key:
            self.post_message(self.Picked(run.key))


class Tabs(Lines):
    """One line with things to click on."""

    class Clicked(Message):
        """A person clicked on what has this key."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def on_click(self, event: events.Click) -> None:
        run = self.run_at(event.x, event.y)
        if run and run.key:
            self.post_message(self.Clicked(run.key))
