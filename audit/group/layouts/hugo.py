"""Is this a Hugo site, and how does it keep its languages?

By file name (`post.fr.md`), by content folder (`languages.fr.contentDir`, or a mount of a module for a
language), or by `translationKey`: https://gohugo.io/content-management/multilingual/,
https://gohugo.io/configuration/module/#mounts. Where the configuration leaves the folders untold, a folder of
content whose every folder is a language keeps them so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from audit import files
from audit.group.layouts import reading
from audit.group.layouts.layout import Layout
from audit.group.patterns import Pattern, Patterns
from audit.group.tags import is_language

_OWN = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")
# Names that Hugo had before; others use them too, so that a folder of content must lie beside.
_OLD = ("config.toml", "config.yaml", "config.yml", "config.json")
_ENDINGS = (".toml", ".yaml", ".yml", ".json")


class _ContentFolder(NamedTuple):
    """A folder of content, its language ("" where names of files tell), and where below the site's content
    its pages stand."""

    folder: str
    lang: str
    below: str = ""


def recognise(folder: Path, there: frozenset[str]) -> Layout | None:
    """The layout of the site in `folder`, in which the names `there` are."""
    file = _configuration(folder, there)
    if file is None:
        return None
    said = reading.fields(file)
    if file.name in _OLD and not {"baseurl", "languages", "defaultcontentlanguage", "theme"} & said.keys():
        return None
    languages = said.get("languages")
    if not isinstance(languages, dict):
        languages = _split(file)
    content = _path(said.get("contentdir")) or "content"
    folders = _languages_in(folder / content)
    names = tuple(str(name) for name in languages) or folders
    # In a site of one language the setting is often left as the theme had it.
    source = str(said.get("defaultcontentlanguage") or "en") if len(names) > 1 else ""
    places = [_ContentFolder(place, name) for name, one in languages.items() if (place := _folder(one))]
    places = places or _mounted(said.get("module") or _beside(file, "module"), names, source)
    if not places and folders and {*folders} <= {*names}:
        places = [_ContentFolder(f"{content}/{name}", name) for name in folders]
    if len({place.lang for place in places}) < max(len(names), 1):
        places.append(_ContentFolder(content, ""))
    keys = ("translationkey",) if len(names) > 1 else ()
    sets = tuple(_sets(places, names, source))
    return Layout("hugo", file.relative_to(folder).as_posix(), sets, source, names, keys)


def _configuration(folder: Path, there: frozenset[str]) -> Path | None:
    file = reading.first(folder, _OWN, there)
    if file is None and "content" in there:
        file = reading.first(folder, _OLD, there)
    if file is None and "config" in there:
        split = folder / "config" / "_default"
        file = next((one for name in (*_OWN, *_OLD) if files.is_regular(one := split / name)), None)
    return file


def _sets(places: Iterable[_ContentFolder], names: tuple[str, ...], source: str) -> Iterator[Patterns]:
    """One set for all folders that stand at the same place of the site; the folder of the originals first, as
    the stories are called by it."""
    sites: dict[str, list[_ContentFolder]] = {}
    for place in places:
        sites.setdefault(place.below, []).append(place)
    for below in sorted(sites, key=lambda below: (-below.count("/") - bool(below), below)):
        here = sorted(
            sites[below], key=lambda place: ((place.lang or source) != source, not place.lang, place)
        )
        plain = [Pattern(f"{place.folder}/{{story}}.*", place.lang or source) for place in here]
        suffixed = [Pattern(f"{place.folder}/{{story}}.{{lang}}.*") for place in here]
        yield Patterns((*plain, *suffixed), names)


def _mounted(module: Any, names: tuple[str, ...], source: str) -> list[_ContentFolder]:
    """The folders that a module mounts as content in a language: by `lang`, or by `sites.matrix.languages`
    of later releases. One that is mounted for several is in the first of them, the original's before others:
    to the rest it is what stands in for a page that has no translation."""
    mounts = module.get("mounts") if isinstance(module, dict) else None
    spoken: dict[tuple[str, str], list[str]] = {}
    for mount in mounts if isinstance(mounts, list) else ():
        if not isinstance(mount, dict):
            continue
        place, target = _path(mount.get("source")), _path(mount.get("target"))
        if place and (target == "content" or target.startswith("content/")):
            below = target.removeprefix("content").strip("/")
            spoken.setdefault((place, below), []).extend(_spoken(mount, names) or (source,))
    return [
        _ContentFolder(place, source if source in languages else languages[0], below)
        for (place, below), languages in spoken.items()
        if languages[0] and not _within(place, below, spoken)
    ]


def _within(place: str, below: str, others: Iterable[tuple[str, str]]) -> bool:
    """Whether a folder is part of another that is mounted, at the same place of the site."""
    return any(
        place.startswith(f"{other}/") and below == f"{above}/{place[len(other) + 1 :]}".strip("/")
        for other, above in others
    )


def _spoken(mount: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    if mount.get("lang"):
        return [str(mount["lang"])]
    matrix: Any = mount
    for key in ("sites", "matrix", "languages"):
        matrix = matrix.get(key) if isinstance(matrix, dict) else None
    listed = [str(one) for one in (matrix if isinstance(matrix, list) else [matrix] if matrix else ())]
    return [one for one in listed if one in names]


def _languages_in(content: Path) -> tuple[str, ...]:
    """The languages of the folders of content, where there are several and no other folder is beside."""
    try:
        entries = files.entries(content)
        folders = [one.name for one in entries if one.is_dir(follow_symlinks=False)]
    except OSError:
        return ()
    return tuple(folders) if len(folders) > 1 and all(map(is_language, folders)) else ()


def _folder(said: Any) -> str:
    place = {str(key).lower(): value for key, value in said.items()} if isinstance(said, dict) else {}
    return _path(place.get("contentdir"))


def _path(said: Any) -> str:
    return str(said or "").strip("/").removeprefix("./")


def _beside(file: Path, name: str) -> dict[str, Any]:
    """What a part of the configuration says that has a file of its own: config/_default/module.yaml."""
    return next(
        (said for ending in _ENDINGS if (said := reading.fields(file.parent / f"{name}{ending}"))), {}
    )


def _split(file: Path) -> dict[str, Any]:
    """The languages of a configuration in several files: config/_default/languages.toml, or a file each,
    languages.fr.toml."""
    if whole := _beside(file, "languages"):
        return whole
    try:
        there = [one.name for one in files.entries(file.parent)]
    except OSError:
        return {}
    found = {}
    for name in there:
        start, _, rest = name.partition(".")
        lang, _, ending = rest.rpartition(".")
        if start == "languages" and lang and f".{ending}" in _ENDINGS:
            found[lang] = reading.fields(file.parent / name)
    return found
