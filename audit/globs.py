"""Which paths do the patterns of a .gitignore, or of a configuration, mean?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class GlobError(ValueError):
    """A pattern that git would not understand either."""


class Globs:
    """Patterns as in a .gitignore, relative to one folder; the last one that fits decides."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.patterns = tuple(patterns)
        if self.patterns:
            compile_globs(self.patterns)

    def match(self, path: str) -> bool:
        """Whether they mean `path`: relative to the folder, with slashes; a folder ends in one."""
        return bool(self.patterns) and bool(compile_globs(self.patterns).match_file(path))

    def verdict(self, path: str) -> bool | None:
        """True if they mean it, False if a later `!pattern` takes it back, None if they say nothing."""
        return compile_globs(self.patterns).check_file(path).include if self.patterns else None


@lru_cache(maxsize=256)
def compile_globs(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """The patterns, compiled for RE2, so that none takes more than linear time. Raises GlobError."""
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(patterns, backend="re2")
    except ValueError as error:
        raise GlobError(str(error)) from None
