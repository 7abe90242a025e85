"""Where do braces pair, and where do the imports and exports of MDX end?"""

from __future__ import annotations

import re

from audit.load.strand import Piece, PieceKind, Strand
from audit.load.templates import FILLER, Templates

_SIGN = re.compile(r"[{}]|\\[{}]|\n[ \t]*+\n|`")
_LONGEST = 4_000
_MOST_LINES = 300


def expressions(templates: Templates) -> Templates:
    """The same with each expression filled over; one does not go beyond an empty line."""
    strand = templates.strand
    found = braces(strand.text)
    if not found:
        return templates
    pieces: list[Piece] = []
    values = dict(templates.values)
    at = 0
    for start, end in found:
        pieces += strand[at:start].pieces
        filler = strand.stand(FILLER * (end - start), start, end)._replace(kind=PieceKind.FIXED)
        pieces.append(filler)
        values[filler.start] = " ".join(strand.text[start:end].split())
        at = end
    return Templates(Strand([*pieces, *strand[at:].pieces]), values, templates.seen)


def braces(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of braces, in order; one ends before an empty line, unless it is an attribute's."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _SIGN.finditer(text):
        sign = match[0]
        if sign == "{":
            opened.append(match.start())
        elif sign == "}" and opened:
            start = opened.pop()
            if match.end() - start <= _LONGEST:
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, match.end()))
        elif sign[0] == "\n" and not any(text[start - 1] == "=" for start in opened):
            opened.clear()  # but the value of an attribute goes on
    return found


def module_end(text: str, at: int) -> int:
    """Where the imports and exports that begin at `at` end: at an empty line outside of braces."""
    depth = 0
    for _ in range(_MOST_LINES):
        newline = text.find("\n", at)
        end = newline if newline >= 0 else len(text)
        line = text[at:end]
        depth += line.count("{") - line.count("}")
        if newline < 0 or (depth <= 0 and not line.strip()):
            return end
        at = end + 1
    return at
