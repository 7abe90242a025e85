"""Under which one word do the ways of writing a quantity stand, for whoever lays words side by side?"""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Document, Number
from audit.quantities.values import Reading, measure, rounded
from audit.text import remembered

# A conversion is rounded to about so many digits.
_PLACES = 2


@remembered
def quantity_keys(document: Document) -> Mapping[int, str]:
    """By where a word begins, the key of the quantity it is part of: 1,500, 1500 and both words of "fifteen
    hundred" have one, as have 38C and 100 °F, two thirds and 2/3."""
    return {
        token.start: _key(Reading(number.amount, number.unit))
        for number in document.facts_of(Number)
        for token in document.tokens_in(number.span.start, number.span.end)
    }


def _key(one: Reading) -> str:
    if one.unit == "degree":
        return f"#temperature {one.amount:.0f}"
    measured = measure(one)
    if measured is None or measured.kind == "time":
        return f"#{one.amount:.6g}"
    if measured.kind == "temperature":
        return f"#{measured.kind} {measured.amount:.0f}"
    if measured.kind == "share":
        return f"#{measured.amount:.6g}"  # the unit may stand at the end of a list
    return f"#{measured.kind} {rounded(measured.amount, _PLACES)}"
