"""Why does a rule exist? The page of `audit explain`, as words for a sheet or a prompt."""

from __future__ import annotations

import io

from rich.console import Console

from audit.model import Rule
from audit.report import rulebook


def explained(rule: Rule, width: int) -> str:
    """The page without colours; marks stand between ‹ and ›."""
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, markup=False, emoji=False, highlight=False)
    rulebook.page(rule, console)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())
