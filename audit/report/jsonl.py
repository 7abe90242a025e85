"""What does a program read that takes findings one at a time? A finding a line."""

from __future__ import annotations

from audit.model import Run
from audit.report.json import as_finding, documents, dumps


def render(run: Run) -> str:
    """Each finding of the JSON contract on a line of its own."""
    known = documents(run)
    return "".join(dumps(as_finding(finding, known)) for finding in run.findings)
