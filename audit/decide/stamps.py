"""Of which state of its original is each translation?

A translation may say it itself, by `source_hash` in its front matter; else a line in `.audit/stamps` does:
the article's path below the root (in quotes where it holds odd characters) and the digest of its original's
text, sorted, so that two people's lines merge.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from audit import atomic, files
from audit.decide import kept
from audit.decide.drift import COMMIT, DRIFTED
from audit.decide.files import DecisionError
from audit.decide.places import FOLDER, Roots
from audit.decide.quoting import quoted, unquoted
from audit.detect.stale import FIELD
from audit.git import last_commit
from audit.limits import CEILING, LIMITS
from audit.load.decode import decode
from audit.model import Document, Problem, Story
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


def stamp(pairs: Iterable[tuple[Document, Document]]) -> tuple[Document, ...]:
    """Record for every translation, given with its original, that it is of the original as it is now: where
    the page keeps `default_lang_commit`, as the commit that changed the original last.

    Returns the translations whose record changed. Raises DecisionError where it cannot be written.
    """
    roots = Roots()
    records: dict[Path, dict[str, str]] = defaultdict(dict)
    changed = []
    commits: dict[str, str] = {}
    for version, original in pairs:
        if {COMMIT, DRIFTED} & version.fields.keys() and FIELD not in version.fields:
            path = original.source.path
            if path not in commits:
                commits[path] = last_commit(Path(path).absolute())
            if _commit_in_front_matter(version, original, commits[path]):
                changed.append(version)
            continue
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


def _in_front_matter(version: Document, now: str) -> bool:
    """Put the digest in the place of the one the file states itself; whether it states one."""
    old = version.fields.get(FIELD, "")
    characters, encoding = _characters(version)
    stated = _stating(FIELD, re.escape(old))
    if not old or not stated.search(characters):
        return False
    _write(version, stated.sub(rf"\g<1>{now}", characters, count=1), encoding)
    return True


def _commit_in_front_matter(version: Document, original: Document, commit: str) -> bool:
    """Put the commit of the original in the place of the one that the file names, and take out that it
    drifted; whether either said something else."""
    if not commit:
        reason = f"{original.source.path} is not committed as it is: commit it first, {COMMIT} names a commit"
        raise DecisionError(version.source.path, reason)
    characters, encoding = _characters(version)
    stamped = _stating(COMMIT, "[0-9a-f]+").sub(rf"\g<1>{commit}", characters, count=1)
    stamped = re.sub(rf"(?m)^{DRIFTED}[ \t]*[:=][^\n]*\n", "", stamped, count=1)
    if stamped == characters:
        return False
    _write(version, stamped, encoding)
    return True


def _stating(field: str, value: str) -> re.Pattern[str]:
    """A line of front matter that states a field; its first group is all before the value."""
    return re.compile(
        rf"""(?m)^(\s*["']?{field}["']?\s*[:=]\s*["']?){value}(?=["']?,?[ \t]*(?:#[^\n]*)?\r?$)"""
    )


def _characters(version: Document) -> tuple[str, str]:
    path = Path(version.source.path)
    try:
        return decode(files.read(path, LIMITS.article_bytes * CEILING), str(path))
    except (OSError, ValueError) as error:
        raise DecisionError(str(path), f"cannot be read: {error}") from None


def _write(version: Document, characters: str, encoding: str) -> None:
    path = Path(version.source.path)
    try:
        atomic.write(path, characters.encode(encoding))
    except OSError as error:
        raise DecisionError(str(path), f"cannot be written: {error.strerror or error}") from None


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
