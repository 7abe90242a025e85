"""What would writing the accepted fixes make of the files?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit import fix
from audit.fix import Fixed, FixError, FormatsOf
from audit.fix.comments import Author
from audit.fix.file import EditedFile, takes_comments
from audit.load import LoadError, characters
from audit.model import Document, Finding, Span, Status
from audit.report.wording import plural
from audit.review.session import Session, WrittenFile

# Unchanged lines around a changed one; an article has a paragraph a line.
_AROUND = 1


@dataclass(frozen=True, slots=True)
class ProposedFile:
    """A file with the fixes in it; `keys` are the findings they mend, `left` those that cannot be written and
    stay pending. `lines` are the difference, each with its sign: a blank, +, - or @ for where it stands."""

    file: WrittenFile
    keys: tuple[str, ...]
    left: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]


def propose(session: Session, formats_of: FormatsOf, by: str) -> tuple[ProposedFile, ...]:
    """A proposal for each file in which an accepted fix is to be written, `by` a person; where a file takes
    comments, also what was confirmed as real without a fix. Raises FixError."""
    by_file: dict[str, list[str]] = {}
    for key in session.pending:
        by_file.setdefault(session.version(key).source.path, []).append(key)
    for key in confirmed(session):
        by_file.setdefault(session.version(key).source.path, [])
    made = (_proposal(session, path, keys, formats_of, by) for path, keys in by_file.items())
    return tuple(one for one in made if one.keys or one.left or one.file.before != one.file.after)


def confirmed(session: Session) -> tuple[str, ...]:
    """The findings that somebody else is to mend, in files that take comments."""
    marks = ((key, session.mark(key)) for key in session.findings)
    real = (key for key, mark in marks if mark.status is Status.REAL and mark.fix is None)
    return tuple(key for key in real if takes_comments(session.version(key).source.path))


def mended(session: Session, version: Document) -> str:
    """The text of a version with the accepted fixes in it; of fixes that overlap the first."""
    fixes = sorted(
        (session.findings[key].span, fix)
        for key in session.of_version(version.id)
        if (fix := session.mark(key).fix) is not None
    )
    pieces, at = [], 0
    for span, written in fixes:
        if span.start >= at:
            pieces += [version.text[at : span.start], written]
            at = span.end
    return "".join((*pieces, version.text[at:]))


def put(files: Iterable[WrittenFile]) -> tuple[WrittenFile, ...]:
    """Write the files, each whole or not at all, and return them. Raises FixError where one has changed."""
    done = tuple(files)
    for file in done:
        fix.write(Fixed(file.path, file.before, file.after, ()))
    return done


def _proposal(
    session: Session, path: str, keys: Sequence[str], formats_of: FormatsOf, by: str
) -> ProposedFile:
    try:
        file = EditedFile(path, formats_of(Path(path).parent), Author(by))
    except OSError as error:
        raise FixError(f"{path}: cannot be read: {error.strerror or error}") from None
    wanted = {key: replace(session.findings[key], fix=session.mark(key).fix) for key in keys}
    versions = [version for version in session.story.versions if version.source.path == path]
    try:
        made = file.correct(versions, wanted.values())
    except LoadError as error:
        raise FixError(f"{error}: it has changed") from None
    written = tuple(key for key, finding in wanted.items() if finding in made)
    noted = [key for key in confirmed(session) if session.version(key).source.path == path]
    comments = 0
    if noted:
        beside = [
            (
                file.document(version),
                [
                    (_moved(session.findings[key].span, made), fix.comment_on(session.findings[key]))
                    for key in noted
                    if session.version(key).id == version.id
                ],
            )
            for version in versions
        ]
        comments = len(noted) * file.comment(beside)
    suffix = Path(path).suffix.lower()
    before, after = (characters(data, path, suffix).characters for data in (file.before, file.after))
    return ProposedFile(
        WrittenFile(path, file.before, file.after),
        written,
        tuple(key for key in keys if key not in written),
        (*_lines(before, after), *([("+", plural(comments, "comment"))] if comments else [])),
    )


def _moved(span: Span, made: Sequence[Finding]) -> Span:
    """Where a stretch stands once the corrections before it are made."""
    before = [one for one in made if one.span.document == span.document and one.span.end <= span.start]
    by = sum(len(one.fix or "") - (one.span.end - one.span.start) for one in before)
    return span._replace(start=span.start + by, end=span.end + by)


def _lines(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The difference of two texts, line by line."""
    compared = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=_AROUND)
    for number, line in enumerate(compared):
        if line.startswith("@@"):
            yield "@", f"line {line.split()[1].lstrip('-').partition(',')[0]}"
        elif number >= 2:  # the first two name the files
            yield line[0], line[1:]
