"""Which weights tell a wrong word by what siblings write? Fits rules/siblings/unsupported-words.tsv.

Usage: python -m tools.fit_support FAMILY.jsonl.gz... (family files with error spans, docs/measuring.md).
A logistic model by Newton's method with an L2 penalty, labels: the word overlaps a minor or major span of any
rater. Prints span precision and the share of major spans found by five-fold cross-validation over documents.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from audit.evidence import parallel_passages
from audit.model import Document, Source, Story
from audit.run import prepare
from audit.support import FEATURES, supported

OUT = Path(__file__).parent.parent / "rules" / "siblings" / "unsupported-words.tsv"
SEED, FOLDS, PENALTY, TARGETS = 0, 5, 1.0, 4
SIBLINGS = (2, 3, 3, 5)
Array = Any


def samples(paths: list[str]) -> Iterator[tuple[int, bool, tuple[float, ...]]]:
    """(document, in an error span, features) of each word of `TARGETS` systems a document."""
    dice = random.Random(SEED)
    number = 0
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                family = json.loads(line)
                number += 1
                for found in _words(family, dice):
                    yield (number, *found)


def _words(family: dict[str, Any], dice: random.Random) -> Iterator[tuple[bool, tuple[float, ...]]]:
    rated = [name for name in sorted(family["systems"]) if family["spans"].get(name)]
    for turn, target in enumerate(dice.sample(rated, min(TARGETS, len(rated)))):
        others = [name for name in sorted(family["systems"]) if name != target]
        names = [target, *dice.sample(others, min(SIBLINGS[turn], len(others)))]
        documents = [
            Document(name, _article(family["systems"][name]), Source(name), lang="en") for name in names
        ]
        story = prepare(Story("fit", tuple(documents)))
        version = story.versions[0]
        errors = list(_errors(family["systems"][target], family["spans"][target]))
        for sentence in range(len(version.sentences)):
            aligned = parallel_passages(story, version, sentence)
            if len(aligned) < 2:
                continue
            for one in supported(story, version, sentence, aligned):
                wrong = any(one.token.start < end and start < one.token.end for start, end in errors)
                yield wrong, one.features


def _article(segments: list[str]) -> str:
    return "\n".join(segment.replace("\n", " ") for segment in segments)


def _errors(segments: list[str], spans: list[list[dict[str, Any]] | None]) -> Iterator[tuple[int, int]]:
    begin = 0
    for segment, marked in zip(segments, spans, strict=True):
        for span in marked or []:
            if span["start"] is not None and span["severity"].lower() in ("minor", "major", "critical"):
                yield begin + span["start"], begin + span["end"]
        begin += len(segment) + 1


def weigh(values: Array, labels: Array) -> Array:
    """Weights of a logistic model, the bias last; `values` are standardised, ones in the last column."""
    weights = np.zeros(values.shape[1])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-np.clip(values @ weights, -30, 30)))
        slope = values.T @ (guess - labels) + PENALTY * weights
        curve = (values * (guess * (1 - guess))[:, None]).T @ values + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main(paths: list[str]) -> None:
    documents, labels, rows = (list(column) for column in zip(*samples(paths), strict=True))
    folds, wrong, raw = np.array(documents) % FOLDS, np.array(labels, float), np.array(rows, float)
    mean, deviation = raw.mean(0), raw.std(0)
    deviation[deviation < 1e-9] = 1
    values = np.concatenate([(raw - mean) / deviation, np.ones((len(raw), 1))], axis=1)
    guess = np.zeros(len(wrong))
    for fold in range(FOLDS):
        weights = weigh(values[folds != fold], wrong[folds != fold])
        guess[folds == fold] = 1 / (1 + np.exp(-(values[folds == fold] @ weights)))
    for least in (0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        marked = guess >= least
        share = wrong[marked].sum() / wrong.sum()
        print(f"p >= {least}: {marked.sum()} words, wrong {wrong[marked].mean():.3f}, found {share:.3f}")
    weights = weigh(values, wrong)
    lines = [
        "# A logistic model of a wrong word by what the siblings write (audit/support.py).",
        f"# Fitted by python -m tools.fit_support {' '.join(Path(path).name for path in paths)}",
        f"# to {len(wrong)} words of {len(set(documents))} documents.",
        "# Annotations: google/wmt-mqm-human-evaluation, Apache-2.0.",
        "feature\tmean\tdeviation\tweight",
    ]
    for name, *numbers in sorted(zip(FEATURES, mean, deviation, weights, strict=False)):
        lines.append("\t".join((name, *(f"{number:.5f}" for number in numbers))))
    lines.append(f"bias\t0\t1\t{weights[-1]:.5f}")
    OUT.write_text("\n".join([*lines[:5], *sorted(lines[5:])]) + "\n", encoding="utf-8")
    print(OUT, len(wrong))


if __name__ == "__main__":
    main(sys.argv[1:])
