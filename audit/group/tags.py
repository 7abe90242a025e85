"""Is a part of a file's name a language?"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePath

from audit.kept import kept

_TAG = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")
_LANGUAGE_IN_NAME = re.compile(r"\.([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)$")
# Languages by whose tags files of programs end: "a.ts.html" is about TypeScript's a.ts and not in Tsonga,
# "a.cs.html" about C# and not in Czech. A name that has one is a sign only where the text agrees.
CODE = frozenset("as bs cs el gd mk ml pl ps sh so ts".split())


def language_in_name(name: str) -> str:
    """What "x.en.txt" says; a tag that CLDR does not know is no language ("x.v2.txt")."""
    match = _LANGUAGE_IN_NAME.search(PurePath(name).stem)
    return match[1].replace("_", "-") if match and is_language(match[1]) else ""


def is_language(word: str) -> bool:
    """Whether a word is a language tag such as fr, pt-BR or zh_Hant_TW, all parts known to CLDR: en_only is
    none."""
    if not _TAG.fullmatch(word):
        return False
    language, *rest = word.replace("_", "-").split("-")
    return language in _languages() and all(part.upper() in _subtags() for part in rest)


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return kept("languages", _known) | {"sh", "cnr"}


def _known() -> frozenset[str]:
    from babel.localedata import locale_identifiers

    return frozenset(identifier.split("_")[0] for identifier in locale_identifiers())


@lru_cache(maxsize=1)
def _subtags() -> frozenset[str]:
    """Scripts and territories, in upper case."""
    from babel import Locale

    english = Locale("en")
    return frozenset(part.upper() for part in (*english.scripts, *english.territories))


def tag(word: str) -> str:
    """A language as a path writes it (zh_CN, pt-br) as a tag: zh-CN, pt-BR."""
    primary, *rest = word.replace("_", "-").split("-")
    return "-".join(
        (
            primary.lower(),
            *(part.title() if len(part) == 4 else part.upper() for part in rest),
        )
    )
