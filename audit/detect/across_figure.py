"""Which figure, date or sum is another one in the versions in other languages?"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from typing import Literal, NamedTuple

from audit.evidence import Claim, contradictions, paragraphs, renditions
from audit.language.calendars import common_years, likely, own_calendar
from audit.language.tables import rows
from audit.model import Calendar, Document, Hit, Number, Span, Story, When
from audit.quantities.values import convertible, decade, is_money, nearly, one_money, significant, slipped
from audit.text import digits, generated, remembered

Difference = Literal["amount", "magnitude", "currency", "date"]

# Digits with what stands inside a figure in any language.
_FIGURE = re.compile(r"\d+(?:[.,'’٫٬\u00a0\u202f ]\d+)*")
_DIGITS = re.compile(r"\d+")
# A figure with one letter is the name of something: 68k, 3D, 5G; thousands are counted from a hundred: 351K.
_LETTERED = re.compile(r"\d+[A-Za-z]\b")
_THOUSANDS = re.compile(r"(?:\d{3}|\d+[.,]\d+)[Kk]\b")
_RANGE = re.compile(r"\s?(?:[-–—/~〜至到,、]|[^\W\d]{1,5})\s?[^\w\s]?\d")
_NEXT = re.compile(r"[^\w\d]{0,2}([^\W\d_]+)")
_LAST = re.compile(r"([^\W\d_]+)[^\w\d]{0,2}$")
_FURTHEST = 24
_BEGINNING = 3
# Below this many digits a figure may have a multiplier in words that no table knows.
_PLAIN = 4
_NUMBER = "number"
_GROUP = 3
_SMALL = 100
_TRADITIONAL_TAGS = frozenset({"zh-hant", "zh-tw", "zh-hk", "zh-mo"})
_TRADITIONAL = re.compile("[億萬國與這會為於來時們個]")
# What English measures with and its readers elsewhere do not: a good translation has another figure.
_CONVERTED = frozenset(
    {"mile", "foot", "inch", "yard", "acre", "pound", "ounce", "gallon", "degree", "stone", "square mile"}
    | {"square foot", "nautical mile", "barrel", "knot"}
)
_HALF_DAY = 12
# The new moon is seen up to so many days from where a table has it.
_MOON = 2
# Calendars of which a year lies in two common ones.
_STRADDLING = frozenset({Calendar.PERSIAN, Calendar.ISLAMIC, Calendar.ETHIOPIC})


class _Figure(NamedTuple):
    """A figure or date of a passage.

    `raw` are its digits without what parts them; `readings` the amounts they may stand for; `scaled` after
    "million"; `worded` where it is written in words; `free` where no letter joins it. A `year` alone is a
    figure: not every language tells it from a count; `years` are all that it may be, by the calendar of its
    language too; it is `whole` where no word after it can be a multiplier.
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

    @property
    def amount(self) -> float:
        """The largest reading; 0 for what is too long to count anything."""
        return max(self.readings, default=0.0)


def detect(story: Story, version: Document, *, differs: Difference) -> Iterator[Hit]:
    """Figures that the aligned passage in another language has otherwise: the only one of its kind on either
    side that the other side does not state in its paragraph, in any way of writing it."""
    for claim in _claims(story).get(version.id, ()):
        if claim.kind == differs:
            yield Hit(
                claim.ours,
                evidence=(claim.theirs,),
                slots={"theirs": claim.document.words(claim.theirs), "language": claim.document.lang},
                asked=1,
            )


@remembered
def _claims(story: Story) -> Mapping[str, Sequence[Claim]]:
    return contradictions(story, partial(_between, story))


