"""Is this an MkDocs site with mkdocs-static-i18n, and how does it keep its languages?

By suffix (`page.fr.md`) or by folder (`fr/page.md`): https://ultrabug.github.io/mkdocs-static-i18n/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from audit.group.layouts import reading
from audit.group.layouts.layout import Layout
from audit.group.patterns import patterns


def recognise(folder: Path, there: frozenset[str]) -> Layout | None:
    """The layout of the site in `folder`, in which the names `there` are; none without the plug-in."""
    file = reading.first(folder, ("mkdocs.yml", "mkdocs.yaml"), there)
    if file is None:
        return None
    said = reading.fields(file)
    plugin = _plugin(said.get("plugins"))
    if plugin is None:
        return None
    docs = str(said.get("docs_dir") or "docs").strip("/").removeprefix("./")
    source, languages = _languages(plugin)
    if plugin.get("docs_structure") == "folder":
        sets = (patterns((f"{docs}/{{lang}}/{{story}}.*",), languages),)
    else:
        sets = (patterns((f"{docs}/{{story}}.*", f"{docs}/{{story}}.{{lang}}.*"), languages, source),)
    return Layout("mkdocs", file.name, sets, source, languages)


def _plugin(plugins: Any) -> dict[str, Any] | None:
    """The settings of the plug-in i18n, in a list or a table of plug-ins."""
    if isinstance(plugins, dict):
        plugins = [plugins]
    for plugin in plugins if isinstance(plugins, list) else ():
        if isinstance(plugin, dict) and "i18n" in plugin:
            return plugin["i18n"] if isinstance(plugin["i18n"], dict) else {}
    return None


def _languages(plugin: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The language of the originals, and all: a list of today's releases or a table of older ones."""
    listed = plugin.get("languages")
    source = str(plugin.get("default_language") or "")
    if isinstance(listed, dict):
        return source or "en", tuple(str(name) for name in listed if name != "default")
    names = []
    for one in listed if isinstance(listed, list) else ():
        name = str(one.get("locale") or "") if isinstance(one, dict) else str(one)
        if name and name != "null":
            names.append(name)
        if isinstance(one, dict) and one.get("default") is True:
            source = name
    return source or "en", tuple(names)
