"""What text does a plain text file hold?"""

from __future__ import annotations

import re

from audit.load import front_matter
from audit.load.front_matter import Metadata
from audit.model import Source

_NEWLINE = re.compile(r"\r\n?|\n")


def read(characters: str, path: str, encoding: str) -> tuple[str, Metadata, Source]:
    r"""The body of the file with \n newlines, what its head states, and the way back to the file."""
    text, breaks = _normalise(characters)
    stated, start = front_matter.split(text, path)
    marked = text.startswith("\ufeff")  # an editor shows no column for the byte order mark
    if marked and not start:
        start = 1
    lines = (int(marked), *(match.end() for match in _NEWLINE.finditer(characters)))
    source = Source(path, encoding, _shift(breaks, start), lines)
    return text[start:], stated, source


def _normalise(characters: str) -> tuple[str, list[tuple[int, int]]]:
    r"""`characters` with \r\n and \r as \n, and where the two run apart."""
    breaks = [(0, 0)]
    if "\r" not in characters:
        return characters, breaks
    pieces = []
    length = start = 0
    at = characters.find("\r\n")
    while at >= 0:
        pieces.append(characters[start:at])
        length += at - start
        start = at + 1  # the \n stays
        breaks.append((length, start))
        at = characters.find("\r\n", at + 2)
    pieces.append(characters[start:])
    return "".join(pieces).replace("\r", "\n"), breaks


def _shift(breaks: list[tuple[int, int]], start: int) -> tuple[tuple[int, int], ...]:
    """The breaks of the text from `start` on."""
    before = [pair for pair in breaks if pair[0] <= start][-1]
    first = (0, before[1] + start - before[0])
    return (first, *((text - start, file) for text, file in breaks if text > start))
