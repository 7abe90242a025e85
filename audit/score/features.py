"""What can be measured of a sentence beside what its siblings say in its place?"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from statistics import fmean, median
from typing import Any, NamedTuple

from audit.annotate.tokens import tokenize
from audit.language.lexicon import related, stem, zipf
from audit.language.tables import words
from audit.score.overlap import Overlaps, chrf
from audit.text import fold, without_possessive

_COMMON = 0.5
_RARE = 0.34

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
        "bigrams", "capitals", "commonness", "content", "forms", "last", "marks", "names", "numbers",
        "repeated", "size", "stems", "text", "trigrams", "vocabulary",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        tokens = tokenize(text)
        function_words = words("function_words.txt")
        self.text = text
        self.size = len("".join(text.split()))
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


class _Shares(NamedTuple):
    """The share of siblings that have each form, each stem (with a form of it), each name and number."""

    forms: Mapping[str, float]
    stems: Mapping[str, float]
    written: Mapping[str, str]
    names: Mapping[str, float]
    numbers: Mapping[str, float]


def features(said: Said, siblings: Sequence[Said], overlaps: Overlaps) -> tuple[float, ...]:
    """The FEATURES of a sentence beside what one sibling or more say in its place.

    `overlaps` holds what chrF counts of the sentence with each sibling's.
    """
    forward = [chrf(overlaps[said.text, sibling.text]) / 100 for sibling in siblings]
    backward = [chrf(overlaps[sibling.text, said.text]) / 100 for sibling in siblings]
    shares = _shares(siblings)
    return (
        fmean(forward),
        fmean(backward),
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
