"""Which heading of a translation is of another level than its original's?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Document, ElementKind, Hit, Needs, Story
from audit.parts import parts

NEEDS = Needs()


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The first heading whose level differs from that of the original's in its place. Slots: `theirs`, `ours`
    (the levels), `count` (how many headings differ).

    Only where both have as many headings, and are otherwise in step; all a level deeper, as in a page whose
    title is its first heading, is no difference.
    """
    found = parts(story, version)
    if found is None or found.out_of_step:
        return
    theirs, ours = (
        [one for one in document.elements if one.kind is ElementKind.HEADING]
        for document in (found.original, version)
    )
    if len(theirs) != len(ours):
        return
    pairs = list(zip(theirs, ours, strict=True))
    deeper = {int(mine.value) - int(yours.value) for yours, mine in pairs}
    if len(deeper) < 2:
        return
    unlike = [(yours, mine) for yours, mine in pairs if yours.value != mine.value]
    yours, mine = unlike[0]
    yield Hit(
        mine.span,
        evidence=(yours.span,),
        slots={"theirs": yours.value, "ours": mine.value, "count": str(len(unlike))},
        signals=2,
        asked=1,
        anchor=True,
    )
