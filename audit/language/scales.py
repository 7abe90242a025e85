"""Which words of a language multiply the number before them?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from audit.language.cldr import locale
from audit.language.tables import rows

# 00 Mio'.' stands for tens of millions.
_COMPACT = re.compile(r"(0+)[ \u00a0\u202f]?([^\W\d_][\w\u0300-\u036f\u0900-\u109f]*)(?:'?\.'?)?")
# Languages that count as another one does.
LIKE = {"cnr": "sr", "me": "sr", "sh": "sr", "nb": "no", "nn": "no"}


@lru_cache(maxsize=64)
def scales(lang: str) -> Mapping[str, float]:
    """The words of a language that multiply the number before them: those of its compact numbers in CLDR
    (Unicode licence, through babel), and those of our table, which has their inflections and the like."""
    known = LIKE.get(lang, lang)
    ours = {row["word"]: float(row["factor"]) for row in rows("scales.tsv") if row["lang"] == known}
    return ours if lang == "en" else {**_compact(known), **ours}


def _compact(lang: str) -> Mapping[str, float]:
    """The words of "12 Mio." and "12 millions", by CLDR; single letters are left out: 5 m are metres."""
    known = locale(lang)
    if known is None:
        return {}
    widths, found = known.compact_decimal_formats, {}
    for width in ("short", "long"):
        for patterns in widths.get(width, {}).values():
            for amount, pattern in patterns.items():
                match = _COMPACT.fullmatch(pattern.pattern)
                if match and (len(match[2]) > 1 or not match[2].isascii()):
                    found[match[2].casefold()] = float(amount) / 10 ** (len(match[1]) - 1)
    return found
