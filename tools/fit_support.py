"""Which words are wrong by what the siblings write? Fits audit/support/data/suspects.json.

Usage: python -m tools.fit_support [--transfer SET] FAMILY.jsonl.gz... (family files with error spans,
docs/measuring.md; needs `pip install '.[fit]'`). Words: gradient boosted trees, label: a minor or major span
of any rater overlaps the word. Runs of words: a logistic model, label: a span overlaps the run; fitted to
runs of words judged by trees that had not seen their document. Sets count by the square root of their size;
a set's own base rate is its trees' starting point, since one rater marks less than three. Human translations
count, at a third, so that what only a person writes is not taken for an error.

Prints, by cross-validation over documents (or, with --transfer, on a set left out whole), for three
siblings drawn as `audit measure` draws them: findings confirmed, share of major spans covered, findings per
1,000 words of machines and of people.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from audit.measure.families import Family, Mark, draw
from audit.measure.read import read
from audit.measure.stories import Versions
from audit.support.beside import parallel_witnesses
from audit.support.features import FEATURES, Candidates, candidates
from audit.support.suspects import RUN_FEATURES, Models, runs
from audit.support.suspects import read as models_of

OUT = Path(__file__).parent.parent / "audit" / "support" / "data" / "suspects.json"
FOLDS, SEED = 4, 1
# Numbers of siblings for which versions are judged in turn, two a version; the last is judged for the tables.
SIBLINGS = (3, 1, 3, 2, 5, 3, 2, 8)
SHOWN = 3
TREES, LEAVES, RATE = 120, 15, 0.08
PEOPLE = 0.3
PENALTY = 20.0
THRESHOLDS = (0.6, 0.65, 0.7, 0.74, 0.78, 0.82, 0.86)
Array = Any


class Judged(NamedTuple):
    """A version beside so many siblings: its candidates with a label each, and what raters marked."""

    set: str
    document: int
    human: bool
    shown: bool
    words: int
    marks: tuple[Mark, ...]
    candidates: tuple[Candidates, ...]
    labels: tuple[tuple[bool, ...], ...]


def judged(paths: Iterable[str]) -> Iterator[Judged]:
    for path in paths:
        turn = 0
        families = [datum for datum in read([Path(path)]) if isinstance(datum, Family) and datum.marks]
        for number, family in enumerate(families):
            versions = Versions(family)
            marked = {**family.marks, **family.human_marks}
            for name in sorted(marked):
                human = name in family.references
                if human and not marked[name]:
                    continue  # nobody read it
                for seed, siblings in ((SEED, SIBLINGS[turn % len(SIBLINGS)]), (0, SHOWN)):
                    beside = draw(family, name, seed, references=False)[:siblings]
                    yield _judged(versions, name, beside, number, marked[name], shown=seed == 0)
                turn += 1
        print(path, turn, flush=True)


def _judged(
    versions: Versions,
    name: str,
    beside: Sequence[str],
    number: int,
    marks: tuple[Mark, ...],
    *,
    shown: bool,
) -> Judged:
    story = versions.story(name, beside)
    version = story.version(name)
    found = tuple(candidates(story, version, parallel_witnesses(story, version)))
    labels = tuple(
        tuple(_marked(marks, one.token.start, one.token.end) for one in those.words) for those in found
    )
    human = name in versions.family.references
    return Judged(versions.family.set, number, human, shown, len(version.tokens), marks, found, labels)


def _marked(marks: Iterable[Mark], start: int, end: int) -> bool:
    return any(mark.start < end and start < mark.end for mark in marks)


def fit(those: Sequence[Judged]) -> Models:
    """Trees and the logistic model, the latter on runs out of the trees' folds."""
    run_rows: list[tuple[float, ...]] = []
    run_labels: list[bool] = []
    run_weights: list[float] = []
    for fold in range(FOLDS):
        words = _trees([one for one in those if one.document % FOLDS != fold])
        for one in those:
            if one.document % FOLDS == fold and _several(one):
                for run in _runs(words, one):
                    run_rows.append(run.features)
                    run_labels.append(_marked(one.marks, run.start, run.end))
                    run_weights.append(PEOPLE if one.human else 1.0)
    bias, weights = _logistic(np.array(run_rows), np.array(run_labels, float), np.array(run_weights))
    return _trees(those)._replace(run_bias=bias, run_weights=weights)


def _several(one: Judged) -> bool:
    """Whether several raters read the version: one alone leaves half of the errors unmarked."""
    return len({mark.rater for mark in one.marks}) > 1


def _runs(models: Models, one: Judged) -> list[Any]:
    chances = [[models.word(word.features) for word in words.words] for words in one.candidates]
    return list(runs(one.candidates, chances))


