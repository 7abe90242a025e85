"""What do the findings of an archive come to, by rule, outlet, language and time?"""

from __future__ import annotations

from typing import NamedTuple


class TrendRow(NamedTuple):
    """Articles that have something in common: how many, how many of them are blocked, the findings and the
    words in them."""

    name: str
    articles: int
    blocked: int
    findings: int
    words: int

    @property
    def share_blocked(self) -> float:
        """From 0 to 1."""
        return self.blocked / self.articles if self.articles else 0.0

    @property
    def per_1000_words(self) -> float:
        return 1000 * self.findings / self.words if self.words else 0.0


class Trends(NamedTuple):
    """The tables by what they are about ("rule", "outlet", "language", "origin", "week"), rows in order; and
    how many articles have fewer and more findings than the time before."""

    total: TrendRow
    tables: tuple[tuple[str, tuple[TrendRow, ...]], ...]
    better: int
    worse: int
