"""What do the tables of one language say, row by row?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit.language import tables


@dataclass(frozen=True)
class LanguageFolder:
    """The folder of a language, by its code; a table that it lacks is empty."""

    code: str

    def _kinds(self, name: str) -> Mapping[str, frozenset[str]]:
        known: dict[str, frozenset[str]] = {}
        for row in self._rows(name):
            known[row["kind"]] = known.get(row["kind"], frozenset()) | {*row["words"].split()}
        return known

    def _words(self, name: str) -> frozenset[str]:
        return tables.words(name, self.code)

    def _rows(self, name: str) -> tuple[Mapping[str, str], ...]:
        return tables.rows(name, self.code)