def _trees(those: Sequence[Judged]) -> Models:
    import lightgbm

    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    weights: list[float] = []
    offsets: list[float] = []
    bases: list[float] = []
    for name in sorted({one.set for one in those}):
        part = [one for one in those if one.set == name and one.marks]
        machines = [label for one in part if not one.human for group in one.labels for label in group]
        base = _log_odds(sum(machines) / len(machines))
        if any(_several(one) for one in part):
            bases.append(base)
        for one in part:
            for group, truths in zip(one.candidates, one.labels, strict=True):
                rows += [word.features for word in group.words]
                labels += truths
                weights += [(PEOPLE if one.human else 1.0) / len(machines) ** 0.5] * len(truths)
                offsets += [base] * len(truths)
    weight = np.array(weights)
    data = lightgbm.Dataset(
        np.array(rows), np.array(labels, float), weight=weight / weight.mean(), init_score=np.array(offsets)
    )
    settings = {
        "objective": "binary",
        "learning_rate": RATE,
        "num_leaves": LEAVES,
        "min_data_in_leaf": 150,
        "feature_fraction": 0.5,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "verbose": -1,
        "num_threads": 1,
        "seed": SEED,
        "deterministic": True,
        "force_row_wise": True,
    }
    booster = lightgbm.train(settings, data, TREES)
    trees = tuple(_nested(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"])
    zeros = (0.0,) * len(RUN_FEATURES)
    return Models(sum(bases) / len(bases), trees, 0.0, zeros)


def _nested(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(float(node["leaf_value"]), 5)
    threshold = float(f"{node['threshold']:.6g}")
    return [node["split_feature"], threshold, _nested(node["left_child"]), _nested(node["right_child"])]


def _log_odds(share: float) -> float:
    return float(np.log(share / (1 - share)))


def _logistic(rows: Array, labels: Array, weight: Array) -> tuple[float, tuple[float, ...]]:
    """Bias and weights, by Newton's method with an L2 penalty on standardised features."""
    mean, deviation = rows.mean(0), rows.std(0)
    deviation[deviation < 1e-9] = 1
    values = np.concatenate([(rows - mean) / deviation, np.ones((len(rows), 1))], axis=1)
    solved = np.zeros(values.shape[1])
    penalty = np.array([PENALTY] * (values.shape[1] - 1) + [0.0])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-np.clip(values @ solved, -30, 30)))
        slope = values.T @ (weight * (guess - labels)) + penalty * solved
        curve = (values * (weight * guess * (1 - guess))[:, None]).T @ values + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        solved -= step
        if np.abs(step).max() < 1e-6:
            break
    scaled = solved[:-1] / deviation
    bias = float(solved[-1] - scaled @ mean)
    return round(bias, 5), tuple(round(float(value), 5) for value in scaled)


def report(name: str, those: Sequence[tuple[Models, Judged]]) -> None:
    """The trade between confirmed findings and major spans covered."""
    found = [(one, run, models.run(run.features)) for models, one in those for run in _runs(models, one)]
    words = {human: sum(one.words for _, one in those if one.human == human) or 1 for human in (True, False)}
    major = sum(mark.major for _, one in those if not one.human for mark in one.marks)
    for least in THRESHOLDS:
        counted = {True: 0, False: 0}
        right = {True: 0, False: 0}
        length, covered = 0, set()
        for one, run, chance in found:
            if chance < least:
                continue
            counted[one.human] += 1
            right[one.human] += _marked(one.marks, run.start, run.end)
            if not one.human:
                length += run.last - run.first + 1
                covered |= {
                    (id(one), at)
                    for at, mark in enumerate(one.marks)
                    if mark.major and mark.start < run.end and run.start < mark.end
                }
        shares = {human: right[human] / max(counted[human], 1) for human in counted}
        rates = {human: 1000 * counted[human] / words[human] for human in counted}
        print(
            f"{name} p >= {least}: {counted[False]} findings, confirmed {shares[False]:.3f}, "
            f"major covered {len(covered) / max(major, 1):.3f}, per 1,000 words {rates[False]:.2f}, "
            f"words {length / max(counted[False], 1):.1f}; "
            f"people {counted[True]}, confirmed {shares[True]:.3f}, per 1,000 {rates[True]:.2f}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("families", nargs="+")
    parser.add_argument("--transfer", help="leave this set out and report on it; nothing is written")
    given = parser.parse_args()
    those = list(judged(given.families))
    random.Random(SEED).shuffle(those)
    shown = [one for one in those if one.shown]
    if given.transfer:
        models = fit([one for one in those if one.set != given.transfer])
        report(given.transfer, [(models, one) for one in shown if one.set == given.transfer])
        return
    pairs = []
    for fold in range(FOLDS):
        models = fit([one for one in those if one.document % FOLDS != fold])
        pairs += [(models, one) for one in shown if one.document % FOLDS == fold]
    for name in sorted({one.set for one in shown}):
        report(name, [pair for pair in pairs if pair[1].set == name])
    models = fit(those)
    fitted = {
        "made": f"python -m tools.fit_support {' '.join(Path(path).name for path in given.families)}",
        "annotations": "google/wmt-mqm-human-evaluation, Apache-2.0; WMT-QE 2022",
        "words": sum(len(group) for one in those for group in one.labels),
        "features": FEATURES,
        "bias": round(models.bias, 5),
        "trees": models.trees,
        "run_features": RUN_FEATURES,
        "run_bias": models.run_bias,
        "run_weights": models.run_weights,
    }
    models_of(json.loads(json.dumps(fitted)))
    lines = [f'  "{key}": {json.dumps(value, separators=(",", ":"))}' for key, value in fitted.items()]
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(OUT, OUT.stat().st_size)


if __name__ == "__main__":
    main()
