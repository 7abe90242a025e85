"""Which corrections can be made in the files, and how do the files read then?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit import atomic
from audit.fix.comments import Author
from audit.fix.file import EditedFile, takes_comments
from audit.load import FormatSettings
from audit.model import Document, Finding, Run, Story

# A correction may bring out another (a doubled word behind a doubled space), but not without end.
_ROUNDS = 10

# Judges stories again whose texts changed.
Recheck = Callable[[Sequence[Story]], Run]
FormatsOf = Callable[[Path], FormatSettings]


class FixError(ValueError):
    """A file that cannot be written: which, and why."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file with its corrections: its bytes before and after, the findings that they correct, and those that
    are comments in it now."""

    path: str
    before: bytes
    after: bytes
    made: tuple[Finding, ...]
    commented: tuple[Finding, ...] = ()


def fixes(
    run: Run,
    recheck: Recheck,
    formats_of: FormatsOf,
    *,
    unsafe: bool = False,
    author: Author | None = None,
    comments: bool = False,
) -> tuple[Fixed, ...]:
    """What the files of `run` read after every correction that can be made in them, safe ones or all.

    In a file that can have comments the findings that remain are put beside their words, with `comments`;
    whoever corrects and comments there is `author`.

    Nothing is written. Of corrections that overlap the first is made; then the texts are judged again, until
    no correction is left, so that correcting the outcome changes nothing. A correction after which the file
    would read back as anything but the corrected text is not made.
    """
    files: dict[str, EditedFile] = {}
    made: dict[str, list[Finding]] = defaultdict(list)
    for _ in range(_ROUNDS):
        corrected = False
        wanted = _wanted(run, unsafe=unsafe)
        for path, documents in sorted(_by_file(run.stories).items()):
            here = [one for story, document in documents for one in wanted.get((story, document.id), ())]
            if not here:
                continue
            if path not in files:
                files[path] = EditedFile(path, formats_of(Path(path).parent), author or Author())
            done = files[path].correct([document for _, document in documents], here)
            made[path] += done
            corrected = corrected or bool(done)
        if not corrected:
            break
        run = recheck([_renewed(story, files) for story in run.stories])
    noted = _commented(run, files, formats_of, author or Author()) if comments else {}
    return tuple(
        Fixed(path, file.before, file.after, tuple(made[path]), noted.get(path, ()))
        for path, file in sorted(files.items())
        if file.after != file.before
    )


def write(fixed: Fixed) -> None:
    """Put the corrected file in its place, whole. Raises FixError where it changed since it was read."""
    path = Path(fixed.path)
    try:
        if path.read_bytes() != fixed.before:
            raise FixError(f"{fixed.path}: changed while it was judged; it was left as it is")
        atomic.write(path, fixed.after)
    except OSError as error:
        raise FixError(f"{fixed.path}: cannot be written: {error.strerror or error}") from None


def tidy(run: Run) -> None:
    """Remove what corrections that were killed left beside the files of `run`."""
    for folder in sorted(
        {Path(version.source.path).parent for one in run.stories for version in one.versions}
    ):
        atomic.sweep(folder)


def _commented(
    run: Run, files: dict[str, EditedFile], formats_of: FormatsOf, author: Author
) -> dict[str, tuple[Finding, ...]]:
    """Put comments into the files that can have them; the findings that are comments now, by file."""
    noted = {}
    for path, documents in sorted(_by_file(run.stories).items()):
        if not takes_comments(path):
            continue
        open_ = {
            (story, document.id): [
                one
                for one in run.findings
                if one.status.open and (one.story, one.span.document) == (story, document.id)
            ]
            for story, document in documents
        }
        findings = tuple(one for those in open_.values() for one in those)
        if not findings:
            continue
        if path not in files:
            files[path] = EditedFile(path, formats_of(Path(path).parent), author)
        beside = [
            (document, [(one.span, comment_on(one)) for one in open_[story, document.id]])
            for story, document in documents
        ]
        if files[path].comment(beside):
            noted[path] = findings
    return noted


def comment_on(finding: Finding) -> str:
    """What a comment on a finding says."""
    instead = f"\nInstead: {finding.fix}" if finding.fix else ""
    return f"{finding.message}{instead}\n({finding.severity.value}, {finding.rule})"


def _by_file(stories: Iterable[Story]) -> dict[str, list[tuple[str, Document]]]:
    """The documents of each file, with their story."""
    found: dict[str, list[tuple[str, Document]]] = defaultdict(list)
    for story in stories:
        for version in story.versions:
            found[version.source.path].append((story.id, version))
    return found


def _wanted(run: Run, *, unsafe: bool) -> dict[tuple[str, str], list[Finding]]:
    """The findings to be corrected, by story and version: those nobody accepted or dismissed."""
    wanted: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in run.findings:
        if finding.status.open and finding.fix is not None and (unsafe or finding.safe):
            wanted[finding.story, finding.span.document].append(finding)
    return wanted


def _renewed(story: Story, files: dict[str, EditedFile]) -> Story:
    """The story as the corrected files tell it, to be judged from the beginning."""
    versions = tuple(
        files[version.source.path].document(version) if version.source.path in files else version
        for version in story.versions
    )
    bare = tuple(replace(version, tokens=(), sentences=(), facts=()) for version in versions)
    return Story(story.id, bare, story.relation, judged=story.judged)
