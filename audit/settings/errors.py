"""How is it said that a configuration file, or a word in it, is wrong?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ConfigError(ValueError):
    """A configuration file that is not understood: file, line, key, what was expected, an excerpt."""

    def __init__(self, path: str, reason: str, *, line: int = 0, key: str = "", excerpt: str = "") -> None:
        place = f"{path}:{line}" if line else path
        about = f"{key}: " if key else ""
        super().__init__(f"{place}: {about}{reason}" + (f"\n    {line} | {excerpt}" if excerpt else ""))
        self.path = path
        self.line = line
        self.key = key
        self.reason = reason


class SelectionError(ValueError):
    """A word in `select`, `ignore` or `severity` that names nothing."""


def meant(word: str, known: Iterable[str]) -> str:
    """A question that ends an error message, " Did you mean ...?", or nothing where no word is near."""
    near = get_close_matches(word, sorted(set(known)), n=1, cutoff=0.7)
    return f" Did you mean {near[0]}?" if near else ""
