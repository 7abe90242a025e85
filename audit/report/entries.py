"""What do the lists that programs read say of each finding, and where does it stand?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from audit.model import Document, Finding, Run, Severity, Span, Story, Verdict
from audit.report.view import BLAMELESS, Block, evidence, witnesses
from audit.report.wording import visible
from audit.text import shorten

# Characters; a passage that is quoted whole would fill a page of a build server.
_MESSAGE = 1000
# Most formats know two levels that matter: what fails a run by default, and what does not; what blames nobody
# is a note.
LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning"}
NOTE = "note"


class Region(NamedTuple):
    """A stretch of a file: lines and columns from 1 in code points, the end excluded; `offset` from 0."""

    line: int
    column: int
    end_line: int
    end_column: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding with the story and the version it stands in."""

    finding: Finding
    story: Story
    version: Document

    @property
    def path(self) -> str:
        return shown_path(self.version.source.path)

    @property
    def region(self) -> Region:
        return region(self.version, self.finding.span)

    @property
    def level(self) -> str:
        return NOTE if self.finding.kind in BLAMELESS else LEVELS[self.finding.severity]

    @property
    def label(self) -> str:
        """The severity; of what blames nobody what it is: a difference, support."""
        return Block(self.version, (self.finding,)).label

    @property
    def message(self) -> str:
        """What is wrong, who says otherwise, what to write instead: on one line, nothing in it harmful."""
        block = Block(self.version, (self.finding,))
        said = witnesses(block, evidence(self.story, block))
        advice = "" if said and said.endswith(f" “{visible(self.finding.fix or '')}”") else self.advice
        parts = [shorten(visible(self.finding.message), _MESSAGE), said, advice]
        return "; ".join(part for part in parts if part)

    @property
    def advice(self) -> str:
        """What to write instead, "" where the rule does not know."""
        if self.finding.fix is None:
            return ""
        return f"write “{visible(self.finding.fix)}”" if self.finding.fix else "take it out"


def entries(run: Run) -> Iterator[Entry]:
    """Every finding of the run, in its order."""
    stories = {story.id: story for story in run.stories}
    for finding in run.findings:
        story = stories[finding.story]
        yield Entry(finding, story, story.version(finding.span.document))


def standing(run: Run) -> tuple[Entry, ...]:
    """The findings that nobody has accepted or dismissed."""
    return tuple(entry for entry in entries(run) if entry.finding.status.open)


def region(document: Document, span: Span) -> Region:
    """Where a span stands in its file."""
    source = document.source
    line, column = source.line_column(span.start)
    start, end = source.offset(span.start), source.end_offset(span.end)
    if end <= start or span.end == span.start:
        return Region(line, column, line, column, start, 0)
    last, last_column = source.file_line_column(end - 1)
    return Region(line, column, last, last_column + 1, start, end - start)


def as_written(document: Document, span: Span) -> bool:
    """Whether the file has the words of a span character for character, so that words can be put in their
    place as they are: no markup between them, no entity or escape."""
    source = document.source
    return (
        source.editable(span.start, span.end)
        and not source.written(span.start)
        and region(document, span).length == span.end - span.start
    )


def shown_path(path: str) -> str:
    """A path with slashes, fit to be shown."""
    return visible(path.replace("\\", "/") if "\\" in path and "/" not in path else path)


def uri(path: str) -> str:
    """A path as the reference of RFC 3986: relative as it was given, a file: URI where it is absolute."""
    data = path.replace("\\", "/") if path[1:3] == ":\\" else path
    try:
        name = data.encode("utf-8", "surrogateescape")  # the bytes of a name that is no UTF-8
    except UnicodeEncodeError:
        name = data.encode("utf-8", "surrogatepass")  # half a pair, in a name of Windows
    escaped = quote(name, safe="/!$'()*,;=@~")
    if path[1:3] in (":\\", ":/"):
        return f"file:///{path[0]}:{escaped.partition('%3A')[2]}"
    return f"file://{escaped}" if escaped.startswith("/") else escaped


@dataclass(frozen=True, slots=True)
class Notice:
    """What a report says of a file beside findings: that it could not be judged, or with what reservation."""

    path: str
    kind: str
    message: str
    fatal: bool

    @property
    def said(self) -> str:
        """On one line, nothing in it harmful."""
        return f"{self.kind}: {visible(self.message)}"

    @property
    def name(self) -> str:
        """What the lists of programs call it."""
        return "not-judged" if self.kind == Verdict.NOT_JUDGED else "problem"


def notices(run: Run) -> tuple[Notice, ...]:
    """The problems, then the versions that were not judged, with the reason."""
    stories = {story.id: story for story in run.stories}
    return (
        *(
            Notice(one.path, "could not judge" if one.fatal else "note", one.message, one.fatal)
            for one in run.problems
        ),
        *(
            Notice(
                stories[score.story].version(score.document).source.path,
                score.verdict.value,
                score.why,
                fatal=False,
            )
            for score in run.scores
            if score.verdict is Verdict.NOT_JUDGED
        ),
    )
