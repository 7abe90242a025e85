"""Which dates, weekdays, years and clock times does a version state?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from audit.annotate.calendar_words import WEEKDAYS, CalendarWord, weekday, words
from audit.annotate.calendars import other_calendars
from audit.annotate.clocks import digital_clock, east_asian_clocks, named_clock, spoken_clock
from audit.language.knowledge import of
from audit.model import Document, When

_OF = frozenset({"of", "de", "del"})
_BETWEEN_DAYS = ("-", "–", "/", " and ", " or ", " to ")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª)?")
_NUMERIC = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)|(\d{1,2})([./-])(\d{1,2})\6(\d{4})(?!\d)")
_CENTURIES = frozenset({"15", "16", "17", "18", "19", "20"})
_NOT_AFTER_YEAR = ("%", "€", "$", "°", "₽", "£")
_NOT_BEFORE_YEAR = ("$", "€", "£", "¥", "#", ".", "-", "/", ":", "+", "₽", "₹")
# Between a date and the weekday behind it.
_BEHIND = re.compile(r"[ \u00a0]?[(（]?|\.?, ")
# The ends of English days; a language whose days have letters is told them by its digits.
_LETTERED = ("st", "nd", "rd", "th")
_EAST_ASIAN = re.compile(
    r"(\d{4})(?:\s?[-–—~〜～－至到]\s?\d{2,4})?\s?[年년]度?(?:\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号號])?)?"
    r"|(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号號])?|(\d{1,2})[日일号號]"
    r"|(?:星期|礼拜|周|週)([一二三四五六日天])|([月火水木金土日])曜|([월화수목금토일])요일"
)
_EAST_ASIAN_WEEKDAYS = ("一二三四五六日", "月火水木金土日", "월화수목금토일")


class _Found(NamedTuple):
    """A fact and the tokens `[first, last]` that state it."""

    first: int
    last: int
    when: When


def find_dates(document: Document) -> list[When]:
    """The dates, weekdays, years and clock times of `document`, in reading order, none inside another."""
    lang = document.language
    if lang in ("zh", "ja", "ko"):
        found = (_east_asian(document, match) for match in _EAST_ASIAN.finditer(document.text))
        common = sorted((*(when for when in found if when), *east_asian_clocks(document)), key=_place)
    else:
        common = _in_words(document, lang)
    if of(lang).weekday_behind:
        common = _with_weekdays_behind(document, common)
    others = list(other_calendars(document))
    if not others:
        return common
    apart = [
        when
        for when in common
        if not any(when.span.start < one.span.end and one.span.start < when.span.end for one in others)
    ]
    return sorted((*apart, *others), key=_place)


def _with_weekdays_behind(document: Document, whens: Sequence[When]) -> list[When]:
    """Dates with the weekday that stands behind each: 12 Nisan Cuma, 4月5日金曜日, 5월 9일 (금요일)."""
    joined: list[When] = []
    for when in whens:
        before = joined[-1] if joined else None
        if (
            before
            and before.day
            and before.month
            and before.weekday is None
            and when.weekday is not None
            and not (when.day or when.month)
            and _BEHIND.fullmatch(document.text, before.span.end, when.span.start)
        ):
            joined[-1] = replace(
                before, weekday=when.weekday, span=document.span(before.span.start, when.span.end)
            )
        else:
            joined.append(when)
    return joined


def _place(when: When) -> tuple[int, int]:
    return when.span.start, when.span.end


def _in_words(document: Document, lang: str) -> list[When]:
    known, ways = words(lang), of(lang).dates_are
    eliding, suffixing = "elided" in ways, "suffixed" in ways
    whens: list[When] = []
    last = -1
    for at, token in enumerate(document.tokens):
        lower = token[3]
        if lower < ":":
            found = _from_digits(document, at, lang) if at > last else None
        else:
            word = known.get(lower)
            if word is None and eliding:
                word = known.get(lower.replace("’", "'").rpartition("'")[2])
            elif word is None and suffixing:
                word = known.get(lower.replace("’", "'").partition("'")[0])
            found = _from_word(document, at, word, lang) if word and at > last else None
        if found:
            while whens and whens[-1].span.end > found.when.span.start:
                whens.pop()  # the day before "of May" was taken for something else
            last = found.last
            whens.append(found.when)
    return whens


def _from_word(document: Document, at: int, word: CalendarWord, lang: str) -> _Found | None:
    if word.kind == "minute":
        return _Found(*named_clock(document, at, word.value))
    if word.kind in ("o'clock", "past"):
        clock = spoken_clock(document, at, word.kind)
        return _Found(*clock) if clock else None
    if "capital" in of(lang).dates_are and not document.tokens[at].text[0].isupper():
        return None
    if word.kind == "month":
        return _date(document, at, word.value, lang)
    return _weekday(document, at, word.value, lang)


def _gap(document: Document, at: int) -> str:
    """What stands between token `at` and the next; a line end where there is no such token."""
    tokens = document.tokens
    return document.text[tokens[at].end : tokens[at + 1].start] if 0 <= at < len(tokens) - 1 else "\n"


def _weekday(document: Document, at: int, value: int, lang: str) -> _Found | None:
    """A weekday, with its date where that follows."""
    known = words(lang)
    for place in range(at + 1, min(at + 5, len(document.tokens))):
        if "\n" in _gap(document, place - 1):
            break
        word = known.get(document.tokens[place].lower)
        if word and word.kind == "month":
            date = _date(document, place, word.value, lang)
            if date and date.first == at:
                return date
            break
    token = document.tokens[at]
    return _Found(at, at, When(document.span(token.start, token.end), WEEKDAYS[value], weekday=value))


def _date(document: Document, at: int, month: int, lang: str) -> _Found | None:
    """The date around the month at token `at`: day, year and weekday as far as they are stated."""
    first = last = at
    day, year = None, None
    if left := _day_before(document, at, lang):
        day, first = left
    elif right := _day_after(document, at, lang):
        day, last = right
    if after := _year_after(document, last):
        year, last = after
    elif (
        "lettered ordinals" not in of(lang).dates_are
        and first > 0
        and _gap(document, first - 1) in (" ", ". ")
        and not left
    ):
        year = _year(document.tokens[first - 1].text)  # 2024. május 5.
        first -= year is not None
    if day and not _exists(year, month, day):
        return None
    if day is None and year is None and not _is_month_alone(document, at, lang):
        return None
    named, begin, end = None, document.tokens[first].start, document.tokens[last].end
    if day:
        named, first, end = _weekday_before(document, first, end, lang)
        begin = document.tokens[first].start
    return _Found(
        first, last, When(document.span(begin, end), _iso(year, month, day), year, month, day, named)
    )


def _day_before(document: Document, at: int, lang: str) -> tuple[int, int] | None:
    """The day before a month and its token: 14 May, 14th of May, 14. Mai, 14-16 May (the first of them)."""
    tokens = document.tokens
    place = at - 1
    if place > 0 and tokens[place].lower in _OF and _gap(document, place) == " ":
        place -= 1
    if place < 0 or _gap(document, place) not in (
        (" ", "-", "\u00a0") if "lettered ordinals" in of(lang).dates_are else (" ", ". ", ".", "-", "\u00a0")
    ):
        return None
    day = _day(tokens[place].text)
    if day and place > 0 and _gap(document, place) == "-" and _is_month(tokens[place - 1].lower, lang):
        return None  # July 27-August 2: the day is that of the month before
    if day and place > 0:
        joined = _gap(document, place - 1)
        parted = joined == " " and tokens[place - 1].lower in of(lang).date_words("joint")
        before = place - 2 if parted else place - 1
        if before >= 0 and document.text[tokens[before].end : tokens[place].start] in _BETWEEN_DAYS:
            earlier = _day(tokens[before].text)
            if earlier and earlier < day:
                return earlier, before
    return (day, place) if day else None


def _is_month(word: str, lang: str) -> bool:
    known = words(lang).get(word)
    return known is not None and known.kind == "month"


def _day_after(document: Document, at: int, lang: str) -> tuple[int, int] | None:
    """The day after a month and the last token of it: May 14, May the 14th, May 14-16, May 14 and 15."""
    tokens = document.tokens
    place = at + 1
    if (
        place + 1 < len(tokens)
        and tokens[place].lower in of(lang).date_words("article")
        and _gap(document, at) == " "
    ):
        place += 1
    if place >= len(tokens) or _gap(document, place - 1) not in (" ", ". ", "-", "\u00a0"):
        return None
    day = _day(tokens[place].text)
    if (
        not day
        or _counts(document, place)
        or (
            _gap(document, at) == ". "
            and len(tokens[at].text) > 4
            and "lettered ordinals" in of(lang).dates_are
        )
    ):
        return None
    later = place + 1
    if later < len(tokens) and tokens[later].lower in of(lang).date_words("joint"):
        later += 1
    if later < len(tokens) and document.text[tokens[place].end : tokens[later].start] in _BETWEEN_DAYS:
        other = _day(tokens[later].text)
        if other and other > day and (_gap(document, later) != " " or not _is_noun(document, later + 1)):
            return day, later
    return day, place


def _is_noun(document: Document, at: int) -> bool:
    """Whether a token looks like something counted: "May 3 and 12 people"."""
    return document.tokens[at].lower in of(document.lang).counted or document.tokens[at].lower.endswith("s")


def _year_after(document: Document, at: int) -> tuple[int, int] | None:
    tokens = document.tokens
    place = at + 1
    joined = _gap(document, at)
    if place < len(tokens) and tokens[place].lower in _OF and joined == " ":
        joined, place = _gap(document, place), place + 1
    if place >= len(tokens) or joined not in (" ", ", ", ". ", ".", "-"):
        return None
    year = _year(tokens[place].text)
    return (year, place) if year and not _counts(document, place) else None


def _is_month_alone(document: Document, at: int, lang: str) -> bool:
    token, language = document.tokens[at], of(lang)
    if token.lower in language.date_words("doubtful"):
        return at > 0 and document.tokens[at - 1].lower in language.date_words("before-month")
    if "capital" in language.dates_are:
        return len(token.text) > 3
    # mars, mayo and Juli mean something else, too; июль, août nothing
    long = len(token.text) > 4 or (len(token.text) == 4 and not token.text.isascii())
    return long and ("small" not in language.dates_are or token.text[0].islower())


def _weekday_before(document: Document, first: int, end: int, lang: str) -> tuple[int | None, int, int]:
    """The weekday before a date, where the date then begins, and its end with the bracket closed."""
    place = first - 1
    if place > 0 and document.tokens[place].lower in of(lang).date_words("article"):
        place -= 1
    if place < 0:
        return None, first, end
    joined = _gap(document, place)
    named = weekday(document.tokens[place].lower.rstrip("."), lang)
    if named is None or joined not in (" ", ", ", " (", ". ", "., "):
        return None, first, end
    if joined == " (" and document.text[end : end + 1] == ")":
        end += 1
    return named, place, end


def _from_digits(document: Document, at: int, lang: str) -> _Found | None:
    token = document.tokens[at]
    text = token.text
    is_year = len(text) == 4 and text.isdecimal()
    following = document.text[token.end : token.end + 1]
    if ("/" in text or "." in text or (following and following in "-./")) and (
        found := _numeric(document, at, lang)
    ):
        return found
    if is_year:
        return _year_alone(document, at) if text[:2] in _CENTURIES else None
    if text[-2:] in _LETTERED and "lettered ordinals" in of(lang).dates_are and (day := _day(text)):
        return _day_alone(document, at, day)
    clock = digital_clock(document, at, lang)
    return _Found(*clock) if clock else None


def _numeric(document: Document, at: int, lang: str) -> _Found | None:
    """2024-05-14, 14.05.2024, 14/5/2024; of 5/4/2024, where both orders are used, the year alone."""
    match = _NUMERIC.match(document.text, document.tokens[at].start)
    if not match:
        return None
    span = document.span(match.start(), match.end())
    last = at
    while last + 1 < len(document.tokens) and document.tokens[last + 1].start < match.end():
        last += 1
    if match[1]:
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    else:
        day, month, year = int(match[5]), int(match[7]), int(match[8])
        if match[6] == "/" and day != month and max(day, month) <= 12 and "both orders" in of(lang).dates_are:
            return _Found(at, last, When(span, str(year), year=year))
        if month > 12:
            day, month = month, day
    if not _exists(year, month, day):
        return None
    return _Found(at, last, When(span, _iso(year, month, day), year, month, day))


def _year_alone(document: Document, at: int) -> _Found | None:
    """A year on its own: four digits that count nothing and are part of nothing. "2019-20" is one."""
    token, text = document.tokens[at], document.text
    before, after = text[max(token.start - 4, 0) : token.start], text[token.end : token.end + 1]
    if before.endswith(_NOT_BEFORE_YEAR) and before != "mid-":
        return None
    if after in _NOT_AFTER_YEAR or after.isalpha() or _counts(document, at):
        return None
    last = at
    if after and after in "-–/" and at + 1 < len(document.tokens):
        following = document.tokens[at + 1]
        if following.start == token.end + 1 and following.text.isdecimal() and len(following.text) in (2, 4):
            last = at + 1
    return _Found(
        at,
        last,
        When(document.span(token.start, document.tokens[last].end), token.text, year=int(token.text)),
    )


def _counts(document: Document, at: int) -> bool:
    """Whether the number at a token is followed by what it counts, and so is no year and no day."""
    return (
        _gap(document, at) in (" ", "-", "\u00a0")
        and document.tokens[at + 1].lower in of(document.lang).counted
    )


def _day_alone(document: Document, at: int, day: int) -> _Found | None:
    """Read "on the 26th", unless it is the 26th floor of something."""
    tokens, beside = document.tokens, of(document.lang).date_words
    if at < 2 or tokens[at - 1].lower not in beside("article"):
        return None
    if tokens[at - 2].lower not in beside("before-ordinal"):
        return None
    if _gap(document, at) == " " and tokens[at + 1].text not in beside("after-ordinal"):
        return None
    return _Found(at, at, When(document.span(tokens[at].start, tokens[at].end), f"---{day:02}", day=day))


def _day(text: str) -> int | None:
    match = _DAY.fullmatch(text)
    return int(match[1]) if match and 0 < int(match[1]) <= 31 else None


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isdecimal() and 1000 <= int(text) < 2200 else None


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        datetime.date(year or 2024, month, day)  # a leap year: 29 February may be meant
    except ValueError:
        return False
    return True


def _iso(year: int | None, month: int, day: int | None) -> str:
    """ISO 8601 with dashes for what is not stated: 2022-02, --10-03, --10."""
    date = f"{year:04}-{month:02}" if year else f"--{month:02}"
    return f"{date}-{day:02}" if day else date


def _east_asian(document: Document, match: re.Match[str]) -> When | None:
    """2019年5月3日, 5月3日, 3日, 星期五 and the like in Japanese and Korean; of 2023-2027年 the first."""
    span = document.span(match.start(), match.end())
    if name := match[7] or match[8] or match[9]:
        value = next(
            (names.index(name) for names in _EAST_ASIAN_WEEKDAYS if name in names), 6
        )  # 天 is Sunday too
        return When(span, WEEKDAYS[value], weekday=value)
    year, month, day, other_month, other_day, lone_day = (
        int(part) if part else None for part in match.groups()[:6]
    )
    if lone_day:
        return When(span, f"---{lone_day:02}", day=lone_day) if lone_day <= 31 else None
    month, day = month or other_month, day or other_day
    if month is None:
        return When(span, str(year), year=year)
    if not _exists(year, month, day or 1):
        return None
    return When(span, _iso(year, month, day), year, month, day)
