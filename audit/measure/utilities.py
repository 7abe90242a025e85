"""How much of what one version says does another say too?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sacrebleu.metrics.bleu import BLEU

from audit.model import Document
from audit.score.agreement import Chrf, Ter


class Said(NamedTuple):
    """Passages of an annotated version, `(start, end)` each; none where nothing was found."""

    document: Document
    places: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The passages on one line."""
        return " ".join(" ".join(self.document.text[start:end].split()) for start, end in self.places)


# What a passage of the judged version is worth in the light of another version's; more is better.
Utility = Callable[[Said, Said], float]


def chrf() -> Utility:
    """Sacrebleu's sentence chrF (Popović 2015)."""
    metric = Chrf(word_order=0)
    return lambda said, other: float(metric.sentence_score(said.text, [other.text]).score)


def bleu() -> Utility:
    """Sacrebleu's sentence BLEU, with the effective order that short sentences need."""
    metric = BLEU(effective_order=True)
    return lambda said, other: float(metric.sentence_score(said.text, [other.text]).score)


def ter() -> Utility:
    """Sacrebleu's sentence TER turned round, so that more is better."""
    metric = Ter()
    return lambda said, other: -float(metric.sentence_score(said.text, [other.text]).score)


# Made anew for each document, so that what a utility remembers goes with it. One line adds another.
UTILITIES: Mapping[str, Callable[[], Utility]] = {"chrF": chrf, "BLEU": bleu, "TER": ter}
# TER between all versions costs more than all the rest together, and tells less.
BETWEEN_SIBLINGS = ("chrF", "BLEU")
AGAINST_REFERENCE = ("BLEU", "chrF", "TER")
