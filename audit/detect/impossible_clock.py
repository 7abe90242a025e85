"""Which clock times does no clock show?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story

# Looking behind after the first digit: a search that begins with a class of characters is ten times as fast.
_HALVES = re.compile(
    r"([0-9](?<![\d.,:/$€£]\d)(?<!:\s\d)\d?)(?:([:.])\s?(\d{2}))?(\s?)([ap])(\.?)\s?m\b(\.?)", re.IGNORECASE
)
_ZONE = r"(?=(?P<zone>\s?(?:GMT|UTC|WIB|CES?T|local time)\b)?)"
_COLON = re.compile(rf"([0-9](?<![\d.,:/]\d)\d?):(\d{{2}})(?![\d:.]){_ZONE}")
_WINDOW = 16
# Broadcasters count the night to the day before: 25:30 in Japan.
_LATEST = {"ja": 30}


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Times such as 14 p.m. or 25:70; the fix is the time of the twelve-hour clock where there is one."""
    text, language = version.text, of(version.lang)
    at = _before(language)
    for match in _HALVES.finditer(text) if language.clock_words.get("halves") else ():
        hour, minute = int(match[1]), int(match[3] or 0)
        if 0 < hour <= 12 and minute < 60:
            continue
        if "dotted" in language.clock_words["halves"] and not match[6]:
            continue
        capital = match[5].isupper() or not match[6]
        before = at.search(text, max(match.start() - _WINDOW, 0), match.start())
        if capital and not match[3] and match[4] and not before:
            continue  # "the 14 PM candidates", "at 45 am I old"
        yield Hit(version.span(match.start(), match.end()), fix=_twelve_hours(match, hour, minute))
    latest = _LATEST.get(language.code, 24)
    for match in _COLON.finditer(text):
        hour, minute = int(match[1]), int(match[2])
        if hour <= latest and minute < 60:
            continue
        before = at.search(text, max(match.start() - _WINDOW, 0), match.start())
        if match["zone"] or (before and hour <= latest):
            yield Hit(version.span(match.start(), match.end()))
    for pattern, certain in _told(language):
        for match in pattern.finditer(text):
            if int(match[2]) >= 60 or (certain and int(match[1]) > latest):
                yield Hit(version.span(match.start(1), match.end(2)))


@lru_cache(maxsize=64)
def _before(language: Language) -> re.Pattern[str]:
    """The words of a language before a clock time, at the end of a stretch."""
    told = (*language.clock_words.get("before", ()), *language.clock_words.get("tells", ()))
    words = "|".join(map(re.escape, told))
    bound, gap = (r"(?<!\w)", r"\s") if language.spaced else ("", r"\s?")
    return re.compile(rf"{bound}(?:{words or '(?!)'}){gap}$", re.IGNORECASE)


@lru_cache(maxsize=64)
def _told(language: Language) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Times beside a word that tells them, 17.75 Uhr, and with a sign of their own, 17h75, which may also be
    how long something took; whether one of so many hours is none."""
    after = "|".join(map(re.escape, language.clock_words.get("after", ())))
    before = "|".join(map(re.escape, language.clock_words.get("tells", ())))
    signs = "".join(map(re.escape, language.clock_words.get("signs", ())))
    hour, minute = r"(?<![\d.,:/-])(\d{1,2})", r"(\d{2})(?!\d)"
    ways = [
        (rf"{hour}[:.]{minute}(?=\s?(?:{after})(?!\w))", bool(after), True),
        (rf"(?<!\w)(?:{before})\s{hour}[:.]{minute}", bool(before), True),
        (rf"{hour}\s?[{signs}]\s?{minute}", bool(signs), False),
    ]
    return tuple((re.compile(way, re.IGNORECASE), certain) for way, known, certain in ways if known)


def _twelve_hours(match: re.Match[str], hour: int, minute: int) -> str | None:
    """14 p.m. is 2 p.m. and 0:30 a.m. is 12:30 a.m.; 14 a.m. may be either."""
    afternoon, night = 12 < hour < 24 and match[5] in "pP", hour == 0 and match[5] in "aA"
    if minute > 59 or not (afternoon or night):
        return None
    text = match[0]
    return f"{hour - 12 if hour else 12}{text[len(match[1]) :]}"
