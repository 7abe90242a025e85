"""Which weights order translations as professionals do? Fits the consensus and its like with vectors.

Usage: python -m tools.fit_consensus FAMILY.jsonl.gz... (family files with segment scores, docs/measuring.md).
A logistic model by Newton's method with an L2 penalty on differences of features between two rated systems of
one segment, labels: the one with the lower MQM penalty. Each set counts the same. Prints within-segment pair
accuracy and AUROC of MQM >= 5 by five-fold cross-validation over documents, with given alignment, for all
other rated systems as siblings and for three at random; trained on the other sets alone; and what each
feature and each group of them carries. The model with vectors is fitted where the extra `vectors` is there.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from audit.score.features import FEATURES
from audit.score.fitted import Measured, measured
from audit.score.plain import Chrf
from audit.score.utility import Unit, UtilityError
from audit.score.vectors import VECTOR_FEATURES, Encoder

DATA = Path(__file__).parent.parent / "audit" / "score" / "data"
FOLDS, PENALTY, FEW, BAD = 5, 20.0, 3, 5.0
ALL = 0
# Pairs of a set weigh together as so many, so that the larger sets do not speak for all.
PAIRS = 10_000.0
GROUPS = {
    "chrF": FEATURES[:4],
    "support of words": FEATURES[4:9],
    "words missed": FEATURES[9:12],
    "function words": FEATURES[12:14],
    "runs of words": FEATURES[14:20],
    "names and numbers": FEATURES[20:24],
    "length": FEATURES[24:26],
    "repetition": FEATURES[26:28],
    "outward form": FEATURES[28:33],
}
Array = Any


class Cell(NamedTuple):
    """One system's sentence: where it stands, its penalty, chrF to the reference, what siblings say."""

    set: str
    document: str
    segment: int
    penalty: float
    reference: float
    found: Mapping[int, Measured]


def read(path: str) -> list[Cell]:
    """The rated systems of every segment of a file; the references are no systems."""
    encoder = _encoder()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [cell for line in lines for cell in _cells(json.loads(line), encoder)]


def _encoder() -> Encoder | None:
    try:
        return Encoder()
    except UtilityError as missing:
        print(missing, file=sys.stderr)
        return None


def _cells(family: Mapping[str, Any], encoder: Encoder | None) -> Iterator[Cell]:
    systems = sorted(name for name, those in family["mqm"].items() if those and name not in family["refs"])
    drawn = {
        name: random.Random(f"{family['set']} {family['doc_id']} {name}").sample(
            [other for other in systems if other != name], FEW
        )
        for name in systems
    }
    reference = family["refs"][min(family["refs"])]
    places, units, beside = [], [], []
    for segment, wanted in enumerate(reference):
        for name in systems:
            penalty = family["mqm"][name][segment]
            if penalty is None:
                continue
            said = family["systems"][name][segment]
            places.append((segment, penalty))
            beside.append(Unit(said, (wanted,)))
            for few in (ALL, FEW):
                others = [other for other in systems if other != name] if few == ALL else drawn[name]
                units.append(Unit(said, tuple(family["systems"][other][segment] for other in others)))
    found = measured(units)
    if encoder:
        found = [
            Measured((*one.values, *more), one.length)
            for one, more in zip(found, encoder.features(units), strict=True)
        ]
    for at, ((segment, penalty), chrf) in enumerate(zip(places, Chrf()(beside), strict=True)):
        yield Cell(
            family["set"],
            family["doc_id"],
            segment,
            penalty,
            chrf,
            {ALL: found[2 * at], FEW: found[2 * at + 1]},
        )


