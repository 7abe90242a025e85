"""Which words are wrong by what the siblings write? Fits audit/support/data/suspects.json.

Usage: python -m tools.fit_support [--transfer SET] FAMILY.jsonl.gz... (family files with error spans,
docs/measuring.md; needs `pip install '.[fit]'`). Words: gradient boosted trees, label: a minor or major span
of any rater overlaps the word. Runs of words: a logistic model, label: a span overlaps the run; fitted to
runs of words judged by trees that had not seen their document. Sets count by the square root of their size;
a set's own base rate is its trees' starting point, since one rater marks less than three. Human translations
count as machines' do, so that what only a person writes is not taken for an error.

Prints, by cross-validation over documents (or, with --transfer, on a set left out whole), for three
siblings drawn as `audit measure` draws them: findings confirmed, share of major spans covered, findings per
1,000 words of machines and of people.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from audit import catalogue
from audit.catalogue.confidence import NAME
from audit.catalogue.confidence import read as read_precisions
from audit.detect.unsupported_words import lacking
from audit.measure.confidence import MOST_SIGNALS, Case, precision, save
from audit.measure.families import Family, Mark, draw
from audit.measure.read import read
from audit.measure.statistics import Resampling
from audit.measure.stories import Versions
from audit.model import Precision
from audit.support.beside import parallel_witnesses
from audit.support.features import FEATURES, Candidates, candidates
from audit.support.suspects import RUN_FEATURES, Models, Run, runs
from audit.support.suspects import read as models_of

OUT = Path(__file__).parent.parent / "audit" / "support" / "data" / "suspects.json"
RULE = "unsupported-words"
FOLDS, SEED = 4, 1
# Numbers of siblings for which versions are judged in turn, two a version; the last is judged for the tables.
SIBLINGS = (3, 1, 3, 2, 5, 3, 2, 8)
SHOWN = 3
TREES, LEAVES, RATE = 120, 15, 0.08
PEOPLE = 1.0
RATERS = 3
PENALTY = 20.0
# What the table of confidences says of itself.
SIGNATURE = (
    "audit measure newstest2020_zhen.jsonl.gz generalmt2023_zhen_sxs.jsonl.gz"
    " --siblings 0,3 --docs 22 --confidence rules/confidence.tsv"
    "; unsupported-words by python -m tools.fit_support"
)
THRESHOLDS = (0.66, 0.7, 0.72, 0.74, 0.76, 0.78, 0.82)
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


class Crossed(NamedTuple):
    """Runs of words of one version by trees that had not seen its document."""

    judged: Judged
    runs: tuple[Run, ...]


def crossed(those: Sequence[Judged]) -> list[Crossed]:
    """Every version judged by the trees of the other folds."""
    found = []
    for fold in range(FOLDS):
        words = _trees([one for one in those if one.document % FOLDS != fold])
        found += [Crossed(one, _runs(words, one)) for one in those if one.document % FOLDS == fold]
        print(f"fold {fold}", flush=True)
    return found


def _of_runs(those: Sequence[Crossed]) -> tuple[float, tuple[float, ...]]:
    """The logistic model of runs; where one rater alone read, half of the errors are unmarked."""
    several = _several(one.judged for one in those)
    cases = [
        (run.features, _marked(one.judged.marks, run.start, run.end), PEOPLE if one.judged.human else 1.0)
        for one in those
        if one.judged.set in several
        for run in one.runs
    ]
    rows, labels, weights = zip(*cases, strict=True)
    return _logistic(np.array(rows), np.array(labels, float), np.array(weights))


def _several(those: Iterable[Judged]) -> frozenset[str]:
    """The sets whose versions several raters read: one alone leaves half of the errors unmarked."""
    raters: dict[str, list[int]] = defaultdict(list)
    for one in those:
        raters[one.set].append(len({mark.rater for mark in one.marks}))
    return frozenset(name for name, counts in raters.items() if median(counts) >= RATERS)


def _runs(words: Trees, one: Judged) -> tuple[Run, ...]:
    if not one.candidates:
        return ()
    rows = np.array([word.features for group in one.candidates for word in group.words])
    chances = iter(words.chances(rows))
    return tuple(runs(one.candidates, [[next(chances) for _ in group.words] for group in one.candidates]))


class Trees(NamedTuple):
    """A fitted booster and the log odds it starts from."""

    booster: Any
    bias: float

    def chances(self, rows: Array) -> list[float]:
        odds = self.booster.predict(rows, raw_score=True) + self.bias
        return [float(chance) for chance in 1 / (1 + np.exp(-odds))]

    def nested(self) -> tuple[Any, ...]:
        return tuple(_nested(tree["tree_structure"]) for tree in self.booster.dump_model()["tree_info"])


def _trees(those: Sequence[Judged]) -> Trees:
    import lightgbm

    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    weights: list[float] = []
    offsets: list[float] = []
    bases: list[float] = []
    several = _several(those)
    for name in sorted({one.set for one in those}):
        part = [one for one in those if one.set == name and one.marks]
        machines = [label for one in part if not one.human for group in one.labels for label in group]
        base = _log_odds(sum(machines) / len(machines))
        if name in several:
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
    return Trees(lightgbm.train(settings, data, TREES), sum(bases) / len(bases))


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


def report(name: str, those: Sequence[tuple[Models, Crossed]]) -> None:
    """The trade between confirmed findings and major spans covered."""
    found = [(one.judged, run, models.run(run.features)) for models, one in those for run in one.runs]
    versions = [one.judged for _, one in those]
    words = {human: sum(one.words for one in versions if one.human == human) or 1 for human in (True, False)}
    major = sum(mark.major for one in versions if not one.human for mark in one.marks)
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


def confidences(every: Sequence[Crossed], folds: Sequence[Models]) -> Iterator[tuple[str, Precision]]:
    """What cross-validation says of the rule's findings, as `audit measure --confidence` counts them: beside
    three siblings, and by the number of witnesses that lack the words."""
    rule = next(rule for rule in catalogue.load() if rule.name == RULE)
    least = float(str(rule.params["least"]))
    several = _several(one.judged for one in every)
    everyone = sorted({(one.judged.set, one.judged.document) for one in every if one.judged.set in several})
    places = {place: at for at, place in enumerate(everyone)}
    cases: dict[int, list[Case]] = defaultdict(list)
    for one in every:
        place = places.get((one.judged.set, one.judged.document))
        if place is None or one.judged.human:
            continue
        models = folds[one.judged.document % FOLDS]
        for run in one.runs:
            if models.run(run.features) < least or len(run.sentence.said) < 2 or not lacking(run):
                continue
            signals = min(len(lacking(run)), MOST_SIGNALS)
            right = _marked(one.judged.marks, run.start, run.end)
            cases[signals].append((place, signals, right))
            if one.judged.shown:
                cases[0].append((place, 0, right))
    sets = f"{', '.join(sorted({name for name, _ in everyone}))} by cross-validation"
    resampling = Resampling(len(everyone), SEED)
    for signals in sorted(cases):
        yield RULE, precision(signals, cases[signals], sets, resampling)


def _save(own: Sequence[tuple[str, Precision]]) -> None:
    """Put the rule's rows in the place of those in the table, which `audit measure` saw in sample."""
    folder = catalogue.rules_folder()
    known = [(name, one) for name, those in read_precisions(folder).items() for one in those if name != RULE]
    save(folder / NAME, sorted([*known, *own], key=lambda row: (row[0], row[1])), SIGNATURE)


