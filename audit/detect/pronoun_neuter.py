"""Which “its” belongs to a person?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.detect.pronoun_gender import corrected, genders
from audit.evidence import people
from audit.model import Document, Hit, Name, NameKind, Needs, Pronoun, Story

# What only a person has, or what another person is to a person.
_KIN = frozenset("wife husband widow fiancee fiancé fiancée girlfriend boyfriend spouse".split())
_OFFICE = frozenset("predecessor successor".split())

NEEDS = Needs(words=_KIN | _OFFICE)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Any "its wife", and "its predecessor" in front of a person's name, with a person before it.

    An institution has predecessors too, but they are institutions: the name after the noun decides.
    """
    named = people(version)
    known = genders(version)
    for pronoun in version.facts_of(Pronoun):
        if version.words(pronoun).lower() != "its":
            continue
        noun = next(iter(version.tokens_in(pronoun.span.end, pronoun.span.end + 20)), None)
        if (
            noun is None
            or noun.lower not in _KIN | _OFFICE
            or version.text[pronoun.span.end : noun.start] != " "
        ):
            continue
        owner = _owner(version, pronoun, named)
        if owner is None or (noun.lower in _OFFICE and not _names_a_person(version, noun.end, named)):
            continue
        gender = known.get(owner.entity, ("", ""))[0]
        to = {"m": "his", "f": "her"}.get(gender, "")
        end, fix = corrected(version, pronoun, to or "their")
        yield Hit(
            version.span(pronoun.span.start, end),
            evidence=(owner.span,),
            slots={"entity": owner.entity},
            fix=fix if to else None,
        )


def _owner(version: Document, pronoun: Pronoun, named: tuple[Name, ...]) -> Name | None:
    sentence = version.sentences[version.sentence_at(pronoun.span.start)]
    before = [name for name in named if sentence.start <= name.span.start < pronoun.span.start]
    return before[-1] if before else None


def _names_a_person(version: Document, end: int, named: tuple[Name, ...]) -> bool:
    for name in version.facts_in(Name, end, end + 40):
        gap = version.text[end : name.span.start]
        if gap in (", ", " ") and name.kind is NameKind.PERSON:
            return True
        if name.kind is not NameKind.PLACE or name in named:
            return False
    return False
