"""Under which one word do the ways of writing a quantity stand, for whoever lays words side by side?"""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Document, Number
from audit.quantities.values import Reading, kind_of, measure, rounded
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
    kind = kind_of(one.unit)
    measured = measure(one) if kind not in ("", "money", "share") else None
    if measured and measured.kind == "temperature":
        return f"#{measured.kind} {measured.amount:.0f}"
    if measured:
        return f"#{measured.kind} {rounded(measured.amount, _PLACES)}"
    return f"#{one.amount:.6g}"
