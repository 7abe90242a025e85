"""By which name is an article known that stays the same wherever one stands?"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from audit.model import Document, Story

FOLDER = ".audit"
_ENDING = ".decisions"
# Strongest first: where decisions already lie, the repository, the nearest settings.
_MARKERS = (FOLDER, ".git", "audit.toml")


def find_root(path: Path) -> Path:
    """The folder in whose `.audit` the decisions on an article lie.

    The nearest folder above it that has an `.audit` already, else that of its git repository, else the
    nearest with an `audit.toml`, else the article's own folder.
    """
    folders = _absolute(path).parents
    for marker in _MARKERS:
        for folder in folders:
            if (folder / marker).exists():
                return folder
    return folders[0]


def _absolute(path: Path) -> Path:
    """Without dots, but through links as they are named: a link is an article of its own."""
    return Path(os.path.normpath(path.absolute()))


def key_of(document: Document, root: Path) -> str:
    """The article's path below `root` with slashes, and `#` with its part in a file of several articles."""
    path = _absolute(Path(document.source.path)).relative_to(root).as_posix()
    part = document.id.partition("#")[2]
    return f"{path}#{part}" if part else path


def keyed(stories: Iterable[Story]) -> tuple[Story, ...]:
    """The stories with every version's key, by which findings and decisions are known."""
    roots: dict[str, Path] = {}
    return tuple(
        replace(story, versions=tuple(_keyed(version, roots) for version in story.versions))
        for story in stories
    )


def _keyed(version: Document, roots: dict[str, Path]) -> Document:
    folder = str(Path(version.source.path).parent)
    if folder not in roots:
        roots[folder] = find_root(Path(version.source.path))
    return replace(version, key=key_of(version, roots[folder]))


def private_folder(audit: Path) -> Path:
    """The folder below an `.audit` for what is this machine's alone; git is told to leave it out."""
    folder = audit / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return folder


def path_of(document: Document) -> Path:
    """The file in which the decisions on `document` (as loaded from a file) lie."""
    root = find_root(Path(document.source.path))
    return root / FOLDER / (key_of(document, root).partition("#")[0] + _ENDING)


def article_of(path: Path, root: Path) -> str:
    """The key of the article on which the decisions in the file `path` are."""
    return path.relative_to(root / FOLDER).as_posix().removesuffix(_ENDING)


def every(root: Path) -> list[Path]:
    """All files of decisions below `root`, sorted."""
    found: list[Path] = []
    for folder, _, names in os.walk(root / FOLDER):
        found += (Path(folder, name) for name in names if name.endswith(_ENDING))
    return sorted(found)
