"""Which documents are versions of one story, and what is known about each?"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit import files
from audit.group import story_file
from audit.group.arrange import Text, arrange, folder_name
from audit.group.company import accompanied, unaccompanied
from audit.group.documents import documents, read
from audit.group.given import GivenStory, GivenText, given_story
from audit.group.layouts import Layout, Sites
from audit.group.originals import by_name
from audit.group.planned import FOLDER, STANDARD_INPUT, STANDARD_INPUT_NAME, PlannedStory, PlannedVersion
from audit.group.problems import ADDRESS, Problems, is_address
from audit.group.root import Root, RootOf, StorySettings, nowhere
from audit.group.walk import NO_ARTICLES, Folder, Walk
from audit.language.detection import detect_language
from audit.load import LoadError, Metadata
from audit.model import Document, Problem, Role, Story

__all__ = [
    "STANDARD_INPUT",
    "STANDARD_INPUT_NAME",
    "GivenStory",
    "GivenText",
    "Grouped",
    "Layout",
    "Plan",
    "PlannedStory",
    "PlannedVersion",
    "Problems",
    "Root",
    "RootOf",
    "StorySettings",
    "against",
    "detect_language",
    "given_story",
    "group",
    "plan",
    "read",
    "read_all",
    "whole",
]


@dataclass(slots=True)
class Grouped:
    """The stories of what was asked for, and what could not be read."""

    stories: list[Story] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """The stories of what was asked for, not yet read; what is wrong; what was left out, and why; and the
    sites whose configuration told."""

    stories: list[PlannedStory] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    sites: tuple[tuple[Path, Layout], ...] = ()


def plan(paths: Iterable[str], root_of: RootOf = nowhere) -> Plan:
    """Which files belong together, by where they lie; none is read.

    A folder is a story (and so is each folder below it), a file a story of one. `root_of` tells for a folder
    what its configuration says.
    """
    planned = Plan()
    walk = Walk(planned.problems, root_of)
    texts: list[Text] = []
    for path in dict.fromkeys(paths):
        if path == STANDARD_INPUT:
            planned.stories.append(PlannedStory(path, (PlannedVersion(path, path),)))
            continue
        if is_address(path):
            planned.problems.report(path, ADDRESS)
            continue
        for place in walk.places(Path(path)):
            root = root_of(place.path)
            if place.told:
                planned.stories += _told(place, root, planned.problems)
            else:
                texts += (
                    Text(one, place.real / one.name, place.top, root, place.named, data=data)
                    for those, data in ((place.articles, False), (place.data, True))
                    for one in those
                )
    sites = Sites(walk.repositories, planned.problems)
    planned.stories += arrange(texts, sites, planned.problems)
    for folder in walk.only_data:
        if not any(folder in Path(one.path).parents for story in planned.stories for one in story.versions):
            planned.problems.report(str(folder), NO_ARTICLES)
    planned.sites = sites.found()
    planned.stories.sort(key=lambda story: (story.id, story.versions[0].path))
    planned.skipped = sorted(walk.skipped)
    return planned


def group(paths: Iterable[str], standard_input: bytes | None = None, root_of: RootOf = nowhere) -> Grouped:
    """The stories of the paths, read."""
    return read_all(whole(paths, root_of), standard_input)


def whole(paths: Iterable[str], root_of: RootOf = nowhere) -> Plan:
    """The stories of the paths, not yet read, those of files named one by one with the siblings that their
    configuration gives them."""
    given = tuple(paths)
    planned = plan(given, root_of)
    planned.stories = accompanied(
        planned.stories, given, root_of, lambda folder: plan([folder], root_of).stories
    )
    unaccompanied(planned.stories, given, lambda folder: _here(folder, root_of), planned.problems)
    return planned


def read_all(
    planned: Plan, standard_input: bytes | None = None, opened: Mapping[str, bytes] | None = None
) -> Grouped:
    """The stories of a plan, read; files that an editor has open, by their real paths, from what it holds."""
    problems = Problems(planned.problems)
    stories = [
        story
        for one in planned.stories
        for story in read(_as_opened(one, opened) if opened else one, problems, standard_input)
    ]
    return Grouped(_apart(stories, problems), sorted(problems, key=_place))


def _as_opened(planned: PlannedStory, opened: Mapping[str, bytes]) -> PlannedStory:
    versions = (
        replace(one, data=data, format=Path(one.path).suffix.lower())
        if (data := opened.get(os.path.realpath(one.path))) is not None
        else one
        for one in planned.versions
    )
    return replace(planned, versions=tuple(versions))


def _here(folder: Path, root_of: RootOf) -> list[PlannedStory]:
    """The stories of the files in a folder, as if it alone was asked for, and nothing below it."""
    problems = Problems()
    walk = Walk(problems, root_of)
    place = walk.folder(folder, folder.resolve())
    root = root_of(folder)
    texts = [Text(one, place.real / one.name, place.top, root) for one in place.articles]
    return arrange(texts, Sites(walk.repositories, problems), problems)


def _apart(stories: list[Story], problems: Problems) -> list[Story]:
    """The same whatever the order of the paths: stories by id, which no two share."""
    stories.sort(key=lambda story: (story.id, story.versions[0].source.path))
    taken: set[str] = set()
    for at, story in enumerate(stories):
        if story.id in taken:
            place = str(Path(story.versions[0].source.path).parent)
            stories[at] = replace(story, id=place)
            reason = f"two stories are called {story.id}: this one goes by its folder"
            problems.append(Problem(place, reason))
        taken.add(stories[at].id)
    return stories


def _place(problem: Problem) -> tuple[str, str]:
    return problem.path, problem.message


def against(
    path: str,
    siblings: Iterable[str],
    references: Iterable[str] = (),
    standard_input: bytes | None = None,
    root_of: RootOf = nowhere,
    originals: Iterable[str] = (),
) -> Grouped:
    """One article beside siblings named one by one; a folder stands for the versions in it.

    They are witnesses, not defendants: a pre-publish check is about the article alone. The `references` are
    trusted, as is a sibling whose own metadata says so; the `originals` are what the article translates.
    """
    problems = Problems()
    walk = Walk(problems, root_of)
    trusted = tuple(_unfold(references, walk))
    sources = tuple(_unfold(originals, walk))
    named = [path, *sources, *trusted, *_unfold(siblings, walk)]
    versions: list[Document] = []
    judged: set[str] = set()
    for number, name in enumerate(named):
        if any(_same_file(name, other) for other in named[:number]):
            continue
        root = root_of(Path(name).parent)
        planned = PlannedVersion(name, name, otherwise=root.told(name), formats=root.formats)
        for version, _ in documents(planned, problems, standard_input):
            role = Role.SOURCE if name in sources else Role.REFERENCE if name in trusted else version.role
            versions.append(replace(version, role=role))
            if number == 0:
                judged.add(version.id)
    stories = [Story(path, by_name(versions), judged=frozenset(judged))] if judged else []
    return Grouped(stories, sorted(problems, key=_place))


def _same_file(left: str, right: str) -> bool:
    return left == right or (
        STANDARD_INPUT not in (left, right) and os.path.realpath(left) == os.path.realpath(right)
    )


def _unfold(paths: Iterable[str], walk: Walk) -> Iterator[str]:
    for path in paths:
        if path != STANDARD_INPUT and not is_address(path) and files.is_folder(Path(path)):
            yield from (str(file) for file in walk.folder(Path(path), Path(path).resolve()).articles)
        else:
            yield path


def _told(folder: Folder, root: Root, problems: Problems) -> list[PlannedStory]:
    """The story of a folder with a story.toml: all its articles are versions, whatever their format."""
    told = story_file.Told()
    before = len(problems)
    try:
        told = story_file.read(folder.path, (one.name for one in folder.articles), problems)
    except LoadError as error:
        problems.report(error.path, error.reason)
    except Exception as error:  # the versions are judged without what it says of them
        problems.report(
            str(folder.path / story_file.STORY_FILE), f"cannot be read: {type(error).__name__}: {error}"
        )
    versions = tuple(
        PlannedVersion(
            str(one),
            one.name,
            told.versions.get(one.name, Metadata()),
            replace(root.told(str(one)), identity=f"{told.id}/{one.name}" if told.id else ""),
            root.formats,
            None if folder.named else folder.real,
        )
        for one in folder.articles
    )
    if versions:
        return [PlannedStory(told.id or folder_name(folder.path), versions, told.relation, FOLDER)]
    if len(problems) == before:
        problems.report(str(folder.path), NO_ARTICLES)
    return []
