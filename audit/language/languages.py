"""What is a language called?"""

from __future__ import annotations

from functools import lru_cache

from audit.language.scripts import scripts


@lru_cache(maxsize=256)
def language_name(code: str) -> str:
    """The English name of a language by CLDR, a script in it left out; the code itself where it has none."""
    from babel import Locale

    return str(Locale("en").languages.get(code.split("_")[0]) or code)


@lru_cache(maxsize=64)
def written_in(script: str) -> tuple[str, ...]:
    """The English names of the languages written in a script (CYRILLIC), by CLDR."""
    from babel import Locale

    names = Locale("en").languages.items()
    return tuple(sorted({name for code, name in names if script in scripts(str(code)) and name.isalpha()}))
