"""Who is both he and she in one text?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.detect.pronoun_gender import GENDER, corrected, may_be_somebody_else, strangers
from audit.evidence import is_quoted, people
from audit.model import Document, Hit, Needs, Pronoun, Story

NEEDS = Needs(facts=Pronoun)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The rarer pronoun of a person who is the only one in reach of both.

    Only where the text names no more than one person, so that nobody else can be meant.
    """
    entities = {name.entity for name in people(version)}
    if len(entities) != 1 or strangers(version, 0, len(version.text)):
        return
    sure: dict[str, list[Pronoun]] = {"he": [], "she": []}
    for pronoun in version.facts_of(Pronoun):
        if pronoun.sure and pronoun.value in sure and not is_quoted(version, pronoun.span):
            sure[pronoun.value].append(pronoun)
    kept, wrong = sorted(sure, key=lambda value: (-len(sure[value]), value))
    if len(sure[kept]) <= len(sure[wrong]):
        return
    (entity,) = entities
    for pronoun in sure[wrong]:
        if may_be_somebody_else(version, pronoun, GENDER[wrong]):
            continue
        end, fix = corrected(version, pronoun)
        yield Hit(
            version.span(pronoun.span.start, end),
            evidence=tuple(one.span for one in sure[kept][:3]),
            slots={"entity": entity, "kept": kept, "times": str(len(sure[kept]))},
            fix=fix,
        )
