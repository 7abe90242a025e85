"""Which version number of software does a translation state otherwise than its original?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from audit.evidence import renditions
from audit.model import Document, Hit, Span, Story
from audit.parts import original_of
from audit.text import remembered

# 3.1.2, v1.21.4-rc1; what has one dot alone is as often a decimal or a date.
_VERSION = re.compile(
    r"(?<![\w.,/-])v?(\d{1,3}\.\d{1,3}\.\d{1,5}(?:-?(?:rc|beta|alpha|preview)\.?\d{1,3})?)(?![\w]|\.\d)"
)
# More of them are one finding.
_MOST = 3
# One of them cut short: 3.0 where the original has 3.0.3.
_SHORT = re.compile(r"(?<![\w.,/-])v?(\d{1,3}\.\d{1,3})(?![\w]|[.,-]\d)")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A version of three numbers that the original states nowhere, or one cut short to two, where the
    sentence opposite has one version and this one has not that; of many, which are a page that is out of
    date, the first with the others. Slot: `theirs`."""
    original = original_of(story, version)
    if original is None or (version.drift and version.drift.stated):
        return
    found = list(_other(story, version, original))
    if len(found) > _MOST:
        evidence = tuple(span for hit in found for span in hit.evidence)
        yield replace(found[0], evidence=evidence)
    else:
        yield from found


def _other(story: Story, version: Document, original: Document) -> Iterator[Hit]:
    ours, theirs = _stated(version), _stated(original)
    if not theirs or ours.keys() == theirs.keys():
        return
    for pair in renditions(story, version, original):
        there = _within(original, pair.theirs, theirs)
        if len(there) != 1:
            continue
        ((number, wanted),) = there
        here = _within(version, pair.ours, ours) or _cut_short(version, pair.ours, original, number)
        if len(here) == 1 and here[0][0] not in theirs and here[0][0] != number:
            yield Hit(
                here[0][1],
                evidence=(wanted,),
                slots={"theirs": original.words(wanted)},
                fix=original.words(wanted),
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
    document: Document, sentences: tuple[int, ...], stated: dict[str, list[Span]]
) -> list[tuple[str, Span]]:
    """The versions that some sentences state."""
    start, end = document.sentences[sentences[0]].start, document.sentences[sentences[-1]].end
    return [
        (number, place) for number, places in stated.items() for place in places if start <= place.start < end
    ]


def _cut_short(
    document: Document, sentences: tuple[int, ...], original: Document, number: str
) -> list[tuple[str, Span]]:
    """Where some sentences have the first two parts of a version that the original writes nowhere so."""
    start, end = document.sentences[sentences[0]].start, document.sentences[sentences[-1]].end
    short = number.rpartition(".")[0]
    if any(match[1] == short for match in _SHORT.finditer(original.text)):
        return []
    return [
        (match[1], document.span(match.start(1), match.end(1)))
        for match in _SHORT.finditer(document.text, start, end)
        if match[1] == short
    ]
