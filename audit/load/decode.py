"""Which characters do these bytes stand for?"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from audit.load.errors import LoadError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Control characters that text does not have. One is a slip that the text survives, many are no text.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.01
_WESTERN = "cp1252"
# What HTML, XML and gettext catalogues say of themselves near their head.
_DECLARED = re.compile(
    rb"(?:charset\s{0,9}=|encoding\s{0,9}=)\s{0,9}[\"']?([A-Za-z][\w.:-]{1,40})", re.IGNORECASE
)
_HEAD = 2048
# Encodings of bytes in letters rather than of letters in bytes.
_NO_CHARACTERS = frozenset({"idna", "punycode", "raw_unicode_escape", "unicode_escape", "utf-7", "undefined"})
_SAMPLE = 1 << 18


class Decoded(NamedTuple):
    """The file's characters (a byte order mark is one of them) and the encoding they were read by."""

    characters: str
    encoding: str


def decode(data: bytes, path: str) -> Decoded:
    """The characters of a file. Raises LoadError where it is not text."""
    decoded = _decode(data, path)
    if len(_CONTROL.findall(decoded.characters)) > _CONTROL_SHARE * len(decoded.characters):
        raise LoadError(path, "a binary file: expected text")
    return decoded


def _decode(data: bytes, path: str) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                reason = f"not valid {encoding} at byte {error.start}, though its byte order mark says so"
                raise LoadError(path, reason) from None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, path, error.start)


def _guess(data: bytes, path: str, position: int) -> Decoded:
    if (
        b"\0" in data
    ):  # no encoding without a byte order mark has zero bytes, and the guess takes long on binaries
        raise LoadError(path, "a binary file: expected text")
    if declared := _declared(data):
        return declared
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:_SAMPLE])
    best = matches.best()
    if best is None:
        raise LoadError(path, f"not UTF-8 at byte {position}, and no other encoding fits: expected text")
    # Where several fit as well, Windows' Western one, which browsers take for unlabelled pages too.
    fit = [one for one in matches if (one.chaos, one.coherence) == (best.chaos, best.coherence)]
    western = any(_WESTERN in one.could_be_from_charset for one in fit)
    encoding = _WESTERN if western else best.encoding
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeDecodeError, LookupError):
        raise LoadError(path, f"not UTF-8 at byte {position}, nor {encoding}: expected text") from None


def _declared(data: bytes) -> Decoded | None:
    """The characters by the encoding that the file itself names, where it is one and fits."""
    match = _DECLARED.search(data, 0, _HEAD)
    if not match:
        return None
    said, name = match[0].decode("ascii"), match[1].decode("ascii")
    try:
        name = codecs.lookup(name).name
        decoded = Decoded(data.decode(name), name)
    except (UnicodeDecodeError, LookupError):
        return None
    return decoded if name not in _NO_CHARACTERS and said in decoded.characters[:_HEAD] else None
