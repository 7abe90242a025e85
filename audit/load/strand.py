"""Which characters of the file does a stretch of text stand for, however often it was unwrapped?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import accumulate, pairwise
from typing import NamedTuple

from audit.load.errors import LoadError

_NEWLINE = re.compile(r"\r\n?|\n")
_NEWLINES = {"\r\n": "crlf", "\r": "cr"}
# Characters between two places of a file whose bytes are counted ahead.
_STEP = 4096


class PieceKind(IntEnum):
    """How a piece of text relates to the file: its very characters; other characters that may be
    replaced as a whole (an entity); or what the markup alone accounts for (the end of a block)."""

    RUN = 0
    WHOLE = 1
    FIXED = 2


class Piece(NamedTuple):
    """`text`, and the stretch `[start, end)` of the file that it is or stands for."""

    text: str
    start: int
    end: int
    kind: PieceKind
    writing: tuple[str, ...]


class Strand:
    """Text to read, each character of which knows its place in the file.

    A reader cuts it by offsets of `text`; what it cuts out may be read by another reader (HTML in a
    string of JSON), so that places and escapes add up by themselves.
    """

    __slots__ = ("_starts", "pieces", "text")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = [piece for piece in pieces if piece.text]
        self.text = (
            self.pieces[0].text if len(self.pieces) == 1 else "".join([piece.text for piece in self.pieces])
        )
        self._starts = [0]
        length = 0
        for piece in self.pieces[:-1]:
            length += len(piece.text)
            self._starts.append(length)

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __getitem__(self, place: slice) -> Strand:
        start, end, _ = place.indices(len(self.text))
        return Strand(self.cut(start, end))

    def cut(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of `[start, end)`."""
        if start >= end:
            return
        first = self.pieces[0]
        if first.kind is PieceKind.RUN and end <= len(first.text):
            yield Piece(
                first.text[start:end], first.start + start, first.start + end, PieceKind.RUN, first.writing
            )
            return
        at = bisect_right(self._starts, start) - 1
        while at < len(self.pieces) and self._starts[at] < end:
            piece, begin = self.pieces[at], self._starts[at]
            left, right = max(start - begin, 0), min(end - begin, len(piece.text))
            if left == 0 and right == len(piece.text):
                yield piece
            elif piece.kind is PieceKind.RUN:
                yield Piece(
                    piece.text[left:right],
                    piece.start + left,
                    piece.start + right,
                    PieceKind.RUN,
                    piece.writing,
                )
            else:
                yield Piece(piece.text[left:right], piece.start, piece.end, PieceKind.FIXED, piece.writing)
            at += 1

    def file(self, position: int) -> int:
        """The file offset of the character at `position`; behind the last one, its end."""
        if position >= len(self.text):
            return self.pieces[-1].end if self.pieces else 0
        at = bisect_right(self._starts, position) - 1
        piece = self.pieces[at]
        return piece.start + (position - self._starts[at] if piece.kind is PieceKind.RUN else 0)

    def file_end(self, position: int) -> int:
        """The file offset behind the character before `position`."""
        if not position:
            return self.file(0)
        at = bisect_right(self._starts, position - 1) - 1
        piece = self.pieces[at]
        return piece.start + position - self._starts[at] if piece.kind is PieceKind.RUN else piece.end

    def stand(self, text: str, start: int, end: int, kind: PieceKind = PieceKind.FIXED) -> Piece:
        """A piece in which `text` stands for `[start, end)` of this strand."""
        if len(self.pieces) == 1 and self.pieces[0].kind is PieceKind.RUN and start < end:
            first = self.pieces[0]
            return Piece(text, first.start + start, first.start + end, kind, first.writing)
        if start >= end:
            place = self.file_end(end)
            return Piece(text, place, place, PieceKind.FIXED, self.writing(start))
        begin, stop = self.file(start), self.file_end(end)
        cut = list(self.cut(start, end))
        whole = all(piece.kind is not PieceKind.FIXED for piece in cut) and all(
            left.end == right.start and left.writing == right.writing for left, right in pairwise(cut)
        )
        return Piece(
            text, min(begin, stop), max(begin, stop), kind if whole else PieceKind.FIXED, cut[0].writing
        )

    def writing(self, position: int) -> tuple[str, ...]:
        """The escapes of the text at `position`."""
        if not self.pieces:
            return ()
        return self.pieces[max(bisect_right(self._starts, position) - 1, 0)].writing

    def written(self, *escapes: str) -> Strand:
        """The same text, in which words are first escaped by `escapes`, the innermost first."""
        return Strand(
            Piece(piece.text, piece.start, piece.end, piece.kind, escapes + piece.writing)
            for piece in self.pieces
        )


def joined(strands: Iterable[Strand]) -> Strand:
    """The strands one after another."""
    return Strand(piece for strand in strands for piece in strand.pieces)


def _width(characters: str, encoding: str) -> int:
    """How many bytes these are; half a pair, which no file holds, as the three it is given in UTF-8."""
    return len(characters.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace"))


@dataclass(frozen=True, slots=True)
class File:
    """A file's characters as they were decoded, a byte order mark included, and how messages call it."""

    characters: str
    path: str
    encoding: str
    _bytes: list[int] = field(default_factory=list, repr=False, compare=False)

    def strand(self) -> Strand:
        r"""The characters behind the byte order mark, with newlines as \n."""
        start = int(self.characters.startswith("\ufeff"))
        if "\r" not in self.characters:
            return Strand([Piece(self.characters[start:], start, len(self.characters), PieceKind.RUN, ())])
        pieces = []
        ends = [match for match in _NEWLINE.finditer(self.characters) if match[0] != "\n"]
        # A file that mixes its newlines is written with the first.
        writing = (_NEWLINES[ends[0][0]],)
        for match in ends:
            begin, end = match.span()
            pieces.append(Piece(self.characters[start:begin], start, begin, PieceKind.RUN, writing))
            pieces.append(Piece("\n", begin, end, PieceKind.WHOLE, writing))
            start = end
        pieces.append(Piece(self.characters[start:], start, len(self.characters), PieceKind.RUN, writing))
        return Strand(pieces)

    def lines(self) -> tuple[int, ...]:
        """The offsets at which lines start; an editor shows no column for the byte order mark."""
        first = int(self.characters.startswith("\ufeff"))
        return (first, *[match.end() for match in _NEWLINE.finditer(self.characters)])

    def byte_offsets(self, offsets: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """For each of these offsets, ascending, the bytes before it; none where every character is a byte."""
        if self.characters.isascii() and _width("a", self.encoding) == 1:
            return ()
        if not self._bytes:  # counted once for the file, at every _STEP of it
            steps = range(0, len(self.characters), _STEP)
            sizes = (_width(self.characters[at : at + _STEP], self.encoding) for at in steps)
            self._bytes.extend((0, *accumulate(sizes)))
        pairs = []
        at = size = 0
        for offset in sorted(offsets):
            if offset - at > _STEP:
                at = offset // _STEP * _STEP
                size = self._bytes[offset // _STEP]
            size += _width(self.characters[at:offset], self.encoding)
            at = offset
            pairs.append((offset, size))
        return tuple(pairs)

    def place(self, offset: int) -> str:
        """The path with line and column of a file offset, as messages show it."""
        lines = self.lines()
        line = bisect_right(lines, offset) or 1
        return f"{self.path}:{line}:{max(offset - lines[line - 1], 0) + 1}"

    def error(self, offset: int, reason: str) -> LoadError:
        """An error at a file offset."""
        return LoadError(self.place(offset), reason)
