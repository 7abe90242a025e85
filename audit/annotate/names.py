"""Which people, places and organisations does a version name?"""

from __future__ import annotations

from functools import lru_cache

from audit.annotate.capitals import capitalised_inside, runs
from audit.annotate.name_parts import names_in
from audit.language.knowledge import Language, of
from audit.model import Document, Name, NameKind
from audit.text import fold


def find_names(document: Document) -> list[Name]:
    """The names of `document` in reading order, each with the fullest form that the document gives it.

    A language in which a capital is no sign of a name has none; one whose titles are not known has the runs
    of capitals as they stand.
    """
    language = of(document.lang)
    if language.capital_nouns:
        return []
    found = list(runs(document))
    known = capitalised_inside(document, found)
    mentions = [name for run in found for name in names_in(document, run, known)]
    return _link(mentions, language) if language.titles else mentions


def _link(mentions: list[Name], language: Language) -> list[Name]:
    """Give each mention the fullest form of its name: "Hale" is "Robert Hale" where there is one Hale."""
    alone = {fold(name.value) for name in mentions if name.kind is NameKind.PERSON and " " not in name.value}
    mentions = [
        _person(name, name.entity, name.gender)
        if name.kind is NameKind.OTHER and " " in name.value and _last_word(name.value) in alone
        else name
        for name in mentions
    ]
    full: dict[str, set[str]] = {}
    facts: dict[str, Name] = {}
    for name in mentions:
        if name.kind is NameKind.PERSON and " " in name.value:
            full.setdefault(_last_word(name.value), set()).add(name.value)
            best = facts.get(name.value)
            if best is None or (not best.gender and name.gender):
                facts[name.value] = name
    linked = []
    for name in mentions:
        if " " not in name.value and name.kind in (NameKind.PERSON, NameKind.OTHER):
            holders = full.get(_last_word(name.value), ())
            if len(holders) == 1 and fold(name.value) not in language.places:
                (entity,) = holders
                name = _person(name, entity, facts[entity].gender or name.gender)
        linked.append(name)
    return _one_kind(linked)


def _one_kind(names: list[Name]) -> list[Name]:
    """A name that is a person's once (after a title, before a speech verb) is a person's everywhere."""
    people: dict[str, str] = {}
    for name in names:
        if name.kind is NameKind.PERSON:
            people[name.entity] = people.get(name.entity) or name.gender
    return [
        _person(name, name.entity, people[name.entity])
        if name.entity in people and name.kind in (NameKind.PERSON, NameKind.OTHER)
        else name
        for name in names
    ]


@lru_cache(maxsize=16384)
def _last_word(value: str) -> str:
    """The last word of a name, folded."""
    return fold(value.split()[-1])


def _person(name: Name, entity: str, gender: str) -> Name:
    """The name as a person's; the very name where that says nothing new."""
    if name.kind is NameKind.PERSON and name.entity == entity and name.gender == gender:
        return name
    return Name(name.span, name.value, NameKind.PERSON, entity, name.title, gender)
