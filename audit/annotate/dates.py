"""Which dates, weekdays, years and clock times does a version state?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as Date
from functools import lru_cache
from typing import NamedTuple

from audit.model import Document, Token, When

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr - jun jul aug sep oct nov dec",
    "- - - - - - - - sept - - -",
)
_ENGLISH: Mapping[str, tuple[str, int]] = {
    **{name: ("month", at) for line in _MONTHS for at, name in enumerate(line.split(), 1) if name != "-"},
    **{name: ("weekday", at) for at, name in enumerate(WEEKDAYS)},
    **{"o'clock": ("clock", 0), "o’clock": ("clock", 0), "past": ("clock", 1), "noon": ("hour", 720), "midnight": ("hour", 0)},
}
# Month names that are also words or names: without a day or a year they count only after one of these.
_DOUBTFUL = frozenset({"may", "march", "august", "mar", "jan", "dec", "sep", "sept"})
_BEFORE_MONTH = frozenset({"in", "since", "until", "till", "by", "last", "next", "this", "early", "late", "mid", "from", "during", "of"})
# What a four-digit number counts when it is no year though it could be one.
_COUNTED = frozenset(
    """people persons men women children troops soldiers civilians workers employees jobs homes houses families students
    meters metres kilometers kilometres km miles feet tons tonnes dollars euros pounds yuan yen percent participants cases
    deaths police residents villagers refugees migrants patients units hours guests members protesters prisoners beds""".split()
)
_SMALL = {word: at for at, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_ZONES = r"(?:WIB|WITA|WIT|GMT|UTC|CES?T|E[SD]T|P[SD]T|BST|IST|MSK|JST|local time)\b"
_AFTER_CLOCK = re.compile(rf"\s?(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<zone>{_ZONES}|o['’]clock\b|hours?\b|Uhr\b|uur\b))", re.IGNORECASE)
_CLOCK_TOKEN = re.compile(r"(\d{1,2})(?:([:.])(\d{2})(?::\d{2})?)?(am|pm|h)?")
_BEFORE_DOTTED = frozenset({"pukul", "jam", "kl", "um", "klokken", "klo", "u", "alle", "saat"})
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª)?")
_NUMERIC = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})([./-])(\d{1,2})\5(\d{4})|(\d{4})([./])(\d{1,2})\9(\d{1,2})")
_EAST_ASIAN = re.compile(
    r"(\d{4})\s?[年년](?:度)?(?:\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号號])?)?"
    r"|(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号號])?|(\d{1,2})[日일号號]"
    r"|(?:星期|礼拜|周|週)([一二三四五六日天])|([月火水木金土日])曜|([월화수목금토일])요일"
)
_SUFFIXING = {
    "sr": ("a", "u", "e", "om"), "hr": ("a", "u", "e", "om"), "bs": ("a", "u", "e", "om"), "sl": ("a", "u", "om", "em"),
    "mk": ("от",), "bg": (), "ru": ("а", "у", "е", "я", "ю"), "uk": ("а", "у", "і", "я", "ю"), "pl": ("a", "u", "em", "ze"),
    "cs": ("a", "u", "e", "em"), "sk": ("a", "u", "i", "om"), "tr": ("da", "de", "ta", "te"), "hu": ("ban", "ben"),
    "fi": ("ssa", "ta"), "et": ("s", "l", "ni"), "lt": ("o", "io"), "lv": ("ā", "a"),
}  # fmt: skip
_LIKE = {"me": "sr", "cnr": "sr", "sh": "sr", "nb": "no", "nn": "no"}


class _Found(NamedTuple):
    first: int
    last: int
    when: When


def find_dates(document: Document) -> list[When]:
    """The dates, weekdays, years and clock times of `document`, in reading order, none inside another."""
    lang = document.lang.split("-")[0]
    if lang in ("zh", "ja", "ko"):
        return _east_asian(document)
    table = _ENGLISH if lang == "en" else _names(_LIKE.get(lang, lang))
    whens: list[When] = []
    taken = -1
    for at, token in enumerate(document.tokens):
        lower = token[3]
        if lower < ":":
            if at > taken and (found := _from_digits(document, at, lang)):
                taken = found.last
                whens.append(found.when)
        elif lower in table and at > taken:
            found = _from_name(document, at, table, taken, lang)
            if found:
                while whens and whens[-1].span.end > found.when.span.start:
                    whens.pop()
                taken = found.last
                whens.append(found.when)
    return whens


def _from_name(document: Document, at: int, table: Mapping[str, tuple[str, int]], taken: int, lang: str) -> _Found | None:
    kind, value = table[document.tokens[at].lower]
    if kind == "month":
        return _month(document, at, value, lang)
    if kind == "weekday":
        return _weekday(document, at, value, table, lang)
    if kind == "hour":
        token = document.tokens[at]
        return _Found(at, at, _clock(document, token.start, token.end, value))
    return _spoken_clock(document, at, exact=value == 0)


def _gap(document: Document, at: int) -> str:
    """What stands between token `at` and the next; a dot of abbreviation or ordinal is left out."""
    tokens = document.tokens
    if not 0 <= at < len(tokens) - 1:
        return "\n"
    return document.text[tokens[at].end : tokens[at + 1].start]


def _month(document: Document, at: int, month: int, lang: str) -> _Found | None:
    tokens = document.tokens
    token = tokens[at]
    if lang == "en" and not token.text[0].isupper():
        return None
    first, last = at, at
    day = year = None
    before = at - 1
    joined = _gap(document, before)
    if before >= 0 and tokens[before].lower in ("of", "de", "del") and joined == " ":
        joined = _gap(document, before - 1)
        before -= 1
    if before >= 0 and joined in ((" ", "-", "\u00a0") if lang == "en" else (" ", ". ", ".", "-", "\u00a0")):
        day = _day(tokens[before].text)
        if day:
            first = before
            if _gap(document, before - 1) in ("-", "–", "/") and _day(tokens[before - 1].text):
                first = before - 1  # "14-16 May" begins on the 14th
                day = _day(tokens[first].text)
        elif lang != "en" and joined in (" ", ". ") and (year := _year(tokens[before].text)):
            first = before
    after = at + 1
    joined = _gap(document, at)
    if not day and after < len(tokens) and joined in (" ", ". ", " the ", "-", "\u00a0"):
        day = _day(tokens[after].text)
        if day and _counts(document, after):
            day = None
        if day:
            last = after
            if _gap(document, after) in ("-", "–", "/") and after + 1 < len(tokens) and _day(tokens[after + 1].text):
                last = after + 1
    joined = _gap(document, last)
    after = last + 1
    if year is None and after < len(tokens):
        if tokens[after].lower in ("de", "del", "of") and joined == " ":
            joined = _gap(document, after)
            after += 1
        if after < len(tokens) and joined in (" ", ", ", ". ", ".", "-", " ‘"):
            year = _year(tokens[after].text)
            if year and not _counts(document, after):
                last = after
            else:
                year = None
    if day and not _exists(year, month, day):
        return None
    if day is None and year is None:
        previous = tokens[at - 1].lower if at else ""
        if token.lower in _DOUBTFUL and lang == "en" and previous not in _BEFORE_MONTH:
            return None
        if len(token.text) < 4 and not (lang == "en" and token.lower == "may"):
            return None
        if lang != "en" and len(token.text) < 5:
            return None
    weekday = None
    end = tokens[last].end
    if day and first > 0:
        joined = _gap(document, first - 1)
        candidate = first - 1
        if tokens[candidate].lower == "the" and candidate > 0:
            joined, candidate = _gap(document, candidate - 1), candidate - 1
        known = _table(lang).get(tokens[candidate].lower.rstrip("."))
        if known and known[0] == "weekday" and joined in (" ", ", ", " (", ". ", "., "):
            weekday, first = known[1], candidate
            if joined == " (" and document.text[end : end + 1] == ")":
                end += 1
    value = _iso(year, month, day)
    span = document.span(tokens[first].start, end)
    return _Found(first, last, When(span, value, year, month, day, weekday))


def _weekday(document: Document, at: int, weekday: int, table: Mapping[str, tuple[str, int]], lang: str) -> _Found | None:
    """A weekday, with the date it belongs to where that follows."""
    tokens = document.tokens
    token = tokens[at]
    if lang == "en" and not token.text[0].isupper():
        return None
    for step in (1, 2, 3):
        place = at + step
        if place >= len(tokens) or "\n" in _gap(document, place - 1) or len(_gap(document, place - 1)) > 2:
            break
        known = table.get(tokens[place].lower)
        if known and known[0] == "month":
            found = _month(document, place, known[1], lang)
            if found and found.first == at:
                return found
    return _Found(at, at, When(document.span(token.start, token.end), WEEKDAYS[weekday], weekday=weekday))


def _from_digits(document: Document, at: int, lang: str) -> _Found | None:
    token = document.tokens[at]
    text = token.text
    if len(text) == 4 and text.isdigit():
        if text[:2] in ("19", "20") or (lang == "en" and text[:2] in ("15", "16", "17", "18")):
            if found := _iso_date(document, at):
                return found
            return _alone(document, at)
        return None
    if "/" in text or text.count(".") == 2 or document.text[token.end : token.end + 1] == "-":
        if found := _numeric(document, at, lang):
            return found
    if len(text) > 8:
        return None
    if lang == "en" and text[-2:] in ("st", "nd", "rd", "th") and (day := _day(text)):
        return _day_alone(document, at, day)
    return _digital_clock(document, at, lang)


def _alone(document: Document, at: int) -> _Found | None:
    """A year on its own: four digits that count nothing and are part of nothing."""
    token = document.tokens[at]
    text = document.text
    before = text[max(token.start - 2, 0) : token.start]
    after = text[token.end : token.end + 2]
    if before[-1:] in ("$", "€", "£", "¥", "#", ".", "-", "/", ":", "+", "₽", "₹") and not before.endswith(("..", "mid-")):
        return None
    if after[:1] in ("%", "€", "$", "°", "₽") or after.startswith(("'s", "’s")) and text[token.end + 2 : token.end + 3].isalpha():
        return None
    if (after[:1] == "s" or after[:1].isalpha()) or _counts(document, at):
        return None
    year = int(token.text)
    last = at
    if after[:1] in ("-", "–", "/") and at + 1 < len(document.tokens):
        following = document.tokens[at + 1]
        if following.start == token.end + 1 and following.text.isdigit() and len(following.text) in (2, 4):
            last = at + 1  # a season or a span of years
    span = document.span(token.start, document.tokens[last].end)
    return _Found(at, last, When(span, token.text, year=year))


def _counts(document: Document, at: int) -> bool:
    """Whether the number at token `at` is followed by what it counts."""
    if _gap(document, at) not in (" ", "-", "\u00a0"):
        return False
    following = document.tokens[at + 1].lower
    return following in _COUNTED or following in ("million", "billion", "thousand", "trillion")


def _day_alone(document: Document, at: int, day: int) -> _Found | None:
    """"on the 26th", unless it is the 26th floor of something."""
    tokens = document.tokens
    if at < 2 or tokens[at - 1].lower != "the" or tokens[at - 2].lower not in ("on", "of", "from", "until", "by"):
        return None
    if _gap(document, at) == " " and tokens[at + 1].text[0].islower() and tokens[at + 1].lower not in ("that", "and", "of", "to", "in", "at"):
        return None
    if _gap(document, at) == " " and tokens[at + 1].text[0].isupper():
        return None
    return _Found(at, at, When(document.span(tokens[at].start, tokens[at].end), f"---{day:02}", day=day))


def _iso_date(document: Document, at: int) -> _Found | None:
    token = document.tokens[at]
    if document.text[token.end : token.end + 1] not in ("-", ".", "/"):
        return None
    return _numeric(document, at, "")


def _numeric(document: Document, at: int, lang: str) -> _Found | None:
    token = document.tokens[at]
    match = _NUMERIC.match(document.text, token.start)
    if not match or document.text[match.end() : match.end() + 1].isdigit():
        return None
    if match[1] or match[8]:
        year, month, day = int(match[1] or match[8]), int(match[2] or match[10]), int(match[3] or match[11])
    else:
        day, month, year = int(match[4]), int(match[6]), int(match[7])
        if day <= 12 < month:
            day, month = month, day
        elif lang == "en" and day != month and day <= 12 and match[5] == "/":
            span = document.span(match.start(), match.end())  # 5/4: American or British?
            return _Found(at, _last(document, at, match.end()), When(span, str(year), year=year))
    if not _exists(year, month, day):
        return None
    span = document.span(match.start(), match.end())
    return _Found(at, _last(document, at, match.end()), When(span, _iso(year, month, day), year, month, day))


def _last(document: Document, at: int, end: int) -> int:
    while at + 1 < len(document.tokens) and document.tokens[at + 1].start < end:
        at += 1
    return at


def _digital_clock(document: Document, at: int, lang: str) -> _Found | None:
    """14:30, 2.30 pm, 3 p.m., 05.30 WIB, 14h30."""
    tokens, text = document.tokens, document.text
    token = tokens[at]
    match = _CLOCK_TOKEN.fullmatch(token.lower)
    if not match:
        return None
    end = token.end
    hour, minute, half = int(match[1]), int(match[3] or 0), match[4]
    last = at
    if half == "h":
        if lang == "en" and not (at + 1 < len(tokens) and tokens[at + 1].start == end and len(tokens[at + 1].text) == 2):
            return None
        if at + 1 < len(tokens) and tokens[at + 1].start == end and len(tokens[at + 1].text) == 2 and tokens[at + 1].text.isdigit():
            minute, last, end = int(tokens[at + 1].text), at + 1, tokens[at + 1].end
        half = None
    elif half is None:
        after = _AFTER_CLOCK.match(text, end)
        if after and after["half"]:
            half, end = after["half"].lower() + "m", after.end()
        elif after and (match[2] or after["zone"].lower().startswith(("o", "uhr", "uur"))):
            end = after.end()
        elif match[2] != ":" and not (match[2] and at and tokens[at - 1].lower in _BEFORE_DOTTED):
            return None
        elif match[2] == ":" and lang == "en" and hour < 6 and _is_score(document, at):
            return None
        last = _last(document, at, end)
    if half and not 0 < hour <= 12 or hour > 24 or minute > 59:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return _Found(at, last, _clock(document, token.start, end, hour % 24 * 60 + minute))


def _is_score(document: Document, at: int) -> bool:
    """3:10 is a clock time after a preposition of time, else a result or a time taken."""
    return not (at and document.tokens[at - 1].lower in ("at", "around", "about", "by", "until", "till", "from", "to", "before", "after"))


def _spoken_clock(document: Document, at: int, *, exact: bool) -> _Found | None:
    """six o'clock, half past six, quarter past six, ten past six."""
    tokens = document.tokens
    if exact:
        hour = _hour(tokens[at - 1]) if at else None
        return None if hour is None else _Found(at - 1, at, _clock(document, tokens[at - 1].start, tokens[at].end, hour * 60))
    if at == 0 or at + 1 >= len(tokens):
        return None
    hour = _hour(tokens[at + 1])
    minute = {"half": 30, "quarter": 15, "ten": 10, "five": 5, "twenty": 20}.get(tokens[at - 1].lower)
    if hour is None or minute is None or _gap(document, at) != " ":
        return None
    return _Found(at - 1, at + 1, _clock(document, tokens[at - 1].start, tokens[at + 1].end, hour * 60 + minute))


