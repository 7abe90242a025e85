"""What is to be judged, how is it shown, and which exit code comes of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from audit.cli.judging import configuration, judged, status
from audit.cli.options import (
    Against,
    Config,
    FailOn,
    Format,
    Ignore,
    Jobs,
    ManySiblings,
    NoColor,
    Output,
    Paths,
    Reference,
    RuleFolders,
    Select,
    Shown,
    UseConfig,
    UseDecisions,
    Width,
)
from audit.cli.output import console, deliver, shown_in

if TYPE_CHECKING:
    from audit.model import Run


def register(app: typer.Typer) -> None:
    app.command(cls=ManySiblings)(check)
    app.command()(score)


def check(
    paths: Paths,
    against: Against = None,
    reference: Reference = None,
    shown: Shown = None,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(help="The mildest severity that makes the exit code 1: major, if no file says other."),
    ] = None,
    summary: Annotated[bool, typer.Option("--summary", help="Verdicts and scores, no findings.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="A verdict a story, no more.")] = False,
    no_color: NoColor = False,
    width: Width = None,
    output: Output = None,
    jobs: Jobs = 1,
    decisions: UseDecisions = True,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Judge articles, and say what an editor should look at.

    Exit code 0: clean; 1: findings at or above --fail-on; 2: something could not be judged.
    """
    from audit.settings import Settings

    settings = configuration(
        Settings(processes=jobs, decisions=decisions),
        select=select,
        ignore=ignore,
        rules=rules,
        fail_on=fail_on,
        config=config,
        use_config=use_config,
    )
    run = judged(paths, settings, tuple(against or ()), tuple(reference or ()))
    form = shown_in(shown, output)
    if form is Format.RICH:
        from audit.report import rich

        screen = console(no_color=no_color, width=width, output=output)
        with screen.capture() as captured:
            rich.render(run, screen, findings=not (summary or quiet), scores=not quiet)
        deliver(captured.get(), output)
    elif form is Format.TEXT:
        from audit.report import text

        deliver(text.render(run, findings=not (summary or quiet), scores=not quiet), output)
    else:
        deliver(_for_programs(run, form), output)
    raise typer.Exit(status(run, settings))


def score(
    paths: Paths,
    shown: Shown = None,
    rules: RuleFolders = None,
    no_color: NoColor = False,
    width: Width = None,
    output: Output = None,
    jobs: Jobs = 1,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Score the versions of a story beside each other.

    Issues per 1,000 words, agreement with each sibling, facts, and the signatures that say how.

    Exit code 0, or 2 where something could not be judged.
    """
    from audit.settings import Settings

    base = Settings(processes=jobs, every_metric=True)
    settings = configuration(base, rules=rules, config=config, use_config=use_config)
    run = judged(paths, settings)
    form = shown_in(shown, output)
    if form is Format.RICH:
        from audit.report import rich

        screen = console(no_color=no_color, width=width, output=output)
        with screen.capture() as captured:
            rich.render_scores(run, screen)
        deliver(captured.get(), output)
    elif form is Format.TEXT:
        from audit.report import text

        deliver(text.render_scores(run), output)
    else:
        deliver(_for_programs(run, form), output)
    raise typer.Exit(status(run, settings, findings_fail=False))


def _for_programs(run: Run, form: Format) -> str:
    from audit.report import json, jsonl

    return jsonl.render(run) if form is Format.JSONL else json.render(run)
