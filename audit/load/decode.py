"""Which characters do these bytes stand for?"""

from __future__ import annotations

from typing import NamedTuple

from audit.load.errors import LoadError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Control characters that no text file has: a file with one of the first 8 kB is binary (git's test, widened).
_SAMPLE = 8192


class Decoded(NamedTuple):
    """The file's characters (a byte order mark is one of them) and the encoding they were read by."""

    characters: str
    encoding: str


def decode(data: bytes, path: str) -> Decoded:
    """The characters of a file. Raises LoadError where it is not text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise LoadError(path, f"not valid {encoding} at byte {error.start}, as its byte order mark says") from None
    if b"\0" in data[:_SAMPLE]:
        raise LoadError(path, "a binary file: expected text")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, path, error.start)


def _guess(data: bytes, path: str, position: int) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 1 << 18]).best()
    if best is None:
        raise LoadError(path, f"not UTF-8 at byte {position}, and no other encoding fits: expected text")
    try:
        return Decoded(data.decode(best.encoding), best.encoding)
    except (UnicodeDecodeError, LookupError):
        raise LoadError(path, f"not UTF-8 at byte {position}, nor {best.encoding}: expected text") from None
