"""What is in a repository, and which configuration fits it?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit import files
from audit.cli.judging import configuration
from audit.cli.options import Config, NoColor, UseConfig, Width
from audit.cli.output import console, fail, progress, say, told

_NAME = "audit.toml"


def register(app: typer.Typer) -> None:
    app.command()(doctor)
    app.command()(init)


def doctor(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders; default: where you are."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List every story and every file left out.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    no_color: NoColor = False,
    width: Width = None,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Explain what is found: layout, languages, stories, and what is not compared and why. Judges nothing.

    Exit code 0, or 2 where something could not be read.
    """
    from audit.report import survey as report
    from audit.settings import Settings
    from audit.survey import survey

    settings = configuration(Settings(), config=config, use_config=use_config)
    with told(), progress() as report_progress:
        found = survey(paths or ["."], settings.of, report_progress)
    if as_json:
        say(report.as_json(found))
    else:
        screen = console(no_color=no_color, width=width)
        with screen.capture() as captured:
            report.render(found, screen, every=every)
        say(captured.get())
    raise typer.Exit(2 if any(problem.fatal for problem in found.problems) else 0)


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[PATH]", help="A folder; default: where you are.")
    ] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Write over an audit.toml that is there.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "--diff", help="Show what would be written, write nothing.")
    ] = False,
) -> None:
    """Look at a repository and write an audit.toml that fits it, with remarks.

    Exit code 0, or 2 where nothing was written.
    """
    from audit import atomic
    from audit.propose import propose

    if not files.is_folder(folder):
        fail(f"{folder}: no such folder")
    file = folder / _NAME
    with told():
        proposal = propose(folder)
    if dry_run:
        from difflib import unified_diff

        before = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        now, then = proposal.text.splitlines(keepends=True), before.splitlines(keepends=True)
        say("".join(unified_diff(then, now, str(file), str(file))))
        return
    if file.exists() and not force:
        fail(f"{file} is there already: --force writes over it, --diff shows what would change")
    try:
        atomic.write(file, proposal.text.encode())
    except OSError as error:
        fail(f"{file}: cannot be written: {error.strerror or error}")
    say("".join(f"{line}\n" for line in (*proposal.seen, f"wrote {file}")))
