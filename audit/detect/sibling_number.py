"""Where do the siblings state another number, another magnitude or another currency for the same thing?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from audit.evidence import enough, facing
from audit.language.lexicon import stem, zipf
from audit.model import Document, Hit, Number, Span, Story
from audit.text import remembered

# The words around a number that tell what it counts: so many tokens on either side.
_REACH = 5
# A word rarer than this (Zipf) says something; "said", "people" and "year" are everywhere.
_TELLING = 5.6
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# Independent accounts count and measure different things in these, so that a difference says nothing.
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
_LOOSE = _TIMES | {"", "percent", "percentage point", "point", "time"}
_SHARED_WORDS = 2
# Sentences of translations as alike as this need no word in common beside the only number that differs.
_ALIKE = 0.35
_DOLLARS = frozenset({"USD", "HKD", "AUD", "CAD", "SGD", "TWD", "NZD"})
_SIGN_SHARED = (_DOLLARS, frozenset({"JPY", "CNY"}), frozenset({"MXN", "PHP", "ARS", "CLP", "COP", "CUP"}))


class _Witness(NamedTuple):
    """What one sibling states in the sentences aligned with ours."""

    document: Document
    numbers: tuple[Number, ...]
    similarity: float
    parallel: bool


# The numbers of each side that the other does not state.
_Rivals = tuple[tuple[Number, ...], tuple[Number, ...]]


class _Claim(NamedTuple):
    """A witness's number that stands where ours stands."""

    document: Document
    number: Number


def detect(story: Story, version: Document, *, differs: str) -> Iterator[Hit]:
    """Numbers of `version` that its witnesses state otherwise.

    `differs` says in what: "amount", "magnitude" (the same digits, a power of ten apart), "currency" or
    "unit" (points for percent, miles for kilometres).
    Two witnesses must agree against the version, or a trusted one, or one and the version itself elsewhere.
    """
    if not story.links:
        return
    for number in version.facts_of(Number):
        sentence = version.sentence_at(number.span.start)
        if sentence < 0 or number.amount == 0:
            continue
        if differs not in _UNITS and _supported(story, version, number):
            continue
        witnesses = tuple(_witnesses(story, version, sentence))
        if not witnesses:
            continue
        claims = []
        for witness in witnesses:
            claim = _claim(version, sentence, number, witness, differs)
            if claim:
                claims.append(_Claim(witness.document, claim))
        agreed = _agreed(claims)
        if not agreed:
            continue
        theirs = agreed[0].number
        elsewhere = _stated_elsewhere(version, number, theirs)
        signals = len(agreed) + bool(elsewhere)
        proved = bool(elsewhere) or enough(story, version, [claim.document for claim in agreed])
        if not proved or 2 * len(agreed) <= len(claims) or _more_exact(number, theirs):
            continue
        evidence: tuple[Span, ...] = tuple(claim.number.span for claim in agreed)
        if elsewhere:
            evidence += (elsewhere.span,)
        yield Hit(
            number.span,
            evidence,
            slots={
                "value": number.value,
                "theirs": agreed[0].document.words(theirs),
                "count": str(len(agreed)),
                "asked": str(len(witnesses)),
                "witnesses": "sibling" if len(witnesses) == 1 else "siblings",
                "write": "writes" if len(agreed) == 1 else "write",
            },
            fix=agreed[0].document.words(theirs),
            signals=signals,
            asked=len(witnesses),
        )


def _witnesses(story: Story, version: Document, sentence: int) -> Iterator[_Witness]:
    """What the witnesses with a passage aligned to the sentence state in it."""
    for document, places, similarity, parallel in facing(story, version, sentence):
        numbers = [one for place in places for one in document.facts_in(Number, place.start, place.end)]
        if numbers:
            yield _Witness(document, tuple(numbers), similarity, parallel)


def _supported(story: Story, version: Document, number: Number) -> bool:
    """Whether any sibling, in whatever language, states the amount anywhere."""
    figures = f"{number.amount:.10g}"
    return any(
        figures in _written(sibling) or any(agree(number, other) for other in sibling.facts_of(Number))
        for sibling in story.siblings(version)
    )


@remembered
def _written(document: Document) -> frozenset[str]:
    """The digits of a document, in its dates and names too, without commas."""
    return frozenset(digits.replace(",", "") for digits in _DIGITS.findall(document.text))


def agree(one: Number, other: Number) -> bool:
    """Whether two amounts are the same, or one is the other rounded."""
    left, right = one.amount, other.amount
    if abs(left - right) <= 1e-6 * max(abs(left), abs(right)):
        return True
    if left <= 0 or right <= 0:
        return False
    if one.approximate or other.approximate:
        if max(left, right) / min(left, right) <= 1.1:
            return True
    elif max(left, right) < 100 and left == int(left) and right == int(right):
        return False
    digits = min(_significant(left), _significant(right))
    return _rounded(left, digits) == _rounded(right, digits) and max(left, right) / min(left, right) <= 1.1


def _significant(amount: float) -> int:
    return (
        len(f"{amount:.10g}".replace(".", "").strip("0"))
        if amount < 1e10
        else len(f"{amount:.0f}".rstrip("0"))
    )


def _rounded(amount: float, digits: int) -> str:
    return f"{amount:.{max(digits, 1)}g}" if amount else "0"


