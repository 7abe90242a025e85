"""Which sentences of two translations of one text correspond, in order?"""

from __future__ import annotations

from audit.align.similarity import Similarities
from audit.model import Document

# What a sentence left without partner costs, so that weak pairs are not forced: a pair must be worth more.
_UNPAIRED = -0.06
# Joining two sentences must pay for itself.
_JOINED = -0.05
# Sentences less alike than this are no pair, and to pair them all the same costs so much.
_ALIKE = 0.1
_FORCED = -0.2
_BAND = 10

# For one sentence of the left, by sentence of the right: the best value up to both, the step that led there.
_Row = dict[int, tuple[float, tuple[int, int]]]
_NO_ROW: _Row = {}
_NOTHING: dict[int, float] = {}


def monotone_pairs(
    left: Document, right: Document, similarities: Similarities
) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """The best alignment in order with pairs 1-1, 1-2, 2-1 and sentences left out.

    Dynamic programming in the manner of Gale and Church (1993) with word similarity in place of length,
    inside a band around the diagonal, so that cost grows with the length, not with its square.
    """
    lengths = len(left.sentences), len(right.sentences)
    near = similarities.pairs(left.id, right.id)
    beside: list[dict[int, float]] = [{} for _ in range(lengths[0])]
    for (a, b), value in near.items():
        beside[a][b] = value
    band = _BAND + abs(lengths[0] - lengths[1])
    best: list[_Row] = []
    for one in range(lengths[0] + 1):
        middle = one * lengths[1] // max(lengths[0], 1)
        row: _Row = {} if one else {0: (0.0, (0, 0))}
        best.append(row)
        before = best[one - 1] if one else _NO_ROW
        here = beside[one - 1] if one else _NOTHING
        for other in range(max(middle - band, 0), min(middle + band, lengths[1]) + 1):
            options: list[tuple[float, tuple[int, int]]] = []
            if reached := before.get(other - 1):
                value = here.get(other - 1, 0.0)
                options.append((reached[0] + (value if value > _ALIKE else _FORCED), (1, 1)))
            if reached := before.get(other - 2):
                gain = _FORCED
                if here.get(other - 1, 0.0) >= _ALIKE and here.get(other - 2, 0.0) >= _ALIKE:
                    pair = (other - 2, other - 1)
                    gain = similarities.joined(left.id, (one - 1,), right.id, pair) + _JOINED
                options.append((reached[0] + gain, (1, 2)))
            if one > 1 and (reached := best[one - 2].get(other - 1)):
                gain = _FORCED
                if here.get(other - 1, 0.0) >= _ALIKE and beside[one - 2].get(other - 1, 0.0) >= _ALIKE:
                    pair = (one - 2, one - 1)
                    gain = similarities.joined(left.id, pair, right.id, (other - 1,)) + _JOINED
                options.append((reached[0] + gain, (2, 1)))
            if reached := before.get(other):
                options.append((reached[0] + _UNPAIRED, (1, 0)))
            if reached := row.get(other - 1):
                options.append((reached[0] + _UNPAIRED, (0, 1)))
            if options:
                row[other] = max(options)
    return _trace(left, right, similarities, near, best, lengths)


def _trace(
    left: Document,
    right: Document,
    similarities: Similarities,
    near: dict[tuple[int, int], float],
    best: list[_Row],
    lengths: tuple[int, int],
) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    one, other = lengths
    pairs = []
    while other in best[one] and (one, other) != (0, 0):
        step = best[one][other][1]
        if 0 not in step:
            lefts, rights = tuple(range(one - step[0], one)), tuple(range(other - step[1], other))
            value = (
                near.get((lefts[0], rights[0]), 0.0)
                if step == (1, 1)
                else similarities.joined(left.id, lefts, right.id, rights)
            )
            if value > _ALIKE:
                pairs.append((lefts, rights, round(value, 3)))
        one, other = one - step[0], other - step[1]
    return pairs[::-1]
