"""What is known of which language?"""

from __future__ import annotations

from typing import Annotated

import typer

from audit.cli.output import fail, say
from audit.model import Stage


def register(app: typer.Typer) -> None:
    app.command()(languages)


def languages(
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[LANGUAGE]...", help="Of these alone: de, pt, zh ...")
    ] = None,
) -> None:
    """Say what is known of each language, and how many rules speak it; what is not there shows as a dot. Of
    one language, which knowledge it has, which it lacks, and which rules wait for that."""
    from audit import catalogue
    from audit.language.inventory import inventory, known
    from audit.report.languages import details, table

    rules = tuple(rule for rule in catalogue.load() if rule.stage is Stage.STABLE)
    chosen = [known(code, rules) for code in codes or ()]
    if unknown := [one.code for one in chosen if one.name == one.code]:
        fail(f"{unknown[0]!r} is no language: expected a code such as de or pt")
    if len(chosen) == 1:
        say(details(chosen[0], rules))
    else:
        say(table(chosen or list(inventory(rules)), rules))
