"""Which rules are there, what does one want, and do their examples hold?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.cli.output import fail, say, told

group = typer.Typer(name="rules", help="List, show and test rules.", invoke_without_command=True)


def register(app: typer.Typer) -> None:
    app.add_typer(group)


@group.command()
def test(path: Annotated[Path | None, typer.Argument(metavar="[PATH]")] = None) -> None:
    """Run the examples of the rules, or of those in a folder of your own."""
    from audit import catalogue
    from audit.rulecheck import check_rule

    with told():
        rules = catalogue.load_folder(path or catalogue.rules_folder())
    examples = failures = 0
    for rule in rules:
        for verdict in check_rule(rule):
            examples += 1
            if verdict.failure:
                failures += 1
                say(f"{rule.path}: {verdict.rule}: {verdict.example}: {verdict.failure}\n")
    say(f"{len(rules)} rules, {examples} examples, {failures} failures\n")
    raise typer.Exit(int(failures > 0))
