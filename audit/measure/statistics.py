"""How well does a score order what people ordered, and how sure is a share?"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from audit.measure.values import Estimate

# Enough that the ends of an interval move by less than a printed digit from seed to seed.
RESAMPLES = 1000
_TAIL = 0.025
_MOST_GROUPS = 250


class Addend(NamedTuple):
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

    def share(self, parts: Sequence[Addend], scale: float = 1.0) -> Estimate | None:
        """The sum of hits over the sum of cases, one part a document; None where there are no cases."""
        value, drawn, present = self._shares(parts)
        if value is None:
            return None
        return _estimate(scale * value, [scale * one for one in drawn if one is not None], present)

    def ratio(self, parts: Sequence[Addend], to: Sequence[Addend]) -> Estimate | None:
        """One share for one of another, both of the same documents; None where either cannot be told."""
        (value, drawn, present), (base, drawn_base, _) = self._shares(parts), self._shares(to)
        if value is None or not base:
            return None
        pairs = zip(drawn, drawn_base, strict=True)
        ratios = [one / other for one, other in pairs if one is not None and other]
        return _estimate(value / base, ratios, present)

    def of_pairs(self, pairs: Mapping[tuple[int, int], Sequence[float]]) -> Estimate | None:
        """A share of pairs of cases, so many of so many for each pair of documents they lie in: a draw has a
        pair as often as both of its documents."""
        import numpy as np

        size = self._groups
        hits, of = np.zeros((size, size)), np.zeros((size, size))
        for (one, other), (right, count) in pairs.items():
            hits[one % size, other % size] += right
            of[one % size, other % size] += count
        if not of.sum():
            return None
        drawn = []
        for draw in self._draws:
            times = np.array([draw[at] for at in range(size)])
            if total := float(times @ of @ times):
                drawn.append(float(times @ hits @ times) / total)
        present = len({document for pair in pairs for document in pair})
        return _estimate(float(hits.sum() / of.sum()), drawn, present)

    def error(self, off: Sequence[Sequence[float]], count: Sequence[int]) -> Estimate:
        """How far each bin is `off`, summed over documents and without sign, for one of all counted."""
        import numpy as np

        by_group = np.zeros((self._groups, len(off[0]) + 1))
        for at, (bins, number) in enumerate(zip(off, count, strict=True)):
            by_group[at % self._groups] += (*bins, number)

        def share(draw: Sequence[float]) -> float:
            sums = np.array(draw) @ by_group
            return float(np.abs(sums[:-1]).sum() / max(sums[-1], 1.0))

        drawn = [share([draw[at] for at in range(self._groups)]) for draw in self._draws]
        return _estimate(share([1] * self._groups), drawn, sum(number > 0 for number in count))

    def _shares(self, parts: Sequence[Addend]) -> tuple[float | None, list[float | None], int]:
        """The share, that of each draw, and the number of documents that have a part in it."""
        present = [(at, part) for at, part in enumerate(self._dealt(parts)) if part.of or part.hits]
        total = sum(part.of for _, part in present)
        if not total:
            return None, [], 0
        drawn: list[float | None] = []
        for draw in self._draws:
            of = sum(draw[at] * part.of for at, part in present)
            drawn.append(sum(draw[at] * part.hits for at, part in present) / of if of else None)
        return sum(part.hits for _, part in present) / total, drawn, len(present)

    def _dealt(self, parts: Sequence[Addend]) -> Sequence[Addend]:
        if len(parts) <= self._groups:
            return parts
        return [
            Addend(
                sum(part.hits for part in parts[group :: self._groups]),
                sum(part.of for part in parts[group :: self._groups]),
            )
            for group in range(self._groups)
        ]


def _estimate(value: float, drawn: list[float], present: int) -> Estimate:
    """A figure with the interval of the drawn ones; without, where one document alone has a part in it."""
    if present < 2 or not drawn:
        return Estimate(value)
    drawn.sort()
    return Estimate(value, quantile(drawn, _TAIL), quantile(drawn, 1 - _TAIL))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of an ordered sample lies, between neighbours in proportion."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def wilson(right: int, of: int) -> tuple[float, float]:
    """The interval of 95 % of a share of independent cases (Wilson 1927)."""
    share, z = right / of, NormalDist().inv_cdf(1 - _TAIL)
    middle, reach = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - reach) / (1 + z * z / of), (middle + reach) / (1 + z * z / of)


class Item(NamedTuple):
    """The versions of one segment: what people thought of each and what a metric does; higher is better."""

    human: tuple[float, ...]
    metric: tuple[float, ...]


def pair_accuracy(items: Iterable[Item]) -> Addend:
    """Of the pairs of versions of one segment that people tell apart, those the metric orders alike; a tie
    of the metric counts half."""
    hits = of = 0.0
    for item in items:
        for (one, mine), (other, yours) in combinations(zip(item.human, item.metric, strict=True), 2):
            if one != other:
                of += 1
                hits += 0.5 if mine == yours else (one > other) == (mine > yours)
    return Addend(hits, of)


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
