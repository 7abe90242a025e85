"""Which siblings does a file that is named alone have in its repository?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from audit import files
from audit.group.planned import ALONE, FOLDER, PlannedStory
from audit.group.root import SINGLE, RootOf

# Plans everything below a folder.
PlanAll = Callable[[str], list[PlannedStory]]


def accompanied(
    stories: Iterable[PlannedStory], named: Iterable[str], root_of: RootOf, plan_all: PlanAll
) -> list[PlannedStory]:
    """The stories, those of files that were `named` one by one with the siblings that a pattern or layout
    below a configuration gives them. Only the named files are on trial then: a hook hands over what is to be
    committed.
    """
    given = set(named)
    known: dict[Path, dict[str, PlannedStory]] = {}
    kept: list[PlannedStory] = []
    whole: dict[str, tuple[PlannedStory, set[str]]] = {}
    for story in stories:
        paths = [version.path for version in story.versions]
        found = _found(paths[0], root_of, plan_all, known) if given.issuperset(paths) else None
        if found is None:
            kept.append(story)
        else:
            _, judged = whole.setdefault(found.id, (found, set()))
            judged.update(os.path.realpath(path) for path in paths)
    for story, judged in whole.values():
        only = {version.path for version in story.versions if os.path.realpath(version.path) in judged}
        kept.append(replace(story, only=frozenset(only)))
    return sorted(kept, key=lambda story: (story.id, story.versions[0].path))


def _found(
    path: str, root_of: RootOf, plan_all: PlanAll, known: dict[Path, dict[str, PlannedStory]]
) -> PlannedStory | None:
    """The story of several files to which the file at `path` belongs by the configuration it lies under."""
    try:
        root = root_of(Path(path).parent)
        if root.folder is None or root.stories.layout in (SINGLE, FOLDER) or not files.is_regular(Path(path)):
            return None
    except (OSError, ValueError):
        return None
    if root.folder not in known:
        shown = os.path.relpath(root.folder) if root.folder.drive == Path.cwd().drive else str(root.folder)
        known[root.folder] = {
            os.path.realpath(version.path): story
            for story in plan_all(shown)
            if story.layout not in (ALONE, FOLDER) and len(story.versions) > 1
            for version in story.versions
        }
    return known[root.folder].get(os.path.realpath(path))
