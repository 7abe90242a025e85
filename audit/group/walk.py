"""Which files lie at and below the paths that were asked for?"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audit import files
from audit.git import Repositories
from audit.group.ignored import Ignored
from audit.group.problems import Problems, reason_of
from audit.group.root import Root, RootOf
from audit.group.story_file import STORY_FILE
from audit.load import FORMATS, holds_data, reads, unread

NO_ARTICLES = f"no articles in it: expected files ending in {', '.join(FORMATS)}"


@dataclass(slots=True)
class Folder:
    """A folder with what lies in it: articles, folders, perhaps a story.toml.

    `real` is without links, `top` what was asked for that it lies in; `named` tells that this was one file.
    `data` are files in which a layout may know texts.
    """

    path: Path
    real: Path
    top: Path
    articles: list[Path] = field(default_factory=list)
    data: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    told: bool = False
    named: bool = False


class Walk:
    """Goes through files and folders, each once.

    What cannot be read goes to `problems`, what is left out on purpose to `skipped`, with the reason; folders
    that were asked for and hold no articles but data, which may be some, to `only_data`.
    """

    def __init__(self, problems: Problems, root_of: RootOf) -> None:
        self.problems = problems
        self.skipped: list[tuple[str, str]] = []
        self.only_data: list[Path] = []
        self._unread: Counter[str] = Counter()
        self.repositories = Repositories()
        self._root_of = root_of
        self._seen: set[Path] = set()

    def places(self, path: Path) -> Iterator[Folder]:
        """The folders at and below `path` that hold articles, in order; for a file its own, with nothing else
        in it."""
        files.look(path)
        try:
            real = path.resolve(strict=True)
        except FileNotFoundError:
            self.problems.report(str(path), "no such file or folder")
            return
        except (
            OSError,
            RuntimeError,
            ValueError,
        ) as error:  # RuntimeError: a loop of links before Python 3.13
            self.problems.report(str(path), f"cannot be reached: {reason_of(error)}")
            return
        if real.is_dir():
            yield from self._folders(path, real)
        elif real not in self._seen:
            self._seen.add(real)
            if self._root_of(path.parent).excludes(real):
                self.skipped.append((str(path), "excluded"))
                self.problems.report(str(path), "excluded by the configuration", fatal=False)
            else:
                yield Folder(path.parent, real.parent, real.parent, [path], named=True)

    def _folders(self, top: Path, top_real: Path) -> Iterator[Folder]:
        waiting = [(top, top_real)]
        ignored = Ignored(top_real, self.repositories)
        found = data = False
        before = len(self.problems), len(self.skipped)
        self._unread.clear()
        while waiting:
            path, real = waiting.pop()
            if real in self._seen:
                found = True
                continue
            self._seen.add(real)
            folder = self.folder(path, real, top_real, ignored)
            found = found or bool(folder.articles) or folder.told
            data = data or bool(folder.data)
            if folder.articles or folder.told or folder.data:
                yield folder
            waiting += ((below, real / below.name) for below in reversed(folder.folders))
        silent = (len(self.problems), len(self.skipped)) == before
        if count := self._unread.total():
            kinds = ", ".join(sorted(self._unread))
            said = f"{count:,} file{'s' if count > 1 else ''} not read: {kinds}"
            self.problems.report(str(top), said, fatal=False)
        if found or not silent:
            return
        if data:
            self.only_data.append(top)
        else:
            self.problems.report(str(top), NO_ARTICLES)

    def folder(
        self, path: Path, real: Path, top: Path | None = None, ignored: Ignored | None = None
    ) -> Folder:
        """What lies in one folder."""
        folder = Folder(path, real, top or real)
        try:
            entries = files.entries(path)
            root, ignored = self._root_of(path), ignored or Ignored(real, self.repositories)
            for entry in entries:
                self._sort(entry, folder, root, ignored)
        except (OSError, RuntimeError) as error:
            self.problems.report(str(path), f"cannot be read: {reason_of(error)}")
        return folder

    def _sort(self, entry: os.DirEntry[str], folder: Folder, root: Root, ignored: Ignored) -> None:
        path = folder.path / entry.name
        # A link to a folder is not followed: it may lead outside of what was asked for, or round.
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name == STORY_FILE and not is_folder and not entry.is_symlink():
            folder.told = True
        elif is_folder or reads(path) or holds_data(path) or unread(path):
            if reason := ignored.why(folder.real, entry.name, is_folder=is_folder):
                self.skipped.append((str(path), reason))
            elif root.excludes(folder.real / entry.name, folder=is_folder):
                self.skipped.append((str(path), "excluded"))
            elif is_folder:
                folder.folders.append(path)
            elif unread(path):
                self._unread[path.suffix.lower()] += 1
            elif not entry.is_symlink() or (self._leads_inside(path, folder.real) and entry.is_file()):
                (folder.articles if reads(path) else folder.data).append(path)

    def _leads_inside(self, link: Path, folder: Path) -> bool:
        try:
            inside = link.resolve(strict=True).is_relative_to(folder)
            reason = "a link that leads outside of its folder is not followed"
        except (OSError, RuntimeError):
            inside, reason = False, "a broken or circular link"
        if not inside:
            self.problems.report(str(link), reason)
        return inside
