"""How far do a version's siblings bear it out, sentence by sentence, and is that what professionals prefer?

The plain figure is the mean chrF of a sentence to its siblings (Popović 2015; as a consensus: Kumar and
Byrne 2004, Freitag et al. 2022). The fitted one weighs that and other measures of agreement by a logistic
model of which of two translations of a sentence professionals fault less; its weights are in
data/consensus.json, written by tools/fit_consensus.py.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from statistics import fmean, median
from typing import Any, NamedTuple

from audit.annotate.tokens import tokenize
from audit.language.lexicon import related, stem, zipf
from audit.language.tables import words
from audit.model import Consensus, Document, Relation, Story
from audit.text import fold, without_possessive

_ORDERS = range(1, 7)
# chrF weighs recall twice.
_BETA_SQUARED = 4
# Characters. No sentence is so long; a table or a list without stops may be, and would cost seconds.
_LONGEST = 2500
_COMMON = 0.5
_RARE = 0.34
_RESAMPLES = 500
_TAIL = 0.025

# What is measured of a sentence beside its siblings, in this order. Shares are of information (rarity in
# general English), counts are per sentence.
FEATURES = (
    "chrF",
    "chrF the other way round",
    "middle chrF",
    "highest chrF",
    "word support",
    "rarely supported words",
    "unsupported words",
    "unsupported words without synonym",
    "unknown words",
    "word recall",
    "missed common words",
    "missed common words without synonym",
    "all words supported",
    "function words supported",
    "bigram recall",
    "bigrams supported",
    "bigrams somewhere",
    "trigram recall",
    "trigrams supported",
    "trigrams somewhere",
    "unsupported names",
    "missed names",
    "unsupported numbers",
    "missed numbers",
    "longer",
    "shorter",
    "repeated words",
    "repeated pairs of words",
    "other punctuation",
    "other last sign",
    "foreign script",
    "more capitals",
    "commoner words",
)


class Said:
    """One sentence, or several that siblings take together, with what comparing needs of it."""

    __slots__ = (
        "again", "bigrams", "capitals", "commonness", "content", "forms", "grams", "last", "marks", "names",
        "numbers", "repeated", "size", "stems", "text", "trigrams", "vocabulary",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        tokens = tokenize(text)
        function_words = words("function_words.txt")
        squeezed = "".join(text.split())
        self.text = text
        self.size = len(squeezed)
        counted = [
            Counter(squeezed[at : at + order] for at in range(self.size - order + 1)) for order in _ORDERS
        ]
        self.grams = [frozenset(grams) for grams in counted]
        self.again = [{gram: count for gram, count in grams.items() if count > 1} for grams in counted]
        self.forms = tuple(fold(without_possessive(token.lower)) for token in tokens)
        self.stems = tuple(map(stem, self.forms))
        self.vocabulary = frozenset(self.forms)
        self.content = tuple(
            (form, key)
            for form, key in zip(self.forms, self.stems, strict=True)
            if form not in function_words
        )
        self.bigrams = Counter(zip(self.forms, self.forms[1:], strict=False))
        self.trigrams = Counter(zip(self.forms, self.forms[1:], self.forms[2:], strict=False))
        upper = [token.text[:1].isupper() for token in tokens]
        self.capitals = sum(upper)
        self.names = frozenset(
            form
            for form, capital in zip(self.forms[1:], upper[1:], strict=True)
            if capital and form not in function_words
        )
        self.numbers = frozenset(token.text for token in tokens if token.text[:1].isdigit())
        self.marks = Counter(sign for sign in text if not sign.isalnum() and not sign.isspace())
        self.last = text.rstrip()[-1:]
        self.repeated = len(self.content) - len({key for _, key in self.content})
        self.commonness = fmean(zipf(form) for form, _ in self.content) if self.content else 0.0


class Model(NamedTuple):
    """A logistic model of which of two translations is better; `average` is what an average sentence gets."""

    weights: tuple[float, ...]
    average: float
    digest: str

    def worth(self, values: Sequence[float]) -> float:
        """The chance, in percent, that a sentence is better than the average one of the training data."""
        total = math.fsum(weight * value for weight, value in zip(self.weights, values, strict=True))
        return 100 / (1 + math.exp(max(min(self.average - total, 30.0), -30.0)))


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model of data/consensus.json, with a digest of what it holds."""
    text = files("audit.score").joinpath("data/consensus.json").read_text(encoding="utf-8")
    fitted = json.loads(text)
    found = {one["name"]: one for one in fitted["features"]}
    weights = tuple(float(found[name]["weight"]) for name in FEATURES)
    average = math.fsum(
        weight * float(found[name]["mean"]) for name, weight in zip(FEATURES, weights, strict=True)
    )
    return Model(weights, average, blake2b(text.encode(), digest_size=6).hexdigest())


Known = Callable[[str], Said]


class _Unit(NamedTuple):
    """Sentences of a version that siblings take together, and what each says in their place."""

    said: str
    siblings: tuple[str, ...]


