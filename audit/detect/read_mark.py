"""Which words would a reader that the newsroom brings mark?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Document, Hit, Story


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The marks of the reader, with what it says of them: its own words, which nobody has checked. What it
    would write instead is no fix: nothing is corrected by it."""
    if version.proofreading is None:
        return
    for mark in version.proofreading.marks:
        said = "; perhaps ".join(filter(None, (mark.why, f"“{mark.better}”" if mark.better else "")))
        yield Hit(
            version.span(mark.start, mark.end),
            slots={"said": said or "it says no more", "fault": mark.kind, "reader": version.proofreading.by},
        )
