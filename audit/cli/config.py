"""Which settings hold where?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit import files
from audit.cli.judging import configuration
from audit.cli.options import Config, Ignore, Select, UseConfig
from audit.cli.output import fail, say, told


def register(app: typer.Typer) -> None:
    app.command("config")(config)


def config(
    path: Annotated[
        Path, typer.Argument(metavar="[PATH]", help="A file or folder; default: where you are.")
    ] = Path(),
    select: Select = None,
    ignore: Ignore = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Show the settings that hold for a path, and where each of them was said.

    Exit code 0, or 2 where a configuration file is wrong or the path is not there.
    """
    from audit import catalogue
    from audit.report.config import as_json as render_json
    from audit.report.config import text
    from audit.settings import Settings, choose

    if not path.exists():
        fail(f"{path}: no such file or folder")
    folder = path if files.is_folder(path) else path.parent
    settings = configuration(Settings(), select=select, ignore=ignore, config=config, use_config=use_config)
    with told():
        here = settings.of(folder)
        choose(catalogue.load(here.rules), here)  # says which word names no rule
        entries = settings.entries(folder)
    render = render_json if as_json else text
    say(render(path.as_posix(), here.files, entries))
