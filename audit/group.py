"""Which documents are versions of one story, and what is known about each?"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from audit.load import FORMATS, Loaded, LoadError, Metadata, load, load_bytes, reads
from audit.load.metadata import metadata, words
from audit.model import Document, Element, Problem, Relation, Role, Story

STORY_FILE = "story.toml"
STANDARD_INPUT = "-"
_LANGUAGE_IN_NAME = re.compile(r"\.([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)$")
_NO_ARTICLES = f"no articles in it: expected files ending in {', '.join(FORMATS)}"
_STORY_KEYS = {"id", "relation", "versions"}
_VERSION_KEYS = {"lang", "role", "origin", "date", "outlet"}


@dataclass(slots=True)
class Grouped:
    """The stories of what was asked for, and what could not be read."""

    stories: list[Story] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def group(paths: Iterable[str], standard_input: bytes | None = None) -> Grouped:
    """Read every path: a folder is a story (and so is each folder below it), a file a story of one."""
    grouped = Grouped()
    seen: set[Path] = set()
    for path in dict.fromkeys(paths):
        if path == STANDARD_INPUT:
            _alone(grouped, STANDARD_INPUT, standard_input)
            continue
        for place in _places(Path(path), grouped, seen):
            if isinstance(place, _Folder):
                _folder(grouped, place)
            else:
                _alone(grouped, str(place))
    return _sorted(grouped)


def _sorted(grouped: Grouped) -> Grouped:
    """The same whatever the order of the paths: stories by id, which no two share."""
    grouped.stories.sort(key=lambda story: (story.id, story.versions[0].source.path))
    taken: set[str] = set()
    for at, story in enumerate(grouped.stories):
        if story.id in taken:
            place = str(Path(story.versions[0].source.path).parent)
            grouped.stories[at] = replace(story, id=place)
            grouped.problems.append(
                Problem(place, f"two stories are called {story.id}: this one goes by its folder")
            )
        taken.add(grouped.stories[at].id)
    grouped.problems.sort(key=lambda problem: (problem.path, problem.message))
    return grouped


def against(
    path: str,
    siblings: Iterable[str],
    references: Iterable[str] = (),
    standard_input: bytes | None = None,
) -> Grouped:
    """One article beside siblings named one by one; a folder stands for the versions in it.

    They are witnesses, not defendants: a pre-publish check is about the article alone. The `references` are
    trusted, as is a sibling whose own metadata says so.
    """
    grouped = Grouped()
    trusted = tuple(_unfold(references, grouped))
    named = [path, *trusted, *_unfold(siblings, grouped)]
    documents: list[Document] = []
    judged: set[str] = set()
    for number, name in enumerate(named):
        if any(_same_file(name, other) for other in named[:number]):
            continue
        for document, _ in _documents(name, grouped, standard_input=standard_input):
            documents.append(replace(document, role=Role.REFERENCE) if name in trusted else document)
            if number == 0:
                judged.add(document.id)
    if judged:
        grouped.stories.append(Story(path, tuple(documents), judged=frozenset(judged)))
    return _sorted(grouped)


def _same_file(left: str, right: str) -> bool:
    return left == right or (
        STANDARD_INPUT not in (left, right) and os.path.realpath(left) == os.path.realpath(right)
    )


def _unfold(paths: Iterable[str], grouped: Grouped) -> Iterator[str]:
    for path in paths:
        if path != STANDARD_INPUT and _is_folder(path):
            yield from (str(file) for file in _Folder(Path(path), Path(path).resolve(), grouped).versions)
        else:
            yield path


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _places(path: Path, grouped: Grouped, seen: set[Path]) -> Iterator[Path | _Folder]:
    """The file, or the folders at and below `path` that hold versions, in order; each place once."""
    try:
        real = path.resolve(strict=True)
    except FileNotFoundError:
        grouped.problems.append(Problem(str(path), "no such file or folder"))
        return
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a loop of links before Python 3.13
        grouped.problems.append(Problem(str(path), f"cannot be reached: {_reason(error)}"))
        return
    if real.is_dir():
        yield from _folders(path, real, grouped, seen)
    elif real not in seen:
        seen.add(real)
        yield path


def _folders(top: Path, real: Path, grouped: Grouped, seen: set[Path]) -> Iterator[_Folder]:
    """The folders that are stories, at and below `top`, which is `real` without links."""
    waiting = [(top, real)]
    found = False
    before = len(grouped.problems)
    while waiting:
        path, real = waiting.pop()
        if real in seen:
            found = True
            continue
        seen.add(real)
        folder = _Folder(path, real, grouped)
        if folder.versions or folder.told:
            found = True
            yield folder
        waiting += ((below, real / below.name) for below in reversed(folder.folders))
    if not found and len(grouped.problems) == before:
        grouped.problems.append(Problem(str(top), _NO_ARTICLES))


class _Folder:
    """What lies in a folder: versions, folders, perhaps a story.toml. What cannot be read is a problem."""

    def __init__(self, path: Path, real: Path, grouped: Grouped) -> None:
        self.path = path
        self.versions: list[Path] = []
        self.folders: list[Path] = []
        self.told = False
        try:
            self._read(sorted(path.iterdir()), real, grouped)
        except (OSError, RuntimeError) as error:
            _report(grouped, str(path), f"cannot be read: {_reason(error)}")

    def _read(self, entries: list[Path], real: Path, grouped: Grouped) -> None:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                # A link to a folder is not followed: it may lead outside of what was asked for, or round.
                if reads(entry) and _leads_inside(entry, real, grouped) and entry.is_file():
                    self.versions.append(entry)
            elif entry.is_dir():
                self.folders.append(entry)
            elif entry.name == STORY_FILE:
                self.told = True
            elif reads(entry):
                self.versions.append(entry)


def _leads_inside(link: Path, folder: Path, grouped: Grouped) -> bool:
    try:
        inside = link.resolve(strict=True).is_relative_to(folder)
        reason = "a link that leads outside of its folder is not followed"
    except (OSError, RuntimeError):
        inside, reason = False, "a broken or circular link"
    if not inside:
        _report(grouped, str(link), reason)
    return inside


def _report(grouped: Grouped, path: str, reason: str) -> None:
    """Add a problem, once."""
    problem = Problem(path, reason)
    if problem not in grouped.problems:
        grouped.problems.append(problem)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _folder(grouped: Grouped, folder: _Folder) -> None:
    try:
        told = _story_file(folder, grouped) if folder.told else _Told()
    except LoadError as error:
        _report(grouped, error.path, error.reason)
        told = _Told()
    before = len(grouped.problems)
    stories: dict[str, list[Document]] = {}
    for one in folder.versions:
        for document, story in _documents(str(one), grouped, one.name, told.versions.get(one.name)):
            stories.setdefault(story or told.id or _folder_id(folder.path), []).append(document)
    for story, documents in stories.items():
        grouped.stories.append(Story(story, tuple(documents), told.relation))
    if not stories and len(grouped.problems) == before:
        _report(grouped, str(folder.path), _NO_ARTICLES)


def _folder_id(folder: Path) -> str:
    name = folder.as_posix()
    return folder.resolve().name if name == "." else name


def _alone(grouped: Grouped, name: str, standard_input: bytes | None = None) -> None:
    stories: dict[str, list[Document]] = {}
    for document, story in _documents(name, grouped, standard_input=standard_input):
        stories.setdefault(story or name, []).append(document)
    for story, documents in stories.items():
        grouped.stories.append(Story(story, tuple(documents)))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a story.toml states: the story's id, the relation, the metadata of each version it names."""

    id: str = ""
    relation: Relation | None = None
    versions: Mapping[str, Metadata] = field(default_factory=dict)


