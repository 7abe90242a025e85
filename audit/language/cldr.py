"""What does CLDR know of a language?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=128)
def locale(code: str) -> Locale | None:
    """What CLDR has of a language (Unicode licence, through babel, which is read when it is first asked);
    None where it does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=128)
def decimal(code: str) -> str:
    """The sign before tenths in a language, "," or "."; "" where it is another one, or not known."""
    known = locale(code)
    symbols = known.number_symbols if known else {}
    sign = str(symbols.get("latn", symbols).get("decimal", ""))
    return sign if sign in (",", ".") else ""
