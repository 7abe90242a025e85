"""How are faults of files and folders collected?"""

from __future__ import annotations

from audit.model import Problem


class Problems(list[Problem]):
    """What could not be read, each thing said once."""

    def report(self, path: str, reason: str, *, fatal: bool = True) -> None:
        """Add a problem, once."""
        problem = Problem(path, reason, fatal)
        if problem not in self:
            self.append(problem)


def reason_of(error: Exception) -> str:
    """What went wrong, without the number and the path that Python puts round it."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
