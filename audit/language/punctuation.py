"""Which quotation marks does a language use, and how do they stand?"""

from __future__ import annotations

from functools import cached_property

from audit.language import tables
from audit.language.folder import LanguageFolder

# In the table: between two marks that stand apart from the words they enclose.
_APART = "_"


class Punctuation(LanguageFolder):
    """What is known of a language's marks."""

    @cached_property
    def _pairs(self) -> tuple[str, ...]:
        rows = tables.rows("quotation_marks.tsv")
        return next((tuple(row["pairs"].split()) for row in rows if row["lang"] == self.code), ())

    @cached_property
    def quotation_pairs(self) -> tuple[str, ...]:
        """The pairs of quotation marks that the language uses, the usual one first; none if nobody said."""
        return tuple(dict.fromkeys(pair.replace(_APART, "") for pair in self._pairs))

    @cached_property
    def marks_apart(self) -> bool:
        """Whether its usual marks stand apart from the words they enclose, as in French."""
        return any(_APART in pair for pair in self._pairs)

    @cached_property
    def opening_marks(self) -> frozenset[str]:
        """The marks with which a quotation opens; one that is also among those which close tells nothing."""
        return frozenset(pair[0] for pair in self.quotation_pairs)

    @cached_property
    def closing_marks(self) -> frozenset[str]:
        """The marks with which a quotation closes."""
        return frozenset(pair[-1] for pair in self.quotation_pairs)

    def quoted(self, words: str) -> str:
        """Words in the language's usual marks."""
        pair = self._pairs[0]
        between = "\u00a0" if _APART in pair else ""
        return f"{pair[0]}{between}{words}{between}{pair[-1]}"
