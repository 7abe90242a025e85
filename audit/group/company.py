"""Which siblings does a file that is named alone have in its repository?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from audit import files
from audit.group.planned import ALONE, FOLDER, PlannedStory
from audit.group.problems import Problems
from audit.group.root import SINGLE, RootOf
from audit.group.story_file import STORY_FILE

# Plans everything below a folder.
PlanAll = Callable[[str], list[PlannedStory]]
# So many of the texts that lie beside a file are named.
_NAMED = 3


def accompanied(
    stories: Iterable[PlannedStory], named: Iterable[str], root_of: RootOf, plan_all: PlanAll
) -> list[PlannedStory]:
    """The stories, those of files that were `named` one by one with the siblings that a pattern or layout
    below a configuration, or the story.toml beside them, gives them. Only the named files are
    on trial then: a hook hands over what is to be committed.
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
        parent = Path(path).parent
        told, root = files.is_regular(parent / STORY_FILE), root_of(parent)
        if not files.is_regular(Path(path)) or root.stories.layout == SINGLE:
            return None
    except (OSError, ValueError):
        return None
    folder = parent if told else root.folder
    if folder is None:
        return None
    certain = told or root.stories.layout == FOLDER
    if folder not in known:
        shown = os.path.relpath(folder) if folder.drive in ("", Path.cwd().drive) else str(folder)
        known[folder] = {
            os.path.realpath(version.path): story
            for story in plan_all(shown)
            if (certain or story.layout not in (ALONE, FOLDER)) and len(story.versions) > 1
            for version in story.versions
        }
    return known[folder].get(os.path.realpath(path))


def unaccompanied(
    stories: Iterable[PlannedStory],
    named: Iterable[str],
    look: Callable[[Path], list[PlannedStory]],
    problems: Problems,
) -> None:
    """Say of files that were `named` and are judged alone that texts beside them look like their siblings.

    They are not taken for siblings: a folder may hold what has nothing to do with each other. `look` gives
    the stories of a folder's files.
    """
    given = set(named)
    seen: dict[Path, list[PlannedStory]] = {}
    for story in stories:
        path = story.versions[0].path
        if len(story.versions) > 1 or path not in given or not files.is_regular(Path(path)):
            continue
        folder = Path(path).parent
        if folder not in seen:
            seen[folder] = look(folder)
        real = os.path.realpath(path)
        for near in seen[folder]:
            names = [Path(one.path).name for one in near.versions]
            if len(names) > 1 and any(os.path.realpath(one.path) == real for one in near.versions):
                names.remove(Path(path).name)
                more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
                reason = f"not compared with what lies beside it: {', '.join(names[:_NAMED])}{more}"
                hint = "name the folder, or give siblings by --against"
                problems.report(path, f"{reason}; {hint}", fatal=False)
