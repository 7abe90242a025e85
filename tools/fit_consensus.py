"""Which weights order translations as professionals do? Fits audit/score/data/consensus.json.

Usage: python -m tools.fit_consensus FAMILY.jsonl.gz... (family files with segment scores, docs/measuring.md).
A logistic model by Newton's method with an L2 penalty on differences of features between two rated systems of
one segment, labels: the one with the lower MQM penalty. Each set counts the same. Prints within-segment pair
accuracy and AUROC of MQM >= 5 by five-fold cross-validation over documents, with given alignment, for all
other rated systems as siblings and for three at random; and what each feature carries.
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

from audit.score.consensus import FEATURES, Said, chrf, features

OUT = Path(__file__).parent.parent / "audit" / "score" / "data" / "consensus.json"
FOLDS, PENALTY, FEW, BAD = 5, 20.0, 3, 5.0
ALL = 0
# Pairs of a set weigh together as so many, so that the larger sets do not speak for all.
PAIRS = 10_000.0
Array = Any


class Cell(NamedTuple):
    """One system's sentence: where it stands, its penalty, chrF to the reference, FEATURES by siblings."""

    set: str
    document: str
    segment: int
    penalty: float
    reference: float
    values: Mapping[int, tuple[float, ...]]


def read(path: str) -> list[Cell]:
    """The rated systems of every segment of a file; the references are no systems."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            found += list(_cells(json.loads(line)))
    return found


def _cells(family: Mapping[str, Any]) -> Iterator[Cell]:
    systems = sorted(name for name, those in family["mqm"].items() if those and name not in family["refs"])
    drawn = {
        name: random.Random(f"{family['set']} {family['doc_id']} {name}").sample(
            [other for other in systems if other != name], FEW
        )
        for name in systems
    }
    reference = family["refs"][min(family["refs"])]
    for segment, wanted in enumerate(reference):
        said = {name: Said(family["systems"][name][segment]) for name in systems}
        right = Said(wanted)
        for name in systems:
            penalty = family["mqm"][name][segment]
            if penalty is None:
                continue
            values = {
                ALL: features(said[name], [said[other] for other in systems if other != name]),
                FEW: features(said[name], [said[other] for other in drawn[name]]),
            }
            beside = chrf(said[name], right)[0]
            yield Cell(family["set"], family["doc_id"], segment, penalty, beside, values)


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
        self.raw = {few: np.array([cell.values[few] for cell in cells]) for few in (ALL, FEW)}
        both = np.concatenate(list(self.raw.values()))
        self.mean, self.deviation = both.mean(0), both.std(0)
        self.deviation[self.deviation < 1e-9] = 1
        self.reference = np.array([cell.reference for cell in cells])

    def fit(self, keep: Array, columns: Sequence[int]) -> Array:
        """Weights by the pairs in `keep`, with all siblings and with few alike."""
        scaled = [(self.raw[few] - self.mean)[:, columns] / self.deviation[columns] for few in (ALL, FEW)]
        differences = [values[self.better[keep]] - values[self.worse[keep]] for values in scaled]
        importance = self.importance[keep] / 2
        return weigh(np.concatenate(differences), np.concatenate([importance, importance]))

    def crossed(self, columns: Sequence[int]) -> dict[int, Array]:
        """Scores of every cell by a model that has not seen its document."""
        scores = {few: np.zeros(len(self.set)) for few in (ALL, FEW)}
        for fold in range(FOLDS):
            weights = self.fit(self.fold[self.better] != fold, columns)
            own = self.fold == fold
            for few, values in self.raw.items():
                scores[few][own] = ((values - self.mean) / self.deviation)[own][:, columns] @ weights
        return scores

    def told(self, label: str, score: Array) -> None:
        """One line: pair accuracy and AUROC by set."""
        pairs_of, cells_of = self.set[self.better], self.set
        right = [
            accuracy(score, self.better[pairs_of == at], self.worse[pairs_of == at])
            for at in range(len(self.sets))
        ]
        found = [auroc(score[cells_of == at], self.bad[cells_of == at]) for at in range(len(self.sets))]
        print(f"{label:42}", *(f"{value:.3f}" for value in right), "|", *(f"{value:.3f}" for value in found))


def main(paths: list[str]) -> None:
    begin = time.process_time()
    with ProcessPoolExecutor(min(len(paths), os.cpu_count() or 1)) as pool:
        cells = [cell for those in pool.map(read, paths) for cell in those]
    data = Data(cells)
    everything = list(range(len(FEATURES)))
    print(f"{len(cells)} sentences, {len(data.better)} pairs, {data.documents} documents:", *data.sets)
    print(f"{'within-segment pair accuracy | AUROC':42}")
    data.told("chrF to the reference", data.reference)
    crossed = data.crossed(everything)
    for few, label in ((ALL, "all siblings"), (FEW, f"{FEW} siblings")):
        data.told(f"{label}: mean chrF (plain)", data.raw[few][:, 0])
        data.told(f"{label}: highest chrF", data.raw[few][:, FEATURES.index("highest chrF")])
        data.told(f"{label}: consensus, cross-validated", crossed[few])
    weights = data.fit(np.ones(len(data.better), bool), everything) / data.deviation
    fitted = {
        "about": "A logistic model of which of two translations is better (audit/score/consensus.py).",
        "command": f"python -m tools.fit_consensus {' '.join(Path(path).name for path in paths)}",
        "training": f"{len(data.better)} pairs of {len(cells)} sentences in {data.documents} documents of "
        + ", ".join(data.sets),
        "annotations": "google/wmt-mqm-human-evaluation, licence Apache-2.0",
        "features": [
            {"name": name, "mean": round(float(mean), 6), "weight": round(float(weight), 6)}
            for name, mean, weight in zip(FEATURES, data.mean, weights, strict=True)
        ],
    }
    OUT.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    print(OUT, f"{time.process_time() - begin:.0f} s", flush=True)
    for at, name in enumerate(FEATURES):
        weights = data.fit(np.ones(len(data.better), bool), [at])
        data.told(f"  {name} alone", data.raw[ALL][:, at] * np.sign(weights[0]))
    for at, name in enumerate(FEATURES):
        data.told(f"  without {name}", data.crossed([one for one in everything if one != at])[ALL])


if __name__ == "__main__":
    main(sys.argv[1:])
