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
_NO_WESTERN = b"\x81\x8d\x8f\x90\x9d"
# Encodings of one byte a letter, the likeliest first, with the languages that were written in them.
_PAGES = {
    "cp1252": ("de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "ca", "is"),
    "cp1250": ("pl", "cs", "sk", "sl", "sh", "hu", "ro"),
    "iso8859_2": ("pl", "cs", "sk", "sl", "sh", "hu", "ro"),
    "cp1251": ("ru", "uk", "bg", "mk"),
    "koi8_r": ("ru",),
    "cp1253": ("el",),
    "cp1254": ("tr",),
}
_WORD = re.compile(r"[^\W\d_]{2,}")
# So many different words tell; of a long text so many are looked at.
_KNOWN, _LOOKED_AT = 2, 400
# In texts of scripts with many bytes a letter more bytes than this are beyond ASCII.
_SHARE = 0.3
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
    encoding = _by_its_words(data[:_SAMPLE]) or _by_its_bytes(data[:_SAMPLE])
    if not encoding:
        raise LoadError(path, f"not UTF-8 at byte {position}, and no other encoding fits: expected text")
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeDecodeError, LookupError):
        raise LoadError(path, f"not UTF-8 at byte {position}, nor {encoding}: expected text") from None


def _by_its_words(sample: bytes) -> str:
    """The encoding of one byte a letter in which most words with a letter beyond ASCII are words of the
    languages that it is for, at least so many; "" where too few are."""
    from audit.language.frequency import zipf

    known: dict[str, int] = {}
    for encoding, langs in _PAGES.items():
        text = sample.decode(encoding, "replace").casefold()
        words = {word for word in _WORD.findall(text) if not word.isascii()}
        found = (any(zipf(word, lang, "small") for lang in langs) for word in sorted(words)[:_LOOKED_AT])
        known[encoding] = sum(found)
    best = max(known, key=lambda encoding: known[encoding])
    return best if known[best] >= _KNOWN else ""


def _by_its_bytes(sample: bytes) -> str:
    """The encoding by what is likely among bytes; where several fit as well, or few bytes tell, Windows'
    Western one, which browsers take for unlabelled pages too."""
    from charset_normalizer import from_bytes

    matches = from_bytes(sample)
    best = matches.best()
    beyond = sum(byte > 0x7F for byte in sample)
    few = beyond < _SHARE * len(sample)
    if best is None:
        return _WESTERN if few else ""
    fit = [one for one in matches if (one.chaos, one.coherence) == (best.chaos, best.coherence)]
    western = any(_WESTERN in one.could_be_from_charset for one in fit)
    return _WESTERN if western or (few and not _undecodable(sample)) else best.encoding


def _undecodable(sample: bytes) -> bool:
    """Whether Windows' Western encoding has no character for one of the bytes."""
    return any(byte in sample for byte in _NO_WESTERN)


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
