"""Which titles make a man of a woman, or a woman of a man?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.language.knowledge import of
from audit.model import Document, Hit, Name, NameKind, Story
from audit.text import fold

_SURE = 2


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A "Mr" or "Ms" before the surname of the one person of that name in the text, whose given name tells
    the other sex. Quiet where the text speaks of a family, and where a second person has the surname."""
    language = of(version.lang)
    names = [fact for fact in version.facts_of(Name) if fact.kind is NameKind.PERSON]
    titled = [name for name in names if name.title.rstrip(".") in language.addresses]
    if not titled or any(token.lower in language.relatives for token in version.tokens):
        return
    for name in titled:
        given, _, surname = name.entity.rpartition(" ")
        if not given or " " in name.value or fold(surname) != fold(name.value):
            continue
        bearers = {fold(one.entity) for one in names if fold(one.entity).split()[-1:] == [fold(surname)]}
        told = language.given_name(given.split()[0])
        title = name.title.rstrip(".")
        if (
            len(bearers) > 1
            or not told
            or told == language.titles[title]
            or language.given_name(surname) is not None
        ):
            continue
        start = version.text.rfind(title.capitalize(), 0, name.span.start)
        if start >= 0 and name.span.start - start <= len(title) + _SURE:
            end = start + len(title)
            fix = language.addresses[title]
            yield Hit(version.span(start, end), slots={"entity": name.entity, "instead": fix}, fix=fix)
