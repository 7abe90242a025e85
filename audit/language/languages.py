"""What is a language called, and with which others may it be confused?"""

from __future__ import annotations

from functools import lru_cache

from audit.language.scripts import scripts

# Languages that a detector cannot tell apart, or that newsrooms call by several codes.
_ALIKE = (
    frozenset({"sr", "hr", "bs", "sh", "cnr", "me", "sl", "mk", "bg"}),
    frozenset({"no", "nb", "nn", "da", "sv"}),
    frozenset({"id", "ms", "jv", "su", "tl", "fil"}),
    frozenset({"es", "ca", "gl", "pt", "oc"}),
    frozenset({"cs", "sk"}),
    frozenset({"ru", "uk", "be", "bg", "mk"}),
    frozenset({"zh", "ja", "ko", "yue"}),
    frozenset({"hi", "mr", "ne"}),
    frozenset({"ar", "fa", "ur", "ps"}),
    frozenset({"nl", "af"}),
    frozenset({"et", "fi"}),
)


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


def alike(one: str, other: str) -> bool:
    """Whether two languages are easily taken for each other."""
    return any(one in group and other in group for group in _ALIKE)


@lru_cache(maxsize=1)
def own_names() -> frozenset[str]:
    """The words of the names that languages give themselves, in lower case: deutsch, 日本語, русский. From
    CLDR."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    found = set()
    for identifier in locale_identifiers():
        if "_" not in identifier or identifier in ("zh_Hans", "zh_Hant", "pt_BR"):
            found.update((Locale.parse(identifier).get_display_name() or "").casefold().split())
    return frozenset(word.strip("()") for word in found)
