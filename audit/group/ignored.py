"""Which files and folders are nobody's articles: hidden, made by machines, a report, or ignored by git?"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from audit import files
from audit.git import Repositories
from audit.globs import GlobError, Globs

# What package managers and build tools fill with the texts of others.
_FOREIGN_FOLDERS = frozenset(
    "__pycache__ bower_components node_modules site-packages third_party vendor venv".split()
)
# Files of text that are for machines or lawyers.
_NO_ARTICLE = re.compile(
    r"(?i)(requirements|constraints)([-_.].*)?\.txt"
    r"|(cmakelists|robots|humans|ads|app-ads|security|llms|llms-full)\.txt"
    r"|(licen[cs]e|copying|notice|authors|contributors|changelog|changes|code[-_]of[-_]conduct|contributing)"
    r"([-_.].*)?\.(txt|text|md|mdx|markdown|html?)"
)
# What report/html writes into its head, within the first kilobyte.
_REPORT = b'<meta name="generator" content="audit '
_HEAD = 1 << 10
_LARGEST = 1 << 20


class Ignored:
    """What is left out of a walk that begins at `top` (without links).

    The .gitignore files of the repository count, from its root down to each folder, unless `top` itself is
    ignored: who names a folder means it.
    """

    def __init__(self, top: Path, repositories: Repositories) -> None:
        self._repository = repositories.of(top)
        self._chains: dict[Path, tuple[tuple[Globs, str], ...]] = {}
        if self._repository is not None and self._repository != top:
            inside = (top, *(one for one in top.parents if self._repository in one.parents))
            if any(self._by_git(one.parent, one.name, is_folder=True) for one in inside):
                self._repository = None

    def why(self, folder: Path, name: str, *, is_folder: bool) -> str:
        """The reason why what is called `name` in a folder (without links) is left out, "" if it is not."""
        if name.startswith("."):
            return "hidden"
        if is_folder and name in _FOREIGN_FOLDERS:
            return "not of this project"
        if not is_folder and _NO_ARTICLE.fullmatch(name):
            return "no article, by its name"
        if not is_folder and name.lower().endswith((".html", ".htm")) and _is_report(folder / name):
            return "a report of audit"
        return "ignored by git" if self._by_git(folder, name, is_folder=is_folder) else ""

    def _by_git(self, folder: Path, name: str, *, is_folder: bool) -> bool:
        """Whether the nearest .gitignore that says anything of it says so."""
        for rules, prefix in self._chain(folder):
            verdict = rules.verdict(prefix + name + "/" * is_folder)
            if verdict is not None:
                return verdict
        return False

    def _chain(self, folder: Path) -> tuple[tuple[Globs, str], ...]:
        """The .gitignore files that count in a folder, nearest first, each with the way from it."""
        if self._repository is None:
            return ()
        if folder not in self._chains:
            own = _gitignore(folder)
            above = () if folder == self._repository else self._chain(folder.parent)
            self._chains[folder] = (
                *(((own, ""),) if own else ()),
                *((rules, f"{prefix}{folder.name}/") for rules, prefix in above),
            )
        return self._chains[folder]


def _is_report(file: Path) -> bool:
    """Whether audit wrote this page; one that cannot be read is left to who reads it."""
    try:
        return _REPORT in files.read_head(file, _HEAD)
    except OSError:
        return False


@lru_cache(maxsize=4096)
def _gitignore(folder: Path) -> Globs | None:
    """The patterns of the .gitignore in a folder; a file that cannot be read has none, as for git."""
    file = folder / ".gitignore"
    try:
        lines = files.read(file, _LARGEST, inside=folder).decode(errors="replace").splitlines()
    except OSError:
        return None
    kept = []
    for line in lines:
        try:
            Globs((line,))
        except GlobError:
            continue  # git passes over what it does not understand
        kept.append(line)
    return Globs(kept) if kept else None
