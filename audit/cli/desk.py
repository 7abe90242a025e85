"""Which texts does a person want on the desk, and where is it?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from audit.cli.extras import needs
from audit.cli.judging import company_of, configuration
from audit.cli.options import ArchivePlace, By, Config, Ignore, NoArchive, RuleFolders, Select, UseConfig
from audit.cli.output import fail, say, told
from audit.cli.person import person


def register(app: typer.Typer) -> None:
    app.command()(desk)


def desk(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Articles and folders to begin with.", show_default=False),
    ] = None,
    shelf: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where texts go that are pasted and dropped; desk in the user's data if not said.",
            show_default=False,
        ),
    ] = None,
    archive: ArchivePlace = None,
    no_archive: NoArchive = False,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page, or only show its address.")
    ] = True,
    by: By = None,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Check articles in a browser: paste or drop them, decide on what was found, sign for them.

    A page that this machine alone can see, at an address that opens once. Decisions are kept as they are
    made, beside the articles (.audit)."""
    needs("desk", "starlette")
    needs("desk", "uvicorn")
    needs("desk", "python_multipart")
    named = tuple(paths or ())
    if "-" in named:
        fail("the desk writes beside the articles: name files or folders, not standard input")
    from audit.desk.program import start
    from audit.settings import Settings

    settings = configuration(
        Settings(), select=select, ignore=ignore, rules=rules, config=config, use_config=use_config
    )
    place = shelf or _shelf()
    company = company_of([*named, str(place)], (), archive, without=no_archive)
    with told():
        start(
            named,
            place,
            settings,
            company=company,
            archive=None if no_archive else _archive(archive, [*named, str(place)]),
            by=person(by),
            port=port,
            browser=browser,
            say=_line,
        )


def _line(words: str) -> None:
    say(f"{words}\n")
    sys.stdout.flush()


def _shelf() -> Path:
    from platformdirs import user_data_path

    return user_data_path("translation-audit", appauthor=False) / "desk"


def _archive(named: str | None, paths: list[str]) -> str | None:
    from audit.archive.place import of_project

    return named or of_project(paths[0])
