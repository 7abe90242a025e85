"""Which clock time begins at a token?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from audit.annotate.calendar_words import beside
from audit.language.knowledge import of
from audit.model import Document, Token, When

_ZONES = r"(?:WIB|WITA|WIT|GMT|UTC|CES?T|E[SD]T|P[SD]T|BST|IST|MSK|JST|local time)\b"
_AFTER = re.compile(
    rf"\s?(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<zone>{_ZONES})|(?P<word>o['’]clock\b|Uhr\b|uur\b)|(?P<hours>hours?\b))",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(\d{1,2})(?:([:.])(\d{2})(?::\d{2})?)?(am|pm|h)?")
_SPACED_MINUTES = re.compile(r":\s(\d{2})(?=\s?[ap]\.?m\b)", re.IGNORECASE)
# Words of other languages before a time with a point: pukul 05.30, um 14.30.
_BEFORE_POINT = frozenset({"pukul", "jam", "kl", "um", "klokken", "klo", "u", "alle", "saat"})
_NOON = 12
# Before this hour 3:10 may as well be a score or a time taken.
_SCORES_BELOW = 6


# Chinese, Japanese and Korean: the part of the day, the hour, and the minutes or a half.
_LATER = ("午後", "下午", "晚上", "晚间", "傍晚", "夜", "오후", "저녁", "밤")
_EAST_ASIAN = re.compile(
    rf"(?P<half>{'|'.join(_LATER)}|午前|上午|早上|凌晨|清晨|今早|中午|正午|오전|새벽|아침)?\s?"
    r"(?<![\d.:：])(?P<hour>\d{1,2})\s?"
    r"(?:[:：](?P<minutes>\d{2})(?![\d:：])|(?P<sign>[時时](?![間间代])|[点點](?=\s?\d{1,2}\s?分|\D|$)|시(?!간|즌|리))"
    r"(?:\s?(?P<after>\d{1,2})\s?[分분](?!之)|(?P<thirty>半|반))?(?P<sure>[钟鐘整左许許前后後至到开開起]|から|まで|ごろ|頃)?)"
)


class Clock(NamedTuple):
    """A clock time and the tokens `[first, last]` that state it."""

    first: int
    last: int
    when: When


def digital_clock(document: Document, at: int, lang: str) -> Clock | None:
    """14:30, 2.30 pm, 3 p.m., 05.30 WIB or 14h30 at a token of digits."""
    token = document.tokens[at]
    match = _DIGITS.fullmatch(token.lower)
    if not match:
        return None
    hour, minute, half, end = int(match[1]), int(match[3] or 0), match[4] or "", token.end
    if half == "h" and match[2]:  # 13:25h
        if not _needs_nothing_after(document, at, match[2], hour, lang):
            return None
    elif half == "h":
        following = document.tokens[at + 1] if at + 1 < len(document.tokens) else None
        if following and following.start == end and len(following.text) == 2 and following.text.isdecimal():
            minute, end = int(following.text), following.end
        elif "hours by h" in of(lang).dates_are and not (
            hour > _NOON and at and document.tokens[at - 1].lower in of(lang).date_words("before-hour")
        ):
            return None
    elif not half:
        if not match[2] and (spaced := _SPACED_MINUTES.match(document.text, end)):
            minute, end = int(spaced[1]), spaced.end()
        after = _AFTER.match(document.text, end)
        if after and (after["half"] or after["word"] or match[2]):  # 12 hours are no clock
            half, end = f"{(after['half'] or '').lower()}m", after.end()
        elif not _needs_nothing_after(document, at, match[2] or "", hour, lang):
            return None
    if hour > 24 or minute > 59 or (half in ("am", "pm") and not 0 < hour <= 12):
        return None
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    return _clock(document, at, _last_before(document, at, end), end, hour % 24 * 60 + minute)


def _needs_nothing_after(document: Document, at: int, sign: str, hour: int, lang: str) -> bool:
    before = document.tokens[at - 1].lower if at else ""
    if sign == ".":
        return before in _BEFORE_POINT
    if sign != ":" or hour >= _SCORES_BELOW or "scores by colon" not in of(lang).dates_are:
        return sign == ":"
    return before in of(lang).date_words("before-colon")


def east_asian_clocks(document: Document) -> Iterator[When]:
    """The clock times of a Chinese, Japanese or Korean text: 午後3時半, 上午10点, 14:30, 오후 3시."""
    for match in _EAST_ASIAN.finditer(document.text):
        hour, minute = (
            int(match["hour"]),
            int(match["minutes"] or match["after"] or (match["thirty"] and 30) or 0),
        )
        told = match["half"] or match["thirty"] or match["after"] or match["sure"]
        # 3点 are points, too, and 3:10 a score.
        doubtful = match["sign"] in ("点", "點") or (match["minutes"] and hour < _SCORES_BELOW)
        if hour > 24 or minute > 59 or (doubtful and not told):
            continue
        if match["half"] in _LATER and hour < _NOON:
            hour += _NOON
        end = match.start("sure") if match["sure"] and match["sure"] not in "钟鐘整" else match.end()
        minute += hour % 24 * 60
        yield When(
            document.span(match.start("half") if match["half"] else match.start("hour"), end),
            f"T{minute // 60:02}:{minute % 60:02}",
            minute=minute,
        )


def spoken_clock(document: Document, at: int, kind: str) -> Clock | None:
    """Read "six o'clock" or "half past six" at the token of its "o'clock" or "past"."""
    tokens = document.tokens
    if kind == "o'clock":
        hour = _hour(tokens[at - 1], document.language) if at else None
        return None if hour is None else _clock(document, at - 1, at, tokens[at].end, hour * 60)
    if at == 0 or at + 1 >= len(tokens) or document.text[tokens[at].end : tokens[at + 1].start] != " ":
        return None
    hour = _hour(tokens[at + 1], document.language)
    minute = beside("past hour", document.language).get(tokens[at - 1].lower)
    if hour is None or minute is None:
        return None
    return _clock(document, at - 1, at + 1, tokens[at + 1].end, hour * 60 + minute)


def named_clock(document: Document, at: int, minute: int) -> Clock:
    """Noon or midnight."""
    return _clock(document, at, at, document.tokens[at].end, minute)


def _clock(document: Document, first: int, last: int, end: int, minute: int) -> Clock:
    minute %= 24 * 60
    span = document.span(document.tokens[first].start, end)
    return Clock(first, last, When(span, f"T{minute // 60:02}:{minute % 60:02}", minute=minute))


def _hour(token: Token, lang: str) -> int | None:
    if token.text.isdecimal() and len(token.text) < 3:
        return int(token.text) if 0 < int(token.text) <= 12 else None
    return beside("hour", lang).get(token.lower)


def _last_before(document: Document, at: int, end: int) -> int:
    while at + 1 < len(document.tokens) and document.tokens[at + 1].start < end:
        at += 1
    return at
