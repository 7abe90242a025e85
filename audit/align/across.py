"""Which passages of texts in two languages correspond, by order, length and meaning?"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from audit.align.meaning import Likeness, Meaning, agreement
from audit.model import Document, ElementKind, Stray
from audit.text import digits

Pair = tuple[tuple[int, ...], tuple[int, ...], float]

# Figures, and words in Latin letters: what a translation may keep whatever its script.
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LATIN = re.compile(r"[^\W\d_\u0250-\U0010ffff]{4,}")
_DENSE_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_KEPT = frozenset({ElementKind.LINK, ElementKind.IMAGE, ElementKind.CODE, ElementKind.SHORTCODE})
# How many letters of an alphabet say as much as one character of these scripts: the medians of the pairs that
# `python -m tools.across relation` reads.
_DENSE: Mapping[str, float] = {"zh": 3.0, "ja": 2.3, "ko": 2.0}
# Gale and Church (1993): the variance of the length of a translation, a letter of the original, and how
# often (as -log) one passage stands for one, for two, and for none.
_VARIANCE = 6.8
_ONE_TO_ONE, _ONE_TO_TWO, _LEFT_OUT = 0.12, 2.7, 4.6
_COSTLIEST = 12.0
# A shared anchor that stands nowhere else proves most of a pair, and where it stands alone disproves one; one
# that stands in several places does so in part.
_SHARED, _MOST_SHARED = 3.0, 6.0
_APART, _MOST_APART, _FEW = 2.0, 4.0, 4
# What a cosine of two passages is worth: those that mean one thing lie above the middle, strangers below.
_MEANT, _MIDDLE = 30.0, 0.35
_TWO_TO_TWO = 3.8
# Of sentences that are joined each is as like the other side as this.
_PART = 0.2
# What a sentence costs that is joined with another and brings figures of which the other text has none.
_FOREIGN = 2.5
# A heading stands for a heading.
_OTHER_KIND = 5.0
# How far from the way that the anchors show, and how far at most where they show none.
_LEEWAY, _BAND = 1, 8
# Two texts of equally many passages of which each pair costs less than to leave both out are not searched.
_PLAIN = 4.0
# Translations have this share of their anchors opposite each other; unrelated texts of one site have most of
# their sentences paired, too, and a few words that all pages share in the same places (docs/measurements.md).
_ALIGNED, _NEARLY_ALL, _AGREEING, _FEWEST = 0.6, 0.8, 0.7, 4
# Where the meaning is known, translations have pairs alike in the mean, and strangers have not; in any
# language their pairs are so many standard errors liker than other sentences of the two texts.
_ALIKE, _STRANGE, _APART_FROM_OTHERS = 0.45, 0.4, 2.5
# In a language that the encoder does not know fewer of them tell, or more shared words opposite each other
# than any two texts have.
_APART_UNKNOWN, _SHARED_BY_CHANCE = 2.0, 1
# Two texts go together by their markup where they have so many headings, or marks for each paragraph, and
# this share of the marks in one order.
_HEADINGS, _MARKS, _IN_ORDER = 2, 0.15, 0.9
# A text that is so much longer than the other is no translation of it as a whole.
_LONGER = 3.0


class Across(NamedTuple):
    """Pairs of sentences in reading order; of the anchors that both texts have in one paragraph each, how
    many stand opposite each other; how alike in meaning the pairs are, where that is known; whether they were
    paired by it; and the sentences without partner, where it tells anything."""

    pairs: list[Pair]
    anchors: int
    agreeing: int
    agreement: Likeness | None = None
    by_meaning: bool = False
    strays: tuple[Stray, ...] = ()

    def parallel(self, shares: tuple[float, float], *, told: bool) -> bool:
        """Whether the two are translations of one text.

        The lengths of any two texts can be made to go together, so that the anchors decide; where a layout
        or an editor has `told` that one translates the other, as long as they do not speak against it.
        """
        if self.agreement is not None:
            alike, apart = self.agreement
            shared = self.agreeing >= max(_AGREEING * self.anchors, _SHARED_BY_CHANCE + 1)
            if alike is None:
                close = apart >= _APART_UNKNOWN or (told and shared)
            else:
                close = apart >= _APART_FROM_OTHERS and alike >= (_STRANGE if told else _ALIKE)
            return close and min(shares) >= _ALIGNED
        if self.agreeing < _AGREEING * self.anchors:
            return False
        if told:
            return min(shares) >= _ALIGNED
        return min(shares) >= _NEARLY_ALL and self.agreeing >= _FEWEST


class _AlignedUnit(NamedTuple):
    """A sentence or a paragraph, or two of them: its sentences `[first, last)`, its length in letters of an
    alphabet, its anchors, and how many headings and others it is made of. It is `foreign` if a part of it has
    figures and all of them are such as the other text has nowhere."""

    first: int
    last: int
    length: float
    anchors: frozenset[str]
    headings: int
    others: int
    foreign: bool = False


_Match = tuple[_AlignedUnit, _AlignedUnit]
_Step = tuple[int, int]
_Best = tuple[float, _Step]


def align_across(left: Document, right: Document, *, told: bool) -> Across:
    """Paragraphs in order, by dynamic programming over lengths (Gale and Church 1993) and anchors; in each
    pair of them the sentences likewise. What they mean is asked where nothing else tells: not of a
    translation, `told` to be one, whose markup shows the way."""
    sentences = _sentences(left), _sentences(right)
    lefts, rights = (_paragraphs(*one) for one in zip((left, right), sentences, strict=True))
    lengths = sorted((_length(lefts), _length(rights)))
    if not lengths[0] or lengths[1] > _LONGER * lengths[0]:
        return Across([], 0, 0)
    common = _common(lefts, rights)
    sides = _telling(lefts, common), _telling(rights, common)
    meaning = Meaning(left, right, asked=not (told and _marked(*sides, common)))
    ratio = _length(rights) / _length(lefts)
    matched = _monotone(*sides, ratio, common, meaning)
    opposite = sorted([*matched, *_left_over(lefts, rights, matched)]) if meaning.known else matched
    pairs = [
        pair for one, other in opposite for pair in _within(sentences, one, other, ratio, common, meaning)
    ]
    anchors = [key for key, count in common.items() if count == 1]
    place = {key: at for at, (one, _) in enumerate(matched) for key in one.anchors}
    there = {key: at for at, (_, other) in enumerate(matched) for key in other.anchors}
    agreeing = sum(place.get(key, -1) == there.get(key, -2) for key in anchors)
    alike = agreement(left, right, pairs) if meaning.asked else None
    return Across(
        pairs, len(anchors), agreeing, alike, meaning.sure, tuple(_strays(left, right, pairs, meaning))
    )


def _strays(left: Document, right: Document, pairs: Sequence[Pair], meaning: Meaning) -> Iterator[Stray]:
    """The sentences that no pair has, where the meaning is known."""
    if not meaning.known:
        return
    ours = {number for one, _, _ in pairs for number in one}
    theirs = {number for _, one, _ in pairs for number in one}
    for at, (document, paired) in enumerate(((left, ours), (right, theirs))):
        for number in range(len(document.sentences)):
            if number not in paired:
                yield Stray(document.id, number, meaning.nearest(number, right=bool(at)))


def _left_over(
    lefts: Sequence[_AlignedUnit], rights: Sequence[_AlignedUnit], matched: Sequence[_Match]
) -> Iterator[_Match]:
    """What both sides have between two pairs of paragraphs, or before the first or after the last, as one: of
    their sentences some may be partners, where the paragraphs as wholes are none."""
    ends = [(one.last, other.last) for one, other in matched]
    begins = [(one.first, other.first) for one, other in matched]
    for (first, other), (last, end) in zip(
        [(0, 0), *ends], [*begins, (lefts[-1].last, rights[-1].last)], strict=True
    ):
        ours = [unit for unit in lefts if first <= unit.first < last]
        theirs = [unit for unit in rights if other <= unit.first < end]
        if ours and theirs and (last - first > 1 or end - other > 1):
            yield _as_one(ours), _as_one(theirs)


def _marked(lefts: Sequence[_AlignedUnit], rights: Sequence[_AlignedUnit], common: Mapping[str, int]) -> bool:
    """Whether two texts have headings and as many paragraphs between them, or enough links, images and code
    that stand once, in one order."""
    headings = [[at for at, unit in enumerate(side) if unit.headings] for side in (lefts, rights)]
    if len(lefts) == len(rights) and len(headings[0]) >= _HEADINGS and headings[0] == headings[1]:
        return True
    marks = {key for key, count in common.items() if count == 1 and key.partition(" ")[0] in _KEPT}
    ways = [[key for unit in side for key in sorted(unit.anchors & marks)] for side in (lefts, rights)]
    place = {key: at for at, key in enumerate(ways[1])}
    shown = [(at, place[key]) for at, key in enumerate(ways[0])]
    every = max(len(lefts), len(rights))
    return len(_rising(shown)) >= max(_IN_ORDER * len(marks), _FEWEST, _MARKS * every)


def _within(
    sentences: tuple[Sequence[_AlignedUnit], Sequence[_AlignedUnit]],
    one: _AlignedUnit,
    other: _AlignedUnit,
    ratio: float,
    common: Mapping[str, int],
    meaning: Meaning,
) -> Iterator[Pair]:
    """The pairs of sentences of a pair of paragraphs."""
    matched: Sequence[_Match] = [(one, other)]
    sizes = one.last - one.first, other.last - other.first
    if min(sizes) > 1 or (max(sizes) > 1 and meaning.known):
        lefts = _telling(sentences[0][one.first : one.last], common)
        rights = _telling(sentences[1][other.first : other.last], common)
        matched = _monotone(lefts, rights, ratio, common, meaning)
    for some, those in matched:
        alike = (
            meaning.known and meaning.likeness((some.first, some.last), (those.first, those.last)) > _ALIKE
        )
        if alike or not _elsewhere(some, those, common):
            ours, theirs = tuple(range(some.first, some.last)), tuple(range(those.first, those.last))
            yield ours, theirs, _likeness(some, those)


def _elsewhere(one: _AlignedUnit, other: _AlignedUnit, common: Mapping[str, int]) -> bool:
    """Whether a pair, which its neighbours have left over for each other, has its partners elsewhere: most of
    its words that both texts have once are in one of the two only. Figures may be what is wrong in it."""
    once = {key for key in one.anchors | other.anchors if common[key] == 1 and not key.isdecimal()}
    return len(once) > 1 and 2 * len(once & one.anchors & other.anchors) < len(once)


def _sentences(document: Document) -> list[_AlignedUnit]:
    """A unit for each sentence."""
    kept = _kept(document)
    starts = [sentence.start for sentence in document.sentences]
    headings = {
        bisect_right(starts, element.span.start) - 1
        for element in document.elements
        if element.kind is ElementKind.HEADING
    }
    dense = _DENSE.get(document.language)
    units = []
    for at, sentence in enumerate(document.sentences):
        text = document.text[sentence.start : sentence.end].casefold()
        length = float(len(text))
        if dense:
            length += (dense - 1) * sum(map(len, _DENSE_SCRIPT.findall(text)))
        anchors = frozenset((*_LATIN.findall(text), *map(digits, _FIGURE.findall(text)), *kept.get(at, ())))
        units.append(_AlignedUnit(at, at + 1, length, anchors, at in headings, at not in headings))
    return units


def _paragraphs(document: Document, sentences: Sequence[_AlignedUnit]) -> list[_AlignedUnit]:
    units = []
    first = 0
    while first < len(sentences):
        last = first + 1
        paragraph = document.sentences[first].paragraph
        while last < len(sentences) and document.sentences[last].paragraph == paragraph:
            last += 1
        units.append(_as_one(sentences[first:last]))
        first = last
    return units


def _as_one(units: Sequence[_AlignedUnit]) -> _AlignedUnit:
    """Several units that follow each other."""
    if len(units) == 1:
        return units[0]
    return _AlignedUnit(
        units[0].first,
        units[-1].last,
        _length(units),
        frozenset().union(*(unit.anchors for unit in units)),
        sum(unit.headings for unit in units),
        sum(unit.others for unit in units),
        any(unit.foreign for unit in units),
    )


def _kept(document: Document) -> dict[int, list[str]]:
    """What a translation keeps of the markup, by sentence: targets and code."""
    kept: dict[int, list[str]] = {}
    for element in document.elements:
        if element.kind in _KEPT and (at := document.sentence_at(element.span.start)) >= 0:
            kept.setdefault(at, []).append(f"{element.kind} {element.value}")
    return kept


def _common(lefts: Sequence[_AlignedUnit], rights: Sequence[_AlignedUnit]) -> dict[str, int]:
    """The anchors that both texts have, and in how many paragraphs at most."""
    one = Counter(key for unit in lefts for key in unit.anchors)
    other = Counter(key for unit in rights for key in unit.anchors)
    return {key: max(count, other[key]) for key, count in one.items() if key in other}


def _telling(units: Sequence[_AlignedUnit], common: Mapping[str, int]) -> list[_AlignedUnit]:
    """The units with those anchors only that both texts have."""
    return [
        unit._replace(anchors=unit.anchors & common.keys(), foreign=_is_foreign(unit.anchors, common))
        for unit in units
    ]


def _is_foreign(anchors: frozenset[str], common: Mapping[str, int]) -> bool:
    figures = [key for key in anchors if key.isdecimal() and len(key) > 1]
    return bool(figures) and common.keys().isdisjoint(figures)


def _monotone(
    lefts: Sequence[_AlignedUnit],
    rights: Sequence[_AlignedUnit],
    ratio: float,
    common: Mapping[str, int],
    meaning: Meaning,
) -> Sequence[_Match]:
    """The cheapest alignment in order, near the way that the anchors show; `ratio` is how much longer the
    right says what the left says."""
    if len(lefts) == len(rights):
        plain = list(zip(lefts, rights, strict=True))
        if all(_cost(one, other, ratio, common) < _PLAIN for one, other in plain):
            return plain

    def cost(one: _AlignedUnit, other: _AlignedUnit, *, joined: bool = False) -> float:
        found = _cost(one, other, ratio, common)
        if joined and one.foreign != other.foreign:
            found += _FOREIGN
        if not meaning.known:
            return found
        ours, theirs = (one.first, one.last), (other.first, other.last)
        found += _MEANT * (_MIDDLE - meaning.likeness(ours, theirs))
        if joined:
            found += _MEANT * max(_PART - meaning.weakest(ours, theirs), 0)
        return found

    two_left, two_right = ([_as_one(two) for two in pairwise(side)] for side in (lefts, rights))
    best: list[dict[int, _Best]] = []
    for one, (least, most) in enumerate(_corridor(lefts, rights, common)):
        row: dict[int, _Best] = {} if one else {0: (0.0, (0, 0))}
        best.append(row)
        before, earlier = best[one - 1] if one else {}, best[one - 2] if one > 1 else {}
        for other in range(least, most + 1):
            options = []
            if reached := before.get(other - 1):
                worth = cost(lefts[one - 1], rights[other - 1])
                options.append((reached[0] + worth + _ONE_TO_ONE, (1, 1)))
            if reached := before.get(other - 2):
                worth = cost(lefts[one - 1], two_right[other - 2], joined=True)
                options.append((reached[0] + worth + _ONE_TO_TWO, (1, 2)))
            if reached := earlier.get(other - 1):
                worth = cost(two_left[one - 2], rights[other - 1], joined=True)
                options.append((reached[0] + worth + _ONE_TO_TWO, (2, 1)))
            if meaning.known and (reached := earlier.get(other - 2)):
                worth = cost(two_left[one - 2], two_right[other - 2], joined=True)
                options.append((reached[0] + worth + _TWO_TO_TWO, (2, 2)))
            if reached := before.get(other):
                options.append((reached[0] + _LEFT_OUT, (1, 0)))
            if reached := row.get(other - 1):
                options.append((reached[0] + _LEFT_OUT, (0, 1)))
            if options:
                row[other] = min(options)
    return _trace((lefts, two_left), (rights, two_right), best)


def _corridor(
    lefts: Sequence[_AlignedUnit], rights: Sequence[_AlignedUnit], common: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    """For so many units of the left, how many of the right may stand opposite them: least and most.

    Units with two or more anchors in common that stand nowhere else show the way (the longest run of them in
    order); between them a band around the diagonal. So the work grows with the length of the texts.
    """
    place = {key: at for at, unit in enumerate(rights) for key in unit.anchors if common[key] == 1}
    shown = []
    for at, unit in enumerate(lefts):
        opposite = Counter(place[key] for key in unit.anchors if key in place)
        if opposite:
            there, count = opposite.most_common(1)[0]
            if count > 1:
                shown.append((at, there))
    way = [(0, 0), *_rising(shown), (len(lefts), len(rights))]
    yield 0, min(_slack(way[0], way[1]), len(rights))
    for (a, b), (c, d) in pairwise(way):
        slack = _slack((a, b), (c, d))
        for one in range(a + 1, c + 1):
            middle = b + (one - a) * (d - b) // (c - a)
            yield max(middle - slack, 0), min(middle + slack, len(rights))


def _slack(begin: tuple[int, int], end: tuple[int, int]) -> int:
    down, over = end[0] - begin[0], end[1] - begin[1]
    return _LEEWAY + min(max(down, over), _BAND) + abs(down - over)


def _rising(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of points that rise in both places, by patience sorting."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for at, (_, there) in enumerate(points):
        pile = bisect_left(ends, there)
        before.append(tops[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(there)
            tops.append(at)
        else:
            ends[pile], tops[pile] = there, at
    found = []
    last = tops[-1] if tops else -1
    while last >= 0:
        found.append(points[last])
        last = before[last]
    return found[::-1]


def _trace(
    lefts: tuple[Sequence[_AlignedUnit], Sequence[_AlignedUnit]],
    rights: tuple[Sequence[_AlignedUnit], Sequence[_AlignedUnit]],
    best: Sequence[Mapping[int, _Best]],
) -> Sequence[_Match]:
    """The pairs that led to the end; of both sides the units and the units joined by two."""
    one, other = len(lefts[0]), len(rights[0])
    found = []
    while one or other:
        down, over = best[one][other][1]
        if down and over:
            found.append((lefts[down - 1][one - down], rights[over - 1][other - over]))
        one, other = one - down, other - over
    return found[::-1]


def _cost(one: _AlignedUnit, other: _AlignedUnit, ratio: float, common: Mapping[str, int]) -> float:
    """How unlikely (-log) it is that a unit translates another."""
    expected, found = one.length * ratio, other.length
    deviations = abs(found - expected) / math.sqrt((expected + found) / 2 * _VARIANCE)
    chance = math.erfc(deviations / math.sqrt(2))
    cost = min(-math.log(chance), _COSTLIEST) if chance > 0 else _COSTLIEST
    if (one.headings or other.headings) and (one.others or other.others):
        cost += _OTHER_KIND
    if one.anchors or other.anchors:
        shared = sum(_SHARED / common[key] for key in one.anchors & other.anchors)
        apart = sum(_APART / common[key] for key in one.anchors ^ other.anchors if common[key] <= _FEW)
        cost += min(apart, _MOST_APART) - min(shared, _MOST_SHARED)
    return cost


def _length(units: Sequence[_AlignedUnit]) -> float:
    return sum(unit.length for unit in units)


def _likeness(one: _AlignedUnit, other: _AlignedUnit) -> float:
    """From 0 to 1: how well the lengths go together and, where there are anchors, how many are shared."""
    lengths = min(one.length, other.length) / max(one.length, other.length)
    every = one.anchors | other.anchors
    if not every:
        return round(lengths, 3)
    return round((lengths + len(one.anchors & other.anchors) / len(every)) / 2, 3)
