"""What does reviewdog read? A diagnostic of its Diagnostic Format a line, with suggestions.

Its columns count bytes, so that a place is only as exact as the text tells what stands before it on
its line: where the loader left characters out there, a diagnostic has its line alone and no suggestion.
"""

from __future__ import annotations

from typing import Any

from audit.model import Document, Problem, Run, Span
from audit.report.entries import Entry, as_written, problem_kind, region, shown_path, standing
from audit.report.json import dumps
from audit.report.wording import visible

_TOOL = {"name": "audit"}


def render(run: Run) -> str:
    """What could not be judged, then the findings; a JSON object a line."""
    said = [_problem(problem) for problem in run.problems]
    said += [_finding(entry) for entry in standing(run)]
    return "".join(dumps(one) for one in said)


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "message": f"{problem_kind(problem)}: {visible(problem.message)}",
        "location": {"path": shown_path(problem.path)},
        "severity": "ERROR" if problem.fatal else "INFO",
        "source": _TOOL,
        "code": {"value": "problem"},
    }


def _finding(entry: Entry) -> dict[str, Any]:
    finding, version = entry.finding, entry.version
    location = _location(version, finding.span)
    told: dict[str, Any] = {
        "message": entry.message,
        "location": location,
        "severity": entry.level.upper(),
        "source": _TOOL,
        "code": {"value": finding.rule},
    }
    exact = "column" in location["range"]["start"] and as_written(version, finding.span)
    if finding.fix is not None and exact and version.source.encoding in ("utf-8", "ascii"):
        told["suggestions"] = [{"range": location["range"], "text": finding.fix}]
    if finding.evidence:
        told["related_locations"] = [_related(entry, span) for span in finding.evidence]
    return told


def _related(entry: Entry, span: Span) -> dict[str, Any]:
    document = entry.story.version(span.document)
    return {"message": visible(document.words(span)), "location": _location(document, span)}


def _location(document: Document, span: Span) -> dict[str, Any]:
    place = region(document, span)
    begin, finish = {"line": place.line}, {"line": place.end_line}
    last = max(span.end - 1, span.start)
    start, final = byte_column(document, span.start), byte_column(document, last)
    if start is not None and final is not None:
        width = len(document.text[last : span.end].encode(document.source.encoding, "replace"))
        begin["column"], finish["column"] = start, final + width
    return {"path": shown_path(document.source.path), "range": {"start": begin, "end": finish}}


def byte_column(document: Document, position: int) -> int | None:
    """The column, from 1 in bytes of the file, of the character at an offset of the text; None where
    something that stands before it on its line is not in the text."""
    source = document.source
    _, column = source.line_column(position)
    start = position - (column - 1)
    if start < 0 or not source.editable(start, position):
        return None
    if source.offset(position) - source.offset(start) != column - 1:
        return None
    before = document.text[start:position]
    return len(before.encode(source.encoding, "replace")) + 1
