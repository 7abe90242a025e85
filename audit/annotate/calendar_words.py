"""Which words of a language name months, weekdays and hours?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from audit.language.cldr import locale
from audit.language.tables import rows

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# A space, or the joiner with which Persian writes two words close to each other.
_BETWEEN_WORDS = re.compile("[ \u200c]")
_LIKE = {"me": "sr", "cnr": "sr", "sh": "sr", "nb": "no", "nn": "no"}


class CalendarWord(NamedTuple):
    """What a word of the calendar means: a month from 1, a weekday from 0 (Monday), a minute of the day.

    `kind` is month, weekday, minute, "o'clock" or "past" (of "half past six").
    """

    kind: str
    value: int = 0


# Words of the calendar that are something else away from a date or an hour.
_BESIDE = frozenset({"short weekday", "past hour", "hour"})


def words(lang: str) -> Mapping[str, CalendarWord]:
    """The calendar words of a language in lower case; none if the language is unknown."""
    return _own(lang) or _by_cldr(_LIKE.get(lang, lang))


def weekday(word: str, lang: str) -> int | None:
    """The weekday a word beside a date names; short ones ("Sat") mean one only there."""
    known = words(lang).get(word)
    if known is None:
        return beside("short weekday", lang).get(word)
    return known.value if known.kind == "weekday" else None


@lru_cache(maxsize=64)
def beside(kind: str, lang: str) -> Mapping[str, int]:
    """What words of a kind mean that mean it beside a date or an hour alone: a "short weekday" (Sat), an
    "hour" (six), minutes "past hour" (half, a quarter)."""
    return {row["word"]: int(row["value"]) for row in rows("calendar_words.tsv", lang) if row["kind"] == kind}


@lru_cache(maxsize=64)
def _own(lang: str) -> Mapping[str, CalendarWord]:
    """The words of a language whose calendar has a table of its own."""
    return {
        row["word"]: CalendarWord(row["kind"], int(row["value"]))
        for row in rows("calendar_words.tsv", lang)
        if row["kind"] not in _BESIDE
    }


@lru_cache(maxsize=64)
def _by_cldr(lang: str) -> Mapping[str, CalendarWord]:
    """Month and weekday names by CLDR (Unicode licence, through babel), with the commonest case endings."""
    endings = next((row["endings"].split() for row in rows("month_endings.tsv") if row["lang"] == lang), [])
    table: dict[str, CalendarWord] = {}
    parts: set[str] = set()
    for identifier in (lang, f"{lang}_Latn"):
        known = locale(identifier)
        if known is None:
            continue
        for context in ("stand-alone", "format"):
            for width in ("abbreviated", "wide"):
                for number, name in known.months[context][width].items():
                    whole = width == "wide"
                    _add(table, str(name), CalendarWord("month", int(number)), endings, whole=whole)
            for number, name in known.days[context]["wide"].items():
                _add(table, str(name), CalendarWord("weekday", int(number)), endings, whole=True)
            named = (*known.months[context]["wide"].values(), *known.days[context]["wide"].values())
            split = (_BETWEEN_WORDS.split(str(name).casefold()) for name in named)
            parts.update(part for several in split if len(several) > 1 for part in several)
    for row in rows("calendar_forms.tsv"):
        if row["lang"] == lang:
            meaning = CalendarWord(row["kind"], int(row["value"]))
            table |= dict.fromkeys(row["forms"].split(), meaning)
    # Where some days are called in two words (Azerbaijani "bazar ertəsi", Monday), one of them tells no day.
    return {word: meaning for word, meaning in table.items() if word not in parts}


def _add(
    table: dict[str, CalendarWord], name: str, word: CalendarWord, endings: list[str], *, whole: bool
) -> None:
    """Enter a name with its endings, if it is `whole`, and with either apostrophe."""
    form = name.casefold().rstrip(".")
    if " " in form or len(form) < 3 or form[0].isdigit():
        return
    if "ʼ" in form:  # as CLDR writes the apostrophe of Ukrainian, and few others do
        for apostrophe in "'’":
            _add(table, form.replace("ʼ", apostrophe), word, endings, whole=whole)
    table[form] = word
    if whole and len(form) == 3 and form[-1] not in "aeiouаеиоу":
        table.update((form + ending, word) for ending in endings if form + ending not in table)
    stem = form.rstrip("aeiouаеиіоуьйяю") if len(form) > 4 else ""
    if len(stem) >= 3:
        for ending in endings:
            table.setdefault(stem + ending, word)
            table.setdefault(form + ending, word)
