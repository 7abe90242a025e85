"""Which findings lie where something changed?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from audit import git
from audit.git import GitError, Lines
from audit.model import Document, Finding, Span, Story

# For versions that changed, by id: their new and changed lines.
Changed = Mapping[str, Lines]


def changed(stories: Iterable[Story], revision: str) -> Iterator[tuple[Story, Changed]]:
    """The stories of which a version differs from where this branch left `revision`. Raises GitError."""
    known: dict[Path, dict[str, Lines]] = {}
    for story in stories:
        here: dict[str, Lines] = {}
        for version in story.versions:
            path = Path(version.source.path).absolute()
            top = git.top(path)
            if top is None:
                raise GitError(
                    f"{version.source.path}: not in a git repository, so nothing tells what changed"
                )
            if top not in known:
                known[top] = git.changes(top, revision)
            name = path.resolve().relative_to(top.resolve()).as_posix()
            if name in known[top]:
                here[version.id] = known[top][name]
        if here:
            yield story, here


def touched(story: Story, findings: Iterable[Finding], lines: Changed) -> tuple[Finding, ...]:
    """The findings whose words, or whose evidence, stand on a line that changed."""
    versions = {version.id: version for version in story.versions}
    return tuple(
        finding
        for finding in findings
        if any(_on(versions[span.document], span, lines) for span in (finding.span, *finding.evidence))
    )


def _on(version: Document, span: Span, lines: Changed) -> bool:
    if version.id not in lines:
        return False
    ranges = lines[version.id]
    if ranges is None:
        return True
    first, _ = version.source.line_column(span.start)
    last, _ = version.source.line_column(max(span.end - 1, span.start))
    return any(first <= end and start <= last for start, end in ranges)
