"""Which translation lacks so much of its original that it is out of date, or was never finished?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Document, Hit, Story
from audit.parts import counted, parts, sentence_of

# So many of the missing parts are shown as evidence.
_SHOWN = 20


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The place of the first of many parts of the original (links, code, headings, images, shortcodes) that a
    translation has not; silent where the page says itself that it is out of date. Slots: `missing` (how many
    of each), `first` (what the first one is)."""
    found = parts(story, version)
    if found is None or not found.out_of_step or (version.drift and version.drift.stated):
        return
    missing = sorted(
        (one for kept in found.kept.values() for one in kept.missing), key=lambda one: one.part.span
    )
    first = missing[0]
    shown = dict.fromkeys(sentence_of(found.original, one.part.span) for one in missing[:_SHOWN])
    yield Hit(
        first.place,
        evidence=tuple(shown),
        slots={"missing": counted(found.kept), "first": first.part.value},
        signals=2,
        asked=1,
        anchor=True,
    )
