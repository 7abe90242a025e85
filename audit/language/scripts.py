"""In which letters is a language written?"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from audit.language.cldr import manner

# The codes of ISO 15924, and how the names of their letters begin in Unicode.
_NAMES = {
    "Arab": "ARABIC", "Armn": "ARMENIAN", "Beng": "BENGALI", "Cyrl": "CYRILLIC", "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC", "Geor": "GEORGIAN", "Grek": "GREEK", "Gujr": "GUJARATI", "Guru": "GURMUKHI",
    "Hans": "CJK", "Hant": "CJK", "Hebr": "HEBREW", "Jpan": "CJK HIRAGANA KATAKANA", "Khmr": "KHMER",
    "Knda": "KANNADA", "Kore": "HANGUL CJK", "Laoo": "LAO", "Latn": "LATIN", "Mlym": "MALAYALAM",
    "Mymr": "MYANMAR", "Orya": "ORIYA", "Sinh": "SINHALA", "Taml": "TAMIL", "Telu": "TELUGU",
    "Thai": "THAI", "Tibt": "TIBETAN",
}  # fmt: skip
LATIN = "LATIN"
# Written in Latin letters as well, wherever the likely script of CLDR is another.
_BOTH = frozenset({"az", "bs", "kk", "sr", "uz"})


@lru_cache(maxsize=256)
def scripts(lang: str) -> frozenset[str]:
    """The scripts of a language tag by CLDR's likely subtags, as `script` names them; none where it is not
    known."""
    primary, *rest = lang.replace("_", "-").split("-")
    told = next((part.title() for part in rest if len(part) == 4), "")
    code = told or manner(primary.lower()).script
    names = _NAMES.get(code, "").split()
    return frozenset(names + ([LATIN] if names and not told and primary in _BOTH else []))


@lru_cache(maxsize=4096)
def script(letter: str) -> str:
    """The script of a letter: the first word of its name in Unicode, such as CYRILLIC or CJK."""
    return unicodedata.name(letter, "").partition(" ")[0]


def share(text: str, lang: str) -> float:
    """Which part of the letters of a text is in the script of `lang`, Latin ones left out: 0..1."""
    own = scripts(lang) - {LATIN}
    letters = [letter for letter in text if letter.isalpha()]
    return sum(script(letter) in own for letter in letters) / len(letters) if own and letters else 0.0
