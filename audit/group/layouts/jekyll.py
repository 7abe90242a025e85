"""Is this a Jekyll site in several languages, and how does it keep them?

Polyglot lists `languages` and `default_lang`; pages lie in folders of languages, or name their language and
what they share (`permalink`, `page_id`, `ref`) in front matter: https://polyglot.untra.io/
Or each language is a collection, in which the others lie once more.
"""

from __future__ import annotations

from pathlib import Path

from audit.group.layouts import reading
from audit.group.layouts.layout import Layout
from audit.group.patterns import patterns
from audit.group.tags import is_language


def recognise(folder: Path, there: frozenset[str]) -> Layout | None:
    """The layout of the site in `folder`, in which the names `there` are."""
    file = reading.first(folder, ("_config.yml", "_config.yaml", "_config.toml"), there)
    if file is None:
        return None
    said = reading.fields(file)
    listed = said.get("languages")
    languages = tuple(str(name) for name in listed) if isinstance(listed, list) else ()
    source = str(said.get("default_lang") or said.get("lang") or said.get("locale") or "")
    kept = said.get("collections")
    spoken = tuple(sorted(name for name in kept or () if is_language(str(name)) and f"_{name}" in there))
    if len(languages) < 2 and len(spoken) > 1:
        # A collection for each language beside those of the originals: _ja/tour/a.md, _tour/a.md, index.md.
        paths = ("_{lang}/{story}.*", "_{story}.*", "{story}.*")
        of_all = (patterns(paths, spoken, source),)
        return Layout("jekyll", file.name, of_all, source.replace("_", "-"), spoken, ("ref", "page_id"))
    if len(languages) < 2:
        # The convention without a plug-in: pages name their language and share a `ref`.
        return Layout("jekyll", file.name, (), source.replace("_", "-"), (), ("ref", "page_id"))
    source = source or languages[0]
    collections = sorted(name for name in there if name.startswith("_") and name not in _NOT_TEXTS)
    sets = [
        patterns(
            (f"{name}/{{story}}.*", f"{name}/{{lang}}/{{story}}.*", f"{{lang}}/{name}/{{story}}.*"),
            languages,
            source,
        )
        for name in collections
    ]
    # What Jekyll leaves out begins with a line below; all else at the top may be a page.
    sets.append(patterns(("{story}.*", "_i18n/{lang}/{story}.*", "{lang}/{story}.*"), languages, source))
    return Layout("jekyll", file.name, tuple(sets), source, languages, ("page_id", "ref", "permalink"))


_NOT_TEXTS = {
    "_config.yml",
    "_config.yaml",
    "_config.toml",
    "_i18n",
    "_includes",
    "_layouts",
    "_sass",
    "_site",
}
