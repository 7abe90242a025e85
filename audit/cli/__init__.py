"""What did the person type? The words of the command line to a run, a report and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import typer

    app: typer.Typer

Result = TypeVar("Result")

# The kept page of help, and the columns for which it is set.
HELP, HELP_WIDTH = "help.txt", 80

__all__ = ["HELP", "HELP_WIDTH", "app", "main", "say_version"]


def main() -> None:
    """The command `audit`; leaves through SystemExit with 0, 1, 2, 3 or, interrupted, 130."""
    words = sys.argv[1:]
    # Nothing of the commands is loaded for what is answered without them.
    if words in (["version"], ["--version"]):
        _told(say_version)
        sys.exit(0)
    if words in (["--help"], ["-h"]) and _told(_say_help):
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


def _say_help() -> bool:
    """Say which commands there are, in the words that are kept in help.txt (`tools.outputs` writes them), and
    whether that could be done: they are for a page of the usual width."""
    from shutil import get_terminal_size

    from audit.cli.output import say

    try:
        kept = Path(__file__).with_name(HELP).read_text(encoding="utf-8")
    except OSError:  # the program lies in an archive
        return False
    if get_terminal_size().columns < HELP_WIDTH:
        return False
    say(kept)
    return True


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
        from audit.cli.application import everything

        return everything()
    raise AttributeError(f"module 'audit.cli' has no attribute {name!r}")
