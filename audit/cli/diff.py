"""What is to be compared with what?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit import files
from audit.cli.judging import configuration, judged
from audit.cli.options import (
    FailOn,
    FigureStyle,
    Ignore,
    Jobs,
    NoColor,
    Output,
    RuleFolders,
    Select,
    ShownFigures,
    Width,
)
from audit.cli.output import console, deliver, fail, shown_in

if TYPE_CHECKING:
    from audit.report.difference import Report
    from audit.settings.configuration import Configuration

# Bytes of a report: that of tens of thousands of articles.
_LARGEST = 1 << 28
# A report has all of these; an article in JSON does not.
_MARKS = (b'"findings"', b'"scores"', b'"problems"')


def register(app: typer.Typer) -> None:
    app.command()(diff)


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A report (--format json), article or folder.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, later.")],
    shown: ShownFigures = None,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="The mildest severity of a new finding that makes the exit code 1.")
    ] = FailOn.MAJOR,
    no_color: NoColor = False,
    width: Width = None,
    output: Output = None,
    jobs: Jobs = 0,
) -> None:
    """Say what changed between two runs, or between two versions of an article.

    Findings that are new, gone, moved or changed, and the scores. Exit code 0; 1: new findings at or above
    --fail-on; 2: something could not be judged or compared.
    """
    from audit.model import Severity
    from audit.report import difference_views as views
    from audit.report.difference import compare
    from audit.settings import Settings

    settings = configuration(Settings(processes=jobs), select=select, ignore=ignore, rules=rules)
    difference = compare(_side(old, settings), _side(new, settings))
    form = shown_in(shown, output)
    if form is FigureStyle.JSON:
        deliver(views.to_json(difference), output)
    elif form is FigureStyle.TEXT:
        deliver(views.to_text(difference), output)
    else:
        screen = console(no_color=no_color, width=width, output=output)
        with screen.capture() as captured:
            views.to_console(difference, screen)
        deliver(captured.get(), output)
    if any(problem.fatal for problem in difference.problems):
        raise typer.Exit(2)
    limit = None if fail_on is FailOn.NEVER else Severity(fail_on.value)
    raise typer.Exit(int(limit is not None and difference.worse(limit)))


def _side(name: str, settings: Configuration) -> Report:
    """The report in a file, or that of a run over the articles."""
    from audit.report.difference import ReportError, read, report_of

    path = Path(name)
    if path.suffix.lower() == ".json" and files.is_regular(path):
        try:
            data = files.read(path, _LARGEST)
        except OSError as error:
            fail(f"{name}: cannot be read: {error.strerror or error}")
        if all(mark in data for mark in _MARKS):
            try:
                return read(data, name)
            except ReportError as error:
                fail(str(error))
    return report_of(judged([name], settings))
