"""How does a language write numbers, dates and clock times in figures?"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property

from audit.language import cldr, tables
from audit.language.folder import LanguageFolder

# Half of the newsrooms of a language have the one custom, half the other.
_BOTH = frozenset({"es"})


class Formats(LanguageFolder):
    """What is known of a language's figures, by CLDR (Unicode licence, through babel) and a table of ours."""

    @cached_property
    def decimal(self) -> str:
        """The sign before tenths, "," or "."; "" where it is not known, or both are used."""
        return "" if self.code in _BOTH else cldr.manner(self.code).decimal

    def long_date(self, day: datetime.date) -> str:
        """A date with its month in a word: 14. Mai 2024; "" where that is not known."""
        from babel.dates import format_date

        known = cldr.locale(self.code)
        return format_date(day, "long", known) if known else ""

    @cached_property
    def weekday_behind(self) -> bool:
        """Whether a weekday stands behind its date: 14 Mayıs 2024 Salı, 2024年5月14日星期二."""
        return cldr.manner(self.code).weekday_behind

    @cached_property
    def clock_words(self) -> Mapping[str, tuple[str, ...]]:
        """What stands around a clock time in figures: words `before` and `after` it, those before it that
        nothing else follows (`tells`), the `signs` that part hour and minute in no other figure, and in
        `halves` how a.m. and p.m. are written; empty where nobody said."""
        for row in tables.rows("clock_words.tsv"):
            if row["lang"] == self.code:
                words = {kind: row[kind].split(" / ") for kind in ("before", "tells", "after")}
                found = {kind: tuple(filter(None, each)) for kind, each in words.items()}
                return {**found, "signs": tuple(row["signs"]), "halves": tuple(filter(None, [row["halves"]]))}
        return {}
