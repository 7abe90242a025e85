"""Which passages of texts in two languages correspond, by order, length and what needs no language?"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.model import Document, ElementKind

Pair = tuple[tuple[int, ...], tuple[int, ...], float]

# Figures, and words in Latin letters: what a translation may keep whatever its script.
_ANCHOR = re.compile(r"\d+|[^\W\d_\u0250-\U0010ffff]{4,}")
_KEPT = frozenset({ElementKind.LINK, ElementKind.IMAGE, ElementKind.CODE, ElementKind.SHORTCODE})
# How many letters of an alphabet say as much as one character of these scripts: the medians of the pairs that
# `python -m tools.across relation` reads.
_DENSE: Mapping[str, float] = {"zh": 3.0, "ja": 2.3, "ko": 2.0}
# Gale and Church (1993): the variance of the length of a translation, a letter of the original, and how
# often (as -log) one passage stands for one, for two, and for none.
_VARIANCE = 6.8
_ONE_TO_ONE, _ONE_TO_TWO, _LEFT_OUT = 0.12, 2.4, 4.6
_COSTLIEST = 12.0
# A shared anchor that stands nowhere else proves most of a pair, and where it stands alone disproves one.
_SHARED, _MOST_SHARED = 3.0, 6.0
_APART, _MOST_APART = 2.0, 4.0
# A heading stands for a heading.
_OTHER_KIND = 5.0
_BAND = 8
# Two texts of equally many passages of which each pair costs less than to leave both out are not searched.
_PLAIN = 4.0
# Translations have this share of their anchors opposite each other; unrelated texts of one site have most of
# their sentences paired, too, and a few words that all pages share in the same places (docs/measurements.md).
_ALIGNED, _NEARLY_ALL, _AGREEING, _FEWEST = 0.6, 0.8, 0.7, 4
# A text that is so much longer than the other is no translation of it as a whole.
_LONGER = 3.0


class Across(NamedTuple):
    """Pairs of sentences in reading order; and of the anchors that both texts have in one paragraph each, how
    many stand opposite each other."""

    pairs: list[Pair]
    anchors: int
    agreeing: int

    def parallel(self, shares: tuple[float, float], *, told: bool) -> bool:
        """Whether the two are translations of one text.

        The lengths of any two texts can be made to go together, so that the anchors decide; where a layout
        or an editor has `told` that one translates the other, as long as they do not speak against it.
        """
        if self.agreeing < _AGREEING * self.anchors:
            return False
        if told:
            return min(shares) >= _ALIGNED
        return min(shares) >= _NEARLY_ALL and self.agreeing >= _FEWEST


class _Unit(NamedTuple):
    """A sentence or a paragraph: its sentences `[first, last)`, its length in letters of an alphabet, its
    anchors, and whether it is a heading."""

    first: int
    last: int
    length: float
    anchors: frozenset[str]
    heading: bool


_Match = tuple[Sequence[_Unit], Sequence[_Unit]]
_Step = tuple[int, int]
_STEPS: tuple[tuple[_Step, float], ...] = (
    ((1, 1), _ONE_TO_ONE),
    ((1, 2), _ONE_TO_TWO),
    ((2, 1), _ONE_TO_TWO),
    ((1, 0), _LEFT_OUT),
    ((0, 1), _LEFT_OUT),
)


def align_across(left: Document, right: Document) -> Across:
    """Paragraphs in order, by dynamic programming over lengths (Gale and Church 1993) and anchors; in each
    pair of them the sentences likewise."""
    lefts, rights = _paragraphs(left), _paragraphs(right)
    lengths = sorted((_length(lefts), _length(rights)))
    if lengths[1] > _LONGER * lengths[0]:
        return Across([], 0, 0)
    common = _common(lefts, rights)
    pairs: list[Pair] = []
    matched = _monotone(lefts, rights, common)
    for ones, others in matched:
        pairs += _within(left, right, ones, others, common)
    anchors = [key for key, count in common.items() if count == 1]
    place = {key: at for at, (ones, _) in enumerate(matched) for one in ones for key in one.anchors}
    there = {key: at for at, (_, others) in enumerate(matched) for one in others for key in one.anchors}
    agreeing = sum(place.get(key, -1) == there.get(key, -2) for key in anchors)
    return Across(pairs, len(anchors), agreeing)


def _within(
    left: Document,
    right: Document,
    ones: Sequence[_Unit],
    others: Sequence[_Unit],
    common: Mapping[str, int],
) -> Iterator[Pair]:
    lefts, rights = _sentences(left, ones), _sentences(right, others)
    single = len(lefts) == 1 or len(rights) == 1
    for some, those in [(lefts, rights)] if single else _monotone(lefts, rights, common):
        yield (
            tuple(range(some[0].first, some[-1].last)),
            tuple(range(those[0].first, those[-1].last)),
            _likeness(some, those, common),
        )


def _paragraphs(document: Document) -> list[_Unit]:
    kept = _kept(document)
    starts = [sentence.start for sentence in document.sentences]
    headings = {
        bisect_right(starts, element.span.start) - 1
        for element in document.elements
        if element.kind is ElementKind.HEADING
    }
    units = []
    first = 0
    total = len(document.sentences)
    while first < total:
        last = first + 1
        while last < total and document.sentences[last].paragraph == document.sentences[first].paragraph:
            last += 1
        units.append(_unit(document, first, last, kept, heading=first in headings))
        first = last
    return units


def _sentences(document: Document, units: Iterable[_Unit]) -> list[_Unit]:
    return [
        _unit(document, at, at + 1, {}, heading=False)
        for unit in units
        for at in range(unit.first, unit.last)
    ]


def _unit(
    document: Document, first: int, last: int, kept: Mapping[int, list[str]], *, heading: bool
) -> _Unit:
    text = document.text[document.sentences[first].start : document.sentences[last - 1].end]
    anchors = {_plain(word) for word in _ANCHOR.findall(text)}
    for at in range(first, last) if kept else ():
        anchors.update(kept.get(at, ()))
    dense = _DENSE.get(document.lang.split("-")[0], 1.0)
    return _Unit(first, last, max(dense * len(text), 1.0), frozenset(anchors), heading)


def _plain(word: str) -> str:
    """Digits of any script as ASCII; words in small letters."""
    return str(int(word)) if word[0].isdecimal() and len(word) < 20 else word.casefold()


def _kept(document: Document) -> dict[int, list[str]]:
    """What a translation keeps of the markup, by sentence: targets and code."""
    kept: dict[int, list[str]] = {}
    for element in document.elements:
        if element.kind in _KEPT and (at := document.sentence_at(element.span.start)) >= 0:
            kept.setdefault(at, []).append(f"{element.kind} {element.value}")
    return kept


def _common(lefts: Sequence[_Unit], rights: Sequence[_Unit]) -> dict[str, int]:
    """The anchors that both texts have, and in how many paragraphs at most."""
    one = Counter(key for unit in lefts for key in unit.anchors)
    other = Counter(key for unit in rights for key in unit.anchors)
    return {key: max(count, other[key]) for key, count in one.items() if key in other}


def _monotone(lefts: Sequence[_Unit], rights: Sequence[_Unit], common: Mapping[str, int]) -> Sequence[_Match]:
    """The cheapest alignment in order, inside a band around the diagonal."""
    many, others = len(lefts), len(rights)
    if not many or not others:
        return []
    ratio = _length(rights) / _length(lefts)
    if many == others:
        plain = [((one,), (other,)) for one, other in zip(lefts, rights, strict=True)]
        if all(_cost(one, other, ratio, common) < _PLAIN for one, other in plain):
            return plain
    band = _BAND + abs(many - others)
    best: list[dict[int, tuple[float, _Step]]] = []
    for one in range(many + 1):
        middle = one * others // many
        row: dict[int, tuple[float, _Step]] = {} if one else {0: (0.0, (0, 0))}
        best.append(row)
        for other in range(max(middle - band, 0), min(middle + band, others) + 1):
            options = []
            for (down, over), prior in _STEPS:
                if down > one or over > other:
                    continue
                reached = best[one - down].get(other - over)
                if reached:
                    cost = reached[0] + prior
                    if down and over:
                        cost += _cost(lefts[one - down : one], rights[other - over : other], ratio, common)
                    options.append((cost, (down, over)))
            if options:
                row[other] = min(options)
    return _trace(lefts, rights, best)


def _trace(
    lefts: Sequence[_Unit], rights: Sequence[_Unit], best: Sequence[Mapping[int, tuple[float, _Step]]]
) -> Sequence[_Match]:
    one, other = len(lefts), len(rights)
    found = []
    while one or other:
        down, over = best[one][other][1]
        if down and over:
            found.append((lefts[one - down : one], rights[other - over : other]))
        one, other = one - down, other - over
    return found[::-1]


def _cost(ones: Sequence[_Unit], others: Sequence[_Unit], ratio: float, common: Mapping[str, int]) -> float:
    """How unlikely (-log) it is that some units translate others."""
    left, right = _length(ones), _length(others)
    cost = _length_cost(left * ratio, right)
    headings = sum(unit.heading for unit in (*ones, *others))
    if headings and headings < len(ones) + len(others):
        cost += _OTHER_KIND
    here, there = _anchors(ones), _anchors(others)
    if here or there:
        shared = sum(_SHARED / common[key] for key in here & there if key in common)
        apart = sum(_APART for key in here ^ there if common.get(key) == 1)
        cost += min(apart, _MOST_APART) - min(shared, _MOST_SHARED)
    return cost


def _length(units: Sequence[_Unit]) -> float:
    return units[0].length if len(units) == 1 else sum(unit.length for unit in units)


def _anchors(units: Sequence[_Unit]) -> frozenset[str]:
    return units[0].anchors if len(units) == 1 else frozenset().union(*(unit.anchors for unit in units))


def _length_cost(expected: float, found: float) -> float:
    deviations = abs(found - expected) / math.sqrt((expected + found) / 2 * _VARIANCE)
    chance = math.erfc(deviations / math.sqrt(2))
    return min(-math.log(chance), _COSTLIEST) if chance > 0 else _COSTLIEST


def _likeness(ones: Sequence[_Unit], others: Sequence[_Unit], common: Mapping[str, int]) -> float:
    """From 0 to 1: how well the lengths go together and, where there are anchors, how many are shared."""
    left, right = _length(ones), _length(others)
    lengths = min(left, right) / max(left, right)
    here, there = (frozenset(key for key in _anchors(units) if key in common) for units in (ones, others))
    if not (here or there):
        return round(lengths, 3)
    return round((lengths + len(here & there) / len(here | there)) / 2, 3)