def _hour(token: Token) -> int | None:
    if token.lower in _SMALL:
        return _SMALL[token.lower]
    return int(token.text) if token.text.isdigit() and len(token.text) < 3 and 0 < int(token.text) <= 12 else None


def _clock(document: Document, start: int, end: int, minute: int) -> When:
    return When(document.span(start, end), f"T{minute // 60:02}:{minute % 60:02}", minute=minute)


def _day(text: str) -> int | None:
    match = _DAY.fullmatch(text)
    return int(match[1]) if match and 0 < int(match[1]) <= 31 else None


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isdigit() and 1000 <= int(text) < 2200 else None


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        Date(year or 2024, month, day)  # a leap year: 29 February may be meant
    except ValueError:
        return False
    return True


def _iso(year: int | None, month: int | None, day: int | None) -> str:
    """2022-02, --10-03, --10, 2022: dashes for what is not stated."""
    if month is None:
        return f"{year:04}"
    date = f"{year:04}-{month:02}" if year else f"--{month:02}"
    return f"{date}-{day:02}" if day else date


def _east_asian(document: Document) -> list[When]:
    whens = []
    for match in _EAST_ASIAN.finditer(document.text):
        year, month, day, other_month, other_day, lone_day = (int(part) if part else None for part in match.groups()[:6])
        span = document.span(match.start(), match.end())
        name = match[7] or match[8] or match[9]
        if name:
            weekday = next(names.index(name) % 7 for names in ("一二三四五六日", "月火水木金土日", "월화수목금토일", "天天天天天天天") if name in names)
            weekday = 6 if name == "天" else weekday
            whens.append(When(span, WEEKDAYS[weekday], weekday=weekday))
        elif lone_day:
            if lone_day <= 31:
                whens.append(When(span, f"---{lone_day:02}", day=lone_day))
        else:
            month, day = month or other_month, day or other_day
            if month is not None and (month > 12 or month < 1 or (day is not None and not _exists(year, month, day))):
                continue
            whens.append(When(span, _iso(year, month, day), year, month, day))
    return whens


