"""What is known of which language?"""

from __future__ import annotations

from typing import Annotated

import typer

from audit.cli.output import fail, say


def register(app: typer.Typer) -> None:
    app.command()(languages)


def languages(
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[LANGUAGE]...", help="Of these alone: de, pt, zh ...")
    ] = None,
) -> None:
    """Say what is known of each language, and how many rules speak it; what is not there shows as a dot."""
    from audit import catalogue
    from audit.language.inventory import inventory, kinds, known
    from audit.report.languages import table

    rules = catalogue.load()
    if unknown := [code for code in codes or () if known(code).name == code]:
        fail(f"{unknown[0]!r} is no language: expected a code such as de or pt")
    every = [known(code) for code in codes] if codes else list(inventory())
    say(table(every, kinds(), rules))
