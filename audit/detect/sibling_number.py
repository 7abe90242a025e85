"""Where do the siblings state another number, another magnitude or another currency for the same thing?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from audit.evidence import enough, facing
from audit.following import follows
from audit.language.knowledge import of
from audit.model import Document, Hit, Number, Span, Story
from audit.quantities.stated import agreed, states
from audit.quantities.values import is_money, kind_of, nearly, one_money, significant, slipped
from audit.text import remembered

Difference = Literal["amount", "magnitude", "currency", "unit"]

_WORD_BEHIND = re.compile(r"[ \u00a0\u202f-]?([^\W\d_]+)")
# The words around a number that tell what it counts: so many tokens on either side.
_REACH = 5
# A word rarer than this (Zipf) says something; "said", "people" and "year" are everywhere.
_TELLING = 5.6
# Independent accounts count and measure different things in these, so that a difference says nothing.
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
_LOOSE = _TIMES | {"", "percent", "percentage point", "point", "time"}
_SHARED_WORDS = 2
# Sentences of translations as alike as this need no word in common beside the only number that differs.
_ALIKE = 0.35
# Of more numbers that the other side does not state none can be told to stand for another: a table, a list.
_MOST = 8
_ROUNDING = 0.001
_FRACTION = re.compile(r"\d[.,]\d")


class _Witness(NamedTuple):
    """What one sibling states in the sentences aligned with ours, and the numbers of each side that the other
    does not state."""

    document: Document
    numbers: Sequence[Number]
    similarity: float
    parallel: bool
    alone: Sequence[Number]
    free: Sequence[Number]


class _NumberClaim(NamedTuple):
    """A witness's number that stands where ours stands."""

    document: Document
    number: Number


def detect(story: Story, version: Document, *, differs: Difference) -> Iterator[Hit]:
    """Numbers of `version` that its witnesses state otherwise and none of its siblings states at all.

    `differs` says in what: "amount", "magnitude" (the same digits, a power of ten apart), "currency" or
    "unit" (points for percent, miles for kilometres). Two witnesses that agree against the version settle it,
    or a trusted one, or one and the version itself elsewhere; one translation against one leaves it open, and
    so do any number against one that goes its own way.
    """
    if not story.links:
        return
    for at, place in enumerate(version.sentences):
        ours = [one for one in version.facts_in(Number, place.start, place.end) if one.amount]
        if not ours:
            continue
        witnesses = tuple(_witnesses(story, version, at, ours))
        for number in ours if witnesses else ():
            if differs in ("amount", "magnitude") and any(
                states(sibling, number, version) for sibling in story.siblings(version)
            ):
                continue
            hit = _judge(story, version, number, ours, witnesses, differs)
            if hit:
                yield hit


def _judge(
    story: Story,
    version: Document,
    number: Number,
    ours: Sequence[Number],
    witnesses: Sequence[_Witness],
    differs: Difference,
) -> Hit | None:
    claims = [
        _NumberClaim(witness.document, claim)
        for witness in witnesses
        if (claim := _claim(version, number, ours, witness, differs))
    ]
    most = _most(claims)
    if not most or 2 * len(most) <= len(claims):
        return None
    theirs = most[0].number
    elsewhere = _stated_elsewhere(version, number, theirs)
    proved = enough(story, version, [claim.document for claim in most])
    if (
        _more_exact(number, theirs)
        or _rounded(version, number, most[0])
        or not (elsewhere or proved or _one_to_one(witnesses))
    ):
        return None
    evidence: tuple[Span, ...] = tuple(claim.number.span for claim in most)
    place, there = number.span, theirs.span
    if version.words(place) == most[0].document.words(there):  # "eight" and "eight" tell nobody anything
        place, there = _with_unit(version, place), _with_unit(most[0].document, there)
    words = most[0].document.words(there)
    return Hit(
        place,
        evidence + ((elsewhere.span,) if elsewhere else ()),
        slots={
            "value": number.value,
            "theirs": words,
            "count": str(len(most)),
            "asked": str(len(witnesses)),
            "witnesses": "sibling" if len(witnesses) == 1 else "siblings",
            "write": "writes" if len(most) == 1 else "write",
        },
        fix=words if min(number.amount, theirs.amount) >= 1 else None,
        signals=len(most) + bool(elsewhere),
        asked=len(witnesses),
        settled=bool(elsewhere)
        or (proved and follows(story, version) and not any(_borne_out(number, one) for one in witnesses)),
    )


def _with_unit(document: Document, number: Span) -> Span:
    """A number with the word right behind it, of which it says how many."""
    after = document.tokens_in(number.end, number.end + 2)
    return document.span(number.start, after[0].end) if after else number


def _one_to_one(witnesses: Sequence[_Witness]) -> bool:
    """Whether a single translation of the text speaks of it: then the two differ, and that is all."""
    return len(witnesses) == 1 and witnesses[0].parallel


def _witnesses(story: Story, version: Document, sentence: int, ours: Sequence[Number]) -> Iterator[_Witness]:
    """What the witnesses with a passage aligned to the sentence state in it."""
    for document, places, similarity, parallel in facing(story, version, sentence):
        numbers = [one for place in places for one in document.facts_in(Number, place.start, place.end)]
        if numbers:
            alone = _unmatched(version, ours, document, numbers)
            free = _unmatched(document, numbers, version, ours)
            yield _Witness(document, numbers, similarity, parallel, alone, free)


def _unmatched(
    document: Document, numbers: Sequence[Number], other: Document, others: Sequence[Number]
) -> Sequence[Number]:
    """The numbers of a passage that another one does not state."""
    return [one for one in numbers if not any(agreed(document, one, other, another) for another in others)]


