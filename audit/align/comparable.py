"""Which sentences of two independent accounts say the same?"""

from __future__ import annotations

from audit.align.similarity import Similarities
from audit.model import Document

# Cosine from which two sentences are taken for the same statement; tuned on the seeds and on references of
# newstest2020 read as independent accounts (docs/measurements.md).
_SAME_STATEMENT = 0.3
_SAME_ACROSS_LANGUAGES = 0.6
_REACH_ACROSS_LANGUAGES = 0.25


def best_pairs(
    left: Document, right: Document, similarities: Similarities, *, same_language: bool
) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """The pairs of sentences that are each other's best match, in any order, in reading order of `left`."""
    found = similarities.pairs(left.id, right.id)
    if not same_language:
        found = {pair: value for pair, value in found.items() if _near(left, right, pair)}
    best_left: dict[int, tuple[float, int]] = {}
    best_right: dict[int, tuple[float, int]] = {}
    for (one, other), value in found.items():
        best_left[one] = max(best_left.get(one, (0.0, 0)), (value, -other))
        best_right[other] = max(best_right.get(other, (0.0, 0)), (value, -one))
    threshold = _SAME_STATEMENT if same_language else _SAME_ACROSS_LANGUAGES
    return [
        ((one,), (-other,), round(value, 3))
        for one, (value, other) in sorted(best_left.items())
        if value >= threshold and best_right[-other][1] == -one
    ]


def _near(left: Document, right: Document, pair: tuple[int, int]) -> bool:
    """Across languages a few shared names prove little; the same place in the text must speak for it too."""
    places = (pair[0] / max(len(left.sentences), 1), pair[1] / max(len(right.sentences), 1))
    return abs(places[0] - places[1]) <= _REACH_ACROSS_LANGUAGES
