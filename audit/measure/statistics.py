"""How well does a score order what people ordered, and how sure is a share?"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from audit.measure.values import Estimate

# Enough that the ends of an interval move by less than a printed digit from seed to seed.
RESAMPLES = 1000
_TAIL = 0.025
_MOST_GROUPS = 250


class Part(NamedTuple):
    """What one document adds to a share: so many of so many."""

    hits: float
    of: float


class Resampling:
    """Documents drawn again with replacement (Efron 1979), the same draws for every figure of a table.

    Where there are very many they are dealt into groups that are drawn as one, which changes no interval
    much and saves most of the work.
    """

    def __init__(self, documents: int, seed: int, resamples: int = RESAMPLES) -> None:
        draw = random.Random(f"bootstrap {seed}")
        self.documents = documents
        self._groups = min(documents, _MOST_GROUPS)
        everyone = range(self._groups)
        times = resamples if documents else 0
        self._draws = [Counter(draw.choices(everyone, k=self._groups)) for _ in range(times)]

    def share(self, parts: Sequence[Part], scale: float = 1.0) -> Estimate | None:
        """The sum of hits over the sum of cases, one part a document; None where there are no cases."""
        present = [(at, part) for at, part in enumerate(self._dealt(parts)) if part.of or part.hits]
        total = sum(part.of for _, part in present)
        if not total:
            return None
        value = scale * sum(part.hits for _, part in present) / total
        drawn = []
        for draw in self._draws:
            of = sum(draw[at] * part.of for at, part in present)
            if of:
                drawn.append(scale * sum(draw[at] * part.hits for at, part in present) / of)
        if len(present) < 2 or not drawn:
            return Estimate(value)
        drawn.sort()
        return Estimate(value, quantile(drawn, _TAIL), quantile(drawn, 1 - _TAIL))

    def _dealt(self, parts: Sequence[Part]) -> Sequence[Part]:
        if len(parts) <= self._groups:
            return parts
        return [
            Part(
                sum(part.hits for part in parts[group :: self._groups]),
                sum(part.of for part in parts[group :: self._groups]),
            )
            for group in range(self._groups)
        ]


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of an ordered sample lies, between neighbours in proportion."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


class Item(NamedTuple):
    """The versions of one segment: what people thought of each and what a metric does; higher is better."""

    human: tuple[float, ...]
    metric: tuple[float, ...]


def pair_accuracy(items: Iterable[Item]) -> Part:
    """Of the pairs of versions of one segment that people tell apart, those the metric orders alike; a tie
    of the metric counts half."""
    hits = of = 0.0
    for item in items:
        for (one, mine), (other, yours) in combinations(zip(item.human, item.metric, strict=True), 2):
            if one != other:
                of += 1
                hits += 0.5 if mine == yours else (one > other) == (mine > yours)
    return Part(hits, of)


class Calibrated(NamedTuple):
    """The accuracy with ties and the difference of scores up to which it takes two versions for equal."""

    accuracy: float
    epsilon: float


def tie_calibrated(items: Iterable[Item]) -> Calibrated | None:
    """Pairwise accuracy with tie calibration (Deutsch, Foster, Freitag 2023), the mean over segments.

    A pair is right when both order it alike or both take it for a tie. Two scores of the metric count as
    tied up to a difference epsilon: the one that makes the accuracy highest.
    """
    pairs: list[tuple[float, float]] = []
    accuracy, count = 0.0, 0
    for item in items:
        cells = tuple(combinations(zip(item.human, item.metric, strict=True), 2))
        if not cells:
            continue
        count += 1
        share = 1 / len(cells)
        for (one, mine), (other, yours) in cells:
            tied = one == other
            right = (one - other) * (mine - yours) > 0
            accuracy += share * right
            # What it changes when epsilon grows over this pair's difference.
            pairs.append((abs(mine - yours), share * (tied - right)))
    if not count:
        return None
    pairs.sort()
    while_zero = accuracy + sum(gain for difference, gain in pairs if difference == 0)
    best = Calibrated(while_zero / count, 0.0)
    for at, (difference, gain) in enumerate(pairs):
        accuracy += gain
        last = at + 1 == len(pairs) or pairs[at + 1][0] > difference
        if last and accuracy / count > best.accuracy + 1e-12:
            best = Calibrated(accuracy / count, difference)
    return best


def tau_b(human: Sequence[float], metric: Sequence[float]) -> float | None:
    """Kendall's rank correlation with ties (Kendall 1945) over all cells; None where one side is constant.

    Knight's way (1966): ordered by one side, count the exchanges that order the other.
    """
    size = len(human)
    pairs = size * (size - 1) // 2
    ordered = sorted(zip(human, metric, strict=True))
    tied_human = _tied(Counter(human).values())
    tied_metric = _tied(Counter(metric).values())
    tied_both = _tied(Counter(ordered).values())
    scale = ((pairs - tied_human) * (pairs - tied_metric)) ** 0.5
    if not scale:
        return None
    discordant = _exchanges([value for _, value in ordered])
    concordant = pairs - tied_human - tied_metric + tied_both - discordant
    return float((concordant - discordant) / scale)


def _tied(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def _exchanges(values: list[float]) -> int:
    """How many pairs stand in falling order."""
    passed: list[float] = []
    falling = 0
    for value in values:
        falling += len(passed) - bisect_right(passed, value)
        insort(passed, value)
    return falling


def auroc(wanted: Sequence[bool], score: Sequence[float]) -> float | None:
    """The chance that a wanted cell scores above one that is not, ties half (Mann and Whitney 1947)."""
    positive = [value for value, is_wanted in zip(score, wanted, strict=True) if is_wanted]
    negative = sorted(value for value, is_wanted in zip(score, wanted, strict=True) if not is_wanted)
    if not positive or not negative:
        return None
    below = sum(bisect_left(negative, value) + bisect_right(negative, value) for value in positive)
    return below / 2 / len(positive) / len(negative)
