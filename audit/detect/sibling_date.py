"""Where do the siblings date the same thing otherwise?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from audit.evidence import enough, facing
from audit.following import follows
from audit.model import Document, Hit, Story, When
from audit.text import remembered

_DIAL = 12 * 60
# Which of year, month, day and minute a date states.
_Shape = tuple[bool, ...]
# So many characters before or after a date may hold the other end of its range, or its night.
_RANGE = 16
_DAYS = re.compile(r"(?<!\d)0?([1-9]\d?)(?!\d)")
_CLOCK = 8
_HOUR_BEFORE = re.compile(r"\d ?[:.] ?$")
_RANGE_WITHIN = re.compile(r"\d{1,2} ?[-–] ?[^\W\d_]+")
_DAY_BEHIND = re.compile(r" \d{1,2}\b")
_NIGHT = re.compile(r"\b(?:night|midnight|overnight)\b", re.IGNORECASE)


class _DateClaim(NamedTuple):
    document: Document
    when: When


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Dates of `version` that no sibling states anywhere, where parallel witnesses agree on another.

    Two of them settle it, or a trusted one; one translation against one leaves it open. The two dates must be
    stated alike: a day with a day, a year with a year, a clock time with a clock time.
    """
    if not story.links:
        return
    for when in version.facts_of(When):
        sentence = version.sentence_at(when.span.start)
        if sentence < 0 or _torn(version, when) or _supported(story, version, when):
            continue
        asked = 0
        claims: list[_DateClaim] = []
        for document, theirs in _witnesses(story, version, sentence):
            alike = [other for other in theirs if _shape(other) == _shape(when)]
            asked += bool(alike)
            place = version.sentences[sentence]
            ours = version.facts_in(When, place.start, place.end)
            free = [other for other in alike if not any(_agree(other, own) for own in ours)]
            if any(_in_range(version, when, document, other) for other in alike):
                continue
            if len(free) == 1 and not _one_night(version, when, document, free[0]):
                claims.append(_DateClaim(document, free[0]))
        values = [claim.when.value for claim in claims]
        agreed = [claim for claim in claims if 2 * values.count(claim.when.value) > len(values)]
        proved = enough(story, version, [claim.document for claim in agreed])
        if not agreed or not (proved or asked == 1):
            continue
        yield Hit(
            when.span,
            tuple(claim.when.span for claim in agreed),
            slots={
                "theirs": agreed[0].document.words(agreed[0].when),
                "count": str(len(agreed)),
                "asked": str(asked),
                "witnesses": "sibling" if asked == 1 else "siblings",
                "write": "writes" if len(agreed) == 1 else "write",
            },
            fix=agreed[0].document.words(agreed[0].when),
            signals=len(agreed),
            asked=asked,
            settled=proved and follows(story, version),
        )


def _torn(version: Document, when: When) -> bool:
    """Whether a date is read from the middle of another: "19 Uhr" of "18: 19 Uhr", "27-August" of "July
    27-August 2"."""
    before, after = version.text[: when.span.start][-_CLOCK:], version.text[when.span.end :][:_CLOCK]
    return bool(
        _HOUR_BEFORE.search(before)
        or (_RANGE_WITHIN.fullmatch(version.words(when.span)) and _DAY_BEHIND.match(after))
    )


def _supported(story: Story, version: Document, when: When) -> bool:
    """Whether any sibling states the date anywhere."""
    return any(_states(_stated(sibling), when) for sibling in story.siblings(version))


_Parts = tuple[int | None, ...]


class _StatedDates(NamedTuple):
    """What a document states: clock times on a dial of twelve hours, weekdays, those that stand `alone`, and
    dates by which of year, month and day they have and what is said of some of these."""

    minutes: frozenset[int]
    weekdays: frozenset[int]
    alone: frozenset[int]
    dates: Mapping[_Shape, Mapping[_Shape, frozenset[_Parts]]]


