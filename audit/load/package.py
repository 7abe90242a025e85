"""Which parts does a packed document hold (Word's, LibreOffice's), and how is it packed again?

A package is an archive that a stranger may have made: how many parts it lists, how large they unpack and how
many times smaller they were packed is bounded before anything is unpacked. Nothing in it is run, and nothing
it refers to outside of itself is opened.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from audit.load.errors import LoadError

# The largest documents have some hundred parts, whose list comes to some ten thousand bytes.
_MOST_PARTS = 4096
_MOST_LISTED = 1 << 20
# A part that is read, and all parts together when they are packed again.
_MOST_READ = 1 << 25
_MOST_PACKED = 1 << 28
# Markup packs to a tenth or a fiftieth; a thousandth is as much as deflate can do.
_MOST_TIMES = 250
_SMALL = 1 << 20
_END = b"PK\x05\x06"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class Package:
    """The parts of a packed document, unpacked one by one as they are asked for."""

    def __init__(self, data: bytes, shown: str, kind: str) -> None:
        """Raises LoadError, which calls the document `kind`, for what is none or is not to be opened."""
        self._shown = shown
        if data.startswith(_OLD):
            raise LoadError(
                shown, f"an old or a password-protected document: expected {kind}, saved without a password"
            )
        _listed(data, shown, kind)
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            parts = self._archive.infolist()
        except _BROKEN:
            raise LoadError(shown, f"not {kind}: its list of parts is broken") from None
        self._parts = {part.filename: part for part in parts}
        if len(self._parts) < len(parts):
            raise LoadError(shown, f"not {kind}: two of its parts have one name")
        if len(parts) > _MOST_PARTS:
            raise LoadError(shown, f"holds {len(parts):,} parts: expected at most {_MOST_PARTS:,}")

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def part(self, name: str) -> bytes:
        """A part unpacked. Raises LoadError where it is not there, broken, or larger than it may be."""
        if name not in self._parts:
            raise LoadError(self._shown, f"its part {name} is missing")
        return self._unpacked(self._parts[name], _MOST_READ)

    def packed(self, parts: Mapping[str, bytes]) -> bytes:
        """The package with these parts in place of those of the same names, new ones behind the others;
        every other part as it was, in its order, with its date and its attributes. Raises LoadError."""
        total = sum(one.file_size for one in self._parts.values())
        if total > _MOST_PACKED:
            raise LoadError(self._shown, f"unpacks to {total:,} bytes: expected at most {_MOST_PACKED:,}")
        made = BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.comment = self._archive.comment
            for name, one in self._parts.items():
                data = parts[name] if name in parts else self._unpacked(one, _MOST_PACKED)
                archive.writestr(_same(one), data)
            for name in parts.keys() - self._parts.keys():
                archive.writestr(_new(name), parts[name])
        return made.getvalue()

    def _unpacked(self, part: zipfile.ZipInfo, most: int) -> bytes:
        if part.flag_bits & _ENCRYPTED:
            raise LoadError(self._shown, "protected by a password: expected a document without one")
        if part.compress_type not in _METHODS:
            raise LoadError(self._shown, f"its part {part.filename} is packed in a way that is not read")
        if part.file_size > most:
            raise LoadError(
                self._shown, f"its part {part.filename} is too large: expected at most {most:,} bytes"
            )
        if part.file_size > max(_SMALL, _MOST_TIMES * part.compress_size):
            raise LoadError(
                self._shown,
                f"its part {part.filename} unpacks to more than {_MOST_TIMES} times its size: not a document",
            )
        try:
            with self._archive.open(part) as file:
                data = file.read(part.file_size + 1)
        except _BROKEN:
            data = b""
        if len(data) != part.file_size:
            raise LoadError(self._shown, f"its part {part.filename} is broken: it cannot be unpacked")
        return data


def _listed(data: bytes, shown: str, kind: str) -> None:
    """Look at the list of the archive's parts before a library reads it. Raises LoadError."""
    if not data.startswith(b"PK"):
        raise LoadError(shown, f"not {kind}: it does not begin as one")
    end = data.rfind(_END, max(len(data) - (1 << 16) - 22, 0))
    if end < 0 or len(data) < end + 22:
        raise LoadError(shown, f"not {kind}, or cut off: its list of parts is missing")
    parts, size = struct.unpack_from("<HI", data, end + 10)
    if parts > _MOST_PARTS or size > _MOST_LISTED:
        raise LoadError(
            shown, f"lists {parts:,} parts in {size:,} bytes: expected at most {_MOST_PARTS:,} parts"
        )


def _same(part: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry of a part that is packed again."""
    same = zipfile.ZipInfo(part.filename, part.date_time)
    for name in ("compress_type", "comment", "create_system", "external_attr", "internal_attr"):
        setattr(same, name, getattr(part, name))
    return same


def _new(name: str) -> zipfile.ZipInfo:
    """The entry of a part that was not there; dated like those of most programs that write packages."""
    new = zipfile.ZipInfo(name)
    new.compress_type = zipfile.ZIP_DEFLATED
    return new
