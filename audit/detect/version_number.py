"""Which version number of software does a translation state otherwise than its original?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.evidence import renditions
from audit.model import Document, Hit, Span, Story
from audit.parts import original_of
from audit.text import remembered

# 3.1.2, v1.21.4-rc1; what has one dot alone is as often a decimal or a date.
_VERSION = re.compile(
    r"(?<![\w.,/-])v?(\d{1,3}\.\d{1,3}\.\d{1,5}(?:-?(?:rc|beta|alpha|preview)\.?\d{1,3})?)(?![\w]|\.\d)"
)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A version of three numbers that the original states nowhere, where the sentence opposite has one that
    the translation states nowhere. Slot: `theirs`."""
    original = original_of(story, version)
    if original is None:
        return
    ours, theirs = _stated(version), _stated(original)
    if not (ours.keys() - theirs.keys() and theirs.keys() - ours.keys()):
        return
    for pair in renditions(story, version, original):
        here = _within(version, pair.ours, ours, frozenset(theirs))
        there = _within(original, pair.theirs, theirs, frozenset(ours))
        if len(here) == len(there) == 1:
            yield Hit(
                here[0],
                evidence=(there[0],),
                slots={"theirs": original.words(there[0])},
                fix=original.words(there[0]),
                signals=2,
                asked=1,
            )


@remembered
def _stated(document: Document) -> dict[str, list[Span]]:
    """The versions a text states, and where."""
    found: dict[str, list[Span]] = {}
    for match in _VERSION.finditer(document.text):
        found.setdefault(match[1].lower(), []).append(document.span(match.start(1), match.end(1)))
    return found


def _within(
    document: Document, sentences: tuple[int, ...], stated: dict[str, list[Span]], known: frozenset[str]
) -> list[Span]:
    """Where some sentences state versions that are not among the known ones."""
    start, end = document.sentences[sentences[0]].start, document.sentences[sentences[-1]].end
    return sorted(
        place
        for number, places in stated.items()
        if number not in known
        for place in places
        if start <= place.start < end
    )
