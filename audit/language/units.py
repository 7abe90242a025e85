"""Which words of a language name a unit that another one of its kind may stand in for?"""

from __future__ import annotations

import re
from functools import lru_cache

from audit.language.cldr import locale

# Units of the metric system and of the United States; others are not converted for readers.
_UNITS = (
    *(f"length-{unit}" for unit in ("meter", "kilometer", "centimeter", "foot", "inch", "mile")),
    *(f"area-{unit}" for unit in ("hectare", "square-kilometer", "acre", "square-mile", "square-meter")),
    *(f"mass-{unit}" for unit in ("kilogram", "gram", "pound", "ounce")),
    *(f"volume-{unit}" for unit in ("liter", "gallon")),
    *(f"speed-{unit}" for unit in ("kilometer-per-hour", "mile-per-hour")),
    *(f"temperature-{unit}" for unit in ("celsius", "fahrenheit", "generic")),
)
# Their forms differ by how many there are.
_COUNTS = (1, 2, 5)
_NAME = re.compile(r"[°º]|[^\W\d_]+")


@lru_cache(maxsize=64)
def units(lang: str) -> frozenset[str]:
    """The first words, in lower case, of the names and signs of units in a language, as CLDR has them
    (Unicode licence, through babel): "Fuß", "km", "°"; none where it does not know the language."""
    known = locale(lang)
    if known is None:
        return frozenset()
    from babel.units import UnknownUnitError, format_unit

    found = set()
    for unit in _UNITS:
        for count in _COUNTS:
            for length in ("long", "short"):
                try:
                    match = _NAME.search(format_unit(count, unit, length=length, locale=known))
                except UnknownUnitError:
                    continue
                if match:
                    found.add(match[0].casefold())
    return frozenset(found)
