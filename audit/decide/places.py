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


def find_root(article: Path) -> Path:
    """The folder in whose `.audit` the decisions on an article lie.

    The nearest folder above it that has an `.audit` already, else that of its git repository, else the
    nearest with an `audit.toml`, else the article's own folder. Links count as they are named.
    """
    return Path(Roots().of(str(article)))


def keyed(stories: Iterable[Story], roots: Roots | None = None) -> tuple[Story, ...]:
    """The stories with every version's key, by which findings and decisions are known."""
    roots = roots or Roots()
    return tuple(
        replace(story, versions=tuple(replace(version, key=roots.key(version)) for version in story.versions))
        for story in stories
    )


class Roots:
    """The roots of many articles, each folder looked at once."""

    def __init__(self) -> None:
        self._here = os.getcwd()
        self._folders: dict[str, tuple[str, str]] = {}
        self._marked: dict[str, tuple[bool, ...]] = {}
        self._roots: dict[str, str] = {}

    def of(self, article: str) -> str:
        """What `find_root` says of the article at this path."""
        return self._place(os.path.split(article)[0])[0]

    def _place(self, shown: str) -> tuple[str, str]:
        """The root of a folder as it is named, and the way to it from there."""
        place = self._folders.get(shown)
        if place is None:
            folder = os.path.normpath(os.path.join(self._here, shown))
            root = self._roots.get(folder)
            if root is None:
                root = self._roots[folder] = self._find(folder)
            place = self._folders[shown] = root, os.path.relpath(folder, root)
        return place

    def _find(self, folder: str) -> str:
        above = [folder]
        while (parent := os.path.dirname(above[-1])) != above[-1]:
            above.append(parent)
        for at in range(len(_MARKERS)):
            for one in above:
                if self._marks(one)[at]:
                    return one
        return folder

    def _marks(self, folder: str) -> tuple[bool, ...]:
        known = self._marked.get(folder)
        if known is None:
            known = tuple(os.path.exists(os.path.join(folder, marker)) for marker in _MARKERS)
            self._marked[folder] = known
        return known

    def key(self, document: Document) -> str:
        """The article's path below its root with slashes, and `#` with its part in a file of several."""
        below = self.article(document)
        return f"{below}#{document.part}" if document.part else below

    def article(self, document: Document) -> str:
        """The path of the document's file below its root, with slashes."""
        folder, name = os.path.split(document.source.path)
        return os.path.normpath(os.path.join(self._place(folder)[1], name)).replace(os.sep, "/")


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
    roots = Roots()
    return Path(roots.of(document.source.path), FOLDER, roots.article(document) + _ENDING)


def article_of(path: Path, root: Path) -> str:
    """The key of the article on which the decisions in the file `path` are."""
    return path.relative_to(root / FOLDER).as_posix().removesuffix(_ENDING)


def every(root: Path) -> list[Path]:
    """All files of decisions below `root`, sorted."""
    found: list[Path] = []
    for folder, _, names in os.walk(root / FOLDER):
        found += (Path(folder, name) for name in names if name.endswith(_ENDING))
    return sorted(found)
