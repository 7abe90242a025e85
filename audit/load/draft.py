"""How does a reader put together the text of a document, block by block?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from audit.load.metadata import Metadata
from audit.load.strand import File, Piece, PieceKind, Strand
from audit.model import OBJECT, Element, ElementKind, Rendering, Source, Span

_BLOCK = "\n\n"
_WHITE = " \t\n\f\r"
_SPACES = re.compile(r"[ \t\n\f\r]+")
_UNEVEN = re.compile(r"[ \t\n\f\r]{2,}|[\t\n\f\r]")
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document as its file holds it, before it is known by an id.

    `name` tells it from the others of its file; `story` is the story it belongs to by the file alone,
    "" where the folder tells. The spans of `elements` name no document yet.
    """

    text: str
    source: Source
    stated: Metadata = field(default_factory=Metadata)
    elements: tuple[Element, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    story: str = ""
    reservations: tuple[str, ...] = ()


class Draft:
    """The text of a document as it grows. Blocks (headings, items, cells) are apart by an empty line,
    so that a sentence ends with its block; blocks without a word leave no text."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._length = 0
        self._pending: Piece | None = None  # white space, put down only once more text follows
        self._apart = False  # a block ended, another may begin
        self._block = (0, 0, 0)  # pieces, length and elements at which the block began
        self._asides: list[Callable[[], None]] = []  # what is put down once the block has ended
        self.elements: list[Element] = []

    def here(self) -> int:
        """The offset of the next word."""
        if self._apart:
            return self._length + (len(_BLOCK) if self._length else 0)
        return self._length + (len(self._pending.text) if self._pending else 0)

    def end(self) -> int:
        """The offset behind the last word."""
        return self._length

    def tail(self, start: int) -> str:
        """The text from offset `start` on."""
        pieces: list[str] = []
        length = self._length
        for piece in reversed(self._pieces):
            if length <= start:
                break
            length -= len(piece.text)
            pieces.append(piece.text)
        return "".join(reversed(pieces))[max(start - length, 0) :]

    def raw(self, strand: Strand) -> None:
        """Add text as it stands, white space and all."""
        for piece in strand.pieces:
            self._put(piece)
        self._block = (len(self._pieces), self._length, len(self.elements))

    def words(self, strand: Strand) -> None:
        """Add running text: white space of any length and kind is one space, and none at the edges."""
        for piece in strand.pieces:
            if piece.kind is PieceKind.RUN:
                self._run(piece)
            elif piece.text.isspace() and piece.text.strip(_WHITE) == "":
                self._space(piece)
            else:
                self._flush(piece.start)
                self._put(piece)

    def _run(self, piece: Piece) -> None:
        text, begin, _, _, writing = piece
        start, end = len(text) - len(text.lstrip(_WHITE)), len(text.rstrip(_WHITE))
        if start >= len(text):
            self._space(piece)
            return
        if start:
            self._space(Piece(text[:start], begin, begin + start, PieceKind.RUN, writing))
        if _UNEVEN.search(text, start, end):
            for match in _SPACES.finditer(text, start, end):
                left, right = match.span()
                self._plain(text[start:left], begin + start, writing)
                self._space(Piece(match[0], begin + left, begin + right, PieceKind.RUN, writing))
                start = right
        self._plain(text[start:end], begin + start, writing)
        if end < len(text):
            self._space(Piece(text[end:], begin + end, begin + len(text), PieceKind.RUN, writing))

    def _plain(self, text: str, start: int, writing: tuple[str, ...]) -> None:
        self._flush(start)
        self._put(Piece(text, start, start + len(text), PieceKind.RUN, writing))

    def _space(self, piece: Piece) -> None:
        """Note white space: one space for all of it up to the next word, none at the edge of a block."""
        if self._apart or not self._length:
            return
        last = self._pending
        if last is None:
            same = piece.text == " "
            self._pending = piece if same else Piece(" ", *piece[1:3], _whole(piece), piece.writing)
        elif last.end == piece.start and last.writing == piece.writing:
            kind = max(_whole(last), _whole(piece))
            self._pending = Piece(last.text, last.start, piece.end, kind, piece.writing)

    def line_break(self, strand: Strand, start: int, end: int) -> None:
        """Begin a new line in the same block."""
        if not self._apart and self._length:
            self._pending = strand.stand("\n", start, end)

    def object(self, strand: Strand, start: int, end: int, kind: ElementKind | None, value: str) -> None:
        """Put U+FFFC for what is no prose."""
        piece = strand.stand(OBJECT, start, end)
        self._flush(piece.start)
        self._put(piece)
        if kind is not None:
            self.element(kind, value, self._length - 1)

    def mark(self, strand: Strand, start: int, end: int, text: str) -> None:
        """Put `text` for markup that readers see as it (the quotation marks of <q>)."""
        piece = strand.stand(text, start, end)
        self._flush(piece.start)
        self._put(piece)

    def instead(self, start: int) -> None:
        """Put U+FFFC for the text from offset `start` on where a digit stands before it, else nothing."""
        first = len(self._pieces)
        length = self._length
        while first and length > start:
            first -= 1
            length -= len(self._pieces[first].text)
        if length != start or first == len(self._pieces):
            return
        taken = self._pieces[first:]
        del self._pieces[first:]
        self._length = length
        self._clamp(self._block[2], length)
        if first and self._pieces[-1].text[-1].isdigit():
            begin = min(piece.start for piece in taken)
            end = max(piece.end for piece in taken)
            self._put(Piece(OBJECT, begin, end, PieceKind.FIXED, taken[0].writing))

    def element(self, kind: ElementKind, value: str, start: int, end: int = -1) -> None:
        """Note a part of the structure from `start` (as `here` told) up to here."""
        end = self._length if end < 0 else end
        self.elements.append(Element(kind, value, Span("", min(start, end), end)))

    def point(self, kind: ElementKind, value: str) -> None:
        """Note a part without width: before the first word of its block, or behind the last so far."""
        place = self.here() if self._apart else self._length
        self.element(kind, value, place, place)

    def aside(self, strand: Strand, kind: ElementKind | None = None, value: str = "") -> None:
        """Words that readers meet beside the block (alternative text, a title): a block of their own
        after this one. With `kind`, an element that covers them."""
        self.afterwards(partial(self._aside, strand, kind, value))

    def _aside(self, strand: Strand, kind: ElementKind | None, value: str) -> None:
        start = self.here()
        self.words(strand)
        if kind is not None:
            self.element(kind, value, start)

    def afterwards(self, write: Callable[[], None]) -> None:
        """Have `write` add a block of its own after this one."""
        self._asides.append(write)

    @contextmanager
    def unit(self, key: str) -> Iterator[None]:
        """What is added is a unit of a translation file. One without a word has no parts either."""
        start, first = self.here(), len(self.elements)
        yield
        self.block()
        if self._length <= start:
            del self.elements[first:]
        self.element(ElementKind.UNIT, key, start)

    def block(self) -> None:
        """End the block, where there is one, and put down what stood beside it."""
        self._close()
        while self._asides:
            asides, self._asides = self._asides, []
            for write in asides:
                write()
                self._close()

    def _close(self) -> None:
        pieces, length, elements = self._block
        self._pending = None
        if self._length > length and not any(_WORD.search(piece.text) for piece in self._pieces[pieces:]):
            del self._pieces[pieces:]
            self._length = length
            self._clamp(elements, length)
        self._block = (len(self._pieces), self._length, len(self.elements))
        self._apart = True

    def _clamp(self, first: int, length: int) -> None:
        """Take elements from `first` on back to where the text now ends."""
        for at in range(first, len(self.elements)):
            one = self.elements[at]
            start, end = min(one.span.start, length), min(one.span.end, length)
            self.elements[at] = Element(one.kind, one.value, Span("", start, end))

    def _flush(self, file: int) -> None:
        """Put down the white space before a word that stands at `file`."""
        if self._apart:
            self._apart = False
            if self._length:
                last = self._pieces[-1].end
                start = min(last, file)
                self._put(Piece(_BLOCK, start, max(file, start), PieceKind.FIXED, ()))
        elif self._pending:
            self._put(self._pending)
        self._pending = None

    def _put(self, piece: Piece) -> None:
        if piece.text:
            self._pieces.append(piece)
            self._length += len(piece.text)

    def adopt(self, other: Draft) -> None:
        """Add all that another draft holds as blocks of this one."""
        other.block()
        self.block()
        if not other._length:
            self.elements += [
                Element(one.kind, one.value, Span("", self._length, self._length)) for one in other.elements
            ]
            return
        self._flush(other._pieces[0].start)
        shift = self._length
        self._pieces += other._pieces
        self._length += other._length
        for one in other.elements:
            span = Span("", one.span.start + shift, one.span.end + shift)
            self.elements.append(Element(one.kind, one.value, span))
        self._block = (len(self._pieces), self._length, len(self.elements))
        self.block()

    def done(
        self,
        file: File,
        lines: tuple[int, ...],
        stated: Metadata | None = None,
        fields: Mapping[str, str] | None = None,
        *,
        name: str = "",
        story: str = "",
    ) -> Loaded:
        """The document. `lines` are the file's; one of several documents of a file (`name`) keeps its own."""
        self.block()
        self._clamp(0, self._length)  # what stands before a word that never came
        first = 0
        if name and self._pieces:
            first = bisect_right(lines, min(piece.start for piece in self._pieces)) - 1
            last = bisect_right(lines, max(piece.end for piece in self._pieces))
            lines = lines[max(first, 0) : last]
        breaks, renderings, writing = _ways(self._pieces)
        places = {*lines, *(at for _, at in breaks), *(at for one in renderings for at in one[2:4])}
        source = Source(
            file.path,
            file.encoding,
            breaks,
            lines,
            max(first, 0) + 1,
            renderings,
            writing,
            file.byte_offsets(places),
        )
        elements = sorted(self.elements, key=lambda element: element.span.start)
        return Loaded(
            "".join([piece.text for piece in self._pieces]),
            source,
            stated or Metadata(),
            tuple(elements),
            dict(fields or {}),
            name,
            story,
        )


def _whole(piece: Piece) -> PieceKind:
    return PieceKind.FIXED if piece.kind is PieceKind.FIXED else PieceKind.WHOLE


def _ways(
    pieces: list[Piece],
) -> tuple[
    tuple[tuple[int, int], ...],
    tuple[Rendering, ...],
    tuple[tuple[int, tuple[str, ...]], ...],
]:
    """The breaks, renderings and writing of a `Source`."""
    breaks: list[tuple[int, int]] = []
    renderings = []
    writing: list[tuple[int, tuple[str, ...]]] = []
    at = 0
    parallel = -1  # the file offset at which the text would go on without a break
    for piece in pieces:
        if piece.start != parallel or piece.kind is not PieceKind.RUN:
            breaks.append((at, piece.start))
        if piece.kind is not PieceKind.RUN:
            renderings.append(
                Rendering(at, at + len(piece.text), piece.start, piece.end, piece.kind is PieceKind.WHOLE)
            )
        if not writing or writing[-1][1] != piece.writing:
            writing.append((at, piece.writing))
        at += len(piece.text)
        parallel = piece.end if piece.kind is PieceKind.RUN else -1
    return tuple(breaks) or ((0, 0),), tuple(renderings), tuple(writing) or ((0, ()),)
