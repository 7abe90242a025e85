"""Does a document state a quantity anywhere, in any way of writing it?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from audit.model import Document, Number
from audit.quantities.values import Reading, agree, measure, nearly, readings, rounded, significant
from audit.text import remembered

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# Amounts so near each other may be one, be it rounded; no test that is asked looks farther.
_AROUND = 1.1


class _StatedQuantities(NamedTuple):
    """What a document states, so that a quantity is found without a look at all of them.

    `roundings` are its amounts at every number of digits, `amounts` all in order, `loose` the approximate
    ones; `measures` those in units that others stand in for, by kind and unit.
    """

    written: frozenset[str]
    roundings: frozenset[tuple[int, str]]
    exact: frozenset[tuple[int, str]]
    amounts: Sequence[float]
    loose: Sequence[float]
    measures: Mapping[str, Mapping[str, Sequence[tuple[float, float]]]]


def states(document: Document, number: Number, owner: Document) -> bool:
    """Whether `document` states a number of `owner` anywhere, in its dates, names and designations too."""
    known = _stated(document)
    return any(_states(known, one, approximate=number.approximate) for one in readings(owner, number))


def agreed(owner: Document, number: Number, witness: Document, other: Number) -> bool:
    """Whether numbers of two documents are one quantity."""
    approximate = number.approximate or other.approximate
    return any(
        agree(one, two, approximate=approximate)
        for one in readings(owner, number)
        for two in readings(witness, other)
    )


def _states(known: _StatedQuantities, one: Reading, *, approximate: bool) -> bool:
    if f"{one.amount:.10g}" in known.written:
        return True
    places = significant(one.amount)
    own = rounded(one.amount, places)
    if (places, own) in known.roundings and _around(known.amounts, one.amount, own, places):
        return True
    for fewer in range(1, places + 1):
        if (fewer, rounded(one.amount, fewer)) in known.exact and nearly(
            one.amount, float(rounded(one.amount, fewer))
        ):
            return True
    if _within(known.amounts if approximate else known.loose, one.amount):
        return True
    return _measured(known, one)


def _around(amounts: Sequence[float], amount: float, own: str, places: int) -> bool:
    """Whether the nearest amounts on either side are this one, more exact."""
    at = bisect_left(amounts, amount)
    return any(
        nearly(amount, other) and rounded(other, places) == own for other in amounts[max(at - 1, 0) : at + 1]
    )


def _within(amounts: Sequence[float], amount: float) -> bool:
    if amount <= 0:
        return False
    at = bisect_left(amounts, amount / _AROUND)
    return at < len(amounts) and amounts[at] <= amount * _AROUND


def _measured(known: _StatedQuantities, one: Reading) -> bool:
    """Whether the quantity is stated in another unit."""
    own = measure(one)
    if own is None:
        return False
    for unit, stated in known.measures.get(own.kind, {}).items():
        at = bisect_left(stated, (own.amount,))
        near = stated[max(at - 1, 0) : at + 1]
        if unit != one.unit and any(agree(one, Reading(amount, unit)) for _, amount in near):
            return True
    return False


@remembered
def _stated(document: Document) -> _StatedQuantities:
    numbers = document.facts_of(Number)
    said = [(one, number.approximate) for number in numbers for one in readings(document, number)]
    amounts = sorted({one.amount for one, _ in said})
    digits = {amount: significant(amount) for amount in amounts}
    measures: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for one in sorted({one for one, _ in said}):
        if own := measure(one):
            measures.setdefault(own.kind, {}).setdefault(one.unit, []).append((own.amount, one.amount))
    return _StatedQuantities(
        frozenset(figure.replace(",", "") for figure in _DIGITS.findall(document.text)),
        frozenset(
            (places, rounded(amount, places)) for amount in amounts for places in range(1, digits[amount] + 1)
        ),
        frozenset((digits[amount], rounded(amount, digits[amount])) for amount in amounts),
        amounts,
        sorted({one.amount for one, loose in said if loose}),
        measures,
    )
