"""Which commands are there?"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Annotated

import typer

from audit.cli import say_version, usage
from audit.cli.output import fail, fault, lost, open_streams

# New objects, and rounds of younger ones, between two looks for garbage.
_SELDOM = (50_000, 20, 100)
# The commands of each module of this package, in the order in which help names them: a run loads the module
# of its own command, since the others would take longer than what it says.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": ("check", "score"),
    "decisions": ("baseline", "decide", "prune", "undo", "attach"),
    "config": ("config",),
    "repository": ("doctor", "init"),
    "diff": ("diff",),
    "review": ("review",),
    "desk": ("desk",),
    "lsp": ("lsp",),
    "mcp": ("mcp",),
    "serve": ("serve",),
    "fix": ("fix",),
    "stamp": ("stamp",),
    "sign": ("sign", "signed"),
    "coverage": ("coverage",),
    "rules": ("explain", "rules"),
    "languages": ("languages",),
    "measure": ("measure",),
    "archive": ("archive",),
}


@lru_cache(maxsize=1)
def everything() -> typer.Typer:
    """The program with all of its commands."""
    return with_commands(COMMANDS)


def with_commands(modules: Iterable[str]) -> typer.Typer:
    """The program with the commands of some modules of this package."""
    app = typer.Typer(
        name="audit",
        help="Reads an article beside its sibling versions and marks what an editor would.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for module in modules:
        import_module(f"audit.cli.{module}").register(app)
    usage.plain(app)
    app.callback()(options)
    app.command()(version)
    return app


def _asked(words: list[str]) -> typer.Typer:
    """The program with the command that is asked for; with all, if none of them is."""
    module = next((one for one, names in COMMANDS.items() if words[:1] and words[0] in names), None)
    return with_commands((module,)) if module else everything()


def _say_version(asked: bool) -> None:
    if asked:
        version()
        raise typer.Exit


def options(
    asked: Annotated[
        bool,
        typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True),
    ] = False,
) -> None:
    """Read an article beside its sibling versions, and mark what an editor would."""


def version() -> None:
    """Say which version this is."""
    say_version()


def main() -> None:
    """The command `audit`; leaves through SystemExit with 0, 1, 2 or, interrupted, 130."""
    # Most of what a run makes is needed until its reports are written: looking for garbage in it as often as
    # Python does takes a tenth of the time.
    gc.set_threshold(*_SELDOM)
    open_streams()
    try:
        _asked(sys.argv[1:])(prog_name="audit")
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        lost(error)
    except Exception as error:  # of our own: Python's exit code for it would read as "findings"
        fail(fault(error))
