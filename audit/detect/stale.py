"""Which translation was made from an original that reads otherwise now?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from audit.model import Document, Hit, Role, Story
from audit.parts import parts
from audit.text import digest

FIELD = "source_hash"


def detect(story: Story, version: Document, *, told: Literal["stated", "git"] = "stated") -> Iterator[Hit]:
    """The first sentence of a version whose original changed since it was made. Slots: `original`, `how`
    (what tells, or how many blocks changed since when, and the first of them).

    `told: stated`: its `source_hash` (front matter, or `audit stamp`'s record) is not the digest of its
    original's text, or it says so otherwise in its front matter. `told: git`: it says nothing, and its
    original has other blocks than when it was last changed; silent where the parts of the original that are
    missing say that already.
    """
    originals = [one for one in story.siblings(version) if one.role is Role.SOURCE]
    if not originals or not version.sentences:
        return
    slots = {"original": originals[0].id}
    stamp, drift = version.fields.get(FIELD, ""), version.drift
    if drift and (told == "stated") == drift.stated and not stamp:
        if told == "git" and (found := parts(story, version)) and found.out_of_step:
            return
        blocks = f"{drift.changed} of {drift.of} blocks since {drift.since}; first: {drift.first}"
        slots["how"] = blocks if drift.of else drift.since
    elif told == "stated" and stamp and all(digest(original.text) != stamp for original in originals):
        slots["how"] = FIELD
    else:
        return
    first_sentence, theirs = version.sentences[0], originals[0].sentences
    yield Hit(
        version.span(first_sentence.start, first_sentence.end),
        evidence=(originals[0].span(theirs[0].start, theirs[0].end),) if theirs else (),
        slots=slots,
        signals=2,
        asked=1,
        anchor=True,
    )
