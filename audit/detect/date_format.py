"""Which dates are written in figures or dots as another language writes them?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ANY_MONTH = "|".join(_MONTHS)
# Looking behind after the first digit: a search that begins with a class of characters is ten times as fast.
_DAY_FIRST = re.compile(r"([0-9](?<![\w.,:/@-]\d)\d?)(\. ?|/)(\d{1,2})\2((?:19|20)\d{2})(?![\w/-])(?!\.\d)")
_YEAR_FIRST = re.compile(r"([12](?<![\w.,:/@-]\d)[90]\d{2})([./])(\d{1,2})\2(\d{1,2})(?![\w/-])(?!\.\d)")
_ORDINAL_DOT = re.compile(rf"([0-9](?<![\w.,:/-]\d)\d?)\. ({_ANY_MONTH})(,? (?:19|20)\d{{2}})\b")
_MONTH_DAY = re.compile(r"(?<![\w.,:/@-])(\d{1,2})/(\d{2})/((?:19|20)\d{2})(?![\w/-])")
_MONTH_NAME = re.compile(
    rf"(?<![\w-])({_ANY_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?, ((?:19|20)\d{{2}})(?!\d)", re.ASCII
)
_MONTH_FIRST = re.compile(rf"\b(?:{_ANY_MONTH}) \d{{1,2}}\b")
_DAY_BEFORE_MONTH = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_ANY_MONTH})\b")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Dates such as 22.04.2024, 22/4/2024, 2024.04.22 and 22. April 2024, with the date in words as the fix.

    4/22/2024 is American and stays; 4/5/2024 may be, and stays too. ISO dates stay.
    """
    if version.language != "en":
        yield from _english(version)
        return
    text = version.text
    for match in _DAY_FIRST.finditer(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "/" and day <= 12:
            continue
        if hit := _hit(version, match, year, month, day):
            yield hit
    for match in _YEAR_FIRST.finditer(text):
        if hit := _hit(version, match, int(match[1]), int(match[3]), int(match[4])):
            yield hit
    for match in _ORDINAL_DOT.finditer(text):
        if hit := _hit(version, match, int(match[3][-4:]), _MONTHS.index(match[2]) + 1, int(match[1])):
            yield hit


def _english(version: Document) -> Iterator[Hit]:
    """Dates that a text in another language has in the English way: 5/14/2024, May 14, 2024."""
    text, language = version.text, of(version.lang)
    for match in _MONTH_DAY.finditer(text):
        month, day, year = int(match[1]), int(match[2]), int(match[3])
        if day > 12 and (written := _written(language, year, month, day)):
            yield Hit(version.span(*match.span()), slots={"instead": written}, fix=written)
    for match in _MONTH_NAME.finditer(text):
        month, day, year = _MONTHS.index(match[1]) + 1, int(match[2]), int(match[3])
        if written := _written(language, year, month, day):
            yield Hit(version.span(*match.span()), slots={"instead": written}, fix=written)


def _written(language: Language, year: int, month: int, day: int) -> str:
    try:
        return language.long_date(datetime.date(year, month, day))
    except ValueError:
        return ""


def _hit(version: Document, match: re.Match[str], year: int, month: int, day: int) -> Hit | None:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return None
    fix = _in_words(version.text, year, month, day)
    return Hit(version.span(match.start(), match.end()), slots={"instead": fix}, fix=fix)


def _in_words(text: str, year: int, month: int, day: int) -> str:
    """The date in words, in the order the text itself uses."""
    american = len(_MONTH_FIRST.findall(text)) > len(_DAY_BEFORE_MONTH.findall(text))
    name = _MONTHS[month - 1]
    return f"{name} {day}, {year}" if american else f"{day} {name} {year}"