@remembered
def _stated(document: Document) -> _StatedDates:
    whens = document.facts_of(When)
    dates: dict[_Shape, dict[_Shape, set[_Parts]]] = {}
    for when in whens:
        own = _shape(when)[:-1]
        if when.minute is None and any(own):
            for asked in product((False, True), repeat=len(own)):
                dates.setdefault(own, {}).setdefault(asked, set()).add(_parts(when, asked))
    return _StatedDates(
        frozenset(when.minute % _DIAL for when in whens if when.minute is not None),
        frozenset(when.weekday for when in whens if when.weekday is not None),
        frozenset(when.weekday for when in whens if when.weekday is not None and not any(_shape(when))),
        {own: {asked: frozenset(those) for asked, those in each.items()} for own, each in dates.items()},
    )


def _parts(when: When, asked: _Shape) -> _Parts:
    """Year, month and day, as far as they are asked for."""
    return tuple(
        part if told else None for part, told in zip((when.year, when.month, when.day), asked, strict=True)
    )


def _states(known: _StatedDates, when: When) -> bool:
    """Whether one of the dates may be this one, as `_agree` says of two."""
    if when.minute is not None:
        return when.minute % _DIAL in known.minutes
    own = _shape(when)[:-1]
    if when.weekday in (known.alone if any(own) else known.weekdays):
        return True
    for theirs, said in known.dates.items():
        both = tuple(mine and yours for mine, yours in zip(own, theirs, strict=True))
        if any(both) and (theirs[-1] or not own[-1]) and _parts(when, both) in said[both]:
            return True
    return False


def _witnesses(story: Story, version: Document, sentence: int) -> Iterator[tuple[Document, list[When]]]:
    """The parallel siblings and the dates of the sentences aligned with ours."""
    for document, places, _, parallel in facing(story, version, sentence):
        if parallel:
            dates = [when for place in places for when in document.facts_in(When, place.start, place.end)]
            yield document, dates


def _in_range(document: Document, when: When, other: Document, theirs: When) -> bool:
    """Whether one is the other's range read from its other end: 14 to 16 August, August 14-16, the 14th to
    the 16th of August."""
    if when.day is None or theirs.day is None or when.day == theirs.day:
        return False
    months = {when.month, theirs.month} - {None}
    ours, others = (
        set(_DAYS.findall(_around(text, one))) for text, one in ((document, when), (other, theirs))
    )
    return len(months) < 2 and (str(when.day) in others or str(theirs.day) in ours)


def _around(document: Document, when: When) -> str:
    """The words of a date and of what may begin or end its range beside it."""
    return document.text[max(when.span.start - _RANGE, 0) : when.span.end + _RANGE]


def _one_night(document: Document, when: When, other: Document, theirs: When) -> bool:
    """Whether two weekdays are one night: Saturday night is the night to Sunday."""
    days = when.weekday, theirs.weekday
    if None in days or when.day or theirs.day:
        return False
    nights = [_NIGHT.search(_around(text, one)) for text, one in ((document, when), (other, theirs))]
    return any(nights) and ((days[0] or 0) - (days[1] or 0)) % 7 in (1, 6)


def _shape(when: When) -> _Shape:
    """What a date states; a weekday beside a full date adds nothing."""
    parts = (when.year, when.month, when.day, when.minute)
    return tuple(part is not None for part in parts)


def _agree(one: When, other: When) -> bool:
    """Whether two dates may be the same: what both state is the same, and a day is confirmed by a day."""
    if one.minute is not None or other.minute is not None:
        return (
            one.minute is not None and other.minute is not None and (one.minute - other.minute) % _DIAL == 0
        )
    if not any(_shape(one)) or not any(_shape(other)):
        return one.weekday is not None and one.weekday == other.weekday
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    stated = [left == right for left, right in pairs if left is not None and right is not None]
    return bool(stated) and all(stated) and (one.day is None or other.day is not None)
