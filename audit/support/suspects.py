"""Which runs of words are probably wrong, by what the siblings write?

Two models, fitted to professional error annotations by tools/fit_support.py: trees that give each word a
probability of lying in an error (gradient boosting, Friedman 2001), and a logistic one that gives a run of
such words the probability that it touches an error. Their weights are in data/suspects.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from statistics import fmean
from typing import Any, NamedTuple

from audit.model import Document, Story
from audit.support.beside import Beside, parallel_witnesses
from audit.support.features import FEATURES, Candidate, Candidates, candidates

# A word is in a run from this probability on; at least one of its words must reach the other.
_LEAST, _LEAST_BEST = 0.42, 0.5
# A run spans at most so many words, and so many words between two of its own.
LONGEST, _BETWEEN = 6, 2
_LARGEST = 0.999
# What is measured of a run: of its probabilities, then these features of its most suspected word.
_OF_BEST = (
    "version support below witnesses",
    "words",
    "sentence length ratio",
    "similarity",
    "said by all and missing",
    "same",
    "neighbour kept",
    "frequency",
    "name",
    "agreed opposite",
    "own count",
)
_BEST = tuple(FEATURES.index(name) for name in _OF_BEST)
RUN_FEATURES = (
    *(
        "greatest",
        "mean",
        "second",
        "candidates",
        "length",
        "sentence mean",
        "sentence share",
        "version mean",
    ),
    *_OF_BEST,
)


class Run(NamedTuple):
    """Words `[first, last]` of a sentence, its RUN_FEATURES, and the place of the most suspected word."""

    sentence: Beside
    first: int
    last: int
    best: int
    features: tuple[float, ...]

    @property
    def start(self) -> int:
        return self.sentence.line.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.sentence.line.tokens[self.last].end


class Suspect(NamedTuple):
    """A run with the probability that it touches an error."""

    run: Run
    probability: float


class Models(NamedTuple):
    """`trees` are nested (feature, threshold, at most, above), their leaves summands of the log odds."""

    bias: float
    trees: tuple[Any, ...]
    run_bias: float
    run_weights: tuple[float, ...]

    def word(self, features: Sequence[float]) -> float:
        total = self.bias
        for tree in self.trees:
            node = tree
            while not isinstance(node, float):
                node = node[2] if features[node[0]] <= node[1] else node[3]
            total += node
        return _probability(total)

    def run(self, features: Sequence[float]) -> float:
        products = (weight * value for weight, value in zip(self.run_weights, features, strict=True))
        return _probability(self.run_bias + math.fsum(products))


@lru_cache(maxsize=1)
def models() -> Models:
    """The fitted models that come with the product."""
    text = files("audit").joinpath("support", "data", "suspects.json").read_text(encoding="utf-8")
    return read(json.loads(text))


def read(fitted: dict[str, Any]) -> Models:
    """Models as tools/fit_support.py writes them: the features by name, so that a changed list is noticed."""
    if tuple(fitted["features"]) != FEATURES or tuple(fitted["run_features"]) != RUN_FEATURES:
        raise ValueError("suspects.json was fitted to other features: run python -m tools.fit_support")
    return Models(
        float(fitted["bias"]),
        tuple(fitted["trees"]),
        float(fitted["run_bias"]),
        tuple(map(float, fitted["run_weights"])),
    )


def suspects(story: Story, version: Document) -> tuple[Suspect, ...]:
    """The runs of suspected words of a version, in reading order."""
    fitted = models()
    judged = tuple(candidates(story, version, parallel_witnesses(story, version)))
    chances = [[fitted.word(one.features) for one in those.words] for those in judged]
    return tuple(Suspect(run, fitted.run(run.features)) for run in runs(judged, chances))


def runs(judged: Sequence[Candidates], chances: Sequence[Sequence[float]]) -> Iterator[Run]:
    """Neighbouring candidates that are probably wrong; words between two of them belong to the run."""
    if not judged:
        return
    content = sum(len(those.sentence.content) for those in judged)
    whole = math.fsum(chance for those in chances for chance in those) / content
    for those, values in zip(judged, chances, strict=True):
        run: list[tuple[Candidate, float]] = []
        for one, chance in zip(those.words, values, strict=True):
            if chance < _LEAST:
                continue
            if run and (one.at - run[-1][0].at > _BETWEEN + 1 or one.at - run[0][0].at >= LONGEST):
                yield from _run(those, values, run, whole)
                run = []
            run.append((one, chance))
        yield from _run(those, values, run, whole)


def _run(
    those: Candidates, values: Sequence[float], run: Sequence[tuple[Candidate, float]], whole: float
) -> Iterator[Run]:
    if not run:
        return
    best, greatest = max(run, key=lambda pair: (pair[1], -pair[0].at))
    if greatest < _LEAST_BEST:
        return
    chances = sorted((chance for _, chance in run), reverse=True)
    content = len(those.sentence.content)
    first, last = run[0][0].at, run[-1][0].at
    features = (
        _log_odds(greatest),
        _log_odds(fmean(chances)),
        _log_odds(chances[1]) if len(chances) > 1 else _log_odds(_LEAST),
        float(len(run)),
        float(last - first + 1),
        math.fsum(values) / content,
        sum(value >= _LEAST_BEST for value in values) / content,
        whole,
        *(best.features[at] for at in _BEST),
    )
    yield Run(those.sentence, first, last, best.at, features)


def _log_odds(chance: float) -> float:
    bounded = max(min(chance, _LARGEST), 1 - _LARGEST)
    return math.log(bounded / (1 - bounded))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(log_odds, 30.0), -30.0)))
