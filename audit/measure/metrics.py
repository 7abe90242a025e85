"""What is a passage worth by the metrics people know, beside the one it is compared with?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sacrebleu.metrics.bleu import BLEU

from audit.model import Document
from audit.score.agreement import Ter, bleu_overlaps, bleu_score
from audit.score.overlap import Pair, chrf_overlaps
from audit.score.overlap import chrf as chrf_score


class MetricPassages(NamedTuple):
    """Passages of an annotated version, `(start, end)` each; none where nothing was found."""

    document: Document
    places: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The passages on one line."""
        return " ".join(" ".join(self.document.text[start:end].split()) for start, end in self.places)


# What the first passage of each pair is worth in the light of the second; more is better.
Metric = Callable[[Sequence[Pair]], list[float]]


def chrf(pairs: Sequence[Pair]) -> list[float]:
    """Sacrebleu's sentence chrF (Popović 2015)."""
    overlaps = chrf_overlaps(pairs)
    return [chrf_score(overlaps[pair]) for pair in pairs]


def bleu(pairs: Sequence[Pair]) -> list[float]:
    """Sacrebleu's sentence BLEU, with the effective order that short sentences need."""
    metric = BLEU(effective_order=True)
    overlaps = bleu_overlaps(metric, pairs)
    return [bleu_score(metric, overlaps[pair]) for pair in pairs]


def ter(pairs: Sequence[Pair]) -> list[float]:
    """Sacrebleu's sentence TER turned round, so that more is better."""
    metric = Ter()
    return [-float(metric.sentence_score(said, [other]).score) for said, other in pairs]


METRICS: Mapping[str, Metric] = {"chrF": chrf, "BLEU": bleu, "TER": ter}
# TER between all versions costs more than all the rest together, and tells less.
BETWEEN_SIBLINGS = ("chrF", "BLEU")
AGAINST_REFERENCE = ("BLEU", "chrF", "TER")
