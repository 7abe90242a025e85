"""Where do words stand in a text, and the text in its file?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

_BEHIND = 1 << 62


# Unicode's own sign for what stands in a line of text without being text. It is no letter, no stop and no
# space, so that code or a placeholder neither joins its neighbours nor ends a sentence.
OBJECT = "\ufffc"


class Span(NamedTuple):
    """A stretch of one document's text: code points, end excluded. `document` is the document's id."""

    document: str
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.document == other.document and self.start < other.end and other.start < self.end


class Rendering(NamedTuple):
    """Text `[start, end)` that stands for other characters, `[file_start, file_end)`, of the file.

    An `editable` one (an entity, a joined line) may be replaced as a whole. The others (the end of a
    block, U+FFFC for a placeholder) belong to the markup.
    """

    start: int
    end: int
    file_start: int
    file_end: int
    editable: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document's text stands in its file.

    `breaks` are pairs (text offset, file offset), ascending by text: from each on the two run in
    parallel, but for the `renderings`. Text need not stand in the order of the file.
    `lines` are the offsets, in characters of the file, at which its lines start, from line `line` on.
    `writing` are pairs (text offset, how text is written there): from each on the escapes that turn words
    into characters of the file, the innermost first, such as ("html", "json"); see `audit.write`.
    `byte_offsets` are pairs (file offset, bytes before it), ascending, for every place that the text does not
    tell: a break, an edge of a rendering, the start of a line. Empty where each character is a byte.
    """

    path: str
    encoding: str = "utf-8"
    breaks: tuple[tuple[int, int], ...] = ((0, 0),)
    lines: tuple[int, ...] = (0,)
    line: int = 1
    renderings: tuple[Rendering, ...] = ()
    writing: tuple[tuple[int, tuple[str, ...]], ...] = ((0, ()),)
    byte_offsets: tuple[tuple[int, int], ...] = ()

    def offset(self, position: int) -> int:
        """The file's character offset for an offset of the text."""
        at = bisect_right(self.breaks, (position, _BEHIND)) - 1
        text, file = self.breaks[max(at, 0)]
        rendering = self.rendering(position)
        if rendering:
            return min(file + position - text, rendering.file_end)
        return file + position - text

    def end_offset(self, position: int) -> int:
        """The same for the excluded end of a span, which belongs to the character before it."""
        if not position:
            return self.offset(0)
        rendering = self.rendering(position - 1)
        if rendering and rendering.end == position:
            return rendering.file_end
        return self.offset(position - 1) + 1

    def rendering(self, position: int) -> Rendering | None:
        """What stands for the character at `position`, where it is not the file's own."""
        at = bisect_right(self.renderings, (position, _BEHIND)) - 1
        if at >= 0 and position < self.renderings[at].end:
            return self.renderings[at]
        return None

    def written(self, position: int) -> tuple[str, ...]:
        """The escapes of the text at `position`."""
        return self.writing[self._writing(position)][1]

    def _writing(self, position: int) -> int:
        return max(bisect_right(self.writing, position, key=lambda pair: pair[0]) - 1, 0)

    def editable(self, start: int, end: int) -> bool:
        """Whether text `[start, end)` is one stretch of the file, written one way, without markup in it.

        Such a stretch may be replaced in the file from `offset(start)` to `end_offset(end)`.
        """
        for position in (start, end - 1) if start < end else ():
            rendering = self.rendering(position)
            if rendering and not (rendering.editable and start <= rendering.start and rendering.end <= end):
                return False
        if start == end:
            return not start or (
                self.end_offset(start) == self.offset(start)
                and self.written(start - 1) == self.written(start)
                and not (self.rendering(start - 1) or self.rendering(start))
            )
        first = bisect_right(self.breaks, (start, _BEHIND))
        for position, file in self.breaks[first : bisect_left(self.breaks, (end, -1))]:
            rendering = self.rendering(position)
            if self.end_offset(position) != file or (rendering and not rendering.editable):
                return False
        return self._writing(start) == self._writing(end - 1)

    def line_column(self, position: int) -> tuple[int, int]:
        """Line and column (both from 1, in characters) of an offset of the text."""
        return self.file_line_column(self.offset(position))

    def file_line_column(self, offset: int) -> tuple[int, int]:
        """The same for an offset of the file."""
        line = bisect_right(self.lines, offset)
        return self.line + line - 1, offset - self.lines[line - 1] + 1
