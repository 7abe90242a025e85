"""Which days and years of the common calendar are those of another one?

Buddhist years begin with the common year; days of the Persian, Islamic and Ethiopian calendars are computed
as Reingold and Dershowitz do (Calendrical Calculations, 4th edition, 2018): the Persian one by its cycle of
33 years, the Islamic one tabular, which is a day or two off where the moon is looked for.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from audit.model import Calendar

# The days before the first of each calendar, counted from 1 January of year 1.
_PERSIAN, _ISLAMIC, _ETHIOPIC = 226_894, 227_014, 2_795
# The common year before the first of the Buddhist calendar.
_BUDDHIST = -543
# Which years of a calendar are written without saying so.
_LIKELY = {
    Calendar.BUDDHIST: range(2400, 2620),
    Calendar.PERSIAN: range(1250, 1460),
    Calendar.ISLAMIC: range(1250, 1500),
    Calendar.ETHIOPIC: range(1900, 2050),
}
_OF_LANGUAGE = {
    "th": Calendar.BUDDHIST,
    "fa": Calendar.PERSIAN,
    "ar": Calendar.ISLAMIC,
    "am": Calendar.ETHIOPIC,
    "ti": Calendar.ETHIOPIC,
}


def own_calendar(lang: str) -> Calendar:
    """The calendar that a language writes beside the common one, which is its own where it has no other."""
    return _OF_LANGUAGE.get(lang, Calendar.COMMON)


def likely(calendar: Calendar, year: int) -> bool:
    """Whether a year is one that news writes of in a calendar."""
    return year in _LIKELY.get(calendar, ())


def common_years(calendar: Calendar, year: int) -> tuple[int, ...]:
    """The years of the common calendar in which a year of another one lies."""
    if calendar is Calendar.COMMON:
        return (year,)
    if calendar is Calendar.BUDDHIST:
        return (year + _BUDDHIST,)
    first, last = common_day(calendar, year, 1, 1), common_day(calendar, year + 1, 1, 1)
    return tuple(range(first.year, (last - datetime.timedelta(1)).year + 1))


def common_day(calendar: Calendar, year: int, month: int, day: int) -> datetime.date:
    """The common date of a day of the Persian, Islamic or Ethiopian calendar. Raises KeyError for others."""
    return datetime.date.fromordinal(_FIXED[calendar](year, month, day))


def _persian(year: int, month: int, day: int) -> int:
    days = 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    return _PERSIAN + 365 * (year - 1) + (8 * year + 21) // 33 + days + day


def _islamic(year: int, month: int, day: int) -> int:
    days = 29 * (month - 1) + month // 2
    return _ISLAMIC + 354 * (year - 1) + (3 + 11 * year) // 30 + days + day


def _ethiopic(year: int, month: int, day: int) -> int:
    return _ETHIOPIC + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day


_FIXED: Mapping[Calendar, Callable[[int, int, int], int]] = {
    Calendar.PERSIAN: _persian,
    Calendar.ISLAMIC: _islamic,
    Calendar.ETHIOPIC: _ethiopic,
}
