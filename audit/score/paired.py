"""Which of two versions says more of what the siblings that they share say, and how sure is that?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from statistics import fmean
from typing import NamedTuple

from audit.model import Document, Lead, Story
from audit.score.consensus import interval, parallel, units_of
from audit.score.overlap import chrf, chrf_overlaps

_LEAST = -100.0


class _Passage(NamedTuple):
    """What two versions say in one place, and what each sibling that they share says there."""

    said: str
    other: str
    siblings: tuple[str, ...]


def leads(story: Story, versions: Sequence[Document]) -> dict[str, tuple[Lead, ...]]:
    """By version, how far it leads each other one, by the mean difference of chrF (Popović 2015) to the same
    siblings in the same passages.

    Two versions are compared that have a parallel sibling in common: neither is the other's witness, and
    what is hard to say for both moves neither. Passages that only one has, or no sibling, do not count.
    """
    witnesses = {version.id: {one.id: one for one in parallel(story, version)} for version in versions}
    compared: list[tuple[str, str, int, list[_Passage]]] = []
    for version, other in combinations(versions, 2):
        shared = [one for name, one in witnesses[version.id].items() if name in witnesses[other.id]]
        if shared and other.id in witnesses[version.id]:
            found = list(_passages(story, version, other, shared))
            if found:
                compared.append((version.id, other.id, len(shared), found))
    counted = chrf_overlaps(
        (said, sibling)
        for *_, found in compared
        for one in found
        for said in (one.said, one.other)
        for sibling in one.siblings
    )
    led: dict[str, list[Lead]] = {}
    for name, than, siblings, found in compared:
        differences = [
            fmean(chrf(counted[one.said, each]) - chrf(counted[one.other, each]) for each in one.siblings)
            for one in found
        ]
        low, high = interval(differences, _LEAST)
        by = round(fmean(differences), 2)
        said = f"paired chrF2|siblings:{siblings} shared|passages:{len(found)}|interval:student95 of passages"
        led.setdefault(name, []).append(Lead(than, by, low, high, siblings, len(found), said))
        led.setdefault(than, []).append(Lead(name, -by, -high, -low, siblings, len(found), said))
    order = {version.id: at for at, version in enumerate(versions)}
    return {name: tuple(sorted(those, key=lambda one: order[one.than])) for name, those in led.items()}


def _passages(
    story: Story, version: Document, other: Document, shared: Sequence[Document]
) -> Iterator[_Passage]:
    for unit in units_of(story, version, [other, *shared]):
        siblings = tuple(unit.siblings[one.id] for one in shared if one.id in unit.siblings)
        if other.id in unit.siblings and siblings:
            yield _Passage(unit.said, unit.siblings[other.id], siblings)
