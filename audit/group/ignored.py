"""Which files and folders are nobody's articles: hidden, made by machines, or ignored by git?"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

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
_LARGEST = 1 << 20


class Ignored:
    """What is left out of a walk that begins at `top` (without links).

    The .gitignore files of the repository count, from its root down to each folder, unless `top` itself is
    ignored: who names a folder means it.
    """

    def __init__(self, top: Path) -> None:
        self._repository = next(
            (folder for folder in (top, *top.parents) if (folder / ".git").exists()), None
        )
        if self._repository is not None and top != self._repository and self._by_git(top, folder=True):
            self._repository = None

    def why(self, path: Path, *, folder: bool) -> str:
        """The reason why a path is left out, "" if it is not."""
        if path.name.startswith("."):
            return "hidden"
        if folder and path.name in _FOREIGN_FOLDERS:
            return "not of this project"
        if not folder and _NO_ARTICLE.fullmatch(path.name):
            return "no article, by its name"
        return "ignored by git" if self._by_git(path, folder=folder) else ""

    def _by_git(self, path: Path, *, folder: bool) -> bool:
        if self._repository is None:
            return False
        for parent in path.parents:
            rules = _gitignore(parent)
            if rules is not None:
                verdict = rules.verdict(path.relative_to(parent).as_posix() + "/" * folder)
                if verdict is not None:
                    return verdict
            if parent == self._repository:
                break
        return False


@lru_cache(maxsize=4096)
def _gitignore(folder: Path) -> Globs | None:
    """The patterns of the .gitignore in a folder; a file that cannot be read has none, as for git."""
    file = folder / ".gitignore"
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
            return None
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
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
