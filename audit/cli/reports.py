"""Which reports of a run are wanted, and where do they go?"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from audit.cli.output import console, fail, fault, say, unwritten, write
from audit.cli.usage import perhaps
from audit.report.formats import WITHOUT_FIGURES, Format

if TYPE_CHECKING:
    from audit.model import Run
    from audit.settings import Scores

_STANDARD_OUTPUT = "-"
# What a file's name says of the report in it, where nothing else does.
_BY_ENDING = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".sarif": Format.SARIF,
    ".rdjsonl": Format.RDJSONL,
}
_NAMED = re.compile(r"([a-z][a-z-]*)=(.*)", re.DOTALL)


class Wanted(NamedTuple):
    """A report and its file; None is standard output."""

    form: Format
    path: Path | None


class Look(NamedTuple):
    """How much of a run is shown to people, and how."""

    findings: bool = True
    scores: bool = True
    signatures: bool = False
    no_color: bool = False
    width: int | None = None


def wanted(shown: Format | None, outputs: list[str] | None) -> tuple[Wanted, ...]:
    """The reports asked for by `--format` and every `--output`. Leaves with 2 where they contradict.

    `PATH` alone takes the report of `--format`, or of the path's ending, away from standard output;
    `FORMAT=PATH` adds one.
    """
    named: list[Wanted] = []
    plain: list[Path | None] = []
    for output in outputs or ():
        match = _NAMED.fullmatch(output)
        if match is None:
            plain.append(_place(output, output))
        elif match[1] in tuple(Format):
            named.append(Wanted(Format(match[1]), _place(match[2], output)))
        else:
            fail(
                f"--output {output}: {match[1]!r} is no format{perhaps(match[1], Format)}: expected one of"
                f" {', '.join(Format)} before the =, or ./{output} for a file of that name"
            )
    taken = any(one.path is None for one in named)
    if not plain and not (taken and shown is None):
        plain = [None]
    reports = (*(Wanted(shown or _meant(path), path) for path in plain), *named)
    _no_two_in_one_place(reports)
    return reports


def _meant(path: Path | None) -> Format:
    """The format of a report that nobody named: that of the file's ending, rich where a person looks."""
    if path is not None:
        return _BY_ENDING.get(path.suffix.lower(), Format.TEXT)
    return Format.RICH if sys.stdout.isatty() else Format.TEXT


def only_for_people(reports: tuple[Wanted, ...], option: str) -> None:
    """Leave with 2 where `option` shortens what goes to standard output and that is a format for programs,
    which always says all."""
    form = next((one.form for one in reports if one.path is None), Format.TEXT)
    if form not in (Format.RICH, Format.TEXT):
        said = f"{option} shortens rich and text, {form} always says all"
        fail(f"{said}: leave {option} out, or take --format text")


def scores_for(reports: tuple[Wanted, ...], *, quiet: bool) -> Scores:
    """How much of the scores those reports show."""
    from audit.settings import Scores

    forms = {report.form for report in reports} - WITHOUT_FIGURES
    return Scores.VERDICTS if not forms or (quiet and forms <= {Format.RICH, Format.TEXT}) else Scores.ALL


def _place(path: str, output: str) -> Path | None:
    if not path:
        fail(f"--output {output}: expected PATH or FORMAT=PATH")
    return None if path == _STANDARD_OUTPUT else Path(path)


def _no_two_in_one_place(reports: tuple[Wanted, ...]) -> None:
    seen: dict[Path | None, Format] = {}
    for form, path in reports:
        if path in seen:
            place = path or "standard output"
            fail(f"{place}: two reports, {seen[path]} and {form}, cannot go into one place")
        seen[path] = form


def hand_out(run: Run, reports: tuple[Wanted, ...], look: Look) -> None:
    """Write every report. Leaves with 2 where one cannot be made or written, when the others are there."""
    lost = []
    for report in reports:
        try:
            reason = _hand_out(run, report, look)
        except Exception as error:  # a report that fails must not take the others with it
            reason = f"the report {report.form} cannot be made: {fault(error)}"
        if reason:
            lost.append(reason)
    if lost:
        fail("; ".join(lost))


def _hand_out(run: Run, report: Wanted, look: Look) -> str:
    """Write a report; why it could not be written, "" where it could."""
    text = _rendered(run, report.form, report.path, look)
    if report.path is not None:
        return write(text, report.path)
    try:
        say(text)
    except OSError as error:
        return unwritten(error)
    return ""


def _rendered(run: Run, form: Format, path: Path | None, look: Look) -> str:
    if form is Format.RICH:
        from audit.report import rich

        screen = console(no_color=look.no_color, width=look.width, output=path)
        with screen.capture() as captured:
            rich.render(run, screen, findings=look.findings, scores=look.scores, signatures=look.signatures)
        return captured.get()
    if form is Format.TEXT:
        from audit.report import text

        return text.render(run, findings=look.findings, scores=look.scores, signatures=look.signatures)
    from audit.report.formats import render

    return render(form, run)