def weigh(differences: Array, importance: Array) -> Array:
    """Weights of a logistic model without bias under which every difference should be positive."""
    weights = np.zeros(differences.shape[1])
    for _ in range(50):
        wrong = 1 / (1 + np.exp(np.clip(differences @ weights, -30, 30)))
        slope = differences.T @ (importance * wrong) - PENALTY * weights
        curve = (differences * (importance * wrong * (1 - wrong))[:, None]).T @ differences
        step = np.linalg.solve(curve + PENALTY * np.eye(len(weights)), slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def pairs(cells: Sequence[Cell]) -> tuple[Array, Array]:
    """The better and the worse of every two systems of a segment that differ in MQM."""
    segments = defaultdict(list)
    for at, cell in enumerate(cells):
        segments[cell.set, cell.document, cell.segment].append(at)
    found = [
        (one, other) if cells[one].penalty < cells[other].penalty else (other, one)
        for those in segments.values()
        for one, other in combinations(those, 2)
        if cells[one].penalty != cells[other].penalty
    ]
    better, worse = np.array(found).T
    return better, worse


def accuracy(score: Array, better: Array, worse: Array) -> float:
    """The share of pairs that a score orders rightly, ties half."""
    difference = score[better] - score[worse]
    return float(((difference > 0) + 0.5 * (difference == 0)).mean())


def auroc(score: Array, bad: Array) -> float:
    """The chance that a bad sentence scores below one that is not, ties half."""
    _, inverse, counts = np.unique(-score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    number = int(bad.sum())
    return float((rank[bad].sum() - number * (number + 1) / 2) / number / (len(score) - number))


class Data:
    """Cells in columns, with the pairs to learn from."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.sets = tuple(dict.fromkeys(cell.set for cell in cells))
        self.set = np.array([self.sets.index(cell.set) for cell in cells])
        numbers: dict[tuple[str, str], int] = {}
        places = [numbers.setdefault((cell.set, cell.document), len(numbers)) for cell in cells]
        shuffled = random.Random("folds").sample(range(len(numbers)), len(numbers))
        self.fold = np.array([shuffled[place] % FOLDS for place in places])
        self.documents = len(numbers)
        self.bad = np.array([cell.penalty >= BAD for cell in cells])
        self.better, self.worse = pairs(cells)
        counted = np.bincount(self.set[self.better])
        self.importance = (PAIRS / counted)[self.set[self.better]]
        self.raw = {few: np.array([cell.found[few].values for cell in cells]) for few in (ALL, FEW)}
        both = np.concatenate(list(self.raw.values()))
        self.mean, self.deviation = both.mean(0), both.std(0)
        self.deviation[self.deviation < 1e-9] = 1
        # Each feature, and each times the length of the sentence.
        self.scaled = {}
        for few, values in self.raw.items():
            length = np.array([cell.found[few].length for cell in cells])
            plain = (values - self.mean) / self.deviation
            self.scaled[few] = np.stack([plain, plain * length[:, None]], axis=2)
        self.reference = np.array([cell.reference for cell in cells])
        self.every = np.ones(len(self.better), bool)

    def fit(self, keep: Array, columns: Sequence[int]) -> Array:
        """Weights by the pairs in `keep`, with all siblings and with few alike: `[column, by length]`."""
        differences = []
        for scaled in self.scaled.values():
            chosen = scaled[:, columns].reshape(len(scaled), -1)
            differences.append(chosen[self.better[keep]] - chosen[self.worse[keep]])
        importance = self.importance[keep] / 2
        weights = weigh(np.concatenate(differences), np.concatenate([importance, importance]))
        return weights.reshape(-1, 2)

    def crossed(self, columns: Sequence[int], parts: Array) -> dict[int, Array]:
        """Scores of every cell by a model that has not seen its part."""
        scores = {few: np.zeros(len(self.set)) for few in (ALL, FEW)}
        for part in range(parts.max() + 1):
            weights = self.fit(parts[self.better] != part, columns)
            own = parts == part
            for few, scaled in self.scaled.items():
                scores[few][own] = (scaled[own][:, columns] * weights).sum((1, 2))
        return scores

    def told(self, label: str, score: Array) -> None:
        """One line: pair accuracy and AUROC by set."""
        pairs_of, cells_of = self.set[self.better], self.set
        right = [
            accuracy(score, self.better[pairs_of == at], self.worse[pairs_of == at])
            for at in range(len(self.sets))
        ]
        found = [auroc(score[cells_of == at], self.bad[cells_of == at]) for at in range(len(self.sets))]
        print(
            f"{label:46}",
            *(f"{value:.3f}" for value in right),
            "|",
            *(f"{value:.3f}" for value in found),
            flush=True,
        )

    def write(self, name: str, names: Sequence[str], about: str, command: str) -> None:
        """The model of the features `names`, fitted to everything."""
        columns = list(range(len(names)))
        weights = self.fit(self.every, columns) / self.deviation[columns, None]
        fitted = {
            "about": about,
            "command": command,
            "training": f"{len(self.better)} pairs of {len(self.set)} sentences in"
            f" {self.documents} documents of {', '.join(self.sets)}",
            "annotations": "google/wmt-mqm-human-evaluation, licence Apache-2.0",
            "features": [
                {
                    "name": feature,
                    "mean": round(float(mean), 6),
                    "weight": round(float(weight), 6),
                    "by_length": round(float(by_length), 6),
                }
                for feature, mean, (weight, by_length) in zip(names, self.mean, weights, strict=False)
            ],
        }
        (DATA / name).write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


def main(paths: list[str]) -> None:
    begin = time.process_time()
    with ProcessPoolExecutor(min(len(paths), os.cpu_count() or 1)) as pool:
        data = Data([cell for those in pool.map(read, paths) for cell in those])
    names = (*FEATURES, *VECTOR_FEATURES)[: data.raw[ALL].shape[1]]
    core, everything = list(range(len(FEATURES))), list(range(len(names)))
    print(f"{len(data.set)} sentences, {len(data.better)} pairs, {data.documents} documents:", *data.sets)
    print(f"{'within-segment pair accuracy | AUROC':46}")
    command = f"python -m tools.fit_consensus {' '.join(Path(path).name for path in paths)}"
    about = "A logistic model of which of two translations is better (audit/score/{}.py)."
    data.write("consensus.json", FEATURES, about.format("fitted"), command)
    if len(everything) > len(core):
        data.write("vectors.json", names, about.format("vectors"), command)
    data.told("chrF to the reference", data.reference)
    for few, label in ((ALL, "all siblings"), (FEW, f"{FEW} siblings")):
        data.told(f"{label}: mean chrF (plain)", data.raw[few][:, 0])
    for columns, label in ((core, "consensus"), (everything, "vectors"))[: 1 + (everything != core)]:
        for parts, how in ((data.fold, "cross-validated"), (data.set, "trained on the other sets")):
            for few, scores in data.crossed(columns, parts).items():
                data.told(f"{few or 'all'} siblings: {label}, {how}", scores)
    for at, name in enumerate(names):
        sign = np.sign(data.fit(data.every, [at])[0, 0])
        data.told(f"  {name} alone", data.raw[ALL][:, at] * sign)
    for group, those in GROUPS.items():
        left = [at for at in core if names[at] not in those]
        data.told(f"  consensus without {group}", data.crossed(left, data.fold)[ALL])
    print(f"{time.process_time() - begin:.0f} s of this process")


if __name__ == "__main__":
    main(sys.argv[1:])