def _claim(
    version: Document, number: Number, ours: Sequence[Number], witness: _Witness, differs: Difference
) -> Number | None:
    """The number of the witness that stands in the place of ours, if exactly one does."""
    if differs in ("currency", "unit"):
        return _other_unit(number, witness, ours, money=differs == "currency")
    if number not in witness.alone or max(len(witness.alone), len(witness.free)) > _MOST:
        return None
    claims = [other for other in witness.free if _same_role(version, number, witness, other)]
    if len(claims) != 1:
        return None
    claim = claims[0]
    slip = slipped(number.amount, claim.amount)
    if differs == "magnitude":
        return claim if slip else None
    if slip or ((number.approximate or claim.approximate) and not witness.parallel):
        return None
    return claim


def _same_role(version: Document, number: Number, witness: _Witness, other: Number) -> bool:
    """Whether two numbers state the same thing: the same noun counted, or the only ones that differ."""
    shared = _context(version, number) & _context(witness.document, other)
    if witness.parallel and slipped(number.amount, other.amount) and significant(number.amount) > 1:
        return True  # the same digits: nothing else will have them
    rivals = witness.alone, witness.free
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
    if not units and not of(version.lang).number_words:
        # What is counted, and in which measure, is not known in this language: it has to be one word.
        return _followed_by(version, number) == _followed_by(witness.document, other)
    return (
        len(units) < 2 or one_money(number.unit, other.unit) or not any(_is_measure(unit) for unit in units)
    )


def _followed_by(document: Document, number: Number) -> str:
    """The stem of the word behind a number, as of "8-Fuß-Schnur" and "8 Meter"."""
    following = _WORD_BEHIND.match(document.text, number.span.end)
    if not following:
        return ""
    language = of(document.lang)
    word = next((token for token in document.tokens_in(number.span.end, following.end())), None)
    return language.stem(word.lower if word and not language.spaced else following[1].lower())


def _is_measure(unit: str) -> bool:
    """Whether a unit is no noun that a translator may put another noun for."""
    return bool(kind_of(unit)) or unit in _LOOSE


def _other_unit(number: Number, witness: _Witness, ours: Sequence[Number], *, money: bool) -> Number | None:
    """The same amount in another unit of its kind, where neither text gives it in both."""
    measured = kind_of(number.unit)
    if not measured or is_money(number.unit) != money:
        return None
    same = [
        other
        for other in witness.numbers
        if other.amount == number.amount and kind_of(other.unit) == measured
    ]
    both = [own.unit for own in ours if own.amount == number.amount]
    if len(same) != 1 or same[0].unit in both or one_money(same[0].unit, number.unit):
        return None
    return same[0]


def _borne_out(number: Number, witness: _Witness) -> bool:
    """Whether a witness states the same amount in the same unit: then two stand against two."""
    return any(other.amount == number.amount and other.unit == number.unit for other in witness.numbers)


@remembered
def _stems(document: Document) -> Mapping[int, str]:
    """The stems of the telling words of a document by the place of the word."""
    language = of(document.lang)
    return {
        token.start: language.stem(token.lower)
        for token in document.tokens
        if token.lower[0].isalpha() and len(token.lower) > 2 and language.zipf(token.lower) < _TELLING
    }


def _context(document: Document, number: Number) -> frozenset[str]:
    """The telling words near a number, within its sentence."""
    place = document.sentences[document.sentence_at(number.span.start)]
    before = document.tokens_in(place.start, number.span.start)[-_REACH:]
    after = document.tokens_in(number.span.end, place.end)[:_REACH]
    stems = _stems(document)
    return frozenset(stems[token.start] for token in (*before, *after) if token.start in stems)


def _most(claims: Sequence[_NumberClaim]) -> Sequence[_NumberClaim]:
    """The claims of the amount most of them state, those with a unit first."""
    best: Sequence[_NumberClaim] = ()
    for claim in claims:
        same = [other for other in claims if nearly(other.number.amount, claim.number.amount)]
        if len(same) > len(best):
            best = same
    return sorted(best, key=lambda claim: not claim.number.unit)


def _more_exact(number: Number, theirs: Number) -> bool:
    """Whether ours is nearly theirs with more digits: a slip loses digits and does not invent them."""
    near = abs(number.amount - theirs.amount) <= 0.01 * max(number.amount, theirs.amount)
    return near and significant(number.amount) > significant(theirs.amount)


def _rounded(version: Document, ours: Number, claim: _NumberClaim) -> bool:
    """Whether two fractions differ by how they were rounded: 3.292 million and 3.293 million."""
    near = abs(ours.amount - claim.number.amount) <= _ROUNDING * max(ours.amount, claim.number.amount)
    written = version.words(ours.span), claim.document.words(claim.number.span)
    return near and all(_FRACTION.search(words) for words in written)


@remembered
def _by_value(document: Document) -> Mapping[tuple[float, str], Sequence[Number]]:
    """The numbers of a document by amount and unit."""
    found: dict[tuple[float, str], list[Number]] = {}
    for number in document.facts_of(Number):
        found.setdefault((number.amount, number.unit), []).append(number)
    return found


def _stated_elsewhere(version: Document, number: Number, theirs: Number) -> Number | None:
    """Where the version itself states what the witnesses state."""
    if not theirs.unit:
        return None
    stated = _by_value(version).get((theirs.amount, theirs.unit), ())
    return next((other for other in stated if other.span != number.span), None)
