"""How does a language write digits, multipliers and sums of money?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from audit.language.cldr import manner
from audit.language.scales import LIKE
from audit.language.tables import rows
from audit.model import Document, Number

SIGNS = "$€£¥₩₪₫₱₴₹₺₽"
SPACES = (" ", "\u00a0", "\u202f")
# Groups of three behind spaces or apostrophes, or digits with inner points and commas.
DIGITS = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,٫]\d+)?(?!\d)|\d+(?:(?:[.,٫٬．，]|(?<=[０-９])・)\d+)*"
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_UNSPACED = str.maketrans(
    {
        " ": "",
        "\u00a0": "",
        "\u202f": "",
        "'": "",
        "’": "",
        "٫": ".",
        "٬": ",",
        "．": ".",
        "・": ".",
        "，": ",",
    }
)
_MONEY_BEFORE = re.compile(
    r"((?:US|AU|CA|HK|NT|NZ|A|C|S)?[$€£¥₩₪₫₱₴₹₺₽])\s?$|\b(USD|EUR|GBP|JPY|CNY|RMB|INR|HKD|TWD|RUB|CHF|AUD|CAD|IDR|Rp|Rs)\.?\s?$"
)
_LONGEST = 18
# More than anybody counts: multipliers that lead beyond it are a list of words.
LARGEST = 1e18


def number(
    document: Document, start: int, end: int, amount: float, unit: str, *, approximate: bool = False
) -> Number:
    """The fact; its value is one spelling for one quantity: "12 person", "8000000000 USD", "3.5 percent"."""
    digits = f"{amount:.0f}" if amount.is_integer() else f"{amount:.4f}".rstrip("0")
    return Number(document.span(start, end), f"{digits} {unit}".rstrip(), amount, unit, approximate)


def parse_digits(digits: str, lang: str) -> float | None:
    """The amount that digits with their separators stand for in a language; None where they stand for none.

    English reads "1.234.567,50" as a writer of another language meant it: there is no other reading.
    """
    plain = digits.translate(_UNSPACED)
    if len(plain) > _LONGEST:
        return None  # no quantity: a key, a serial number
    decimal = "." if "٫" in digits or "٬" in digits else _decimal(lang)
    if decimal == ".":
        if _PLAIN.fullmatch(plain):
            return float(plain)
        if _GROUPED.fullmatch(plain):
            return float(plain.replace(",", ""))
        decimal = ","
    group = "."
    if plain.count(decimal) > 1:  # 1,234,567 by a writer of the other custom
        decimal, group = group, decimal
    whole, _, rest = plain.partition(decimal)
    groups = whole.split(group)
    if decimal in rest or group in rest or not all(part.isdecimal() for part in groups):
        return None
    if len(groups) == 2 and len(groups[1]) != 3 and not rest:
        return float(".".join(groups))  # 3.5 where 3,5 is the custom
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(part) != 3 for part in groups[1:])):
        return None
    return float("".join(groups) + ("." + rest if rest else ""))


@lru_cache(maxsize=64)
def _decimal(lang: str) -> str:
    """The decimal sign of a language by CLDR, "," or "."; East Asian and unknown languages have the point."""
    if lang == "en":
        return "."
    return manner(LIKE.get(lang, lang)).decimal or "."


@lru_cache(maxsize=1)
def currencies() -> Mapping[str, str]:
    """ISO 4217 codes by sign or lower-case word; by the country's adjective and the singular for some."""
    return {row["word"]: row["code"] for row in rows("currencies.tsv")}


def money_before(text: str, start: int, free: int) -> tuple[int, str] | None:
    """Where the currency sign or code before a number begins, and its ISO code; None if there is none.

    What stands before `free` belongs to another number.
    """
    window = text[max(start - 5, free) : start]
    match = _MONEY_BEFORE.search(window)
    if not match:
        return None
    sign = (match[1] or match[2]).lower().replace("au$", "a$").replace("ca$", "c$")
    return start - len(match[0]), currencies().get(sign, "")
