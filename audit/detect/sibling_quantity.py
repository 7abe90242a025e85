"""Which figure stands in a sentence where all siblings have another?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.evidence import enough
from audit.following import follows
from audit.language.knowledge import of
from audit.language.units import units
from audit.model import Document, Hit, Story
from audit.opposite import Place, places
from audit.quantities.figures import Figure, figures
from audit.quantities.values import convertible, may_be_converted, nearly, significant
from audit.text import digits

_EXACT = 1e-6
_GROUP = 1000
_WORD = re.compile(r"[\s\u00a0-]?([°º]|[^\W\d_]+)")


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """The only figure of a sentence that none of the passages opposite has, where all of them have one and
    the same figure that the sentence has not, so that one stands for the other. A figure may be rounded, but
    not be more exact than theirs are.

    For languages of which nobody knows what words do beside a number, so that no noun tells what is counted.
    There must be so many `witnesses`, or a trusted one, or no other sibling; the first two settle it beside a
    version that follows its siblings. Dates have a question of their own.
    """
    if of(version.lang).number_words:
        return
    for place in places(story, version):
        found = _exchanged(version, place)
        if found is None:
            continue
        ours, theirs = found
        said = place.passages[0].document.words(theirs[0].span)
        if _regrouped(version.words(ours.span), said, ours.amount, theirs[0].amount):
            continue
        asked = [passage.document for passage in place.passages]
        proved = enough(story, version, asked, witnesses)
        if proved or len(story.witnesses(version)) == 1:
            yield Hit(
                ours.span,
                evidence=tuple(one.span for one in theirs),
                slots={"theirs": said},
                fix=said,
                signals=len(theirs),
                asked=len(theirs),
                settled=proved and follows(story, version),
            )


def _regrouped(ours: str, theirs: str, left: float, right: float) -> bool:
    """Whether one figure is written in the customs of two languages: 30,000 and 30 000."""
    return digits(ours) == digits(theirs) and max(left, right) == _GROUP * min(left, right)


def _exchanged(version: Document, place: Place) -> tuple[Figure, Sequence[Figure]] | None:
    """Our figure and those that stand for it, one a passage; None unless there is one of each."""
    own = _within(version, place.start, place.end)
    said = [_within(one.document, one.start, one.end) for one in place.passages]
    strange = [one for one in own if not any(_states(those, one) for those in said)]
    lacking = [
        one
        for one in said[0]
        if not any(_one(mine, one) for mine in own)
        and all(any(_one(other, one) for other in those) for those in said[1:])
    ]
    ours = _single(strange, [figures(one.document) for one in place.passages])
    theirs = _single(lacking, [figures(version)])
    if ours is None or theirs is None:
        return None
    if _converted(ours, _unit(version, ours), theirs, _unit(place.passages[0].document, theirs)):
        return None
    return ours, [next(one for one in those if _one(one, theirs)) for those in said]


def _single(found: Sequence[Figure], elsewhere: Sequence[Sequence[Figure]]) -> Figure | None:
    """The one of some figures; of several the one that is written nowhere `elsewhere`: what a text says of
    another place, a translator may say here."""
    kept = {one.amount: one for one in found}
    if len(kept) > 1:
        kept = {
            amount: one for amount, one in kept.items() if not any(_states(those, one) for those in elsewhere)
        }
    return next(iter(kept.values())) if len(kept) == 1 else None


def _states(figures: Sequence[Figure], ours: Figure) -> bool:
    """Whether some figures have ours, or one that ours may be rounded from: nobody makes one more exact."""
    return any(
        _one(theirs, ours)
        or (nearly(theirs.amount, ours.amount) and significant(ours.amount) <= significant(theirs.amount))
        for theirs in figures
    )


def _one(left: Figure, right: Figure) -> bool:
    """Whether two figures are one amount."""
    return abs(left.amount - right.amount) <= _EXACT * abs(left.amount)


def _converted(ours: Figure, unit: str, theirs: Figure, other: str) -> bool:
    """Whether one figure may be the other in another unit, of which a translator may leave out the name."""
    if unit == other:
        # Degrees of two scales may go by one name.
        return bool(unit) and convertible(ours.amount, "degree", theirs.amount)
    return bool(unit and other) or may_be_converted(ours.amount, theirs.amount)


def _unit(document: Document, figure: Figure) -> str:
    """The unit behind a figure, as far as its first word tells; "" for none."""
    known, language = units(document.language), of(document.lang)
    match = _WORD.match(document.text, figure.span.end)
    if not match:
        return ""
    if language.spaced:
        return match[1].casefold() if match[1].casefold() in known else ""
    return max((one for one in known if match[1].startswith(one)), key=len, default="")


def _within(document: Document, start: int, end: int) -> list[Figure]:
    return [figure for figure in figures(document) if start <= figure.span.start < end]
