"""What of a review is kept though nobody else needs it?

Fixes that are not written yet, what was skipped, and the place where one stopped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from audit.decide import kept, places
from audit.decide.places import FOLDER, find_root
from audit.model import Document

_DRAFTS = "drafts"
_PLACE = ".place"


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """Of one article, by fingerprint: what will be written where, and what was skipped."""

    fixes: Mapping[str, str] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()


class StoppedAt(NamedTuple):
    """Where a reviewer stopped: the article's key and the finding's fingerprint."""

    article: str = ""
    fingerprint: str = ""


def path_of(document: Document) -> Path:
    """The file in which the draft of `document` lies."""
    audit = find_root(Path(document.source.path)) / FOLDER
    return audit / _DRAFTS / places.path_of(document).relative_to(audit).with_suffix(".json")


def read(path: Path) -> ReviewDraft:
    """The draft in `path`; an empty one where there is none or what is there is none."""
    found = _object(path)
    fixes, skipped = found.get("fixes", {}), found.get("skipped", [])
    if not isinstance(fixes, dict) or not isinstance(skipped, list):
        return ReviewDraft()
    written = {key: fix for key, fix in fixes.items() if isinstance(fix, str)}
    return ReviewDraft(written, frozenset(key for key in skipped if isinstance(key, str)))


def write(path: Path, draft: ReviewDraft) -> None:
    """Keep a draft, whole or not at all; an empty one leaves no file. Raises OSError."""
    if draft == ReviewDraft():
        kept.remove(path)
        return
    _write(path, {"fixes": dict(draft.fixes), "skipped": sorted(draft.skipped)})


def read_place(document: Document) -> StoppedAt:
    """Where the last review in the project of `document` stopped."""
    found = _object(_place_of(document))
    article, fingerprint = found.get("article", ""), found.get("finding", "")
    return (
        StoppedAt(article, fingerprint)
        if isinstance(article, str) and isinstance(fingerprint, str)
        else StoppedAt()
    )


def write_place(document: Document, fingerprint: str) -> None:
    """Keep the place. Raises OSError."""
    path = _place_of(document)
    _write(path, {"article": document.key, "finding": fingerprint})


def _place_of(document: Document) -> Path:
    return find_root(Path(document.source.path)) / FOLDER / _DRAFTS / _PLACE


def _object(path: Path) -> dict[str, object]:
    try:
        found = json.loads(kept.read(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, value: Mapping[str, object]) -> None:
    """Also says to git that this is nobody else's."""
    folder = next(one for one in path.parents if one.name == _DRAFTS and one.parent.name == FOLDER)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        kept.write(ignore, b"*\n")
    kept.write(path, json.dumps(value, ensure_ascii=True, sort_keys=True, indent=1).encode() + b"\n")