def _story_file(folder: _Folder, grouped: Grouped) -> _Told:
    path = folder.path / STORY_FILE
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise LoadError(str(path), f"cannot be read: {_reason(error)}") from None
    except (
        ValueError,
        RecursionError,
    ) as error:  # TOMLDecodeError, UnicodeDecodeError, or numbers too long for int()
        raise LoadError(str(path), f"not TOML: {error}") from None
    _known(fields, _STORY_KEYS, str(path))
    relation = fields.get("relation")
    if relation is not None and relation not in (Relation.PARALLEL, Relation.COMPARABLE):
        raise LoadError(f"{path}: relation", f"expected parallel or comparable, found {relation!r}")
    versions = fields.get("versions", {})
    if not isinstance(versions, dict) or not all(isinstance(one, dict) for one in versions.values()):
        raise LoadError(f"{path}: versions", 'expected a table for each file, such as [versions."x.en.txt"]')
    stated = {}
    there = {one.name for one in folder.versions}
    for name, one in versions.items():
        place = f'{path}: versions."{name}"'
        _known(one, _VERSION_KEYS, place)
        stated[name] = metadata(one, place)
        if name not in there:
            _report(
                grouped,
                place,
                f"no such article in {folder.path}: expected one of {', '.join(sorted(there))}",
            )
    return _Told(words(fields.get("id"), f"{path}: id"), Relation(relation) if relation else None, stated)


