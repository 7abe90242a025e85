"""Which cells does a row of a Markdown table have?"""

from __future__ import annotations

import re

_RULE = re.compile(r"[ \t]*+:?-++:?[ \t]*+")


def rules(row: str) -> int:
    """How many columns the line of dashes below a table's head rules; 0 where it is none."""
    if "-" not in row or not ("|" in row or ":" in row):
        return 0
    cells = row.strip(" \t").removeprefix("|").removesuffix("|").split("|")
    return len(cells) if all(_RULE.fullmatch(cell) for cell in cells) else 0


def row_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of the cells in a row of a table."""
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    if text[start:end].startswith("|"):
        start += 1
    cells: list[tuple[int, int]] = []
    at = begin = start
    while at < end:
        if text[at] == "\\":
            at += 2
        elif text[at] == "|":
            cells.append((begin, at))
            at = begin = at + 1
        else:
            at += 1
    if begin < end:
        cells.append((begin, end))
    return cells
