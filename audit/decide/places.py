"""By which name is an article known wherever one stands, and where does lie what is said of it?"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from audit import files
from audit.model import Document, Story

FOLDER = ".audit"
_ENDING = ".decisions"
_REPOSITORY, _SETTINGS = ".git", "audit.toml"
_MARKERS = (FOLDER, _REPOSITORY, _SETTINGS)
# Bytes of a name in a folder: no more on all file systems of today.
_LONGEST = 255
# Characters that stay of a name that is too long, so that a person knows it again.
_STAYS = 40


def find_root(article: Path) -> Path:
    """The folder in whose `.audit` is kept what is said of an article.

    The nearest folder above it that has an `.audit` already, but none above its git repository, whose own
    things lie in it; else the repository; else the nearest folder with an `audit.toml`, else the article's
    own. Links count as they are named.
    """
    return Path(Roots().of(str(article)))


def keyed(stories: Iterable[Story], roots: Roots | None = None) -> tuple[Story, ...]:
    """The stories with every version's key, by which findings are known."""
    roots = roots or Roots()
    return tuple(
        replace(story, versions=tuple(replace(version, key=roots.key(version)) for version in story.versions))
        for story in stories
    )


class Roots:
    """The roots of many articles, each folder looked at once."""

    def __init__(self) -> None:
        self._here = os.getcwd()
        self._folders: dict[str, tuple[str, str, str]] = {}
        self._marked: dict[str, tuple[bool, ...]] = {}
        self._found: dict[str, tuple[str, str]] = {}

    def of(self, article: str) -> str:
        """What `find_root` says of the article at this path."""
        return self._look(os.path.split(article)[0])[0]

    def project(self, folder: str) -> str:
        """The project that a folder lies in, "" for none."""
        folder = os.path.normpath(os.path.join(self._here, folder))
        if folder not in self._found:
            self._found[folder] = self._find(folder)
        return self._found[folder][1]

    def key(self, document: Document) -> str:
        """The id that the article states, with its language, which translations may share an id for; else its
        path: below its project (the git repository, else the folder of the nearest `audit.toml`), or on this
        machine where it is in none. `#` and its part follow in a file of several."""
        if document.identity:
            return f"id:{document.identity}#{document.lang}"
        return _with_part(self.key_at(document.source.path), document)

    def key_at(self, path: str) -> str:
        """The key of the article at a path that states no id; whether it is there or not."""
        folder, name = os.path.split(path)
        return _below(self._look(folder)[2], name)

    def place(self, document: Document) -> str:
        """The article's path below its root with slashes, and `#` with its part in a file of several."""
        return _with_part(self.article(document), document)

    def article(self, document: Document) -> str:
        """The path of the document's file below its root, with slashes."""
        return self.article_at(document.source.path)

    def article_at(self, path: str) -> str:
        """The same of the file at a path, whether it is there or not."""
        folder, name = os.path.split(path)
        return _below(self._look(folder)[1], name)

    def file_of(self, path: str) -> Path:
        """The file in which the decisions on the article at a path lie."""
        return decisions_file(Path(self.of(path)), self.article_at(path))

    def outside(self, root: str) -> str | None:
        """Where an earlier version kept what belongs to `root`, a repository without an `.audit`: in the
        nearest `.audit` above it."""
        if self._marks(root)[0] or not self._marks(root)[1]:
            return None
        above = next((one for one in _upwards(root)[1:] if self._marks(one)[0]), None)
        if above is None or not files.is_folder(os.path.join(above, FOLDER, os.path.relpath(root, above))):
            return None
        return os.path.join(above, FOLDER, os.path.relpath(root, above))

    def _look(self, shown: str) -> tuple[str, str, str]:
        """Of a folder as it is named: its root, the way to it from there, and from its project."""
        place = self._folders.get(shown)
        if place is None:
            folder = os.path.normpath(os.path.join(self._here, shown))
            project = self.project(folder)
            root = self._found[folder][0]
            # On no project's ground an article goes by all of its path, whichever links led there.
            way = os.path.relpath(folder, project) if project else os.path.realpath(folder)
            place = self._folders[shown] = root, os.path.relpath(folder, root), way
        return place

    def _find(self, folder: str) -> tuple[str, str]:
        """The root of a folder and its project, "" for none."""
        above = _upwards(folder)
        repository = self._nearest(above, _REPOSITORY)
        project = repository or self._nearest(above, _SETTINGS)
        inside = above[: above.index(repository) + 1] if repository else above
        return self._nearest(inside, FOLDER) or project or folder, project

    def _nearest(self, folders: list[str], marker: str) -> str:
        at = _MARKERS.index(marker)
        return next((one for one in folders if self._marks(one)[at]), "")

    def _marks(self, folder: str) -> tuple[bool, ...]:
        known = self._marked.get(folder)
        if known is None:
            known = tuple(files.is_there(os.path.join(folder, marker)) for marker in _MARKERS)
            self._marked[folder] = known
        return known


def _upwards(folder: str) -> list[str]:
    above = [folder]
    while (parent := os.path.dirname(above[-1])) != above[-1]:
        above.append(parent)
    return above


def _below(way: str, name: str) -> str:
    return os.path.normpath(os.path.join(way, name)).replace(os.sep, "/")


def _with_part(path: str, document: Document) -> str:
    return f"{path}#{document.part}" if document.part else path


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
    return Roots().file_of(document.source.path)


def decisions_file(root: Path, article: str) -> Path:
    """The file in which the decisions on the article at this path below `root` lie.

    It is called as the article is, with an ending; what would be too long for a name is shortened, and told
    from others by a digest.
    """
    *folders, name = article.split("/")
    return Path(root, FOLDER, *folders, _short(name + _ENDING))


def _short(name: str) -> str:
    if len(os.fsencode(name)) <= _LONGEST:
        return name
    digest = blake2b(os.fsencode(name), digest_size=10).hexdigest()
    return f"{name[:_STAYS]}~{digest}{_ENDING}"


def article_of(path: Path, root: Path) -> str:
    """The path below `root` of the article on which the decisions in the file `path` are, by its name."""
    below = os.path.join(root, FOLDER, "")
    return str(path).removeprefix(below).replace(os.sep, "/").removesuffix(_ENDING)


def root_of(path: Path) -> Path:
    """The folder in whose `.audit` the file at `path` lies."""
    return Path(str(path)[: str(path).rindex(f"{os.sep}{FOLDER}{os.sep}") + 1])


def every(root: Path) -> list[Path]:
    """All files of decisions below `root`, sorted."""
    found: list[Path] = []
    files.look(root / FOLDER)
    for folder, _, names in os.walk(root / FOLDER):
        files.look(folder)
        found += (Path(folder, name) for name in names if name.endswith(_ENDING))
    return sorted(found)
