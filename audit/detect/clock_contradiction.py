"""Where does one phrase give two clock times for one moment?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from audit.model import Document, Hit, Story, When

# What joins two names of one moment. "To", "and" and "until" join two moments, brackets convert time zones.
_SAME_MOMENT = re.compile(
    r",?\s(?:at\s)?(?:around|about|approximately|precisely|exactly|that is,?|i\.e\.,?|namely)\s(?:at\s)?"
)
_ZONE = re.compile(r"\b(?:WIB|WITA|WIT|GMT|UTC|CES?T|E[SD]T|P[SD]T|BST|IST|MSK|JST|local)\b")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Two clock times of one moment that differ on a clock of twelve hours ("half past six, around 5.30")."""
    clocks = [when for when in version.facts_of(When) if when.minute is not None]
    for first, second in pairwise(clocks):
        between = version.text[first.span.end : second.span.start]
        if len(between) > 30 or first.minute is None or second.minute is None:
            continue
        if not _SAME_MOMENT.fullmatch(between) or _ZONE.search(version.words(first)):
            continue
        if (first.minute - second.minute) % 720:
            span = version.span(first.span.start, second.span.end)
            yield Hit(span, slots={"first": version.words(first), "second": version.words(second)})
