"""Is this an Astro or Starlight site in several languages, and where do its translations lie?

Starlight: `src/content/docs/<lang>/`, the originals beside the folders where `locales` has a `root`:
https://starlight.astro.build/guides/i18n/. Astro: folders of languages in collections and in `src/pages`.
"""

from __future__ import annotations

from pathlib import Path

from audit import files
from audit.group.layouts import reading
from audit.group.layouts.layout import Layout
from audit.group.patterns import patterns

_FILES = tuple(f"astro.config.{ending}" for ending in ("mjs", "js", "ts", "mts", "cjs", "cts"))


def recognise(folder: Path, there: frozenset[str]) -> Layout | None:
    """The layout of the site in `folder`, in which the names `there` are; none where it has one language."""
    file = reading.first(folder, _FILES, there)
    if file is None:
        return None
    said = reading.text(file)
    tables = reading.keys(said, "locales")
    root = next((reading.word(body, "lang") for name, body in tables if name == "root"), "")
    languages = tuple(name for name, _ in tables if name != "root") or reading.words(said, "locales")
    default = reading.word(said, "defaultLocale")
    source = root or ("" if default == "root" else default)
    if not languages:
        return None
    content = folder / "src" / "content"
    try:
        entries = files.entries(content)
        places = [f"src/content/{one.name}" for one in entries if one.is_dir(follow_symlinks=False)]
    except OSError:
        places = []
    sets = [
        patterns((f"{place}/{{story}}.*", f"{place}/{{lang}}/{{story}}.*"), languages, source)
        for place in (*sorted(places), "src/pages")
    ]
    return Layout("astro", file.name, tuple(sets), source, languages)
