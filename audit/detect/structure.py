"""Which parts of the original's structure are not in a translation?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from audit.model import Document, Hit, Story
from audit.parts import parts, visible

Part = Literal["headings", "links", "images", "code", "shortcodes"]


def detect(story: Story, version: Document, *, part: Part) -> Iterator[Hit]:
    """What the original has and `version` has not: links and images by their targets, code by what it does,
    shortcodes by their names, headings by their number. Slots: `missing`, `theirs` and `ours` (how many).

    At most as many as are missing, each where it would stand, and none where the page is out of step with
    its original as a whole, which is a question of its own (`out-of-step`).
    """
    found = parts(story, version)
    if found is None or found.out_of_step:
        return
    kept = found.kept[part]
    for one in kept.missing[: 1 if part == "headings" else None]:
        yield Hit(
            one.place,
            evidence=(visible(found.original, one.part.span),),
            slots={"missing": one.part.value, "theirs": str(kept.theirs), "ours": str(kept.ours)},
            signals=2,
            asked=1,
            anchor=True,
        )
