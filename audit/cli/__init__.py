"""What did the person type? The words of the command line to a run, a report and an exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.cli.application import app

__all__ = ["app", "main"]


def main() -> None:
    """The command `audit`; leaves through SystemExit with 0, 1, 2, 3 or, interrupted, 130."""
    # Nothing of the commands is loaded for what is answered without them.
    from audit.cli.again import asked

    with asked(sys.argv[1:]) as status:
        if status is not None:
            sys.exit(status)
        from audit.cli.application import main as run

        run()


def __getattr__(name: str) -> object:
    if name == "app":
        from audit.cli.application import app

        return app
    raise AttributeError(f"module 'audit.cli' has no attribute {name!r}")
