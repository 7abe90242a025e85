"""Which figure, date or sum is another one in the versions in other languages?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from audit.evidence import Claim, claimed, contradicted, paragraphs, renditions
from audit.model import Document, Hit, Role, Story
from audit.parts import behind
from audit.quantities.equal import accounted, agree, may_hide
from audit.quantities.values import convertible, is_money, one_money, significant, slipped
from audit.quantities.written import Written, written
from audit.text import generated

Difference = Literal["amount", "magnitude", "currency", "date"]

_NUMBER = "number"
_SMALL = 100
# What English measures with and its readers elsewhere do not: a good translation has another figure.
_CONVERTED = frozenset(
    {"mile", "foot", "inch", "yard", "acre", "pound", "ounce", "gallon", "degree", "stone", "square mile"}
    | {"square foot", "nautical mile", "barrel", "knot"}
)
_HALF_DAY = 12


def detect(story: Story, version: Document, *, differs: Difference) -> Iterator[Hit]:
    """Figures that the aligned passage in another language has otherwise: the only one of its kind on either
    side that the other side does not state in its paragraph, in any way of writing it."""
    for claim in _claims(story).get(version.id, ()):
        if claim.kind == differs:
            yield claimed(claim)


@contradicted
def _claims(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    if behind(story, version):
        return
    # Who translates may round; an original is no rounded form of its translation.
    rounds = True if other.role is Role.SOURCE else None
    for ours, theirs in renditions(story, version, other):
        here, there = written(version, ours), written(other, theirs)
        if not (here and there and _has_words(version, ours) and _has_words(other, theirs)):
            continue
        if any(_generated(one, at) for one, at in ((version, ours), (other, theirs))):
            continue
        yield from _currencies(here, there, other)
        alone = _unaccounted(here, other, theirs, rounds)
        free = _unaccounted(there, version, ours, None if rounds is None else not rounds)
        for mine, yours, differs in _opposed(alone, free):
            yield Claim(mine.span, yours.span, other, differs)


def _generated(document: Document, sentences: Sequence[int]) -> bool:
    """Whether a program wrote one of the sentences, with the day of its run."""
    return any(generated(document.words(document.sentences[at])) for at in sentences)


def _has_words(document: Document, sentences: Sequence[int]) -> bool:
    """Whether sentences hold more than the number of a section, such as A.4."""
    return any(
        token.text[:2].isalpha() if token.text.isascii() else token.text[:1].isalpha()
        for at in sentences
        for token in document.tokens_of(document.sentences[at])
    )


class _Missing(NamedTuple):
    """A figure, or the year of a date, that the sentences opposite do not state; `nowhere` if no sentence of
    their paragraphs does."""

    figure: Written
    nowhere: bool


def _unaccounted(
    figures: Sequence[Written], other: Document, sentences: Sequence[int], rounds: bool | None
) -> Sequence[_Missing]:
    """The figures that some sentences of another text do not state, as often as these do.

    Their paragraphs may say that it is the pair that is wrong; of small figures, which stand in lists, one
    paragraph further may.
    """
    opposite = list(written(other, sentences))
    missing = []
    for one in figures:
        left, stated = _left(one, opposite, rounds)
        if stated is not None:
            opposite.remove(stated)
        if left is not None:
            missing.append(left)
    if not missing:
        return ()
    beside = written(other, paragraphs(other, sentences))
    around = written(other, paragraphs(other, sentences, around=1))
    return [
        _Missing(one, not accounted(one, around if _in_lists(one) else beside, rounds)) for one in missing
    ]


def _in_lists(figure: Written) -> bool:
    return figure.when is None and figure.amount <= _SMALL


def _left(
    figure: Written, others: Sequence[Written], rounds: bool | None
) -> tuple[Written | None, Written | None]:
    """What of a figure a passage does not state: all of it; of a date whose day and month are there the year
    alone; or nothing. And where it states the rest."""
    agreeing = (one for one in others if agree(figure, one, rounds))
    stated = min(agreeing, key=lambda one: one.free != figure.free, default=None)
    when = figure.when
    if stated is None or when is None or when.year is None or when.month is None:
        return (figure, None) if stated is None else (None, stated)
    years = {year for one in others for year in (one.years or {one.when.year if one.when else None})}
    if not years - {None} or when.year in years:
        return None, stated
    year = frozenset({when.year})
    alone = Written(figure.span, f"{when.year}", frozenset({float(when.year)}), year=True, years=year)
    return alone, stated


def _opposed(
    alone: Sequence[_Missing], free: Sequence[_Missing]
) -> Iterator[tuple[Written, Written, Difference]]:
    """The figures that stand for each other: the only ones of a kind that the other side has not.

    One of the two is nowhere near on the other side; what is there is repeated on one side only.
    """
    for kind in sorted({kind for one in alone for kind in _kinds(one.figure)}):
        mine, yours = ([one for one in side if kind in _kinds(one.figure)] for side in (alone, free))
        for here, there in (
            ([one for one in mine if one.nowhere], [one for one in yours if one.nowhere]),
            ([one for one in mine if one.nowhere], yours),
            (mine, [one for one in yours if one.nowhere]),
        ):
            found = list(_facing(here, there, kind))
            yield from found
            if found:
                break


def _facing(
    mine: Sequence[_Missing], yours: Sequence[_Missing], kind: str
) -> Iterator[tuple[Written, Written, Difference]]:
    """Of figures of a kind on both sides those of which one may be the other with something wrong, and no
    second one may."""
    pairs = [
        (one.figure, other.figure, differs)
        for one in mine
        for other in yours
        if (differs := _difference(one.figure, other.figure))
    ]
    if len(mine) > 1 or len(yours) > 1:
        pairs = [pair for pair in pairs if kind == _NUMBER]
    likely = (
        pairs,
        [pair for pair in pairs if pair[0].unit and pair[0].unit == pair[1].unit],
        [pair for pair in pairs if _typo(*pair[:2])],
    )
    yield from next((found for some in likely if (found := list(_alone(some)))), [])


def _alone(
    pairs: Sequence[tuple[Written, Written, Difference]],
) -> Iterator[tuple[Written, Written, Difference]]:
    """Those of some pairs of which no other has either side."""
    for pair in pairs:
        if sum(pair[0] is one[0] or pair[1] is one[1] for one in pairs) == 1:
            yield pair


def _leading(figure: Written) -> str:
    """The digits of an amount without the zeros that only say how large it is."""
    return f"{figure.amount:.15g}".split("e")[0].replace(".", "").strip("0")


def _typo(one: Written, other: Written) -> bool:
    """Whether digits of an amount changed places, or one of three or more is another."""
    here, there = _leading(one), _leading(other)
    if len(here) != len(there) or here == there:
        return False
    wrong = sum(left != right for left, right in zip(here, there, strict=True))
    return (wrong == 1 and len(here) > 2) or (wrong == 2 and sorted(here) == sorted(there))


def _kinds(figure: Written) -> tuple[str, ...]:
    """Dates oppose dates that are as exact: "25日" stands for September 25, too, and for 25 days."""
    when = figure.when
    if when is None:
        return (_NUMBER,)
    if when.minute is not None:
        return ("minute",)
    if when.day:
        return ("day",) if when.month else ("day", _NUMBER)
    return ("month" if when.month else "weekday" if when.weekday is not None else "year",)


def _difference(mine: Written, yours: Written) -> Difference | None:
    """In what two figures differ that stand for each other; None where they need not be one figure."""
    if mine.when and yours.when:
        return "date"
    if not mine.free or not yours.free:
        return None
    same = mine.scaled != yours.scaled and mine.raw.strip("0") == yours.raw.strip("0")
    if same and may_hide(yours if mine.scaled else mine):
        return None  # a multiplier that the tables do not know
    left, right = _amount(mine, yours), _amount(yours, mine)
    in_words = mine.worded or yours.worded
    if in_words and (mine.ordinal or yours.ordinal):
        return None
    if "other" in (mine.unit, yours.unit) and abs(left - right) == 1:
        return None  # she and three others are four
    if _other_half_of_day(left, right):
        return None
    if is_money(mine.unit) and is_money(yours.unit) and not one_money(mine.unit, yours.unit):
        return None
    measured = {mine.unit, yours.unit} & _CONVERTED
    if measured and any(convertible(left, unit, right) for unit in measured):
        return None
    if slipped(left, right):
        if in_words:
            return None  # two decades are twenty years
        telling = mine.scaled or yours.scaled or mine.unit or yours.unit or significant(left) > 1
        return "magnitude" if telling or max(left, right) <= 10 * min(left, right) else None
    if not _alike(left, right):
        return None
    return "date" if mine.year or yours.year else "amount"


def _amount(figure: Written, other: Written) -> float:
    """The amount of a figure beside another: two digits that may be a year are one beside a year only."""
    short = figure.year and not other.year and len(figure.raw) == 2
    return float(figure.raw) if short else figure.amount


def _alike(left: float, right: float) -> bool:
    """Whether one may be the other mistyped: as many digits before the point, or one digit lost or added;
    with a point both or neither."""
    if left.is_integer() != right.is_integer():
        return False
    shorter, longer = sorted((f"{int(left)}", f"{int(right)}"), key=len)
    if len(shorter) == len(longer):
        return True
    return 1 < len(shorter) == len(longer) - 1 and _without_one(longer, shorter)


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _other_half_of_day(left: float, right: float) -> bool:
    """Whether the two may be one hour, counted from midnight and from noon."""
    return abs(left - right) == _HALF_DAY and max(left, right) <= 2 * _HALF_DAY


def _currencies(here: Sequence[Written], there: Sequence[Written], other: Document) -> Iterator[Claim]:
    """The same amount of another money, where neither side has it in both."""
    for mine in here:
        same = [one for one in there if mine.readings & one.readings and is_money(one.unit)]
        both = {one.unit for one in here if mine.readings & one.readings}
        if not is_money(mine.unit) or len(same) != 1:
            continue
        if same[0].unit not in both and not one_money(mine.unit, same[0].unit):
            yield Claim(mine.span, same[0].span, other, "currency")
