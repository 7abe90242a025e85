"""Which translations are up to date with their originals?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from audit.cli.judging import configuration
from audit.cli.options import Config, Paths, UseConfig
from audit.cli.output import fail, tell, told, warn


def register(app: typer.Typer) -> None:
    app.command()(stamp)


def stamp(
    paths: Paths,
    lang: Annotated[
        str, typer.Option("--lang", metavar="LANG", help="Only translations into this language.")
    ] = "",
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Record that translations are of their originals as these are now.

    Later a check finds those whose original changed since (stale-translation). The record is the page's own
    marker where it has one (source_hash, default_lang_commit), else a line in .audit/stamps.
    """
    from audit.decide.drift import translated
    from audit.decide.files import DecisionError
    from audit.decide.places import Roots, keyed
    from audit.decide.stamps import stamp as record
    from audit.decide.stamps import stamped
    from audit.group import group
    from audit.report.wording import plural
    from audit.settings import Settings
    from audit.settings.roots import root_of

    settings = configuration(Settings(), config=config, use_config=use_config)
    with told():
        # The originals lie elsewhere: what is asked for is part of a project.
        asked = [path.resolve() for path in map(Path, paths)]
        folders = dict.fromkeys(_project(path, settings.of(path.parent).root) for path in asked)
        grouped = group(folders, None, lambda folder: root_of(settings.of(folder)))
    roots = Roots()
    stories, problems = stamped(keyed(grouped.stories, roots), roots)
    pairs = [
        (version, original)
        for version, original in translated(stories)
        if _among(version.source.path, asked) and lang in ("", version.lang)
    ]
    fatal = [one for one in grouped.problems if one.fatal and _among(one.path, asked)]
    fatal += [one for one in problems if one.fatal]
    for problem in fatal:
        warn(f"could not read {problem.path}: {problem.message}")
    if not pairs:
        spoken = f" in {lang}" if lang else ""
        fail(f"no translation{spoken} with an original among {', '.join(paths)}: `audit doctor` says why")
    try:
        changed = record(pairs)
    except DecisionError as error:
        fail(str(error))
    for version in changed:
        tell(f"{version.source.path}: stamped")
    before = f"{len(pairs) - len(changed):,} had the stamp already"
    tell(f"{plural(len(changed), 'translation')} stamped, {before}")
    raise typer.Exit(2 if fatal else 0)


def _project(path: Path, root: Path | None) -> str:
    """The folder in which the originals of what lies at `path` are: that of the configuration, else of the
    repository, else where one stands."""
    from audit.git import Repositories

    folder = root or Repositories().of(path) or Path.cwd()
    return os.path.relpath(folder if path.is_relative_to(folder) else path)


def _among(path: str, asked: list[Path]) -> bool:
    return any(Path(path).resolve().is_relative_to(one) for one in asked)
