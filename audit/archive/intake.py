"""Which articles do files and folders hold?

Files are read as `audit check` reads them, with the same configuration; what is wrong with one, or with one
record of many, is a problem of its own. Files of many records are read some at a time, so that they may be as
large as they like.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from audit import files
from audit.archive import feeds
from audit.archive.articles import ArchivedArticle, address, article_of
from audit.archive.fetch import Fetcher
from audit.decide.places import Roots
from audit.group import Problems, RootOf, plan
from audit.group.documents import documents
from audit.group.planned import PlannedVersion
from audit.model import Problem

# Files of records that are found in a folder, too.
_RECORDS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")
_LINES = (".jsonl", ".ndjson")
_FEEDS = (".rss", ".atom", ".xml")
# Bytes of lines that are read at a time, and of one line.
_AT_ONCE, _LONGEST = 1 << 20, 1 << 24
# A line of no record: an empty one, and an object of nothing.
_NONE = (b"", b"{}")
_NO_TEXT = "no text in it: expected a field such as text, body, content or articleBody"
_PLACE = re.compile(r":(\d+):(\d+)$")


def articles(
    paths: Iterable[str], root_of: RootOf, problems: Problems, fetcher: Fetcher | None = None
) -> Iterator[ArchivedArticle]:
    """The articles of files, folders and feeds, one after the other; pages that feeds name, and feeds at
    addresses, only with what fetches them."""
    roots = Roots()
    for path in dict.fromkeys(paths):
        if address(path) and fetcher is None:
            problems.report(path, "an address, which is asked for only with --fetch")
        elif files.is_folder(Path(path)):
            yield from _folder(path, root_of, problems, roots)
        elif _is_feed(path) or address(path):
            formats = root_of(Path() if address(path) else Path(path).parent).formats
            yield from feeds.articles(path, formats, problems, roots, fetcher)
        else:
            yield from _file(path, root_of, problems, roots)


def _is_feed(path: str) -> bool:
    """Whether a file is a feed by its ending."""
    return Path(path).suffix.lower() in _FEEDS and not address(path)


def _folder(path: str, root_of: RootOf, problems: Problems, roots: Roots) -> Iterator[ArchivedArticle]:
    planned = plan([path], root_of)
    records = list(_records(Path(path)))
    problems += [one for one in planned.problems if not records or one.path != path]
    seen = set()
    for story in planned.stories:
        for version in story.versions:
            seen.add(os.path.realpath(version.path))
            yield from _read(version, problems, roots)
    for file in records:
        if os.path.realpath(file) not in seen:
            yield from _file(str(file), root_of, problems, roots, inside=Path(path))


def _records(folder: Path) -> Iterator[Path]:
    for place, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (Path(place) / name for name in sorted(names) if name.lower().endswith(_RECORDS))


def _file(
    path: str, root_of: RootOf, problems: Problems, roots: Roots, inside: Path | None = None
) -> Iterator[ArchivedArticle]:
    suffix = Path(path).suffix.lower()
    root = root_of(Path(path).parent)
    version = PlannedVersion(path, path, otherwise=root.told(path), formats=root.formats, inside=inside)
    if suffix in _LINES:
        yield from _lines(version, problems, roots)
    elif suffix == ".parquet":
        from audit.archive.parquet import rows

        yield from _of_lines(rows(path, problems), version, problems, roots)
    else:
        yield from _read(version, problems, roots)


def _read(version: PlannedVersion, problems: Problems, roots: Roots) -> Iterator[ArchivedArticle]:
    for document, _ in documents(version, problems):
        yield article_of(document, roots)


def _lines(version: PlannedVersion, problems: Problems, roots: Roots) -> Iterator[ArchivedArticle]:
    """The articles of a file of JSON Lines."""
    path = Path(version.path)
    if not files.is_regular(path):
        problems.report(version.path, "cannot be read: expected a file")
        return
    try:
        with path.open("rb") as lines:
            yield from _of_lines(iter(lambda: lines.readline(_LONGEST), b""), version, problems, roots)
    except OSError as error:
        problems.report(version.path, f"cannot be read: {error.strerror or error}")


def _of_lines(
    lines: Iterable[bytes], version: PlannedVersion, problems: Problems, roots: Roots
) -> Iterator[ArchivedArticle]:
    """The articles of lines of JSON, some lines at a time."""
    some: list[bytes] = []
    size = begun = 0
    for read, line in enumerate(lines, 1):
        some.append(line)
        size += len(line)
        if size >= _AT_ONCE:
            yield from _some(some, begun, version, problems, roots)
            some, size, begun = [], 0, read
    if some:
        yield from _some(some, begun, version, problems, roots)


def _some(
    lines: list[bytes], begun: int, version: PlannedVersion, problems: Problems, roots: Roots
) -> Iterator[ArchivedArticle]:
    """The articles of some lines, of which the first is line `begun + 1`. A record that has none, though it
    is one, is a problem."""
    if not any(line.strip() for line in lines):
        return
    here = Problems()
    # One that stands alone has no number in its name: by a blank object it is one of several.
    if version.path.lower().endswith(_LINES):
        given = replace(version, data=b"".join(lines) + b"\n{}\n", format=".jsonl")
    else:
        given = replace(version, data=b"[%b]" % b",".join((*lines, b"{}")), format=".json")
    heard = set()
    for document, _ in documents(given, here):
        heard.add(document.source.line_column(0)[0])
        yield article_of(document, roots)
    heard |= {int(found[1]) for problem in here if (found := _PLACE.search(problem.path))}
    for number, line in enumerate(lines, 1):
        if number not in heard and line.strip() not in _NONE:
            here.report(f"{version.path}:{number}:1", _NO_TEXT)
    for problem in here:
        problems.append(Problem(_moved(problem.path, begun), problem.message, problem.fatal))


def _moved(place: str, lines: int) -> str:
    """A place in some lines as a place in the whole file."""
    return _PLACE.sub(lambda found: f":{int(found[1]) + lines}:{found[2]}", place)
