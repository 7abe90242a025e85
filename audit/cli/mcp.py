"""What does an agent start to ask about texts?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.cli.extras import needs
from audit.cli.judging import configuration
from audit.cli.options import Config, Ignore, RuleFolders, Select, UseConfig
from audit.cli.output import fail


def register(app: typer.Typer) -> None:
    app.command()(mcp)


def mcp(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The only folder from which files may be read.")
    ] = Path(),
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Answer an agent's questions about texts: check, explain, find siblings; nothing is ever written.

    A server of the Model Context Protocol on standard input and output, which the agent's program starts."""
    needs("mcp", "mcp")
    if not folder.is_dir():
        fail(f"{folder}: expected a folder")
    from audit.mcp.server import serve
    from audit.settings import Settings

    settings = configuration(
        Settings(), select=select, ignore=ignore, rules=rules, config=config, use_config=use_config
    )
    serve(settings.of, folder)
