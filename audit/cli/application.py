"""Which commands are there?"""

from __future__ import annotations

import sys

import typer

from audit.cli import (
    check,
    config,
    decisions,
    diff,
    fix,
    measure,
    repository,
    review,
    rules,
    stamp,
)

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
fix.register(app)
stamp.register(app)
rules.register(app)
measure.register(app)


@app.command()
def version() -> None:
    """Say which version this is."""
    from audit.version import __version__

    typer.echo(f"audit {__version__}")


def main() -> None:
    """The command `audit`; leaves through SystemExit with 0, 1, 2 or, interrupted, 130."""
    try:
        app(prog_name="audit")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception:
        # A fault of our own: Python's exit code for it would read as "findings".
        import traceback

        traceback.print_exc()
        sys.exit(2)
