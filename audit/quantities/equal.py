"""Do two figures or dates of two languages state the same?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from audit.model import Calendar, When
from audit.quantities.values import decade, nearly, significant
from audit.quantities.written import Written

_DIGITS = re.compile(r"\d+")
# Below this many digits a figure may have a multiplier in words that no table knows.
_PLAIN = 4
_HALF_DAY = 12
# The new moon is seen up to so many days from where a table has it.
_MOON = 2


def accounted(figure: Written, others: Sequence[Written], rounds: bool | None) -> bool:
    """Whether a passage states a figure in any way of writing it; if the figure `rounds`, what it rounds is
    not coarser than itself."""
    return any(agree(figure, other, rounds) for other in others)


def agree(figure: Written, other: Written, rounds: bool | None) -> bool:
    if figure.when is not None:
        return _dates_agree(figure, other)
    return _numbers_agree(figure, other, rounds)


def _numbers_agree(one: Written, other: Written, rounds: bool | None) -> bool:
    if one.readings & other.readings:
        return True
    plain = one if other.scaled else other
    same = bool(one.raw) and one.raw == other.raw and not plain.scaled
    if same and (not (one.scaled or other.scaled) or may_hide(plain)):
        return True
    if other.when is not None or one.when is not None:
        parts = {part for side in (one, other) if side.when for part in _DIGITS.findall(side.raw)}
        figures = {f"{reading:.10g}" for side in (one, other) if not side.when for reading in side.readings}
        return bool(figures & {part.lstrip("0") for part in parts})
    if one.year or other.year:
        if one.years & other.years:
            return True
        return decade(one.raw, other.raw) or decade(other.raw, one.raw)
    if any(_rounded(left, right, rounds) for left in one.readings for right in other.readings):
        return True
    return decade(one.raw, other.raw) or decade(other.raw, one.raw)


def _rounded(left: float, right: float, rounds: bool | None) -> bool:
    """Whether one of two amounts is the other rounded: the left if it `rounds`, the right if not, either
    where that is None."""
    if not nearly(left, right):
        return False
    if rounds is None:
        return True
    coarse, fine = (left, right) if rounds else (right, left)
    return significant(coarse) <= significant(fine)


def _dates_agree(one: Written, other: Written) -> bool:
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


def _in_range(one: Written, other: Written) -> bool:
    """Whether the day of one is written in the other: of 17 to 23 June one language reads the first day as
    part of the date, one the last."""
    days = {str(side.when.day) for side in (one, other) if side.when}
    written = [{part.lstrip("0") for part in side.raw.split()} for side in (one, other)]
    return bool(days & written[0] & written[1]) or any(days <= parts for parts in written)


def may_hide(plain: Written) -> bool:
    """Whether a figure without a multiplier may have one that is not read."""
    return not plain.whole and len(plain.raw) < _PLAIN
