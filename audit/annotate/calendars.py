"""Which dates does a version state by another calendar than the common one?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from audit.annotate.calendar_words import words
from audit.language.calendars import common_day, common_years, likely, own_calendar
from audit.language.tables import rows
from audit.model import Calendar, Document, When

# The common year before the first year of an era.
_BEFORE: Mapping[str, int] = {
    "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911,
    "단기": -2333,
}  # fmt: skip
_ERA = re.compile(
    r"(明治|大正|昭和|平成|令和|民[國国]|단기)\s?(元|\d{1,4}|[一二三四五六七八九十百〇零]{1,5})\s?[年년]度?"
    r"(?:\s?(\d{1,2})月(?:\s?(\d{1,2})[日號号])?)?"
)
# What says that a number is a year, before and after it; what says that it is one of the common calendar.
_YEAR_BEFORE = {
    Calendar.BUDDHIST: r"(?:ปี\s?|พ\.\s?ศ\.\s?)+",
    Calendar.PERSIAN: r"(?:سال(?:[\u200c ]های)?\s)",
    Calendar.ISLAMIC: r"(?:(?:[ولب]?ال)?عام\s|سنة\s)",
    Calendar.ETHIOPIC: r"(?!)",
}
_YEAR_AFTER = {
    Calendar.BUDDHIST: r"(?!)",
    Calendar.PERSIAN: r"\s?(?:خورشیدی|شمسی|ه[\u200c .]*ش\b)",
    Calendar.ISLAMIC: r"\s?(?:هـ|هجري[ةا]?)",
    Calendar.ETHIOPIC: r"\s?ዓ[.፡/]?\s?ም",
}
_COMMON = re.compile(r"(?:እ\.?\s?ኤ\.?\s?አ\.?|ค\.\s?ศ\.)\s?(?:በ)?$")
_BETWEEN = r"[\s,،፣]{1,2}(?:พ\.\s?ศ\.\s?|ماه\s|عام\s|سنة\s|ቀን\s)?"
_KANJI = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}


class _Day(NamedTuple):
    """A date as a calendar has it; 0 for what is not stated."""

    year: int
    month: int = 0
    day: int = 0


def other_calendars(document: Document) -> Iterator[When]:
    """The dates of a document that are stated in another calendar, in reading order, as common dates."""
    lang = document.language
    if lang in ("ja", "zh", "ko"):
        for match in _ERA.finditer(document.text):
            year = _BEFORE[match[1]] + _number(match[2])
            if when := _common(document, match, year, int(match[3] or 0), int(match[4] or 0)):
                yield when
        return
    calendar = own_calendar(lang)
    if calendar is Calendar.COMMON:
        return
    for match in _pattern(lang).finditer(document.text):
        if _COMMON.search(document.text, max(match.start() - 8, 0), match.start()):
            continue
        said = next(
            (
                _Day(int(year or 0), _months(lang).get(month or "", 0), int(day or 0))
                for year, month, day in _parts(match)
                if year or month
            ),
            None,
        )
        if said and (when := _read(document, match, calendar, said)):
            yield when


def _parts(match: re.Match[str]) -> Iterator[tuple[str | None, str | None, str | None]]:
    """Year, month and day by each of the ways in which a date is written."""
    yield match["year1"], match["month1"], match["day1"]
    yield match["year2"], match["month2"], match["day2"]
    yield match["year3"] or match["year4"], None, None


def _read(document: Document, match: re.Match[str], calendar: Calendar, said: _Day) -> When | None:
    if not likely(calendar, said.year):
        return None
    first = common_years(calendar, said.year)[0]
    if calendar is Calendar.BUDDHIST:
        return _common(document, match, first, said.month, said.day)
    span = document.span(*match.span())
    if not said.month or not said.day:
        return When(span, str(first), year=first, calendar=calendar)
    day = common_day(calendar, said.year, said.month, said.day)
    return When(span, day.isoformat(), day.year, day.month, day.day, calendar=calendar)


def _common(document: Document, match: re.Match[str], year: int, month: int, day: int) -> When | None:
    """A date whose month and day are those of the common calendar."""
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    value = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    return When(document.span(*match.span()), value, year, month or None, day if month and day else None)


@lru_cache(maxsize=8)
def _months(lang: str) -> Mapping[str, int]:
    """The months of the calendar that a language writes beside the common one."""
    if lang == "th":
        return {name: word.value for name, word in words(lang).items() if word.kind == "month"}
    return {row["month"]: int(row["number"]) for row in rows("calendar_months.tsv") if row["lang"] == lang}


@lru_cache(maxsize=8)
def _pattern(lang: str) -> re.Pattern[str]:
    calendar = own_calendar(lang)
    names = "|".join(re.escape(name) for name in sorted(_months(lang), key=len, reverse=True))
    before, after = _YEAR_BEFORE[calendar], _YEAR_AFTER[calendar]
    return re.compile(
        rf"(?P<day1>\d{{1,2}})\s(?P<month1>{names})\.?{_BETWEEN}(?P<year1>\d{{4}})(?!\d)(?:{after})?"
        rf"|(?P<month2>{names})\.?{_BETWEEN}(?:(?P<day2>\d{{1,2}}){_BETWEEN})?(?P<year2>\d{{4}})(?!\d)(?:{after})?"
        rf"|{before}(?P<year3>\d{{4}})(?![\d.,٬٫])(?:{after})?"
        rf"|(?<!\d)(?P<year4>\d{{4}}){after}"
    )


def _number(text: str) -> int:
    """A year of an era: 元 is the first, 十二 and 一〇八 are written in words."""
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    if not any(sign in text for sign in "十百"):
        return int("".join(str(_KANJI[sign]) for sign in text))
    total, last = 0, 0
    for sign in text:
        if sign in "十百":
            total += (last or 1) * (10 if sign == "十" else 100)
            last = 0
        else:
            last = _KANJI[sign]
    return total + last
