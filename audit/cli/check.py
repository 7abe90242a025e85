"""What is to be judged, how is it shown, and which exit code comes of it?"""

from __future__ import annotations

from typing import Annotated

import typer

from audit.cli.again import keep
from audit.cli.judging import company_of, configuration, judged, not_judged, reader_of, say_reading, status
from audit.cli.options import (
    Against,
    ArchivePlace,
    ChangedSince,
    Config,
    FailOn,
    FigureStyle,
    Ignore,
    Jobs,
    ManySiblings,
    NoArchive,
    NoColor,
    Original,
    Output,
    Outputs,
    Paths,
    Reader,
    ReaderModel,
    ReaderSeconds,
    Reference,
    RuleFolders,
    Select,
    Shown,
    ShownFigures,
    Signatures,
    UseCache,
    UseConfig,
    UseDecisions,
    Width,
)
from audit.cli.output import console, deliver, shown_in
from audit.cli.reports import Look, hand_out, only_for_people, scores_for, wanted


def register(app: typer.Typer) -> None:
    app.command(cls=ManySiblings)(check)
    app.command()(score)


def check(
    paths: Paths,
    against: Against = None,
    reference: Reference = None,
    original: Original = None,
    archive: ArchivePlace = None,
    no_archive: NoArchive = False,
    shown: Shown = None,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(help="The mildest severity that makes the exit code 1: major, if no file says other."),
    ] = None,
    require_judged: Annotated[
        bool,
        typer.Option("--require-judged", help="Exit code 3 where any version was not judged, named or not."),
    ] = False,
    summary: Annotated[bool, typer.Option("--summary", help="Verdicts and scores, no findings.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="A verdict a story, no more.")] = False,
    signatures: Signatures = False,
    support: Annotated[
        bool,
        typer.Option("--support", help="Every word, shaded by how many parallel siblings bear it out."),
    ] = False,
    no_color: NoColor = False,
    width: Width = None,
    output: Outputs = None,
    jobs: Jobs = 0,
    decisions: UseDecisions = True,
    changed_since: ChangedSince = "",
    reader: Reader = None,
    reader_model: ReaderModel = "",
    reader_seconds: ReaderSeconds = 600,
    cache: UseCache = True,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Judge articles, and say what an editor should look at.

    Exit code 0: nothing at or above --fail-on; 1: findings; 2: something could not be read; 3: a file that
    was named was not judged, or with --require-judged any version.
    """
    from audit.settings import Scores, Settings

    reports = wanted(shown, output)
    if summary or quiet:
        only_for_people(reports, "--quiet" if quiet else "--summary")
    settings = configuration(
        Settings(
            # What is kept serves every report.
            scores=Scores.ALL if cache else scores_for(reports, quiet=quiet),
            processes=jobs,
            decisions=decisions,
            changed_since=changed_since,
            cache=cache,
            support=support,
            reader=reader_of(reader, reader_model, reader_seconds),
        ),
        select=select,
        ignore=ignore,
        rules=rules,
        fail_on=fail_on,
        config=config,
        use_config=use_config,
    )
    beside = tuple(against or ()), tuple(reference or ()), tuple(original or ())
    named_beside = [one for those in beside for one in those]
    company = company_of(paths, named_beside, archive, without=no_archive)
    run = judged(paths, settings, *beside, company=company)
    say_reading(run.proofreading)
    look = Look(not (summary or quiet), not quiet, signatures, no_color, width)
    hand_out(run, reports, look)
    left = status(run, settings) or int(not_judged(run, paths, everywhere=require_judged)) * 3
    # What is given by hand, asked of somebody else or an archive, or written elsewhere is no answer to the
    # words alone. Nor is what could not be read or judged.
    alone = not (company or reader or changed_since or output or "-" in (*paths, *named_beside))
    if cache and left != 2 and alone:
        keep(left)
    raise typer.Exit(left)


def score(
    paths: Paths,
    shown: ShownFigures = None,
    rules: RuleFolders = None,
    signatures: Signatures = False,
    no_color: NoColor = False,
    width: Width = None,
    output: Output = None,
    jobs: Jobs = 0,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Score the versions of a story beside each other.

    Issues per 1,000 words, agreement with each sibling, facts; with --signatures how each was reckoned.

    Exit code 0, or 2 where something could not be judged.
    """
    from audit.settings import Settings

    base = Settings(processes=jobs, every_metric=True)
    settings = configuration(base, rules=rules, config=config, use_config=use_config)
    run = judged(paths, settings)
    form = shown_in(shown, output)
    if form is FigureStyle.RICH:
        from audit.report import rich

        screen = console(no_color=no_color, width=width, output=output)
        with screen.capture() as captured:
            rich.render_scores(run, screen, signatures=signatures)
        deliver(captured.get(), output)
    elif form is FigureStyle.TEXT:
        from audit.report import text

        deliver(text.render_scores(run, signatures=signatures), output)
    else:
        from audit.report import json

        deliver(json.render(run), output)
    raise typer.Exit(status(run, settings, findings_fail=False))