def _models(words: Trees, those: Sequence[Crossed]) -> Models:
    bias, weights = _of_runs(those)
    return Models(round(words.bias, 5), words.nested(), bias, weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("families", nargs="+")
    parser.add_argument("--transfer", help="leave this set out and report on it; nothing is written")
    given = parser.parse_args()
    those = list(judged(given.families))
    random.Random(SEED).shuffle(those)
    if given.transfer:
        others = [one for one in those if one.set != given.transfer]
        words = _trees(others)
        models = _models(words, crossed(others))
        left = [one for one in those if one.set == given.transfer and one.shown]
        report(given.transfer, [(models, Crossed(one, _runs(words, one))) for one in left])
        return
    words = _trees(those)
    every = crossed(those)
    folds = [
        _models(words, [one for one in every if one.judged.document % FOLDS != fold]) for fold in range(FOLDS)
    ]
    shown = [(folds[one.judged.document % FOLDS], one) for one in every if one.judged.shown]
    for name in sorted({one.judged.set for _, one in shown}):
        report(name, [pair for pair in shown if pair[1].judged.set == name])
    _save(list(confidences(every, folds)))
    models = _models(words, every)
    fitted = {
        "made": f"python -m tools.fit_support {' '.join(Path(path).name for path in given.families)}",
        "annotations": "google/wmt-mqm-human-evaluation, Apache-2.0; WMT-QE 2022",
        "words": sum(len(group) for one in those for group in one.labels),
        "features": FEATURES,
        "bias": models.bias,
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
