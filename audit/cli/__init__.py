"""What did the person type? The words of the command line to a run, a report and an exit code."""

from __future__ import annotations

from audit.cli.application import app, main

__all__ = ["app", "main"]
