"""Which commands are there?"""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from audit.cli import (
    archive,
    check,
    config,
    coverage,
    decisions,
    desk,
    diff,
    fix,
    languages,
    lsp,
    mcp,
    measure,
    repository,
    review,
    rules,
    say_version,
    serve,
    sign,
    stamp,
    usage,
)
from audit.cli.output import fail, fault, lost, open_streams

# New objects, and rounds of younger ones, between two looks for garbage.
_SELDOM = (50_000, 20, 100)

app = typer.Typer(
    name="audit",
    help="Reads an article beside its sibling versions and marks what an editor would.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
check.register(app)
decisions.register(app)
config.register(app)
repository.register(app)
diff.register(app)
review.register(app)
desk.register(app)
lsp.register(app)
mcp.register(app)
serve.register(app)
fix.register(app)
stamp.register(app)
sign.register(app)
coverage.register(app)
rules.register(app)
languages.register(app)
measure.register(app)
archive.register(app)
usage.plain(app)


def _say_version(asked: bool) -> None:
    if asked:
        version()
        raise typer.Exit


@app.callback()
def options(
    asked: Annotated[
        bool,
        typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True),
    ] = False,
) -> None:
    """Read an article beside its sibling versions, and mark what an editor would."""


@app.command()
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
        app(prog_name="audit")
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        lost(error)
    except Exception as error:  # of our own: Python's exit code for it would read as "findings"
        fail(fault(error))
