"""Which clock times does no clock show?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Document, Hit, Story

# Looking behind after the first digit: a search that begins with a class of characters is ten times as fast.
_HALVES = re.compile(
    r"([0-9](?<![\d.,:/$€£]\d)(?<!:\s\d)\d?)(?:([:.])\s?(\d{2}))?(\s?)([ap])(\.?)\s?m\b(\.?)", re.IGNORECASE
)
_COLON = re.compile(
    r"([0-9](?<![\d.,:/]\d)\d?):(\d{2})(?![\d:.])(?=(?P<zone>\s?(?:GMT|UTC|WIB|CES?T|local time)\b)?)"
)
_AT = re.compile(r"\b(?:at|around|by|until|till|before|after|from|since|about|to)\s$", re.IGNORECASE)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Times such as 14 p.m. or 25:70; the fix is the time of the twelve-hour clock where there is one."""
    text = version.text
    for match in _HALVES.finditer(text):
        hour, minute = int(match[1]), int(match[3] or 0)
        if 0 < hour <= 12 and minute < 60:
            continue
        capital = match[5].isupper() or not match[6]
        before = _AT.search(text, max(match.start() - 8, 0), match.start())
        if capital and not match[3] and match[4] and not before:
            continue  # "the 14 PM candidates", "at 45 am I old"
        yield Hit(version.span(match.start(), match.end()), fix=_twelve_hours(match, hour, minute))
    for match in _COLON.finditer(text):
        hour, minute = int(match[1]), int(match[2])
        if hour <= 24 and minute < 60:
            continue
        before = _AT.search(text, max(match.start() - 8, 0), match.start())
        if match["zone"] or (before and hour <= 24):
            yield Hit(version.span(match.start(), match.end()))


def _twelve_hours(match: re.Match[str], hour: int, minute: int) -> str | None:
    """14 p.m. is 2 p.m. and 0:30 a.m. is 12:30 a.m.; 14 a.m. may be either."""
    afternoon, night = 12 < hour < 24 and match[5] in "pP", hour == 0 and match[5] in "aA"
    if minute > 59 or not (afternoon or night):
        return None
    text = match[0]
    return f"{hour - 12 if hour else 12}{text[len(match[1]) :]}"
