"""What do tools read that know Checkstyle's XML? Errors by file."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from audit.model import Run
from audit.report.entries import NOTE, notices, shown_path, standing
from audit.report.xml import attributes, document
from audit.version import __version__


def render(run: Run) -> str:
    """A `file` for every version and every path that has a problem, in the order of the run."""
    root = Element("checkstyle", attributes(version=__version__))
    files: dict[str, Element] = {}

    def file(path: str) -> Element:
        if path not in files:
            files[path] = SubElement(root, "file", attributes(name=path))
        return files[path]

    for story in run.stories:
        for version in story.versions:
            file(shown_path(version.source.path))
    for notice in notices(run):
        severity = "error" if notice.fatal else "info"
        SubElement(
            file(shown_path(notice.path)),
            "error",
            attributes(line=1, severity=severity, message=notice.said, source=f"audit.{notice.name}"),
        )
    for entry in standing(run):
        place, finding = entry.region, entry.finding
        told = attributes(
            line=place.line,
            column=place.column,
            severity="info" if entry.level == NOTE else entry.level,
            message=entry.message,
            source=f"audit.{finding.topic}.{finding.rule}",
        )
        SubElement(file(entry.path), "error", told)
    return document(root)
