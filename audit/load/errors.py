"""What does a reader raise when a file cannot be read?"""

from __future__ import annotations


class LoadError(ValueError):
    """A file that cannot be judged: where and why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
