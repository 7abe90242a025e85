"""Which figures that count nothing (ages, scores, ordinals, decades) do the siblings write otherwise?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from audit.evidence import Passage, enough, parallel_passages
from audit.following import follows
from audit.language.knowledge import of
from audit.model import Document, Hit, Number, Span, Story, When
from audit.quantities.values import decade
from audit.text import remembered

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_CENTURIES = ("19", "20")


# The 1/8 final, the eighth final and the last sixteen are one round.
_ROUND = re.compile(r"(?:1 ?/ ?\d+|\beighth?|\bsixteenth?)[ -]finals?\b", re.IGNORECASE)


# Minutes behind an hour, also where a translation set a space: 17: 47.
_MINUTES = re.compile(r" ?: ?[0-5]\d(?!\d)")
_NOON = 12
# Digits of an hour.
_HOUR = 2


class _Figure(NamedTuple):
    """A figure with its value in digits; `counted` where it is a number or a date with rules of its own."""

    value: str
    span: Span
    counted: bool


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """A figure no sibling writes, where parallel ones agree on another: the only one on either side that the
    other side does not have. So many `witnesses`, or a trusted one, settle it; one against one leaves it
    open."""
    for number, sentence in enumerate(version.sentences):
        own = _no_rounds(version, sentence.start, sentence.end)
        if not own:
            continue
        aligned = parallel_passages(story, version, number)
        if not aligned:
            continue
        strange = [figure for figure in own if not _known(story, version, figure)]
        if len(strange) != 1:
            continue
        claims = [(passage, claim) for passage in aligned if (claim := _claim(version, strange[0], passage))]
        values = [claim.value for _, claim in claims]
        agreed = [one for one in claims if 2 * values.count(one[1].value) > len(values)]
        proved = enough(story, version, [passage.document for passage, _ in agreed], witnesses)
        if agreed and (proved or len(aligned) == 1):
            passage, theirs = agreed[0]
            yield Hit(
                strange[0].span,
                evidence=tuple(claim.span for _, claim in agreed),
                slots={
                    "theirs": passage.document.words(theirs.span),
                    "count": str(len(agreed)),
                    "asked": str(len(aligned)),
                    "witnesses": "sibling" if len(aligned) == 1 else "siblings",
                },
                signals=len(agreed),
                asked=len(aligned),
                settled=proved and follows(story, version),
            )


def _claim(version: Document, figure: _Figure, passage: Passage) -> _Figure | None:
    """The only figure of a passage that the version does not write; two that are counted have other rules."""
    there = _no_rounds(passage.document, passage.start, passage.end)
    free = [
        other
        for other in there
        if not _among(other, _values(version))
        and not decade(figure.value, other.value)
        and not _one_hour(version, figure, passage.document, other)
        and ("." in figure.value) == ("." in other.value)  # 03.01 is a day and its month
    ]
    return free[0] if len(free) == 1 and not (figure.counted and free[0].counted) else None


def _one_hour(version: Document, ours: _Figure, sibling: Document, theirs: _Figure) -> bool:
    """Whether two figures are an hour by the clock of twenty-four and of twelve: 17:47 and 5:47."""
    values = ours.value, theirs.value
    return (
        all(value.isdigit() and len(value) <= _HOUR for value in values)
        and abs(int(values[0]) - int(values[1])) == _NOON
        and bool(_MINUTES.match(version.text, ours.span.end))
        and bool(_MINUTES.match(sibling.text, theirs.span.end))
    )


def _known(story: Story, version: Document, figure: _Figure) -> bool:
    return any(_among(figure, _values(sibling)) for sibling in story.siblings(version))


def _among(figure: _Figure, values: frozenset[str]) -> bool:
    """Whether a figure stands among others; the 90s are the 1990s, and 2017/18 is 2017/2018."""
    value = figure.value
    return value in values or any(f"{century}{value}" in values for century in _CENTURIES if len(value) == 2)


def _no_rounds(document: Document, start: int, end: int) -> list[_Figure]:
    """The figures of a passage but those that name a round of a cup."""
    rounds = [match.span() for match in _ROUND.finditer(document.text, start, end)]
    return [
        one
        for one in _figures_in(document, start, end)
        if not any(begin <= one.span.start < stop for begin, stop in rounds)
    ]


def _figures_in(document: Document, start: int, end: int) -> list[_Figure]:
    figures = _figures(document)
    first, last = (bisect_left(figures, at, key=_start) for at in (start, end))
    return list(figures[first:last])


def _start(figure: _Figure) -> int:
    return figure.span.start


@remembered
def _values(document: Document) -> frozenset[str]:
    """The values of all figures of a document, and the amounts it states in words or with a scale."""
    amounts = {f"{number.amount:.10g}" for number in document.facts_of(Number)}
    figures = {figure.value for figure in _figures(document)}
    short = {value[2:] for value in figures if len(value) == 4 and value[:2] in _CENTURIES}
    return frozenset(figures | short | amounts)


@remembered
def _figures(document: Document) -> tuple[_Figure, ...]:
    """All figures of a document in reading order: digits, and numbers in words within other words."""
    known = of(document.lang)
    counted = [fact.span for kind in (Number, When) for fact in document.facts_of(kind)]
    taken = {place for span in counted for place in range(span.start, span.end)}
    found = [
        _Figure(_plain(match[0]), _whole(document, *match.span()), match.start() in taken)
        for match in _DIGITS.finditer(document.text)
    ]
    for token in document.tokens:
        if token.start in taken or not token.text[0].isalpha():
            continue
        if token.lower in known.ordinals or "-" in token.text:
            parts = token.lower.split("-")
            values = [known.in_words.get(part, 0) for part in parts]
            # forty-eighth is 48; three-time is 3; a seven-thousandth is neither a seventh nor a thousandth
            if any(values) and known.number_words["large"].isdisjoint(parts):
                found.append(_Figure(str(sum(values)), document.span(token.start, token.end), False))
    return tuple(sorted(found, key=lambda figure: figure.span))


def _plain(figure: str) -> str:
    """A figure without what parts its groups, and without the nought that a form puts first: 01 is 1."""
    return figure.replace(",", "").lstrip("0") or "0"


def _whole(document: Document, start: int, end: int) -> Span:
    """A figure with the letters that are one word with it: 5th, 30s, 2D."""
    while end < len(document.text) and document.text[end].isalpha():
        end += 1
    return document.span(start, end)
