"""Where was a link meant, and is shown as it is written?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Document, ElementKind, Hit, Needs, Story

# What stands before the address in a link's markup, with the space that keeps it from being one.
_BEFORE = re.compile(r"\][ \u00a0]?\($")

NEEDS = Needs(signs=frozenset("]"))


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The address behind "](" or "] (", which stands there by itself: what is around it makes no link."""
    for element in version.elements:
        if element.kind is not ElementKind.LINK or version.words(element.span) != "\ufffc":
            continue
        start = element.span.start
        if before := _BEFORE.search(version.text, max(start - 3, 0), start):
            yield Hit(version.span(before.start(), element.span.end), slots={"address": element.value})