def consensus(story: Story, version: Document, known: Known | None = None) -> Consensus | None:
    """How far parallel siblings bear a version out; None where there are none, or no English.

    Independent accounts owe each other no words, and the model was fitted to English. `known` is shared by
    the versions of a story, so that each sentence is taken apart once.
    """
    siblings = [
        sibling
        for sibling in story.witnesses(version)
        if story.comparison(version.id, sibling.id).relation is Relation.PARALLEL
    ]
    if not siblings or version.lang.split("-")[0] != "en":
        return None
    model = shipped()
    known = known or taken_apart()
    fitted, plain = [], []
    for unit in _units(story, version, siblings):
        values = features(known(unit.said), [known(text) for text in unit.siblings])
        fitted.append(model.worth(values))
        plain.append(100 * values[0])
    if not fitted:
        return None
    low, high = _interval(fitted)
    signature = (
        f"features:{_digest(FEATURES)}|weights:{model.digest}|siblings:{len(siblings)}|sentences:{len(fitted)}"
        f"|interval:bootstrap95 of sentences|plain:mean sentence chrF2"
    )
    return Consensus(
        round(fmean(fitted), 2), low, high, round(fmean(plain), 2), len(siblings), len(fitted), signature
    )


def taken_apart() -> Known:
    """What remembers the sentences of one story."""
    return lru_cache(maxsize=4096)(Said)


def _digest(names: Sequence[str]) -> str:
    return blake2b("|".join(names).encode(), digest_size=6).hexdigest()


