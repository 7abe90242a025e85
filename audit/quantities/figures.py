"""Which figures does a document write, be it that they count something or not?"""

from __future__ import annotations

import re
from typing import NamedTuple

from audit.model import Document, Number, Span, When
from audit.text import remembered

# Digits that count nothing are years of age, scores, models and paragraphs: they have no groups.
_DIGITS = re.compile(r"(?<![\d.,])\d{1,15}(?:[.,]\d{1,2})?(?![.,]?\d)")


class Figure(NamedTuple):
    """A figure with its amount."""

    amount: float
    span: Span


@remembered
def figures(document: Document) -> tuple[Figure, ...]:
    """The figures of a document in reading order, dates left out: quantities with their multiplier, and
    digits that count nothing."""
    taken = [(fact.span.start, fact.span.end) for fact in document.facts if isinstance(fact, (Number, When))]
    found = [Figure(number.amount, number.span) for number in document.facts_of(Number)]
    for match in _DIGITS.finditer(document.text):
        start, end = match.span()
        if not any(start < stop and begin < end for begin, stop in taken):
            found.append(Figure(float(match[0].replace(",", ".")), document.span(start, end)))
    return tuple(sorted(found, key=lambda figure: figure.span))
