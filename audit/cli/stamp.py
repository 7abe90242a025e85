"""Which translations are up to date with their originals?"""

from __future__ import annotations

import typer

from audit.cli.judging import configuration
from audit.cli.options import Config, Paths, UseConfig
from audit.cli.output import fail, tell, told, warn


def register(app: typer.Typer) -> None:
    app.command()(stamp)


def stamp(paths: Paths, config: Config = None, use_config: UseConfig = True) -> None:
    """Record that translations are of their originals as these are now.

    Later a check finds those whose original changed since (stale-translation). The record is `source_hash` in
    the translation's front matter where it has one, else a line in .audit/stamps.
    """
    from audit.decide.files import DecisionError
    from audit.decide.places import Roots, keyed
    from audit.decide.stamps import stamp as record
    from audit.decide.stamps import stamped
    from audit.group import group
    from audit.settings import Settings
    from audit.settings.roots import root_of

    settings = configuration(Settings(), config=config, use_config=use_config)
    with told():
        grouped = group(paths, None, lambda folder: root_of(settings.of(folder)))
    roots = Roots()
    stories, problems = stamped(keyed(grouped.stories, roots), roots)
    try:
        changed = record(stories)
    except DecisionError as error:
        fail(str(error))
    for version in changed:
        tell(f"{version.source.path}: stamped")
    fatal = [problem for problem in (*grouped.problems, *problems) if problem.fatal]
    for problem in fatal:
        warn(f"could not read {problem.path}: {problem.message}")
    raise typer.Exit(2 if fatal else 0)
