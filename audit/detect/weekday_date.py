"""Which stated weekday is not the one its date fell on?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from audit.model import Calendar, Document, Hit, Story, When

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A day and a month without a year are of this year only if they are near the day of publication.
_NEAR = 60
# Between a weekday and the date after it, and between a date and the weekday after it.
_BEFORE = re.compile(r"[ \u00a0]?[,(（]?[ \u00a0]?(?:d[ae][mnr] )?")
_IN_BRACKET = re.compile(r"[ \u00a0]?[(（][ \u00a0]?")
# Weekdays that East Asia writes with a sign in brackets.
_SIGNS = ("一二三四五六日", "月火水木金土日", "월화수목금토일")
_SIGN = re.compile(rf"[ ]?[(（]([{''.join(_SIGNS)}])[)）]")
_PAPER, _SHORT = re.compile(r"[A-Z][a-z]+ $"), re.compile(r"Sun,? ")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Weekdays that stand with a date that was another day; without a year, the publication date tells it.

    Dates before the Gregorian calendar's spread (1900) are left alone.
    """
    for when in _dated(version):
        if when.weekday is None or when.day is None or when.month is None:
            continue
        date = _date(when, version.date)
        if date is None or date.year < 1900 or date.weekday() == when.weekday:
            continue
        if _PAPER.search(version.text[: when.span.start][-_NEAR:]) and _SHORT.match(version.words(when.span)):
            continue  # the Edmonton Sun of that day
        right = _NAMES[date.weekday()]
        english = version.language == "en"
        yield Hit(
            when.span,
            slots={"stated": _NAMES[when.weekday], "date": date.isoformat(), "weekday": right},
            fix=_fixed(version, when, right) if english else None,
        )


def _dated(version: Document) -> Iterator[When]:
    """The dates of a version, each with the weekday beside it: Freitag, dem 14. Mai, 5月14日（金）."""
    whens = [when for when in version.facts_of(When) if when.calendar is Calendar.COMMON]
    for at, when in enumerate(whens):
        if when.day is None or when.month is None or when.weekday is not None:
            yield when
            continue
        before = whens[at - 1] if at else None
        after = whens[at + 1] if at + 1 < len(whens) else None
        span, text = when.span, version.text
        if before and _is_weekday(before) and _BEFORE.fullmatch(text, before.span.end, span.start):
            yield replace(when, weekday=before.weekday, span=version.span(before.span.start, span.end))
        elif after and _is_weekday(after) and _IN_BRACKET.fullmatch(text, span.end, after.span.start):
            yield replace(when, weekday=after.weekday, span=version.span(span.start, after.span.end))
        elif sign := _SIGN.match(text, span.end):
            weekday = next(days.index(sign[1]) for days in _SIGNS if sign[1] in days)
            yield replace(when, weekday=weekday, span=version.span(span.start, sign.end()))


def _is_weekday(when: When) -> bool:
    return when.weekday is not None and when.day is None and when.month is None


def _date(when: When, published: datetime.date | None) -> datetime.date | None:
    if when.year is not None:
        return datetime.date(when.year, when.month or 1, when.day or 1)
    if published is None:
        return None
    candidates = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            candidates.append(datetime.date(year, when.month or 1, when.day or 1))
        except ValueError:
            continue  # 29 February
    near = [date for date in candidates if abs((date - published).days) <= _NEAR]
    return near[0] if near else None


def _fixed(version: Document, when: When, right: str) -> str:
    """The date with the right weekday; a short one stays short."""
    words = version.words(when)
    stated = next(iter(version.tokens_in(when.span.start, when.span.end))).text
    return right[: len(stated)] + words[len(stated) :] if len(stated) < 6 else right + words[len(stated) :]
