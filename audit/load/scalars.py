"""What does a string of YAML, TOML, JSON or PO say, character by character of the file?"""

from __future__ import annotations

import re

from audit.load.strand import Piece, PieceKind, Strand

# Escapes as each language has them; what a line joins is one space here, since prose is read by words.
_SIMPLE = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\u00a0", "L": "\u2028",
    "P": "\u2029", "'": "'", "?": "?",
}  # fmt: skip
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})"
    r"|(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))|([0-7]{1,3})(?![0-9])|(\n[ \t\n]*+)|([^\n]))"
)
_FOLD = re.compile(r"[ \t]*+\n[ \t\n]*+")
_DOUBLED = re.compile("''")


def escaped(strand: Strand, *writing: str, fold: bool = False) -> Strand:
    """The inside of a string with backslash escapes; with `fold`, newlines join lines as in YAML."""
    strand = strand.written(*writing)
    if "\\" in strand.text:
        strand = _replaced(strand, _ESCAPE, fold)
    return folded(strand) if fold else strand


def doubled(strand: Strand, *writing: str) -> Strand:
    """The inside of a YAML string in single quotes."""
    strand = strand.written(*writing)
    if "''" in strand.text:
        pieces: list[Piece] = []
        at = 0
        for match in _DOUBLED.finditer(strand.text):
            pieces += strand[at : match.start()].pieces
            pieces.append(strand.stand("'", match.start(), match.end(), PieceKind.WHOLE))
            at = match.end()
        strand = Strand([*pieces, *strand[at:].pieces])
    return folded(strand)


def folded(strand: Strand) -> Strand:
    """The strand with each newline, and the indentation behind it, as one space."""
    if "\n" not in strand.text:
        return strand
    pieces: list[Piece] = []
    at = 0
    for match in _FOLD.finditer(strand.text):
        pieces += strand[at : match.start()].pieces
        pieces.append(strand.stand(" ", match.start(), match.end()))
        at = match.end()
    return Strand([*pieces, *strand[at:].pieces])


def checked(strand: Strand, value: str) -> Strand:
    """The strand where it says `value`, white space aside; else `value` as one piece that stands for all
    of it and is not edited. A library tells the value; only where its characters stand is read here."""
    if strand.text.split() == value.split():
        return strand
    return Strand([strand.stand(value, 0, len(strand))])


def _replaced(strand: Strand, pattern: re.Pattern[str], fold: bool) -> Strand:
    pieces: list[Piece] = []
    at = 0
    for match in pattern.finditer(strand.text):
        value = _character(match, fold)
        if value is None:
            continue
        pieces += strand[at : match.start()].pieces
        if value:
            pieces.append(strand.stand(value, match.start(), match.end(), PieceKind.WHOLE))
        at = match.end()
    return Strand([*pieces, *strand[at:].pieces])


def _character(match: re.Match[str], fold: bool) -> str | None:
    high, low, *numbers, octal, newline, sign = match.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    if digits := next((one for one in numbers if one), ""):
        number = int(digits, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    if octal:
        return chr(int(octal, 8) & 0xFF)
    if newline:
        return "" if fold else None
    return _SIMPLE.get(sign)
