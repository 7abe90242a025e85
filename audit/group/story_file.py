"""What does a story.toml say of the versions beside it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit import files
from audit.group.problems import Problems, reason_of
from audit.load import LoadError, Metadata
from audit.load.metadata import metadata, words
from audit.model import Relation
from audit.structured import StructureError, toml

STORY_FILE = "story.toml"
_LARGEST = 1 << 20
_STORY_KEYS = {"id", "relation", "versions"}
_VERSION_KEYS = {"id", "lang", "role", "origin", "date", "outlet"}


@dataclass(frozen=True, slots=True)
class Told:
    """What is stated: the story's id, the relation, the metadata of each version it names."""

    id: str = ""
    relation: Relation | None = None
    versions: Mapping[str, Metadata] = field(default_factory=dict)


def read(folder: Path, there: Iterable[str], problems: Problems) -> Told:
    """The story.toml of `folder`, in which the articles called `there` lie. Raises LoadError."""
    path = folder / STORY_FILE
    try:
        fields = toml(files.read_text(path, _LARGEST, inside=folder))
    except OSError as error:
        raise LoadError(str(path), f"cannot be read: {reason_of(error)}") from None
    except UnicodeDecodeError as error:
        raise LoadError(str(path), f"not TOML: {error}") from None
    except StructureError as error:
        place = f"{path}:{error.line}" if error.line else str(path)
        raise LoadError(place, f"not TOML: {error.reason}") from None
    _known(fields, _STORY_KEYS, str(path))
    relation = fields.get("relation")
    if relation is not None and relation not in (Relation.PARALLEL, Relation.COMPARABLE):
        raise LoadError(f"{path}: relation", f"expected parallel or comparable, found {relation!r}")
    versions = fields.get("versions", {})
    if not isinstance(versions, dict) or not all(isinstance(one, dict) for one in versions.values()):
        raise LoadError(f"{path}: versions", 'expected a table for each file, such as [versions."x.en.txt"]')
    stated = {}
    names = sorted(there)
    for name, one in versions.items():
        place = f'{path}: versions."{name}"'
        _known(one, _VERSION_KEYS, place)
        stated[name] = metadata(one, place)
        if name not in names:
            problems.report(place, f"no such article in {folder}: expected one of {', '.join(names)}")
    return Told(words(fields.get("id"), f"{path}: id"), Relation(relation) if relation else None, stated)


def _known(fields: dict[str, Any], known: set[str], place: str) -> None:
    unknown = sorted(fields.keys() - known)
    if unknown:
        raise LoadError(place, f"unknown field {', '.join(unknown)}: expected {', '.join(sorted(known))}")
