"""Which words stand between quotation marks of another language?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.language.knowledge import of
from audit.model import Document, Hit, Story

# Pairs, with the marks of which a language must have one if it is to know them; tried in this order.
_FORMS = (
    ("„", re.compile(r'„([^„“”"«»\n]{1,400})[“”"‟]')),
    ("«", re.compile(r"«[ \u00a0\u202f]?([^«»„\n]{1,400}?)[ \u00a0\u202f]?»")),
    ("»", re.compile(r"(?<!\w)»([^\s«»„][^«»„\n]{0,400}(?<!\s))«(?!\w)")),
    ("「『《〈", re.compile(r"[「『《〈]([^「『《〈」』》〉\n]{1,400})[」』》〉]")),
    ("“”", re.compile(r"“([^„“”«»\n]{1,400})”")),
)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Words between a pair of marks that the language of the version has not; the fix is its usual pair."""
    language, text = of(version.lang), version.text
    taken: list[tuple[int, int]] = []
    for opening, pattern in _FORMS:
        if not language.opening_marks.isdisjoint(opening):
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            yield Hit(version.span(start, end), fix=language.quoted(match[1]))
