"""Are two amounts, with what they are measured in, one quantity?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from audit.model import Document, Number

# From this ratio on two amounts are never one rounded; of one digit that is left they must lie nearer.
_NEAR, _NEAR_DIGIT = 1.1, 1.05
# Small whole numbers are counted, not rounded.
_COUNTED = 100
_EXACT = 1e-6
_CENTURIES = ("17", "18", "19", "20")
# A conversion is rounded as the writer likes: 10 miles are 16 kilometres, 6 feet 1.8 metres.
_CONVERTED = 1.03
# Of a conversion in another language, where the unit is not read, no more is asked than that it may be one.
_LIKED, _DEGREES = 1.15, 2.5
_DOLLARS = frozenset({"USD", "HKD", "AUD", "CAD", "SGD", "TWD", "NZD"})
_ONE_SIGN = (_DOLLARS, frozenset({"JPY", "CNY"}), frozenset({"MXN", "PHP", "ARS", "CLP", "COP", "CUP"}))
# "18m" is eighteen million or eighteen metres.
_METRES = re.compile(r"(\d+(?:\.\d+)?)m")

# What is measured, and by how much a unit exceeds the first of its line. International yard and pound (1959)
# and the SI; petroleum barrels.
_SCALES: Mapping[str, tuple[tuple[str, float], ...]] = {
    "share": (("percent", 1), ("percentage point", 1), ("basis point", 0.01)),
    "length": (
        ("meter", 1), ("kilometer", 1000), ("centimeter", 0.01), ("millimeter", 0.001), ("mile", 1609.344),
        ("foot", 0.3048), ("inch", 0.0254), ("yard", 0.9144), ("nautical mile", 1852),
    ),
    "area": (
        ("square meter", 1), ("hectare", 10_000), ("acre", 4046.856), ("square kilometer", 1e6),
        ("square mile", 2_589_988), ("square foot", 0.0929),
    ),
    "weight": (("kilogram", 1), ("gram", 0.001), ("ton", 1000), ("pound", 0.45359), ("ounce", 0.02835)),
    "volume": (("liter", 1), ("gallon", 3.78541), ("barrel", 158.987)),
    "speed": (("kph", 1), ("mph", 1.609344)),
    "time": (
        ("second", 1), ("minute", 60), ("hour", 3600), ("day", 86_400), ("week", 604_800),
        ("fortnight", 1_209_600), ("month", 2_629_746), ("year", 31_556_952), ("decade", 315_569_520),
        ("century", 3_155_695_200),
    ),
}  # fmt: skip
_KINDS = {unit: (kind, factor) for kind, units in _SCALES.items() for unit, factor in units}
# What a unit of the United States is in the metric one that readers get.
_SYSTEMS = tuple(
    _KINDS[theirs][1] / _KINDS[metric][1]
    for theirs, metric in (
        ("foot", "meter"), ("yard", "meter"), ("mile", "kilometer"), ("inch", "centimeter"),
        ("pound", "kilogram"), ("ounce", "gram"), ("acre", "hectare"), ("square mile", "square kilometer"),
        ("gallon", "liter"),
    )
)  # fmt: skip
_TEMPERATURES = {"celsius": (1.0, 0.0), "fahrenheit": (5 / 9, -160 / 9)}
# Not converted by translators: points are no percent, though they have one size.
_NAMES = frozenset({"length", "area", "weight", "volume", "share", "temperature"})


class Reading(NamedTuple):
    """An amount and its unit, "" where nothing is counted."""

    amount: float
    unit: str


class Measure(NamedTuple):
    """How much of what: the amount in the first unit of its kind."""

    kind: str
    amount: float


def readings(document: Document, number: Number) -> tuple[Reading, ...]:
    """What a number may say: mostly one thing; "18m gusts" are metres or millions, degrees of two scales."""
    found = (Reading(number.amount, number.unit),)
    if number.unit == "degree":
        return (*found, *(Reading(number.amount, scale) for scale in _TEMPERATURES))
    metres = _METRES.fullmatch(document.words(number))
    return (*found, Reading(float(metres[1]), "meter")) if metres else found


def kind_of(unit: str) -> str:
    """What is measured by a unit that another one may stand in for, "" for what is merely counted: a length,
    an area, a weight, a volume, a share, a temperature, money."""
    if is_money(unit):
        return "money"
    if unit in _TEMPERATURES:
        return "temperature"
    kind = _KINDS.get(unit, ("", 0.0))[0]
    return kind if kind in _NAMES else ""


def measure(one: Reading) -> Measure | None:
    """An amount in the first unit of its kind; None for what has no other unit. Part of one is a share."""
    if one.unit in _TEMPERATURES:
        factor, zero = _TEMPERATURES[one.unit]
        return Measure("temperature", one.amount * factor + zero)
    if not one.unit and 0 < one.amount < 1:
        return Measure("share", 100 * one.amount)
    known = _KINDS.get(one.unit)
    return Measure(known[0], one.amount * known[1]) if known else None


def agree(one: Reading, other: Reading, *, approximate: bool = False) -> bool:
    """Whether two amounts are the same or one is the other rounded, whatever they count, or are one in two
    units."""
    if nearly(one.amount, other.amount, approximate=approximate):
        return True
    here, there = measure(one), measure(other)
    return bool(here and there and one.unit != other.unit and _one_measure(here, there))


def _one_measure(here: Measure, there: Measure) -> bool:
    if here.kind != there.kind:
        return False
    if here.kind == "temperature":
        return abs(here.amount - there.amount) < 1
    if here.kind == "share" and abs(here.amount - there.amount) < 1:
        return True  # a third is 33 percent
    larger, smaller = max(here.amount, there.amount), min(here.amount, there.amount)
    return smaller > 0 and larger <= _CONVERTED * smaller


def may_be_converted(left: float, right: float) -> bool:
    """Whether one of two amounts may be the other in another unit, where nobody knows which units they are
    in: as metres and feet, miles, kilogrammes and pounds, hectares and acres, or degrees of two scales."""
    if convertible(left, "degree", right):
        return True
    ratios = (left / right, right / left) if min(left, right) > 0 else ()
    return any(1 / _LIKED <= ratio / factor <= _LIKED for ratio in ratios for factor in _SYSTEMS)


def convertible(left: float, unit: str, right: float) -> bool:
    """Whether one of two amounts, of which either is measured in `unit`, may be the other in another unit of
    its kind, rounded as a writer likes."""
    if unit == "degree":
        return any(
            abs(one * factor + zero - other) < _DEGREES
            for one, other in ((left, right), (right, left))
            for factor, zero in (_TEMPERATURES["fahrenheit"],)
        )
    kind, size = _KINDS.get(unit, ("", 0.0))
    ratios = [one / size for _, one in _SCALES.get(kind, ()) if one != size]
    if not ratios or min(left, right) <= 0:
        return True
    return any(
        1 / _LIKED <= left * factor / right <= _LIKED for ratio in ratios for factor in (ratio, 1 / ratio)
    )


def nearly(left: float, right: float, *, approximate: bool = False) -> bool:
    """Whether two amounts are the same, or one is the other rounded; approximate ones lie near."""
    larger, smaller = max(left, right), min(left, right)
    if larger - smaller <= _EXACT * abs(larger):
        return True
    if smaller <= 0 or larger > _NEAR * smaller:
        return False
    if approximate:
        return True
    if larger < _COUNTED and left.is_integer() and right.is_integer():
        return False
    places = min(significant(left), significant(right))
    if places == 1 and larger > _NEAR_DIGIT * smaller:
        return False
    return rounded(left, places) == rounded(right, places)


def significant(amount: float) -> int:
    """How many digits of an amount say more than how large it is: 2 for 1,200 and for 0.12, at least 1."""
    return max(len(_mantissa(amount).replace(".", "").strip("0")), 1)


def _mantissa(amount: float) -> str:
    return f"{amount:.15g}".split("e")[0]


def rounded(amount: float, places: int) -> str:
    """An amount to so many significant digits, one spelling for one amount."""
    return f"{float(f'{amount:.{max(places, 1)}g}'):.15g}"


def slipped(left: float, right: float) -> bool:
    """Whether two amounts have the same digits and differ by a power of ten."""
    if min(left, right) <= 0:
        return False
    ratio = max(left, right) / min(left, right)
    power = round(len(f"{ratio:.0f}") - 1)
    return power >= 1 and abs(ratio / 10**power - 1) < _EXACT


def is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def one_money(left: str, right: str) -> bool:
    """Whether two currencies are one, or go by one sign ($, ¥)."""
    return left == right or any(left in units and right in units for units in _ONE_SIGN)


def decade(short: str, long: str) -> bool:
    """The 90s are the 1990s, '24 is 2024."""
    return len(short) == 2 and len(long) == 4 and long.endswith(short) and long[:2] in _CENTURIES
