"""How far does a version say what its siblings say, sentence by sentence?

Plain chrF: what was fitted to professional judgements was no better on judgements it had not seen. It orders
machines' versions; a person's own way with words lies below theirs, however good it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from statistics import NormalDist, fmean, stdev
from typing import NamedTuple

from audit.model import Consensus, Document, Relation, Story
from audit.score.overlap import chrf, chrf_overlaps

# Characters. No sentence is so long; a table or a list without stops may be, and would cost seconds.
_LONGEST = 2500
_MOST = 100.0
# By degrees of freedom.
_STUDENT = (math.inf, 12.706, 4.303)


class Unit(NamedTuple):
    """What a version says, and what each sibling (by id) that has it says in its place."""

    said: str
    siblings: Mapping[str, str]


def consensus(story: Story, versions: Sequence[Document]) -> dict[str, Consensus]:
    """By version, the mean over its sentences of the mean chrF to the siblings (Popović 2015), with interval.

    Versions without parallel siblings are left out: independent accounts owe each other no words.
    """
    units: list[Unit] = []
    begins: dict[str, tuple[int, int, int]] = {}
    for version in versions:
        siblings = parallel(story, version)
        begin = len(units)
        units += units_of(story, version, siblings)
        if len(units) > begin:
            begins[version.id] = begin, len(units), len(siblings)
    if not units:
        return {}
    worth = agreed(units)
    return {
        version: _consensus(worth[begin:end], siblings) for version, (begin, end, siblings) in begins.items()
    }


def parallel(story: Story, version: Document) -> list[Document]:
    """The witnesses that translate the same text."""
    return [
        sibling
        for sibling in story.witnesses(version)
        if story.comparison(version.id, sibling.id).relation is Relation.PARALLEL
    ]


def agreed(units: Sequence[Unit]) -> list[float]:
    """The mean chrF (0..100) of each unit, each sibling taken for its reference."""
    counted = chrf_overlaps((unit.said, sibling) for unit in units for sibling in unit.siblings.values())
    return [fmean(chrf(counted[unit.said, sibling]) for sibling in unit.siblings.values()) for unit in units]


def _consensus(worth: Sequence[float], siblings: int) -> Consensus:
    low, high = interval(worth)
    said = f"mean sentence chrF2|siblings:{siblings}|sentences:{len(worth)}|interval:student95 of sentences"
    return Consensus(round(fmean(worth), 2), low, high, siblings, len(worth), said)


def interval(values: Sequence[float], least: float = 0.0) -> tuple[float, float]:
    """Student's interval (1908) of 95% for the mean over further sentences of the kind, `least` to 100.

    One sentence says nothing of its spread. Resampled sentences gave less than they promise where there are
    few: 82% for five, 89% for ten.
    """
    if len(values) < 2:
        return least, _MOST
    middle = fmean(values)
    reach = student(len(values) - 1) * stdev(values) / math.sqrt(len(values))
    return round(max(middle - reach, least), 2), round(min(middle + reach, _MOST), 2)


def student(freedom: int) -> float:
    """The 97.5% quantile of Student's distribution by Fisher's expansion (Abramowitz and Stegun 26.7.5);
    below three degrees of freedom, where that is too short, as tables have it."""
    if freedom < len(_STUDENT):
        return _STUDENT[freedom]
    z = NormalDist().inv_cdf(0.975)
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )


def units_of(story: Story, version: Document, siblings: Sequence[Document]) -> Iterator[Unit]:
    """The version's sentences beside what siblings say, those joined that any sibling has as one."""
    wanted = {sibling.id: sibling for sibling in siblings}
    groups: list[tuple[list[int], dict[str, set[int]]]] = []
    for sentence in range(len(version.sentences)):
        there: dict[str, set[int]] = {}
        for partner in story.partners(version, sentence):
            if partner.document in wanted:
                there.setdefault(partner.document, set()).update(partner.sentences)
        if groups and any(others & groups[-1][1].get(name, set()) for name, others in there.items()):
            groups[-1][0].append(sentence)
            for name, others in there.items():
                groups[-1][1].setdefault(name, set()).update(others)
        elif there:
            groups.append(([sentence], there))
    for own, there in groups:
        said = _words(version, own)
        texts = {name: _words(wanted[name], sorted(there[name])) for name in wanted if there.get(name)}
        if len(max(said, *texts.values(), key=len)) <= _LONGEST:
            yield Unit(said, texts)


def _words(document: Document, sentences: Sequence[int]) -> str:
    return " ".join(" ".join(document.words(document.sentences[at]).split()) for at in sentences)
