"""What is to be judged, how is it shown, and which exit code comes of it?"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from audit.cli.output import fail, say, told

if TYPE_CHECKING:
    from typer import _click

    from audit.model import Run
    from audit.settings import Settings


class Format(StrEnum):
    RICH = "rich"
    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


class FailOn(StrEnum):
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"
    NEVER = "never"


class _ManySiblings(TyperCommand):
    """`--against` takes every path up to the next option, as a shell's `other/*.txt` gives them."""

    def parse_args(self, ctx: _click.Context, args: list[str]) -> list[str]:
        spread: list[str] = []
        inside = False
        for word in args:
            if word == "--against":
                inside = True
                continue
            if word.startswith("-") and word != "-":
                inside = False
            spread += ["--against", word] if inside else [word]
        if args[-1:] == ["--against"]:
            spread.append("--against")
        return super().parse_args(ctx, spread)


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Folders (a story each), files, or - for standard input."),
]
Against = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH...", help="The siblings of the one article given: every path up to the next option."
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WORD", help="Only these rules, topics, categories or severities (commas, or repeated)."
    ),
]
Ignore = Annotated[list[str] | None, typer.Option(metavar="WORD", help="All but these.")]
Rules = Annotated[list[Path] | None, typer.Option(metavar="DIR", help="A further folder of rules.")]
Shown = Annotated[
    Format | None,
    typer.Option("--format", help="Default: rich in a terminal, text elsewhere.", show_default=False),
]
Width = Annotated[int | None, typer.Option(min=40, help="Columns of the rich report.", show_default=False)]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour; so does NO_COLOR in the environment.")]
Output = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the report into a file.")]
Jobs = Annotated[int, typer.Option(min=0, help="Processes for many stories; 0 means one a core.")]


def register(app: typer.Typer) -> None:
    app.command(cls=_ManySiblings)(check)


def check(
    paths: Paths,
    against: Against = None,
    format: Shown = None,  # noqa
    select: Select = None,
    ignore: Ignore = None,
    rules: Rules = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="The mildest severity that makes the exit code 1.")
    ] = FailOn.MAJOR,
    summary: Annotated[bool, typer.Option("--summary", help="Verdicts and scores, no findings.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Verdicts only.")] = False,
    no_color: NoColor = False,
    width: Width = None,
    output: Output = None,
    jobs: Jobs = 1,
) -> None:
    """Judge articles beside their siblings and say what an editor should look at.

    Exit code 0: clean. 1: findings at or above --fail-on. 2: something could not be judged.
    """
    from audit.model import Severity
    from audit.settings import Settings

    settings = Settings(
        select=_words(select),
        ignore=_words(ignore),
        rules=tuple(rules or ()),
        fail_on=Severity.CRITICAL if fail_on is FailOn.NEVER else Severity(fail_on.value),
        processes=jobs,
    )
    run = judged(paths, settings, tuple(against or ()))
    _show(run, format)
    raise typer.Exit(_status(run, fail_on))


def judged(paths: list[str], settings: Settings, siblings: tuple[str, ...] = ()) -> Run:
    """The run, or a clear line on standard error and exit code 2."""
    from audit.run import check as run_check

    if siblings and len(paths) > 1:
        fail(f"--against judges one article beside its siblings, but {len(paths)} were given")
    given = sys.stdin.buffer.read() if "-" in (*paths, *siblings) else None
    with told():
        return run_check(paths, settings, siblings=siblings, standard_input=given)


def _words(given: list[str] | None) -> tuple[str, ...]:
    return tuple(word.strip() for words in given or () for word in words.split(",") if word.strip())


def _show(run: Run, format: Format | None) -> None:
    if format is Format.JSON:
        from audit.report import json

        say(json.render(run))
    elif format is Format.JSONL:
        from audit.report import jsonl

        say(jsonl.render(run))
    else:
        from audit.report import text

        say(text.render(run))


def _status(run: Run, fail_on: FailOn) -> int:
    from audit.model import Severity

    if any(problem.fatal for problem in run.problems):
        return 2
    if fail_on is FailOn.NEVER:
        return 0
    limit = Severity(fail_on.value).rank
    return int(any(finding.severity.rank >= limit for finding in run.findings))
