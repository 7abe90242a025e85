"""What does a reader raise when a file cannot be read?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.load.draft import Loaded

# Faults of one file that are told one by one.
_TOLD = 20


class LoadError(ValueError):
    """A file that cannot be judged: where and why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class NothingToJudgeError(LoadError):
    """A file that was read whole and has no words: front matter, code, markup."""


class PartlyReadError(LoadError):
    """A file of several texts of which some could not be read: the `faults`, and what could be.

    The first faults are told one by one, the others by their number.
    """

    def __init__(self, path: str, faults: Sequence[LoadError], loaded: tuple[Loaded, ...]) -> None:
        super().__init__(faults[0].path, faults[0].reason)
        more = len(faults) - _TOLD
        rest = [LoadError(path, f"{more:,} more texts could not be read")] if more > 0 else []
        self.faults = (*faults[:_TOLD], *rest)
        self.loaded = loaded
