"""Which translation was made from an original that reads otherwise now?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Document, Hit, Role, Story
from audit.text import digest

FIELD = "source_hash"


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The first sentence of a version whose `source_hash` (front matter, or `audit stamp`'s record) is not
    the digest of its original's text."""
    stamp = version.fields.get(FIELD, "")
    originals = [one for one in story.siblings(version) if one.role is Role.SOURCE]
    if not stamp or not originals or not version.sentences:
        return
    if any(digest(original.text) == stamp for original in originals):
        return
    first, theirs = version.sentences[0], originals[0].sentences
    evidence = (originals[0].span(theirs[0].start, theirs[0].end),) if theirs else ()
    slots = {"original": originals[0].id}
    yield Hit(
        version.span(first.start, first.end),
        evidence=evidence,
        slots=slots,
        signals=2,
        asked=1,
        anchor=True,
    )
