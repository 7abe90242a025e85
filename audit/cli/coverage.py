"""How far is a site translated?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.cli.judging import configuration
from audit.cli.options import Config, UseConfig
from audit.cli.output import deliver, fail, told, warn
from audit.report.formats import CoverageFormat


def register(app: typer.Typer) -> None:
    app.command()(coverage)


def coverage(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders; default: where you are."),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Only this language.")] = "",
    form: Annotated[
        CoverageFormat,
        typer.Option("--format", help="text, json, markdown; svg or endpoint (of shields.io): a badge."),
    ] = CoverageFormat.TEXT,
    output: Annotated[Path | None, typer.Option("--output", help="Write it into a file.")] = None,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Count for each language what is translated, stale (its original changed), missing and orphaned (its
    original is gone). Judges nothing.

    Exit code 0, or 2 where no original is known or something could not be read.
    """
    from audit.report.coverage import render
    from audit.settings import Settings
    from audit.survey.coverage import coverage as cover

    with told():
        found = cover(paths or ["."], configuration(Settings(), config=config, use_config=use_config).of)
    if not found.source_lang:
        fail("no original is known here: say source-lang in audit.toml (audit init writes one)")
    if lang:
        found = found._replace(languages=tuple(one for one in found.languages if one.lang == lang))
        if not found.languages:
            fail(f"no text in {lang} here")
    deliver(render(form, found), output)
    fatal = [problem for problem in found.problems if problem.fatal]
    for problem in fatal:
        warn(f"could not read {problem.path}: {problem.message}")
    raise typer.Exit(2 if fatal else 0)
