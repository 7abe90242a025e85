"""What does GitHub Actions show beside the lines of a pull request? Workflow commands, and a log.

GitHub keeps ten errors and ten warnings of a step and drops the others without a word, so that those
are said in the log; nothing of an article can become a command there.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Run
from audit.report.entries import NOTE, Entry, notices, shown_path, standing
from audit.report.wording import ending, plural

# Of each level in one step: docs.github.com, "Workflow commands", and actions/toolkit's problem matchers.
ANNOTATIONS = 10


def render(run: Run) -> str:
    """Commands for the problems and the worst findings, then a line for every finding left."""
    left: list[str] = []
    lines: list[str] = []
    counts = {"error": 0, "warning": 0, "notice": 0}
    for level, command, line in (*_notices(run), *_findings(run)):
        counts[level] += 1
        if counts[level] <= ANNOTATIONS:
            lines.append(command)
        else:
            left.append(line)
    if left:
        lines.append(f"{plural(len(left), 'more finding')} that GitHub has no room to annotate:")
    return "".join(f"{line}\n" for line in (*lines, *left, ending(run)))


def _notices(run: Run) -> Iterator[tuple[str, str, str]]:
    for told in notices(run):
        level = "error" if told.fatal else ("warning" if told.name == "problem" else "notice")
        yield (
            level,
            _command(level, told.said, file=shown_path(told.path), title="audit"),
            _logged(f"{shown_path(told.path)}: {told.said}"),
        )


def _findings(run: Run) -> Iterator[tuple[str, str, str]]:
    """The worst first, and of these the surest, so that they are those annotated."""
    for entry in sorted(
        standing(run), key=lambda entry: (-entry.finding.severity.rank, -entry.finding.confidence)
    ):
        place = entry.region
        title = f"{entry.label}: {entry.finding.rule}"
        fields = {"file": entry.path, "line": str(place.line), "endLine": str(place.end_line)}
        if place.end_line == place.line:  # columns of a passage over several lines are refused
            fields |= {"col": str(place.column), "endColumn": str(place.end_column)}
        level = "notice" if entry.level == NOTE else entry.level
        command = _command(level, entry.message, **fields, title=title)
        yield level, command, _logged(_line(entry))


def _line(entry: Entry) -> str:
    place = entry.region
    finding = entry.finding
    return f"{entry.path}:{place.line}:{place.column}: {entry.label}: {entry.message} [{finding.rule}]"


def _command(level: str, message: str, **fields: str) -> str:
    given = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    return f"::{level} {given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _logged(line: str) -> str:
    """A line of the log: not begun as a command is ("::"), nor with an old one in it ("##[")."""
    return f"- {line}".replace("##[", "## [")
