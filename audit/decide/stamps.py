"""Of which state of its original is each translation?

A translation may say it itself, by `source_hash` in its front matter; else a line in `.audit/stamps` does:
the article's path below the root (in quotes where it holds odd characters) and the digest of its original's
text, sorted, so that two people's lines merge.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from audit import atomic
from audit.decide import kept
from audit.decide.files import DecisionError
from audit.decide.places import FOLDER, Roots
from audit.decide.quoting import quoted, unquoted
from audit.detect.stale import FIELD
from audit.load.decode import decode
from audit.model import Document, Problem, Role, Story
from audit.text import digest

_FILE = "stamps"
_LINE = re.compile(r"(?P<place>.+)\t(?P<digest>x[0-9a-f]{16})")


def stamped(
    stories: Sequence[Story], roots: Roots | None = None
) -> tuple[tuple[Story, ...], tuple[Problem, ...]]:
    """The stories with what is recorded on their versions, as if each stated it itself, and the records that
    could not be read."""
    roots = roots or Roots()
    known: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for root in sorted({roots.of(version.source.path) for story in stories for version in story.versions}):
        try:
            known[root] = _read(Path(root, FOLDER, _FILE))
        except DecisionError as error:
            known[root] = {}
            problems.append(Problem(error.place, error.reason))

    def told(version: Document) -> Document:
        recorded = known[roots.of(version.source.path)].get(roots.place(version))
        if recorded is None or FIELD in version.fields:
            return version
        return replace(version, fields={**version.fields, FIELD: recorded})

    if any(known.values()):
        stories = [replace(story, versions=tuple(map(told, story.versions))) for story in stories]
    return tuple(stories), tuple(problems)


def stamp(stories: Iterable[Story]) -> tuple[Document, ...]:
    """Record for every translation with one original in its story that it is of the original as it is now.

    Returns the translations whose record changed. Raises DecisionError where it cannot be written.
    """
    roots = Roots()
    records: dict[Path, dict[str, str]] = defaultdict(dict)
    changed = []
    for version, original in _pairs(stories):
        now = digest(original.text)
        if version.fields.get(FIELD) == now:
            continue
        if not _in_front_matter(version, now):
            records[Path(roots.of(version.source.path))][roots.place(version)] = now
        changed.append(version)
    for root, record in records.items():
        _add(root, record)
    return tuple(changed)


def _add(root: Path, record: Mapping[str, str]) -> None:
    """Put stamps beside those that others may be putting down at the same time."""
    path = root / FOLDER / _FILE
    try:
        with kept.locked(root):
            stamps = {**_read(path), **record}
            lines = (f"{quoted(place)}\t{now}\n" for place, now in sorted(stamps.items()))
            kept.write(path, "".join(lines).encode(errors="surrogateescape"))
    except OSError as error:
        raise DecisionError(str(path), f"stamps cannot be written: {kept.reason_of(error)}") from None


def _pairs(stories: Iterable[Story]) -> Iterator[tuple[Document, Document]]:
    for story in stories:
        originals = [version for version in story.versions if version.role is Role.SOURCE]
        if len(originals) == 1:
            yield from (
                (version, originals[0]) for version in story.versions if version.role is Role.TRANSLATION
            )


def _in_front_matter(version: Document, now: str) -> bool:
    """Put the digest in the place of the one the file states itself; whether it states one."""
    path = Path(version.source.path)
    old = version.fields.get(FIELD, "")
    try:
        data = path.read_bytes()
        characters, encoding = decode(data, str(path))
    except (OSError, ValueError) as error:
        raise DecisionError(str(path), f"cannot be read: {error}") from None
    stated = re.compile(rf"""(?m)^(\s*["']?{FIELD}["']?\s*[:=]\s*["']?){re.escape(old)}(?=["']?,?\s*$)""")
    if not old or not stated.search(characters):
        return False
    try:
        atomic.write(path, stated.sub(rf"\g<1>{now}", characters, count=1).encode(encoding))
    except OSError as error:
        raise DecisionError(str(path), f"cannot be written: {error.strerror or error}") from None
    return True


def _read(path: Path) -> dict[str, str]:
    try:
        text = kept.read(path).decode("utf-8-sig", "surrogateescape")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DecisionError(str(path), f"stamps cannot be read: {kept.reason_of(error)}") from None
    stamps = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            found = _LINE.fullmatch(line.rstrip("\r"))
            if not found:
                raise DecisionError(f"{path}:{number}", f"expected a path and a digest, found {line[:60]!r}")
            stamps[unquoted(found["place"])] = found["digest"]
    return stamps
