"""What did the person type? The words of the command line to a run, a report and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from audit.cli.application import app

Result = TypeVar("Result")

__all__ = ["app", "main", "say_version"]


def main() -> None:
    """The command `audit`; leaves through SystemExit with 0, 1, 2, 3 or, interrupted, 130."""
    words = sys.argv[1:]
    # Nothing of the commands is loaded for what is answered without them.
    if words in (["version"], ["--version"]):
        _told(say_version)
        sys.exit(0)
    from audit.cli.again import asked, repeated

    with asked(words) as file:
        if file is not None and (status := _told(partial(repeated, file))) is not None:
            sys.exit(status)
        from audit.cli.application import main as run

        run()


def say_version() -> None:
    """Which version this is, in a line."""
    from audit.cli.output import say
    from audit.version import __version__

    say(f"audit {__version__}\n")


def _told(work: Callable[[], Result]) -> Result:
    """What something that speaks comes to; where nobody can be spoken to this leaves with 2."""
    from audit.cli.output import lost, open_streams

    open_streams()
    try:
        return work()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        lost(error)


def __getattr__(name: str) -> object:
    if name == "app":
        from audit.cli.application import app

        return app
    raise AttributeError(f"module 'audit.cli' has no attribute {name!r}")
