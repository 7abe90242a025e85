"""Which of two translations of a sentence do professionals fault less, by what its siblings show?

A logistic model of the FEATURES, and of how they count in short sentences and in long ones; its weights are
in data/consensus.json, written by tools/fit_consensus.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from statistics import median
from typing import NamedTuple

from audit.score.features import FEATURES, Said, features
from audit.score.plain import overlaps
from audit.score.utility import Unit

# Characters of a usual sentence, without spaces. What an unsupported word weighs depends on the length.
_USUAL = 130
# In natural logarithms: beyond that the data are few.
_FARTHEST = 1.0


class Model(NamedTuple):
    """Weights of the FEATURES, and what is added to each for a sentence e times as long as usual; `means`
    are those of the training data, which get 50 of 100."""

    weights: tuple[float, ...]
    by_length: tuple[float, ...]
    means: tuple[float, ...]
    digest: str

    def worth(self, values: Sequence[float], length: float) -> float:
        """The chance, in percent, that a sentence is better than the average one of the training data."""
        total = math.fsum(
            (weight + length * more) * (value - mean)
            for weight, more, mean, value in zip(
                self.weights, self.by_length, self.means, values, strict=True
            )
        )
        return 100 / (1 + math.exp(max(min(-total, 30.0), -30.0)))


@lru_cache(maxsize=2)
def load(name: str, features: tuple[str, ...]) -> Model:
    """The model of data/`name` with its weights in the order of `features`, and a digest of what it holds."""
    text = files("audit.score").joinpath("data", name).read_text(encoding="utf-8")
    found = {one["name"]: one for one in json.loads(text)["features"]}
    weights, by_length, means = (
        tuple(float(found[feature][key]) for feature in features) for key in ("weight", "by_length", "mean")
    )
    return Model(weights, by_length, means, blake2b(text.encode(), digest_size=6).hexdigest())


class Fitted:
    """The model of data/consensus.json. Its words and weights are English."""

    langs: frozenset[str] = frozenset({"en"})

    def __init__(self) -> None:
        self._model = load("consensus.json", FEATURES)
        names = blake2b("|".join(FEATURES).encode(), digest_size=6).hexdigest()
        self.signature = f"utility:consensus|features:{names}|weights:{self._model.digest}"

    def __call__(self, units: Sequence[Unit]) -> list[float]:
        return [self._model.worth(values, length) for values, length in measured(units)]


class Measured(NamedTuple):
    """The FEATURES of a unit and its length, as `length` says it."""

    values: tuple[float, ...]
    length: float


def measured(units: Sequence[Unit]) -> list[Measured]:
    """What the model knows of each unit; each passage is taken apart once."""
    counted = overlaps(units)
    known = {text: Said(text) for unit in units for text in (unit.said, *unit.siblings)}
    found = []
    for unit in units:
        said, siblings = known[unit.said], [known[text] for text in unit.siblings]
        found.append(Measured(features(said, siblings, counted), length(said, siblings)))
    return found


def length(said: Said, siblings: Sequence[Said]) -> float:
    """How long a sentence is, all versions taken together: 0 for a usual one, 1 for one e times as long."""
    size = median(one.size for one in (said, *siblings))
    return max(min(math.log((size + 1) / _USUAL), _FARTHEST), -_FARTHEST)
