"""Which figures does a document write, be it that they count something or not?"""

from __future__ import annotations

import re
from typing import NamedTuple

from audit.model import Document, Number, Span, When
from audit.text import remembered

# Digits that count nothing are years of age, scores, models and paragraphs: they have no groups.
# "60er Jahre", "60-е", "60s", "60. let": a decade is written with its century or without.
_DECADE = re.compile(
    r"(?:1\d|20)?[1-9]0(?:er\b|[-‐‑](?:х|е|ых|ті|их|те|ten)\b|['’]?s\b|\. (?:let|rok)|년대|年代)"
)
_DIGITS = re.compile(r"(?<![\d.,])\d{1,15}(?:[.,]\d{1,2})?(?![.,]?\d|[百千万萬億亿兆만억조천])")


class Figure(NamedTuple):
    """A figure with its amount."""

    amount: float
    span: Span


@remembered
def figures(document: Document) -> tuple[Figure, ...]:
    """The figures of a document in reading order, dates and decades left out: quantities with their
    multiplier, and digits that count nothing."""
    taken = [(fact.span.start, fact.span.end) for fact in document.facts if isinstance(fact, (Number, When))]
    found = [
        Figure(number.amount, number.span)
        for number in document.facts_of(Number)
        if not _DECADE.match(document.text, number.span.start)
    ]
    for match in _DIGITS.finditer(document.text):
        start, end = match.span()
        if _DECADE.match(document.text, start):
            continue
        if not any(start < stop and begin < end for begin, stop in taken):
            found.append(Figure(float(match[0].replace(",", ".")), document.span(start, end)))
    return tuple(sorted(found, key=lambda figure: figure.span))
