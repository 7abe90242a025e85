"""Which figures and dates does a text of any language state, in whatever way it writes them?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from audit.language.calendars import common_years, likely, own_calendar
from audit.language.scales import scales
from audit.model import Calendar, Document, Number, Span, Spelled, When
from audit.text import digits, remembered

# Digits with what stands inside a figure in any language.
_FIGURE = re.compile(r"\d+(?:(?:[.,'’٫٬．，\u00a0\u202f ]|(?<=[０-９])・)\d+)*")
_DIGITS = re.compile(r"\d+")
# A figure with one letter is the name of something: 68k, 3D, 5G, but not 3x; thousands are counted from a
# hundred: 351K.
_LETTERED = re.compile(r"\d+(?!x\b)[A-Za-z]\b")
_THOUSANDS = re.compile(r"(?:\d{3}|\d+[.,]\d+)[Kk]\b")
_RANGE = re.compile(r"\s?(?:[-–—/~〜至到,、]|[^\W\d]{1,5})\s?[^\w\s]?\d")
_NEXT = re.compile(r"[^\w\d]{0,2}([^\W\d_]+)")
_LAST = re.compile(r"([^\W\d_]+)[^\w\d]{0,2}$")
_FURTHEST = 24
_BEGINNING = 3
_SCALED = 1000
_GROUP = 3
# So many years are counted by other words in other languages.
_YEARS = {"decade": 10, "century": 100}
_MEASURE = re.compile(r"[ -](mile|foot|inch|yard|acre|pound|ounce|gallon|degree)\b", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(?:[~～〜－-]\d{2})?年(?![間ぶ前後目連以余半生])")
# Small letters that belong to a figure: 30th, 1960s, 60er, 3e.
_ENDING = re.compile(r"(?:s|st|nd|rd|th|er|ern|e|ème|er|º|ª|eme)\b")
_TRADITIONAL_TAGS = frozenset({"zh-hant", "zh-tw", "zh-hk", "zh-mo"})
_TRADITIONAL = re.compile("[億萬國與這會為於來時們個]")
# Calendars of which a year lies in two common ones.
_STRADDLING = frozenset({Calendar.PERSIAN, Calendar.ISLAMIC, Calendar.ETHIOPIC})


class Written(NamedTuple):
    """A figure or date of a passage.

    `raw` are its digits without what parts them; `readings` the amounts they may stand for; `scaled` after
    "million"; `worded` where it is written in words; `free` where no letter joins it. A `year` alone is a
    figure: not every language tells it from a count; `years` are all that it may be, by the calendar of its
    language too; it is `whole` where no word after it can be a multiplier. What has an ending (30th) is
    `ordinal`.
    """

    span: Span
    raw: str
    readings: frozenset[float]
    unit: str = ""
    scaled: bool = False
    worded: bool = False
    free: bool = True
    year: bool = False
    when: When | None = None
    years: frozenset[int] = frozenset()
    whole: bool = False
    ordinal: bool = False

    @property
    def amount(self) -> float:
        """The largest reading; 0 for what is too long to count anything."""
        return max(self.readings, default=0.0)


def written(document: Document, sentences: Sequence[int]) -> Sequence[Written]:
    """The figures and dates of some sentences in reading order."""
    known = _figures(document)
    return [figure for at in sentences for figure in known.get(at, ())]


@remembered
def _figures(document: Document) -> Mapping[int, Sequence[Written]]:
    """All figures and dates of a document by sentence."""
    facts = [fact for fact in document.facts if isinstance(fact, (When, Number))]
    found = [_of_fact(document, fact) for fact in facts]
    ends = list(accumulate((fact.span.end for fact in facts), max))
    starts = [fact.span.start for fact in facts]
    found += [_spelled(one) for one in document.facts_of(Spelled)]
    for match in _FIGURE.finditer(document.text):
        before = bisect_left(starts, match.end())
        if not before or ends[before - 1] <= match.start():
            found.append(_bare(document, document.span(*match.span())))
    figures: dict[int, list[Written]] = {}
    for figure in sorted(found, key=lambda one: one.span):
        figures.setdefault(document.sentence_at(figure.span.start), []).append(figure)
    return figures


def _spelled(fact: Spelled) -> Written:
    """A number in words; of a hundred or a thousand alone nobody knows how many of them there are."""
    raw, scaled = f"{fact.amount:.15g}".rstrip("0"), fact.amount >= _SCALED
    free = fact.amount not in (100, 1000)
    return Written(fact.span, raw, frozenset({fact.amount}), "", scaled, True, free, whole=True)


def _of_fact(document: Document, fact: When | Number) -> Written:
    words = document.words(fact)
    found = [_ascii(figure) for figure in _FIGURE.findall(words)]
    if isinstance(fact, When):
        if fact.year and fact.month is None and (found == [f"{fact.year}"] or not _is_common(words, fact)):
            last = fact.year + (fact.calendar in _STRADDLING)
            years = frozenset({fact.year, last})
            raw = digits(found[0]) if found else f"{fact.year}"
            readings = frozenset(map(float, years))
            return Written(fact.span, raw, readings, year=True, years=years)
        written = _DIGITS.findall(_ascii(words))
        if fact.year and not _is_common(words, fact):
            written += [str(part) for part in (fact.day, fact.year) if part]
        lone = frozenset({float(fact.day)}) if fact.day and not fact.month else frozenset[float]()
        return Written(fact.span, " ".join(written), lone, when=fact)
    raw = digits(found[0]) if found else ""
    own = _readings(found[0]) if found else frozenset[float]()
    scaled = bool(found) and fact.amount not in own
    amount = float(f"{fact.amount:.12g}")
    readings = frozenset({amount}) if scaled or not found else own | {amount}
    readings |= {fact.amount * _YEARS[fact.unit]} if fact.unit in _YEARS else frozenset()
    lettered = _LETTERED.match(document.text, fact.span.start)
    free = not lettered or bool(_THOUSANDS.match(document.text, fact.span.start))
    unit = "" if _any_dollar(document, words) else fact.unit
    unit = _beside(document, fact.span) or unit
    own_years = _own_years(document, fact.amount) if not (scaled or unit) else frozenset[int]()
    if short := _short_year(document, fact):
        return Written(fact.span, raw, readings | set(map(float, short)), year=True, years=short)
    whole = not scaled and _whole(document, fact.span.start, fact.span.end)
    return Written(fact.span, raw, readings, unit, scaled, not found, free, years=own_years, whole=whole)


def _beside(document: Document, span: Span) -> str:
    """What English counts with a number in a compound (the five mile drive), or "other" (the other three)."""
    if document.language != "en":
        return ""
    if document.text.endswith("other ", 0, span.start) or document.text.startswith(" other ", span.end):
        return "other"
    match = _MEASURE.match(document.text, span.end)
    return match[1].casefold() if match else ""


def _short_year(document: Document, fact: Number) -> frozenset[int]:
    """The years that two digits before 年 may be in Japanese: １９年ワールドカップ; 15年間 is no year."""
    if (
        document.language != "ja"
        or not fact.amount.is_integer()
        or not _SHORT_YEAR.match(document.text, fact.span.end)
    ):
        return frozenset()
    digits_alone = len(document.words(fact)) == 2
    return frozenset({1900 + int(fact.amount), 2000 + int(fact.amount)}) if digits_alone else frozenset()


def _is_common(words: str, when: When) -> bool:
    """Whether the year of a date stands in its words: it is one of the common calendar."""
    return f"{when.year}" in _ascii(words)


def _own_years(document: Document, amount: float) -> frozenset[int]:
    """The common years that an amount may be: itself, and as a year of the language's own calendar."""
    calendar = own_calendar(document.language)
    if not amount.is_integer() or not likely(calendar, int(amount)):
        return frozenset()
    return frozenset(common_years(calendar, int(amount)))