def _table(lang: str) -> Mapping[str, tuple[str, int]]:
    return _ENGLISH_WITH_SHORT if lang == "en" else _names(_LIKE.get(lang, lang))


# Short weekdays mean something only before a date: alone, "Sat" and "Sun" are words.
_ENGLISH_WITH_SHORT: Mapping[str, tuple[str, int]] = {
    **_ENGLISH,
    **{name[:length]: ("weekday", at) for at, name in enumerate(WEEKDAYS) for length in (3, 4, 5) if len(name) > length},
}


@lru_cache(maxsize=64)
def _names(lang: str) -> Mapping[str, tuple[str, int]]:
    """Month and weekday names of a language by CLDR, with the commonest case endings; empty if unknown."""
    from babel import Locale, UnknownLocaleError

    table: dict[str, tuple[str, int]] = {}
    for identifier in (lang, f"{lang}_Latn"):
        try:
            locale = Locale.parse(identifier)
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("stand-alone", "format"):
            for width in ("abbreviated", "wide"):
                for number, name in locale.months[context][width].items():
                    _add(table, str(name), ("month", int(number)), lang)
                for number, name in locale.days[context][width].items():
                    if width == "wide":
                        _add(table, str(name), ("weekday", int(number)), lang)
    return table


def _add(table: dict[str, tuple[str, int]], name: str, value: tuple[str, int], lang: str) -> None:
    form = name.casefold().rstrip(".")
    if " " in form or len(form) < 3 or form[0].isdigit():
        return
    table[form] = value
    stem = form.rstrip("aeiouаеиіоуьйяю") if len(form) > 4 else ""
    if len(stem) >= 3:
        for ending in _SUFFIXING.get(lang, ()):
            table.setdefault(stem + ending, value)
            table.setdefault(form + ending, value)
