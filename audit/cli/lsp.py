"""What does a text editor start to check articles while they are written?"""

from __future__ import annotations

from typing import Annotated

import typer

from audit.cli.extras import needs
from audit.cli.judging import configuration
from audit.cli.options import By, Config, Ignore, RuleFolders, Select, UseConfig
from audit.cli.person import person


def register(app: typer.Typer) -> None:
    app.command()(lsp)


def lsp(
    folders: Annotated[
        bool,
        typer.Option("--folders", help="The texts of a folder are versions of one story, all on trial."),
    ] = False,
    by: By = None,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    stdio: Annotated[
        bool, typer.Option("--stdio", help="What editors say; there is no other way to speak with it.")
    ] = True,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Speak with a text editor: findings, evidence and corrections in the article that is open.

    A language server (LSP 3.17) on standard input and output, which an editor starts. Decisions made in the
    editor are kept beside the articles (.audit)."""
    needs("lsp", "pygls")
    from audit.lsp.server import serve
    from audit.run import SettingsOf
    from audit.settings import Settings

    def configured() -> SettingsOf:
        return configuration(
            Settings(), select=select, ignore=ignore, rules=rules, config=config, use_config=use_config
        ).of

    serve(configured, folders=folders, by=person(by))
