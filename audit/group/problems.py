"""How are faults of files and folders collected?"""

from __future__ import annotations

import re

from audit.model import Problem


class Problems(list[Problem]):
    """What could not be read, each thing said once."""

    def report(self, path: str, reason: str, *, fatal: bool = True) -> None:
        """Add a problem, once."""
        problem = Problem(path, reason, fatal)
        if problem not in self:
            self.append(problem)


# A path has one letter at most before its colon, that of a drive.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
ADDRESS = "an address of the web, which is not read: save the page as a file and name that"


def is_address(path: str) -> bool:
    """Whether what was given as a path is a URL."""
    return bool(_ADDRESS.match(path))


def reason_of(error: Exception) -> str:
    """What went wrong, without the number and the path that Python puts round it."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
