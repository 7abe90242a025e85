"""Is this a Docusaurus site, and where do its translations lie?

The original in `docs/`, translations in `i18n/<lang>/docusaurus-plugin-content-docs/current/`, and so for
versions, blog, pages and further instances: https://docusaurus.io/docs/i18n/introduction
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audit import files
from audit.group.layouts import reading
from audit.group.layouts.layout import Layout
from audit.group.patterns import patterns

_FILES = tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs", "mts", "cts"))
_DOCS, _BLOG = "docusaurus-plugin-content-docs", "docusaurus-plugin-content-blog"
_PAGES = "docusaurus-plugin-content-pages"


def recognise(folder: Path, there: frozenset[str]) -> Layout | None:
    """The layout of the site in `folder`, in which the names `there` are."""
    file = reading.first(folder, _FILES, there)
    if file is None:
        return None
    said = reading.text(file)
    languages = reading.words(said, "locales")
    source = reading.word(said, "defaultLocale") if len(languages) > 1 else ""
    sets = [patterns(paths, languages, source) for paths in _paths(folder, there)]
    return Layout("docusaurus", file.name, tuple(sets), source, languages)


def _paths(folder: Path, there: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield "docs/{story}.*", f"i18n/{{lang}}/{_DOCS}/current/{{story}}.*"
    for version in _folders(folder / "versioned_docs") if "versioned_docs" in there else ():
        yield f"versioned_docs/{version}/{{story}}.*", f"i18n/{{lang}}/{_DOCS}/{version}/{{story}}.*"
    yield "blog/{story}.*", f"i18n/{{lang}}/{_BLOG}/{{story}}.*"
    yield "src/pages/{story}.*", f"i18n/{{lang}}/{_PAGES}/{{story}}.*"
    if "i18n" not in there:
        return
    plugins = {name for lang in _folders(folder / "i18n") for name in _folders(folder / "i18n" / lang)}
    for plugin in sorted(plugins):
        for known, inside in ((_DOCS, "current/"), (_BLOG, "")):
            instance = plugin.removeprefix(f"{known}-")
            if instance != plugin and instance in there:
                yield f"{instance}/{{story}}.*", f"i18n/{{lang}}/{plugin}/{inside}{{story}}.*"


def _folders(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in files.entries(folder) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
