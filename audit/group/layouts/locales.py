"""Does an application keep its messages in a folder for each language?

`public/locales/<lang>/common.json` of next-i18next, `locales/<lang>/...` of i18next,
`messages/<lang>.json` of next-intl: https://github.com/i18next/next-i18next, https://next-intl.dev/docs/usage/configuration
"""

from __future__ import annotations

from pathlib import Path

from audit import files
from audit.group.layouts import reading
from audit.group.layouts.layout import Layout
from audit.group.patterns import patterns
from audit.group.tags import is_language

_SCRIPTS = ("next-i18next.config", "i18next-parser.config", "i18n.config", "next.config", "i18next.config")
_FILES = tuple(f"{name}.{ending}" for name in _SCRIPTS for ending in ("js", "ts", "mjs", "cjs"))
_PLACES = ("public/locales", "static/locales", "locales", "src/locales", "app/locales", "src/i18n/locales")
_MESSAGES = ("messages", "src/messages", "locales", "src/locales")


def recognise(folder: Path, there: frozenset[str]) -> Layout | None:
    """The layout of the application in `folder`, in which the names `there` are: it has one of the scripts
    that name languages, and at least two folders or files of languages where such applications have them."""
    file = reading.first(folder, _FILES, there)
    if file is None:
        return None
    said = reading.text(file)
    source = reading.word(said, "defaultLocale") or reading.word(said, "fallbackLng")
    languages = reading.words(said, "locales")
    sets = [
        *(
            patterns((f"{place}/{{lang}}/{{story}}.json",), languages)
            for place in _PLACES
            if _two(folder / place)
        ),
        *(
            patterns((f"{place}/{{lang}}.json",), languages)
            for place in _MESSAGES
            if _two(folder / place, ".json")
        ),
    ]
    return Layout("locales", file.name, tuple(sets), source, languages) if sets else None


def _two(folder: Path, ending: str = "") -> bool:
    try:
        names = [one.name for one in files.entries(folder)]
    except OSError:
        return False
    return sum(name.endswith(ending) and is_language(name.removesuffix(ending)) for name in names) > 1
