"""How does the catalogue say that a rule file is wrong?"""

from __future__ import annotations


class RuleError(ValueError):
    """A rule file the catalogue does not understand: file, line, field, what was expected, an excerpt."""

    def __init__(self, path: str, reason: str, *, line: int = 0, field: str = "", excerpt: str = "") -> None:
        place = f"{path}:{line}" if line else path
        about = f"{field}: " if field else ""
        super().__init__(f"{place}: {about}{reason}" + (f"\n    {line} | {excerpt}" if excerpt else ""))
        self.path = path
        self.line = line
        self.field = field
        self.reason = reason
