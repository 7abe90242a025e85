"""Is this a Hugo site, and how does it keep its languages?

By file name (`post.fr.md`), by content folder (`languages.fr.contentDir`) or by `translationKey`:
https://gohugo.io/content-management/multilingual/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from audit.group.layouts import reading
from audit.group.layouts.layout import Layout
from audit.group.patterns import Pattern, Patterns

_OWN = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")
# Names that Hugo had before; others use them too, so that a folder of content must lie beside.
_OLD = ("config.toml", "config.yaml", "config.yml", "config.json")
_ENDINGS = (".toml", ".yaml", ".yml", ".json")


def recognise(folder: Path, there: frozenset[str]) -> Layout | None:
    """The layout of the site in `folder`, in which the names `there` are."""
    file = reading.first(folder, _OWN, there)
    if file is None and "content" in there:
        file = reading.first(folder, _OLD, there)
        if file is None and "config" in there:
            split = folder / "config" / "_default"
            file = next((one for name in (*_OWN, *_OLD) if (one := split / name).is_file()), None)
    if file is None:
        return None
    said = reading.fields(file)
    if file.name in _OLD and not {"baseurl", "languages", "defaultcontentlanguage", "theme"} & said.keys():
        return None
    languages = said.get("languages")
    if not isinstance(languages, dict):
        languages = _split(file)
    content = str(said.get("contentdir") or "content").strip("/")
    names = tuple(str(name) for name in languages)
    # In a site of one language the setting is often left as the theme had it.
    source = str(said.get("defaultcontentlanguage") or "en") if len(names) > 1 else ""
    own = {name: place for name, one in languages.items() if (place := _folder(one))}
    # The folder of the originals first: by it the stories are called.
    places = [(own[name], name) for name in sorted(own, key=lambda name: (name != source, name))]
    if len(own) < max(len(names), 1):
        places.insert(0, (content, source))
    both = [
        Pattern(f"{place}/{{story}}{name}.*", lang)
        for name in ("", ".{lang}")
        for place, lang in (places if not name else [(place, "") for place, _ in places])
    ]
    keys = ("translationkey",) if len(names) > 1 else ()
    return Layout(
        "hugo", file.relative_to(folder).as_posix(), (Patterns(tuple(both), names),), source, names, keys
    )


def _folder(said: Any) -> str:
    place = {str(key).lower(): value for key, value in said.items()} if isinstance(said, dict) else {}
    return str(place.get("contentdir") or "").strip("/")


def _split(file: Path) -> dict[str, Any]:
    """The languages of a configuration in several files: config/_default/languages.toml."""
    for ending in _ENDINGS:
        whole = reading.fields(file.parent / f"languages{ending}")
        if whole:
            return whole
    return {}
