"""Which articles does a person want to go through, and in what kind of terminal?"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from audit.cli.judging import company_of, configuration, one_article, reader_of
from audit.cli.options import (
    Against,
    ArchivePlace,
    By,
    Config,
    Ignore,
    Jobs,
    ManySiblings,
    NoArchive,
    Original,
    Paths,
    Reader,
    ReaderModel,
    ReaderSeconds,
    Reference,
    RuleFolders,
    Select,
    UseConfig,
)
from audit.cli.output import fail, say, told
from audit.cli.person import person

_HINT = (
    "the review screen needs Textual: pip install 'translation-audit[review]' (or use audit review --plain)"
)


def register(app: typer.Typer) -> None:
    app.command(cls=ManySiblings)(review)


def review(
    paths: Paths,
    against: Against = None,
    reference: Reference = None,
    original: Original = None,
    archive: ArchivePlace = None,
    no_archive: NoArchive = False,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Prompts instead of a screen: for screen readers, for pipes.")
    ] = False,
    light: Annotated[
        bool | None,
        typer.Option("--light/--dark", help="Colours for a light or a dark terminal.", show_default=False),
    ] = None,
    by: By = None,
    jobs: Jobs = 0,
    reader: Reader = None,
    reader_model: ReaderModel = "",
    reader_seconds: ReaderSeconds = 600,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Go through the findings of articles one by one and decide on each.

    Decisions are kept as they are made, beside the articles (.audit); accepted fixes go into the files when
    you say so."""
    full = not plain and full_terminal()
    if full and find_spec("textual") is None:
        fail(_HINT)
    if "-" in paths:
        fail("a review writes beside the articles: name files or folders, not standard input")
    from audit.review.workbench import Asked, Workbench
    from audit.settings import Settings

    named = one_article(paths, against, reference, original)
    company = company_of(paths, named, archive, without=no_archive)
    asked = reader_of(reader, reader_model, reader_seconds)
    settings = configuration(
        Settings(processes=jobs, reader=asked, cache=asked is not None),
        select=select,
        ignore=ignore,
        rules=rules,
        config=config,
        use_config=use_config,
    )
    beside = tuple(against or ()), tuple(reference or ()), tuple(original or ())
    with told():
        workbench = Workbench(
            Asked(tuple(paths), settings.base, settings.of, *beside, by=person(by), company=company)
        )
    if not workbench.entries:
        fail("; ".join(f"{one.path}: {one.message}" for one in workbench.problems) or "nothing to review")
    if full:
        from audit.review.terminal.app import run as run_screen

        run_screen(workbench, light=light)
    else:
        from audit.review.plain import run as run_plain

        run_plain(workbench)
    say(f"{workbench.left()}\n")


def full_terminal() -> bool:
    """Whether there is a terminal on which one can draw, with a person before it."""
    able = os.name == "nt" or os.environ.get("TERM", "") not in ("", "dumb")
    return able and sys.stdin.isatty() and sys.stdout.isatty()