def _between(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    for ours, theirs in renditions(story, version, other):
        here, there = _stated(version, ours), _stated(other, theirs)
        if not (here and there and _has_words(version, ours) and _has_words(other, theirs)):
            continue
        if any(_generated(one, at) for one, at in ((version, ours), (other, theirs))):
            continue
        yield from _currencies(here, there, other)
        alone = _unaccounted(here, other, theirs)
        free = _unaccounted(there, version, ours)
        for mine, yours in _opposed(alone, free):
            differs = _difference(mine, yours)
            if differs:
                yield Claim(mine.span, yours.span, other, differs)


def _generated(document: Document, sentences: Sequence[int]) -> bool:
    """Whether a program wrote one of the sentences, with the day of its run."""
    return any(generated(document.words(document.sentences[at])) for at in sentences)


def _has_words(document: Document, sentences: Sequence[int]) -> bool:
    """Whether sentences hold more than the number of a section, such as A.4."""
    return any(
        token.text[:2].isalpha() if token.text.isascii() else token.text[:1].isalpha()
        for at in sentences
        for token in document.tokens_of(document.sentences[at])
    )


def _unaccounted(figures: Sequence[_Figure], other: Document, sentences: Sequence[int]) -> Sequence[_Figure]:
    """The figures that another text does not state in the paragraphs of some sentences; of small ones, which
    stand in lists, one paragraph further may say that it is the pair that is wrong."""
    beside = _stated(other, paragraphs(other, sentences))
    missing = [one for one in figures if not _accounted(one, beside)]
    if not missing:
        return missing
    around = _stated(other, paragraphs(other, sentences, around=1))
    return [one for one in missing if one.when or one.amount > _SMALL or not _accounted(one, around)]


def _opposed(alone: Sequence[_Figure], free: Sequence[_Figure]) -> Iterator[tuple[_Figure, _Figure]]:
    """The figures that stand for each other: the only ones of a kind that the other side has not."""
    for kind in sorted({_kind(one) for one in alone}):
        mine = [one for one in alone if _kind(one) == kind]
        yours = [one for one in free if _kind(one) == kind]
        if len(mine) == len(yours) == 1 and not (mine[0].worded or yours[0].worded):
            yield mine[0], yours[0]
        elif kind == _NUMBER:
            yield from _mistyped(mine, yours)


def _mistyped(mine: Sequence[_Figure], yours: Sequence[_Figure]) -> Iterator[tuple[_Figure, _Figure]]:
    """Of several figures those of which one is the other with one or two digits wrong, or has its digits on
    another scale, and no second one."""
    pairs = [
        (one, other)
        for one in mine
        for other in yours
        if _typo(_leading(one), _leading(other)) or _other_scale(one, other)
    ]
    for one, other in pairs:
        if sum(one is left or other is right for left, right in pairs) == 1:
            yield one, other


def _may_hide(plain: _Figure) -> bool:
    """Whether a figure without a multiplier may have one that is not read."""
    return not plain.whole and len(plain.raw) < _PLAIN


def _other_scale(one: _Figure, other: _Figure) -> bool:
    return one.scaled and other.scaled and one.raw == other.raw and slipped(one.amount, other.amount)


def _leading(figure: _Figure) -> str:
    """The digits of an amount without the zeros that only say how large it is."""
    return f"{figure.amount:.15g}".split("e")[0].replace(".", "").strip("0")


def _typo(one: str, other: str) -> bool:
    """Whether digits changed places, or one of three or more is another."""
    if len(one) != len(other) or one == other:
        return False
    wrong = sum(left != right for left, right in zip(one, other, strict=True))
    return (wrong == 1 and len(one) > 2) or (wrong == 2 and sorted(one) == sorted(other))


def _kind(figure: _Figure) -> str:
    """Dates oppose dates that are as exact: "25日" stands for September 25, too."""
    when = figure.when
    if when is None:
        return _NUMBER
    if when.minute is not None:
        return "minute"
    return "day" if when.day else "month" if when.month else "weekday" if when.weekday is not None else "year"


def _difference(mine: _Figure, yours: _Figure) -> Difference | None:
    """In what two figures differ that stand for each other; None where they need not be one figure."""
    if mine.when or yours.when:
        return "date"
    if not mine.free or not yours.free:
        return None
    same = mine.scaled != yours.scaled and mine.raw.strip("0") == yours.raw.strip("0")
    if same and _may_hide(yours if mine.scaled else mine):
        return None  # a multiplier that the tables do not know
    left, right = mine.amount, yours.amount
    if _other_half_of_day(left, right):
        return None
    if is_money(mine.unit) and is_money(yours.unit) and not one_money(mine.unit, yours.unit):
        return None
    measured = {mine.unit, yours.unit} & _CONVERTED
    if measured and any(convertible(left, unit, right) for unit in measured):
        return None
    if slipped(left, right):
        telling = mine.scaled or yours.scaled or mine.unit or yours.unit or significant(left) > 1
        return "magnitude" if telling or max(left, right) <= 10 * min(left, right) else None
    if not _alike(left, right):
        return None
    return "date" if mine.year or yours.year else "amount"


def _alike(left: float, right: float) -> bool:
    """Whether one may be the other mistyped: as many digits before the point, or one digit lost or added;
    with a point both or neither."""
    if left.is_integer() != right.is_integer():
        return False
    shorter, longer = sorted((f"{left:.0f}", f"{right:.0f}"), key=len)
    if len(shorter) == len(longer):
        return True
    return 1 < len(shorter) == len(longer) - 1 and _without_one(longer, shorter)


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _other_half_of_day(left: float, right: float) -> bool:
    """Whether the two may be one hour, counted from midnight and from noon."""
    return abs(left - right) == _HALF_DAY and max(left, right) <= 2 * _HALF_DAY


def _accounted(figure: _Figure, others: Sequence[_Figure]) -> bool:
    """Whether a passage states a figure in any way of writing it."""
    if figure.when is not None:
        return any(_dates_agree(figure, other) for other in others)
    return any(_numbers_agree(figure, other) for other in others)


def _numbers_agree(one: _Figure, other: _Figure) -> bool:
    if one.readings & other.readings:
        return True
    plain = one if other.scaled else other
    same = bool(one.raw) and one.raw == other.raw and not plain.scaled
    if same and (not (one.scaled or other.scaled) or _may_hide(plain)):
        return True
    if other.when is not None or one.when is not None:
        parts = {part for side in (one, other) if side.when for part in _DIGITS.findall(side.raw)}
        figures = {f"{reading:.10g}" for side in (one, other) if not side.when for reading in side.readings}
        return bool(figures & {part.lstrip("0") for part in parts})
    if one.year or other.year:
        if one.years & other.years:
            return True
        return decade(one.raw, other.raw) or decade(other.raw, one.raw)
    if any(nearly(left, right) for left in one.readings for right in other.readings):
        return True
    return decade(one.raw, other.raw) or decade(other.raw, one.raw)


def _dates_agree(one: _Figure, other: _Figure) -> bool:
    """Whether two dates may be the same, or a passage has the day of a date where no date was read."""
    mine, yours = one.when, other.when
    assert mine is not None
    if yours is None:
        return bool(one.raw) and (one.raw == other.raw or other.raw.lstrip("0") == str(mine.day))
    if mine.minute is not None and yours.minute is not None:
        return (mine.minute - yours.minute) % (60 * _HALF_DAY) == 0
    if Calendar.ISLAMIC in (mine.calendar, yours.calendar) and _nearby(mine, yours):
        return mine.year == yours.year or None in (mine.year, yours.year)
    days = mine.day, yours.day
    if None not in days and days[0] != days[1] and not _in_range(one, other):
        return False
    pairs = (
        (mine.year, yours.year),
        (mine.month, yours.month),
        (mine.weekday, yours.weekday),
    )
    stated = [left == right for left, right in pairs if left is not None and right is not None]
    return all(stated) and (bool(stated) or None not in days)


def _nearby(one: When, other: When) -> bool:
    """Whether two dates, one of them by the moon, are at most two days apart."""
    days = []
    for when in (one, other):
        if when.month is None or when.day is None:
            return False
        days.append(datetime.date(one.year or 2024, when.month, when.day))
    return abs((days[0] - days[1]).days) <= _MOON


def _in_range(one: _Figure, other: _Figure) -> bool:
    """Whether the day of one is written in the other: of 17 to 23 June one language reads the first day as
    part of the date, one the last."""
    days = {str(side.when.day) for side in (one, other) if side.when}
    written = [{part.lstrip("0") for part in side.raw.split()} for side in (one, other)]
    return bool(days & written[0] & written[1]) or any(days <= parts for parts in written)


def _currencies(here: Sequence[_Figure], there: Sequence[_Figure], other: Document) -> Iterator[Claim]:
    """The same amount of another money, where neither side has it in both."""
    for mine in here:
        same = [one for one in there if mine.readings & one.readings and is_money(one.unit)]
        both = {one.unit for one in here if mine.readings & one.readings}
        if not is_money(mine.unit) or len(same) != 1:
            continue
        if same[0].unit not in both and not one_money(mine.unit, same[0].unit):
            yield Claim(mine.span, same[0].span, other, "currency")


def _stated(document: Document, sentences: Sequence[int]) -> Sequence[_Figure]:
    """The figures and dates of some sentences in reading order."""
    known = _figures(document)
    return [figure for at in sentences for figure in known.get(at, ())]


@remembered
def _figures(document: Document) -> Mapping[int, Sequence[_Figure]]:
    """All figures and dates of a document by sentence."""
    facts = [fact for fact in document.facts if isinstance(fact, (When, Number))]
    found = [_of_fact(document, fact) for fact in facts]
    ends = list(accumulate((fact.span.end for fact in facts), max))
    starts = [fact.span.start for fact in facts]
    for match in _FIGURE.finditer(document.text):
        before = bisect_left(starts, match.end())
        if not before or ends[before - 1] <= match.start():
            found.append(_bare(document, document.span(*match.span())))
    figures: dict[int, list[_Figure]] = {}
    for figure in found:
        figures.setdefault(document.sentence_at(figure.span.start), []).append(figure)
    return figures


def _of_fact(document: Document, fact: When | Number) -> _Figure:
    words = document.words(fact)
    found = _FIGURE.findall(words)
    if isinstance(fact, When):
        if fact.year and fact.month is None and (found == [f"{fact.year}"] or not _is_common(words, fact)):
            last = fact.year + (fact.calendar in _STRADDLING)
            years = frozenset({fact.year, last})
            raw = digits(found[0]) if found else f"{fact.year}"
            readings = frozenset(map(float, years))
            return _Figure(fact.span, raw, readings, year=True, years=years)
        written = _DIGITS.findall(_ascii(words))
        if fact.year and not _is_common(words, fact):
            written += [str(part) for part in (fact.day, fact.year) if part]
        return _Figure(fact.span, " ".join(written), frozenset(), when=fact)
    raw = digits(found[0]) if found else ""
    own = _readings(_ascii(found[0])) if found else frozenset[float]()
    scaled = bool(found) and fact.amount not in own
    readings = frozenset({fact.amount}) if scaled or not found else own | {fact.amount}
    lettered = _LETTERED.match(document.text, fact.span.start)
    free = not lettered or bool(_THOUSANDS.match(document.text, fact.span.start))
    unit = "" if _any_dollar(document, words) else fact.unit
    own_years = _own_years(document, fact.amount) if not (scaled or unit) else frozenset[int]()
    whole = not scaled and _whole(document, fact.span.start, fact.span.end)
    return _Figure(fact.span, raw, readings, unit, scaled, not found, free, years=own_years, whole=whole)


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
    known = (row["word"].casefold() for row in rows("scales.tsv") if row["lang"] == lang)
    return tuple(sorted({word[:_BEGINNING] for word in known}))


def _bare(document: Document, span: Span) -> _Figure:
    """Digits that no fact covers: part of a name, a score, or a version such as 6.7.1, which is no amount."""
    figure = _ascii(document.words(span))
    before, after = document.text[span.start - 1 : span.start], document.text[span.end : span.end + 1]
    # Scripts without small letters (Chinese, Arabic, Thai) write figures between letters or prefix words.
    joined = any(side.lower() != side.upper() or side in "-–/:_" for side in (before, after) if side)
    readings = _readings(figure)
    counts = bool(readings) and (len(_DIGITS.findall(figure)) <= 2 or len(readings) > 1)
    return _Figure(span, digits(figure), readings, free=counts and not joined)


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
