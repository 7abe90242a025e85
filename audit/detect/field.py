"""Which fields does a version not have as it should?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from audit.model import Document, Hit, Role, Story

# Words; a title of fewer may be a name.
_PROSE = 3


def detect(
    story: Story,
    version: Document,
    *,
    fields: tuple[str, ...],
    want: Literal["stated", "shared", "translated"] = "stated",
    values: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
) -> Iterator[Hit]:
    """The first sentence of a version that lacks `fields`, by their names in front matter or the like.

    `want: stated`: one of `fields` is there and, where `values` are given, is one of them; a text that holds
    one of `words` says it itself. `want: shared`: each of `fields` that the original has is there.
    `want: translated`: none of `fields` reads word for word as in an original in another language.
    """
    if version.role is not Role.TRANSLATION or not version.sentences:
        return
    first = version.sentences[0]
    place = version.span(first.start, first.end)
    named = " or ".join(fields)
    if want == "stated":
        stated = [version.fields[name].strip() for name in fields if version.fields.get(name, "").strip()]
        folded = version.text.lower()
        if any(word.lower() in folded for word in words):
            return
        if not stated:
            yield Hit(place, slots={"field": named, "value": "missing"}, anchor=True)
        elif values and not any(value in values for value in stated):
            yield Hit(place, slots={"field": named, "value": stated[0]}, anchor=True)
        return
    for original in (one for one in story.siblings(version) if one.role is Role.SOURCE):
        for name in fields:
            theirs, ours = original.fields.get(name, ""), version.fields.get(name, "")
            lost = want == "shared" and theirs.strip() and not ours.strip()
            same = (
                want == "translated"
                and theirs.strip() == ours.strip()
                and len(theirs.split()) >= _PROSE
                and original.lang.split("-")[0] != version.lang.split("-")[0]
            )
            if lost or same:
                yield Hit(
                    place,
                    slots={"field": name, "value": theirs},
                    signals=2,
                    asked=1,
                    anchor=True,
                )