def _known(fields: dict[str, Any], known: set[str], place: str) -> None:
    unknown = sorted(fields.keys() - known)
    if unknown:
        raise LoadError(place, f"unknown field {', '.join(unknown)}: expected {', '.join(sorted(known))}")


def _documents(
    path: str,
    grouped: Grouped,
    name: str = "",
    told: Metadata | None = None,
    standard_input: bytes | None = None,
) -> list[tuple[Document, str]]:
    """The documents of a file, which is called `name` (else its path), each with the story that the file
    says it belongs to ("" where it does not); none where it cannot be read.
    """
    try:
        if path == STANDARD_INPUT:
            loaded = load_bytes(standard_input or b"", "standard input")
        else:
            loaded = load(Path(path), path)
    except LoadError as error:
        _report(grouped, error.path, error.reason)
        return []
    source = loaded[0].source
    if source.encoding not in ("utf-8", "ascii"):
        reason = f"read as {source.encoding}; newsrooms' tools expect UTF-8"
        grouped.problems.append(Problem(source.path, reason, fatal=False))
    told = told or Metadata()
    return [(_document(one, name or path, told, grouped), one.story) for one in loaded]


def _document(loaded: Loaded, name: str, told: Metadata, grouped: Grouped) -> Document:
    """What story.toml states wins over the file's name, the name over the file itself, that over a guess.

    Where a file holds several documents, each states its language itself; the name tells none.
    """
    name = f"{name}#{loaded.name}" if loaded.name else name
    source, own = loaded.source, loaded.stated
    named = own.lang if loaded.name else _language_in_name(source.path) or own.lang
    lang = told.lang or named or detect_language(loaded.text)
    if not lang:
        _report(
            grouped, source.path, "its language could not be told: state lang in front matter or story.toml"
        )
    return Document(
        id=name,
        text=loaded.text,
        source=source,
        lang=lang,
        role=told.role or own.role or Role.TRANSLATION,
        origin=told.origin or own.origin,
        date=told.date or own.date,
        outlet=told.outlet or own.outlet,
        elements=tuple(
            Element(one.kind, one.value, one.span._replace(document=name)) for one in loaded.elements
        ),
        fields=loaded.fields,
    )


def _language_in_name(name: str) -> str:
    """What "x.en.txt" says; a tag that CLDR does not know is no language ("x.v2.txt")."""
    match = _LANGUAGE_IN_NAME.search(Path(name).stem)
    return (
        match[1].replace("_", "-") if match and match[1].split("-")[0].split("_")[0] in _languages() else ""
    )


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    from babel.localedata import locale_identifiers

    return frozenset(identifier.split("_")[0] for identifier in locale_identifiers()) | {"sh", "cnr"}


def detect_language(text: str) -> str:
    """The language of a document by langdetect, seeded, so that it never changes its mind; "" if none."""
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        return str(detect(text[:20000])).split("-")[0]
    except LangDetectException:
        return ""