def _any_dollar(document: Document, words: str) -> bool:
    """Whether money is 元 in traditional characters, where it is the dollar of the place."""
    return words.endswith(("元", "圓")) and _is_traditional(document)


@remembered
def _is_traditional(document: Document) -> bool:
    return document.lang.lower() in _TRADITIONAL_TAGS or bool(_TRADITIONAL.search(document.text))


def _whole(document: Document, start: int, end: int) -> bool:
    """Whether no word beside a figure can be a multiplier: none begins as one of those of its language."""
    if _RANGE.match(document.text, end):
        return False  # 12 to 15 million
    beginnings = _multipliers(document.language)
    beside = _NEXT.match(document.text, end), _LAST.search(document.text, max(start - _FURTHEST, 0), start)
    return bool(beginnings) and not any(word and word[1].casefold().startswith(beginnings) for word in beside)


@lru_cache(maxsize=64)
def _multipliers(lang: str) -> tuple[str, ...]:
    """How the words begin that multiply a number in a language, in lower case."""
    return tuple(sorted({word[:_BEGINNING] for word in scales(lang)}))


def _bare(document: Document, span: Span) -> Written:
    """Digits that no fact covers: part of a name, a score, or a version such as 6.7.1, which is no amount."""
    figure = _ascii(document.words(span))
    before, after = document.text[span.start - 1 : span.start], document.text[span.end : span.end + 1]
    if before == ":" and not document.text[span.start - 2 : span.start - 1].isdecimal():
        before = ""
    # Scripts without small letters (Chinese, Arabic, Thai) write figures between letters or prefix words.
    ordinal = bool(_ENDING.match(document.text, span.end))
    after = "" if ordinal else after
    joined = any(side.lower() != side.upper() or side in "-–/:_" for side in (before, after) if side)
    readings = _readings(figure)
    counts = bool(readings) and (len(_DIGITS.findall(figure)) <= 2 or len(readings) > 1)
    return Written(span, digits(figure), readings, free=counts and not joined, ordinal=ordinal)


def _ascii(figure: str) -> str:
    """Digits of any script as those of Europe."""
    if figure.isascii():
        return figure
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in figure)


def _readings(figure: str) -> frozenset[float]:
    """The amounts for which digits may stand by the custom of any language."""
    parts = _DIGITS.findall(figure)
    if len("".join(parts)) > 15:
        return frozenset()
    found = set()
    grouped = len(parts[0]) <= _GROUP and all(len(part) == _GROUP for part in parts[1:])
    if len(parts) == 1 or grouped:
        found.add(float("".join(parts)))
    if len(parts) > 1 and figure[-len(parts[-1]) - 1] in ".,٫":
        whole = parts[:-1]
        if len(whole) == 1 or all(len(part) in (2, _GROUP) for part in whole[1:]):
            found.add(float("".join(whole) + "." + parts[-1]))
    return frozenset(found or {float("".join(parts))})
