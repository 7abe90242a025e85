"""Which documents are versions of one story, and what is known about each?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from audit.load import FORMATS, LoadError, Metadata, load, load_bytes, reads
from audit.load.front_matter import metadata
from audit.model import Document, Problem, Relation, Role, Source, Story

STORY_FILE = "story.toml"
STANDARD_INPUT = "-"
_LANGUAGE_IN_NAME = re.compile(r"\.([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)$")
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
    for path in paths:
        if path == STANDARD_INPUT:
            _alone(grouped, STANDARD_INPUT, lambda: load_bytes(standard_input or b"", "standard input"))
            continue
        for place in _places(Path(path), grouped, seen):
            if place.is_dir():
                _folder(grouped, place)
            else:
                _alone(grouped, str(place), lambda place=place: load(place, str(place)))
    grouped.stories.sort(key=lambda story: story.id)
    return grouped


def against(path: str, siblings: Iterable[str], standard_input: bytes | None = None) -> Grouped:
    """One article beside siblings named one by one; a folder stands for the versions in it."""
    grouped = Grouped()
    named = [path, *_unfold(siblings, grouped)]
    documents: list[Document] = []
    for number, name in enumerate(named):
        if any(_same_file(name, other) for other in named[:number]):
            continue
        try:
            loaded = load_bytes(standard_input or b"", "standard input") if name == STANDARD_INPUT else load(Path(name), name)
        except LoadError as error:
            grouped.problems.append(Problem(error.path, error.reason))
            continue
        documents.append(_document(name, loaded, Metadata(), grouped))
    if documents and documents[0].id == path:
        grouped.stories.append(Story(path, tuple(documents)))
    return grouped


def _same_file(left: str, right: str) -> bool:
    return left == right or (STANDARD_INPUT not in (left, right) and Path(left).absolute() == Path(right).absolute())


def _unfold(paths: Iterable[str], grouped: Grouped) -> Iterator[str]:
    for path in paths:
        if path != STANDARD_INPUT and Path(path).is_dir():
            yield from (str(file) for file in _versions(Path(path), grouped))
        else:
            yield path


def _places(path: Path, grouped: Grouped, seen: set[Path]) -> Iterator[Path]:
    """The file, or the folders at and below `path` that hold versions, sorted; each place once."""
    try:
        real = path.resolve(strict=True)
    except FileNotFoundError:
        grouped.problems.append(Problem(str(path), "no such file or folder"))
        return
    except (OSError, RuntimeError):  # RuntimeError: a loop of symbolic links before Python 3.13
        grouped.problems.append(Problem(str(path), "a loop of symbolic links, or a folder that cannot be entered"))
        return
    if real in seen:
        return
    seen.add(real)
    if real.is_file():
        yield path
        return
    try:
        folders = sorted(entry for entry in path.iterdir() if entry.is_dir() and not entry.name.startswith("."))
    except OSError as error:
        grouped.problems.append(Problem(str(path), f"cannot be read: {error.strerror or error}"))
        return
    if any(True for _ in _versions(path, grouped)) or (path / STORY_FILE).is_file():
        yield path
    for folder in folders:
        # A link to a folder is not followed: it may lead outside of what was asked for, or round in a circle.
        if not folder.is_symlink():
            yield from _places(folder, grouped, seen)


def _versions(folder: Path, grouped: Grouped) -> Iterator[Path]:
    root = folder.resolve()
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or not reads(entry):
            continue
        if entry.is_symlink() and not _inside(entry, root, grouped):
            continue
        if not entry.is_dir():
            yield entry


def _inside(link: Path, root: Path, grouped: Grouped) -> bool:
    try:
        inside = link.resolve(strict=True).is_relative_to(root)
        reason = "a link that leads outside of its folder is not followed"
    except (OSError, RuntimeError):
        inside, reason = False, "a broken or circular link"
    problem = Problem(str(link), reason)
    if not inside and problem not in grouped.problems:
        grouped.problems.append(problem)
    return inside


def _folder(grouped: Grouped, folder: Path) -> None:
    try:
        story_id, relation, stated = _story_file(folder, grouped)
    except LoadError as error:
        grouped.problems.append(Problem(error.path, error.reason))
        story_id, relation, stated = "", None, {}
    documents = []
    for path in _versions(folder, grouped):
        try:
            loaded = load(path, str(path))
        except LoadError as error:
            grouped.problems.append(Problem(error.path, error.reason))
            continue
        documents.append(_document(path.name, loaded, stated.get(path.name, Metadata()), grouped))
    if documents:
        grouped.stories.append(Story(story_id or _folder_id(folder), tuple(documents), relation))
    elif not any(problem.path.startswith(str(folder)) for problem in grouped.problems):
        grouped.problems.append(Problem(str(folder), f"no articles in it: expected files ending in {', '.join(FORMATS)}"))


def _folder_id(folder: Path) -> str:
    name = folder.as_posix().rstrip("/")
    return folder.resolve().name if name in ("", ".") else name.removeprefix("./")


def _alone(grouped: Grouped, name: str, read: Any) -> None:
    try:
        loaded = read()
    except LoadError as error:
        grouped.problems.append(Problem(error.path, error.reason))
        return
    document = _document(name, loaded, Metadata(), grouped)
    grouped.stories.append(Story(name, (document,)))


def _story_file(folder: Path, grouped: Grouped) -> tuple[str, Relation | None, dict[str, Metadata]]:
    """What story.toml states: the story's id, the relation, and the metadata of each version it names."""
    path = folder / STORY_FILE
    if not path.is_file():
        return "", None, {}
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LoadError(str(path), f"not TOML: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(str(path), f"cannot be read: {error}") from None
    _known(fields, _STORY_KEYS, str(path))
    relation = fields.get("relation")
    if relation is not None and relation not in (Relation.PARALLEL, Relation.COMPARABLE):
        raise LoadError(f"{path}: relation", f"expected parallel or comparable, found {relation!r}")
    versions = fields.get("versions", {})
    if not isinstance(versions, dict) or not all(isinstance(one, dict) for one in versions.values()):
        raise LoadError(f"{path}: versions", 'expected a table for each file, such as [versions."x.en.txt"]')
    stated = {}
    for name, one in versions.items():
        _known(one, _VERSION_KEYS, f'{path}: versions."{name}"')
        if Path(name).name != name or not (folder / name).is_file():
            grouped.problems.append(Problem(f"{path}", f'versions."{name}": no such file in {folder}'))
            continue
        stated[name] = metadata(one, f'{path}: versions."{name}"')
    return str(fields.get("id", "")), Relation(relation) if relation else None, stated


def _known(fields: dict[str, Any], known: set[str], place: str) -> None:
    unknown = sorted(fields.keys() - known)
    if unknown:
        raise LoadError(place, f"unknown field {', '.join(unknown)}: expected {', '.join(sorted(known))}")


def _document(name: str, loaded: tuple[str, Metadata, Source], told: Metadata, grouped: Grouped) -> Document:
    """The document; story.toml wins over the file's name, the name over front matter, that over a guess."""
    text, own, source = loaded
    if source.encoding not in ("utf-8", "ascii"):
        grouped.problems.append(Problem(source.path, f"read as {source.encoding}; newsrooms' tools expect UTF-8", fatal=False))
    lang = told.lang or _language_in_name(name) or own.lang or detect_language(text)
    if not lang:
        grouped.problems.append(Problem(source.path, "its language could not be told: state lang in front matter or story.toml"))
    return Document(
        id=name,
        text=text,
        source=source,
        lang=lang,
        role=told.role or own.role or Role.TRANSLATION,
        origin=told.origin or own.origin,
        date=told.date or own.date,
        outlet=told.outlet or own.outlet,
    )


def _language_in_name(name: str) -> str:
    """"x.en.txt" is English; a tag langdetect and CLDR do not know is no language ("x.v2.txt")."""
    match = _LANGUAGE_IN_NAME.search(Path(name).stem)
    return match[1].replace("_", "-") if match and match[1].split("-")[0].split("_")[0] in _languages() else ""


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    from babel.localedata import locale_identifiers

    return frozenset(identifier.split("_")[0] for identifier in locale_identifiers()) | {"sh", "cnr"}


def detect_language(text: str) -> str:
    """The language of a whole document by langdetect, seeded, so that it never changes its mind; "" if none."""
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        return str(detect(text[:20000])).split("-")[0]
    except LangDetectException:
        return ""