def _claim(
    version: Document, sentence: int, number: Number, witness: _Witness, differs: str
) -> Number | None:
    """The number of the witness that stands in the place of ours, if exactly one does."""
    place = version.sentences[sentence]
    ours = version.facts_in(Number, place.start, place.end)
    if differs in _UNITS:
        return _other_unit(number, witness, ours, _UNITS[differs])
    if any(agree(number, other) for other in witness.numbers):
        return None
    alone = tuple(own for own in ours if not any(agree(own, other) for other in witness.numbers))
    free = tuple(other for other in witness.numbers if not any(agree(other, own) for own in ours))
    claims = [other for other in free if _same_role(version, number, witness, other, (alone, free))]
    if len(claims) != 1:
        return None
    claim = claims[0]
    slip = _is_slip(number.amount, claim.amount)
    if differs == "magnitude":
        return claim if slip else None
    if slip or ((number.approximate or claim.approximate) and not witness.parallel):
        return None
    return claim


def _same_role(version: Document, number: Number, witness: _Witness, other: Number, rivals: _Rivals) -> bool:
    """Whether two numbers state the same thing: the same noun counted, or the only ones that differ.

    `rivals` are the numbers of either side that the other side does not state.
    """
    shared = _context(version, number) & _context(witness.document, other)
    if witness.parallel and _is_slip(number.amount, other.amount) and _significant(number.amount) > 1:
        return True  # the same digits: nothing else will have them
    if number.unit and number.unit == other.unit:
        if not witness.parallel and (number.unit in _LOOSE or len(shared) < _SHARED_WORDS):
            return False
        # two of a kind in one sentence: which is meant is not told by the unit
        return all([one.unit for one in side].count(number.unit) == 1 for side in rivals)
    if not witness.parallel or any(len(side) != 1 for side in rivals):
        return False
    if not shared and (witness.similarity < _ALIKE or (number.unit and other.unit)):
        return False
    units = {number.unit, other.unit} - {""}
    return (
        len(units) < 2 or _same_unit(number.unit, other.unit) or not any(_is_measure(unit) for unit in units)
    )


def _is_measure(unit: str) -> bool:
    """Whether a unit is no noun that a translator may put another noun for."""
    return _is_currency(unit) or unit in _LOOSE


def _same_unit(left: str, right: str) -> bool:
    return left == right or any(left in units and right in units for units in _SIGN_SHARED)


def _is_slip(left: float, right: float) -> bool:
    """Whether two amounts have the same digits and differ by a power of ten."""
    if left <= 0 or right <= 0:
        return False
    larger, smaller = max(left, right), min(left, right)
    ratio = larger / smaller
    power = round(len(f"{ratio:.0f}") - 1)
    return power >= 1 and abs(ratio / 10**power - 1) < 1e-6


def _other_unit(
    number: Number, witness: _Witness, ours: tuple[Number, ...], kind: Callable[[str], str]
) -> Number | None:
    """The same amount in another unit of the kind, where neither text gives it in both."""
    measured = kind(number.unit)
    if not measured:
        return None
    same = [
        other for other in witness.numbers if other.amount == number.amount and kind(other.unit) == measured
    ]
    both = [own.unit for own in ours if own.amount == number.amount]
    if len(same) != 1 or same[0].unit in both or _same_unit(same[0].unit, number.unit):
        return None
    return same[0]


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def _money(unit: str) -> str:
    return "money" if _is_currency(unit) else ""


# What is measured in several units: a number that takes another unit of its line is another quantity.
_MEASURES = {
    unit: kind
    for kind, units in (
        ("share", ("percent", "percentage point")),
        ("length", ("kilometer", "mile", "meter", "foot", "inch", "centimeter", "yard", "nautical mile")),
        ("area", ("hectare", "acre", "square kilometer", "square mile", "square meter", "square foot")),
        ("weight", ("kilogram", "pound", "gram", "ounce", "ton")),
        ("volume", ("liter", "gallon", "barrel")),
    )
    for unit in units
}
_UNITS: Mapping[str, Callable[[str], str]] = {
    "currency": _money,
    "unit": lambda unit: _MEASURES.get(unit, ""),
}


@remembered
def _stems(document: Document) -> Mapping[int, str]:
    """The stems of the telling words of a document by the place of the word."""
    lang = document.lang.split("-")[0]
    return {
        token.start: stem(token.lower)
        for token in document.tokens
        if token.lower[0].isalpha() and len(token.lower) > 2 and zipf(token.lower, lang) < _TELLING
    }


def _context(document: Document, number: Number) -> frozenset[str]:
    """The telling words near a number, within its sentence."""
    place = document.sentences[document.sentence_at(number.span.start)]
    before = document.tokens_in(place.start, number.span.start)[-_REACH:]
    after = document.tokens_in(number.span.end, place.end)[:_REACH]
    stems = _stems(document)
    return frozenset(stems[token.start] for token in (*before, *after) if token.start in stems)


def _agreed(claims: list[_Claim]) -> list[_Claim]:
    """The claims that agree with the amount most of them state, those with a unit first."""
    best: list[_Claim] = []
    for claim in claims:
        same = [other for other in claims if other.number.amount == claim.number.amount]
        if len(same) > len(best):
            best = same
    return sorted(best, key=lambda claim: not claim.number.unit)


def _more_exact(number: Number, theirs: Number) -> bool:
    """Whether ours is nearly theirs with more digits: a slip loses digits and does not invent them."""
    near = abs(number.amount - theirs.amount) <= 0.01 * max(number.amount, theirs.amount)
    return near and _significant(number.amount) > _significant(theirs.amount)


def _stated_elsewhere(version: Document, number: Number, theirs: Number) -> Number | None:
    """Where the version itself states what the witnesses state."""
    for other in version.facts_of(Number):
        if (
            other.span != number.span
            and other.amount == theirs.amount
            and other.unit == theirs.unit
            and theirs.unit
        ):
            return other
    return None
