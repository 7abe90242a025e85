"""Which links of a translation lead to no page of its site, or to no section of the page?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Document, ElementKind, Hit, Story
from audit.parts import sentence_of


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Each link that leads astray (`Document.astray`). Slots: `what` it leads to, a page or a section, and
    `address`."""
    for one in version.elements:
        if one.kind is ElementKind.LINK and one.value in version.astray:
            section = one.value.startswith("#")
            yield Hit(
                one.span if version.words(one.span).strip() else sentence_of(version, one.span),
                slots={
                    "what": "section of this page is called" if section else "page of this site is at",
                    "address": one.value,
                },
            )
