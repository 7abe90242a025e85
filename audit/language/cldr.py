"""What does CLDR know of a language?"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from audit.kept import kept

if TYPE_CHECKING:
    from babel import Locale

# Letters of the longest code of a language: what else stands in its place comes from a text, and is not kept.
_LONGEST = 3


@lru_cache(maxsize=128)
def locale(code: str) -> Locale | None:
    """What CLDR has of a language (Unicode licence, through babel, which is read when it is first asked);
    None where it does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None


class Manner(NamedTuple):
    """How a language writes: the sign before tenths, "," or ".", "" where it is another one, or not known;
    whether a weekday stands behind its date; and the code of the script it is likely in (ISO 15924), "" where
    that is not known."""

    decimal: str
    weekday_behind: bool
    script: str


@lru_cache(maxsize=128)
def manner(code: str) -> Manner:
    """How a language writes. It is kept, since to read all that CLDR has of one takes as long as to judge a
    short text."""
    if len(code) > _LONGEST:
        return Manner(*_manner(code))
    return Manner(*kept(f"cldr-{code}", partial(_manner, code)))


def _manner(code: str) -> tuple[str, bool, str]:
    from babel.core import get_global

    likely = str(get_global("likely_subtags").get(code, "")).split("_")
    script = likely[1] if len(likely) > 1 else ""
    known = locale(code)
    if known is None:
        return "", False, script
    symbols = known.number_symbols
    sign = str(symbols.get("latn", symbols).get("decimal", ""))
    pattern = str(known.date_formats["full"].pattern)
    return sign if sign in (",", ".") else "", pattern.find("EEEE") > pattern.find("d"), script
