"""Which words has no other translation of the text?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.evidence import parallel_passages
from audit.language.tables import words
from audit.model import Document, Hit, Needs, Story, Token
from audit.support import FEATURES, Supported, apartness, supported
from audit.text import remembered

Table = tuple[Mapping[str, str], ...]
_LONGEST = 6
# Of human translations beside three machines' 85% are further apart, of machines' 15% (newstest2020).
_APART = 0.04

NEEDS = Needs(siblings=True)


def detect(
    story: Story, version: Document, *, table: Table, least: float, apart: float, witnesses: int = 2
) -> Iterator[Hit]:
    """Runs of words that are wrong with a probability of at least `least`, judged by what `witnesses` or more
    parallel versions write in the aligned place. In a version that goes its own way throughout
    (audit.support.apartness) the probability must be at least `apart`: it may be a person's work.

    `table` is a logistic model over audit.support.FEATURES (columns feature, mean, deviation, weight), fitted
    to professional error annotations by tools/fit_support.py.
    """
    threshold = apart if apartness(story, version) > _APART else least
    model = _model(table)
    for number in range(len(version.sentences)):
        aligned = parallel_passages(story, version, number)
        if len(aligned) < witnesses:
            continue
        for run in _runs(list(supported(story, version, number, aligned)), model, threshold):
            yield Hit(
                version.span(run[0].start, run[-1].end),
                evidence=tuple(passage.span for passage in aligned),
                slots={"share": "none" if len(aligned) > 1 else "not one"},
                signals=len(aligned),
                asked=len(aligned),
            )


class _Model(NamedTuple):
    bias: float
    weights: tuple[float, ...]

    def probability(self, features: Sequence[float]) -> float:
        total = self.bias + sum(weight * value for weight, value in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


@remembered
def _model(table: Table) -> _Model:
    rows = {row["feature"]: row for row in table}
    weights = tuple(float(rows[name]["weight"]) / float(rows[name]["deviation"]) for name in FEATURES)
    means = (float(rows[name]["mean"]) for name in FEATURES)
    shift = sum(weight * mean for weight, mean in zip(weights, means, strict=True))
    return _Model(float(rows["bias"]["weight"]) - shift, weights)


def _runs(judged: Sequence[Supported], model: _Model, least: float) -> Iterator[list[Token]]:
    """Neighbouring words over the threshold, without small words at their ends."""
    run: list[Token] = []
    for one in judged:
        if model.probability(one.features) >= least and len(run) < _LONGEST:
            run.append(one.token)
            continue
        yield from _trimmed(run)
        run = []
    yield from _trimmed(run)


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    content = [at for at, token in enumerate(run) if token.lower not in words("function_words.txt")]
    if content:
        yield run[content[0] : content[-1] + 1]
