"""How do corrections get into a file without harm to anything else in it?

Not a byte changes but those of the words that are mended: encoding, newlines, byte order mark and markup
stay."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from audit import atomic
from audit.model import Document
from audit.write import encode


class FixError(ValueError):
    """A file that cannot be mended: which, and why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class Fix(NamedTuple):
    """Text `[start, end)` of a document is to read `replacement`."""

    document: Document
    start: int
    end: int
    replacement: str


class Mended(NamedTuple):
    """The bytes of a file with fixes in it, and the fixes left out: they overlap one that was made, or
    cannot be written there, for the markup or the encoding."""

    data: bytes
    left: tuple[Fix, ...]


def read(path: str) -> bytes:
    """The bytes of a file. Raises FixError."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise FixError(path, f"cannot be read: {error.strerror or error}") from None


def apply(data: bytes, fixes: Iterable[Fix]) -> Mended:
    """Make `fixes`, all of documents of one file, in its bytes `data`; of two that overlap the first stands.

    Raises FixError where `data` is not what the documents were read from.
    """
    ordered = sorted(fixes, key=lambda fix: (_place(fix), fix.replacement))
    if not ordered:
        return Mended(data, ())
    source = ordered[0].document.source
    try:
        characters = data.decode(source.encoding)
    except UnicodeDecodeError:
        raise FixError(source.path, f"has changed: not {source.encoding} any more") from None
    pieces: list[str] = []
    left: list[Fix] = []
    at = 0
    for fix in ordered:
        first, last = _place(fix)
        written = _written(fix)
        if first < at or written is None:
            left.append(fix)
            continue
        pieces += [characters[at:first], written]
        at = last
    text = "".join((*pieces, characters[at:]))
    return Mended(text.encode(source.encoding), tuple(left))


def write(path: str, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`, whole or not at all; permissions stay.

    Raises FixError where the file does not hold `before` any more.
    """
    if read(path) != before:
        raise FixError(path, "has changed since the fixes were made: nothing was written")
    try:
        atomic.write(Path(path), after)
    except OSError as error:
        raise FixError(path, f"cannot be written: {error.strerror or error}") from None


def _place(fix: Fix) -> tuple[int, int]:
    source = fix.document.source
    return source.offset(fix.start), source.end_offset(fix.end)


def _written(fix: Fix) -> str | None:
    """The replacement in the characters of the file; None where it cannot stand there."""
    return encode(fix.document, fix.start, fix.end, fix.replacement)
