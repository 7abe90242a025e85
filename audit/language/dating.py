"""How does a language write dates and clock times in words?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from audit.language import tables
from audit.language.folder import LanguageFolder


class Dating(LanguageFolder):
    """What is known of how a language writes dates; what nobody said of one is empty."""

    def date_words(self, kind: str) -> frozenset[str]:
        """The words of a kind that stand beside a date or a clock time."""
        return self._date_words.get(kind, frozenset())

    @cached_property
    def _date_words(self) -> Mapping[str, frozenset[str]]:
        return self._kinds("date_words.tsv")

    @cached_property
    def dates_are(self) -> frozenset[str]:
        """How it writes dates, in the words of the table."""
        return frozenset(row["way"] for row in tables.rows("date_writing.tsv") if row["lang"] == self.code)