def _interval(values: Sequence[float]) -> tuple[float, float]:
    """Sentences drawn again with replacement (Efron 1979); one sentence says nothing of its spread."""
    if len(values) < 2:
        return 0.0, 100.0
    draw = random.Random("consensus")
    means = sorted(fmean(draw.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    cut = round(_TAIL * _RESAMPLES)
    return round(means[cut], 2), round(means[-1 - cut], 2)


def _units(story: Story, version: Document, siblings: Sequence[Document]) -> Iterator[_Unit]:
    """The version's sentences beside what siblings say, those joined that any sibling has as one."""
    wanted = {sibling.id: sibling for sibling in siblings}
    groups: list[tuple[list[int], dict[str, set[int]]]] = []
    for sentence in range(len(version.sentences)):
        there: dict[str, set[int]] = {}
        for partner in story.partners(version, sentence):
            if partner.document in wanted:
                there.setdefault(partner.document, set()).update(partner.sentences)
        if groups and any(others & groups[-1][1].get(name, set()) for name, others in there.items()):
            groups[-1][0].append(sentence)
            for name, others in there.items():
                groups[-1][1].setdefault(name, set()).update(others)
        elif there:
            groups.append(([sentence], there))
    for own, there in groups:
        said = _words(version, own)
        texts = tuple(_words(wanted[name], sorted(there[name])) for name in wanted if name in there)
        if len(max(said, *texts, key=len)) <= _LONGEST:
            yield _Unit(said, texts)


def _words(document: Document, sentences: Sequence[int]) -> str:
    return " ".join(" ".join(document.words(document.sentences[at]).split()) for at in sentences)


class _Shares(NamedTuple):
    """The share of siblings that have each form, each stem (with a form of it), each name and number."""

    forms: Mapping[str, float]
    stems: Mapping[str, float]
    written: Mapping[str, str]
    names: Mapping[str, float]
    numbers: Mapping[str, float]


def chrf(one: Said, other: Said) -> tuple[float, float]:
    """Sacrebleu's sentence chrF as a share of one: of the first with the second as reference, and turned."""
    precision = recall = 0.0
    orders = 0
    for order in _ORDERS:
        left, right = one.grams[order - 1], other.grams[order - 1]
        if left and right:
            # Few n-grams stand twice in a sentence, and only those need counting.
            mine, yours = one.again[order - 1], other.again[order - 1]
            shared = len(left & right) + sum(
                [min(mine[gram], yours[gram]) - 1 for gram in mine.keys() & yours]
            )
            precision += shared / (one.size - order + 1)
            recall += shared / (other.size - order + 1)
            orders += 1
    if not precision:
        return 0.0, 0.0
    return (
        5 * precision * recall / (_BETA_SQUARED * precision + recall) / orders,
        5 * precision * recall / (_BETA_SQUARED * recall + precision) / orders,
    )


def features(said: Said, siblings: Sequence[Said]) -> tuple[float, ...]:
    """The FEATURES of a sentence beside what one sibling or more say in its place."""
    there = [chrf(said, sibling) for sibling in siblings]
    forward = [one for one, _ in there]
    shares = _shares(siblings)
    return (
        fmean(forward),
        fmean(back for _, back in there),
        median(forward),
        max(forward),
        *_supported(said, shares),
        *_missed(said, shares),
        _mean(shares.stems.get(key, 0.0) for key in said.stems),
        _mean(shares.forms.get(form, 0.0) for form in said.forms if form in _function_words()),
        *_runs(said.bigrams, [sibling.bigrams for sibling in siblings]),
        *_runs(said.trigrams, [sibling.trigrams for sibling in siblings]),
        *_facts(said, shares),
        *_form(said, siblings),
    )


def _function_words() -> frozenset[str]:
    return words("function_words.txt")


def _mean(values: Iterator[float]) -> float:
    found = list(values)
    return fmean(found) if found else 1.0


def _shares(siblings: Sequence[Said]) -> _Shares:
    each = 1 / len(siblings)
    forms, stems, names, numbers = (defaultdict[str, float](float) for _ in range(4))
    written: dict[str, str] = {}
    for sibling in siblings:
        for counted, keys in (
            (forms, sibling.vocabulary),
            (stems, frozenset(sibling.stems)),
            (names, sibling.names),
            (numbers, sibling.numbers),
        ):
            for key in keys:
                counted[key] += each
        for form, key in sibling.content:
            written.setdefault(key, form)
    return _Shares(forms, stems, written, names, numbers)


@lru_cache(maxsize=65536)
def _information(form: str) -> float:
    """How much a word tells: the rarer, the more."""
    return max(9 - zipf(form), 1.0)


@lru_cache(maxsize=262144)
def _related(one: str, other: str) -> bool:
    return related(one, other)


def _supported(said: Said, shares: _Shares) -> tuple[float, ...]:
    """Precision: what of our content words the siblings bear out."""
    total = support = rare = alone = unlike = 0.0
    unknown = 0
    theirs = list(shares.written.values())
    for form, key in said.content:
        weight, share = _information(form), shares.stems.get(key, 0.0)
        total += weight
        support += weight * share
        rare += weight * (share <= _RARE)
        if share:
            continue
        alone += weight
        unlike += weight * (not any(_related(form, other) for other in theirs))
        unknown += not zipf(form) and not form[0].isdigit()
    if not total:
        return 1.0, 0.0, 0.0, 0.0, 0.0
    return support / total, rare / total, alone / total, unlike / total, min(unknown, 3)


def _missed(said: Said, shares: _Shares) -> tuple[float, ...]:
    """Recall: what of the siblings' content words we have, and what most of them have and we have not."""
    total = have = common = missed = unlike = 0.0
    ours = [form for form, _ in said.content]
    keys = frozenset(said.stems)
    for key, form in shares.written.items():
        weight, share = _information(form), shares.stems[key]
        total += weight * share
        have += weight * share * (key in keys)
        if share < _COMMON:
            continue
        common += weight
        if key not in keys:
            missed += weight
            unlike += weight * (not any(_related(form, other) for other in ours))
    return have / total if total else 1.0, missed / max(common, 1.0), unlike / max(common, 1.0)


def _runs(ours: Counter[Any], theirs: Sequence[Counter[Any]]) -> tuple[float, ...]:
    """Recall and precision of runs of words, and the share of ours that any sibling has."""
    shared = fmean((ours & other).total() for other in theirs)
    size = ours.total()
    somewhere = sum([count for run, count in ours.items() if any(run in other for other in theirs)])
    return (
        shared / max(fmean(other.total() for other in theirs), 1.0),
        shared / size if size else 1.0,
        somewhere / size if size else 1.0,
    )


def _facts(said: Said, shares: _Shares) -> tuple[float, ...]:
    """Names and numbers that no sibling has, and that most have and we have not."""
    return (
        float(len([name for name in said.names if name not in shares.forms])),
        float(len([name for name, share in shares.names.items() if _most(share, name, said.vocabulary)])),
        float(len([number for number in said.numbers if number not in shares.numbers])),
        float(
            len([number for number, share in shares.numbers.items() if _most(share, number, said.numbers)])
        ),
    )


def _most(share: float, key: str, ours: frozenset[str]) -> bool:
    return share >= _COMMON and key not in ours


def _form(said: Said, siblings: Sequence[Said]) -> tuple[float, ...]:
    """Length, repetition and outward form, against what is usual among the siblings."""
    ratio = math.log((said.size + 1) / (median(sibling.size for sibling in siblings) + 1))
    marks = frozenset(said.marks).union(*(sibling.marks for sibling in siblings))
    other_marks = sum(abs(said.marks[sign] - median(one.marks[sign] for one in siblings)) for sign in marks)
    last = Counter(sibling.last for sibling in siblings)
    return (
        max(ratio, 0.0),
        max(-ratio, 0.0),
        said.repeated - median(sibling.repeated for sibling in siblings),
        _doubled(said) - median(map(_doubled, siblings)),
        min(other_marks, 6.0),
        float(last[said.last] * 2 < len(siblings)),
        float(any(sign > "\u2fff" for sign in said.text)),
        max(said.capitals - median(sibling.capitals for sibling in siblings), 0.0),
        said.commonness - median(sibling.commonness for sibling in siblings),
    )


def _doubled(said: Said) -> int:
    return said.bigrams.total() - len(said.bigrams)
