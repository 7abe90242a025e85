"""Which sentences of two translations of one text correspond, in order?"""

from __future__ import annotations

from audit.align.similarity import Similarities
from audit.model import Document

# What a sentence left without partner costs, so that weak pairs are not forced: a pair must be worth more.
_UNPAIRED = -0.06
# Joining two sentences must pay for itself.
_JOINED = -0.05
_STEPS = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1))
_BAND = 10


def monotone_pairs(
    left: Document, right: Document, similarities: Similarities
) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """The best alignment in order with pairs 1-1, 1-2, 2-1 and sentences left out.

    Dynamic programming in the manner of Gale and Church (1993) with word similarity in place of length,
    inside a band around the diagonal, so that cost grows with the length, not with its square.
    """
    lengths = len(left.sentences), len(right.sentences)
    near = similarities.pairs(left.id, right.id)
    band = _BAND + abs(lengths[0] - lengths[1])
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for one in range(lengths[0] + 1):
        middle = one * lengths[1] // max(lengths[0], 1)
        for other in range(max(middle - band, 0), min(middle + band, lengths[1]) + 1):
            if (one, other) == (0, 0):
                continue
            options = []
            for step in _STEPS:
                before = best.get((one - step[0], other - step[1]))
                if before is None:
                    continue
                gain = _gain(left, right, similarities, near, one, other, step)
                options.append((before[0] + gain, step))
            if options:
                best[one, other] = max(options)
    return _trace(left, right, similarities, near, best, lengths)


def _gain(
    left: Document,
    right: Document,
    similarities: Similarities,
    near: dict[tuple[int, int], float],
    one: int,
    other: int,
    step: tuple[int, int],
) -> float:
    if 0 in step:
        return _UNPAIRED
    if step == (1, 1):
        value = near.get((one - 1, other - 1), 0.0)
        return value if value > 0.1 else -0.2
    lefts, rights = range(one - step[0], one), range(other - step[1], other)
    if min(max(near.get((a, b), 0.0) for b in rights) for a in lefts) < 0.1:
        return -0.2
    if min(max(near.get((a, b), 0.0) for a in lefts) for b in rights) < 0.1:
        return -0.2
    return similarities.joined(left.id, lefts, right.id, rights) + _JOINED


def _trace(
    left: Document,
    right: Document,
    similarities: Similarities,
    near: dict[tuple[int, int], float],
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]],
    lengths: tuple[int, int],
) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    one, other = lengths
    pairs = []
    while (one, other) in best and (one, other) != (0, 0):
        step = best[one, other][1]
        if 0 not in step:
            lefts, rights = tuple(range(one - step[0], one)), tuple(range(other - step[1], other))
            value = (
                near.get((lefts[0], rights[0]), 0.0)
                if step == (1, 1)
                else similarities.joined(left.id, lefts, right.id, rights)
            )
            if value > 0.1:
                pairs.append((lefts, rights, round(value, 3)))
        one, other = one - step[0], other - step[1]
    return pairs[::-1]
