"""Which links of a translation lead to no page of its site, or to no section of the page?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Document, ElementKind, Hit, Story
from audit.parts import sentence_of


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Each link that leads to no page (`Document.astray`), and the first that leads to no section: where one
    heading is translated without its name, all are. Slots: `what` it leads to, `address`, `more`."""
    every = [one for one in version.elements if one.kind is ElementKind.LINK and one.value in version.astray]
    sections = [one for one in every if one.value.startswith("#")]
    for one in [*(one for one in every if one not in sections), *sections[:1]]:
        section = one.value.startswith("#")
        more = len({other.value for other in sections}) - 1 if section else 0
        yield Hit(
            one.span if version.words(one.span).strip() else sentence_of(version, one.span),
            slots={
                "what": "section of this page is called" if section else "page of this site is at",
                "address": one.value,
                "more": f", and {more} more that are linked to" if more else "",
            },
        )
