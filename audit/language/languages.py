"""What is a language called?"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=256)
def language_name(code: str) -> str:
    """The English name of a language by CLDR, a script in it left out; the code itself where it has none."""
    from babel import Locale

    return str(Locale("en").languages.get(code.split("_")[0]) or code)
