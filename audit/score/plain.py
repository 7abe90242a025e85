"""How much of the siblings' wording does a passage share, by chrF alone?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean

from audit.score.overlap import Overlaps, chrf, chrf_overlaps
from audit.score.utility import Unit


class Chrf:
    """The mean chrF of a passage with each sibling's as its reference (Popović 2015; as a consensus: Kumar
    and Byrne 2004, Freitag et al. 2022). Nothing in it is fitted."""

    langs: frozenset[str] = frozenset()
    signature = "utility:mean sentence chrF2"

    def __call__(self, units: Sequence[Unit]) -> list[float]:
        return plain(units, overlaps(units))


def overlaps(units: Iterable[Unit]) -> Overlaps:
    """What chrF counts of every passage and its siblings'."""
    return chrf_overlaps((unit.said, sibling) for unit in units for sibling in unit.siblings)


def plain(units: Sequence[Unit], counted: Overlaps) -> list[float]:
    """The mean chrF (0..100) of each unit."""
    return [fmean(chrf(counted[unit.said, sibling]) for sibling in unit.siblings) for unit in units]
