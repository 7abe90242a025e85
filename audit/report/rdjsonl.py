"""What does reviewdog read? A diagnostic of its Diagnostic Format a line, with suggestions.

Its columns count bytes. A suggestion is what `audit fix` would write: the characters that the file needs
to say so, with the escapes of its format.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from audit.model import Document, Finding, Run, Span
from audit.report.entries import NOTE, Entry, Notice, notices, region, shown_path, standing
from audit.report.json import dumps
from audit.report.wording import visible
from audit.write import encode

_TOOL = {"name": "audit"}
_BEHIND = 1 << 62


def render(run: Run) -> str:
    """What could not be or was not judged, then the findings; a JSON object a line."""
    said = [_notice(notice) for notice in notices(run)]
    said += [_finding(entry) for entry in standing(run)]
    return "".join(dumps(one) for one in said)


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "message": notice.said,
        "location": {"path": shown_path(notice.path)},
        "severity": "ERROR" if notice.fatal else "INFO",
        "source": _TOOL,
        "code": {"value": notice.name},
    }


def _finding(entry: Entry) -> dict[str, Any]:
    finding, version = entry.finding, entry.version
    location = _location(version, finding.span)
    told: dict[str, Any] = {
        "message": entry.message,
        "location": location,
        "severity": "INFO" if entry.level == NOTE else entry.level.upper(),
        "source": _TOOL,
        "code": {"value": finding.rule},
    }
    if (written := _written(version, finding)) is not None:
        told["suggestions"] = [{"range": location["range"], "text": written}]
    if finding.evidence:
        told["related_locations"] = [_related(entry, span) for span in finding.evidence]
    return told


def _related(entry: Entry, span: Span) -> dict[str, Any]:
    document = entry.story.version(span.document)
    return {"message": visible(document.words(span)), "location": _location(document, span)}


def _written(version: Document, finding: Finding) -> str | None:
    """What the file would hold instead. Reviewdog puts it in as UTF-8."""
    if finding.fix is None or version.source.encoding not in ("utf-8", "ascii"):
        return None
    return encode(version, finding.span.start, finding.span.end, finding.fix)


def _location(document: Document, span: Span) -> dict[str, Any]:
    place = region(document, span)
    first = byte_column(document, span.start, place.line, place.offset)
    final = place.offset + place.length
    begin = {"line": place.line, "column": first}
    finish = {"line": place.end_line, "column": byte_column(document, span.end, place.end_line, final)}
    return {"path": shown_path(document.source.path), "range": {"start": begin, "end": finish}}


def byte_column(document: Document, position: int, line: int, offset: int) -> int:
    """The column, from 1 in bytes, of a file offset on a line, at which the text is at `position`."""
    source = document.source
    start = source.lines[line - source.line]
    if not source.byte_offsets:
        return offset - start + 1
    return _bytes(document, position, offset) - _bytes(document, position, start) + 1


def _bytes(document: Document, position: int, offset: int) -> int:
    """The bytes before a file offset: as counted at the last place before it, and those of the text since."""
    source = document.source
    counted = source.byte_offsets[bisect_right(source.byte_offsets, (offset, _BEHIND)) - 1]
    since = offset - counted[0]
    return counted[1] + len(document.text[position - since : position].encode(source.encoding, "replace"))
