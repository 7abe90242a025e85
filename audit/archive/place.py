"""Where is the archive of a project?"""

from __future__ import annotations

import os
from pathlib import Path

from audit import files
from audit.archive.database import is_url
from audit.archive.errors import ArchiveError
from audit.decide.places import FOLDER, find_root

NAME = "archive.sqlite"
_REPOSITORY = ".git"


def of_project(path: str) -> str | None:
    """The archive beside the configuration of the project that a path lies in: the nearest above it, none
    above its repository, and none of another user; None where there is none."""
    start = Path(path).absolute()
    for folder in (start, *start.parents):
        file = folder / FOLDER / NAME
        if files.is_regular(file) and _own(file):
            return str(file)
        if files.is_there(folder / _REPOSITORY):
            break
    return None


def to_make(said: str | None) -> str:
    """The archive that is named, else the project's of the working folder, there already or not."""
    if said:
        return said
    return of_project(str(Path.cwd())) or str(find_root(Path.cwd() / NAME) / FOLDER / NAME)


def to_read(said: str | None) -> str:
    """The archive that is named or the project's. Raises ArchiveError where there is none."""
    place = said or of_project(str(Path.cwd()))
    if place is None:
        raise ArchiveError("no archive here: audit archive add PATH... makes one, --archive names another")
    if not is_url(place) and not files.is_regular(Path(place)):
        raise ArchiveError(f"{place}: no archive there: audit archive add makes one")
    return place


def _own(file: Path) -> bool:
    """Whether nobody else put it there."""
    return not hasattr(os, "geteuid") or file.stat().st_uid == os.geteuid()
