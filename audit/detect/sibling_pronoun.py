"""Which pronouns have the other gender in every sibling?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.detect.pronoun_gender import corrected
from audit.evidence import Passage, passages
from audit.model import Document, Hit, Pronoun, Quotation, Span, Story

_OTHER = {"he": "she", "she": "he"}
_LEAST_SIMILAR = 0.4


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """He or she in a sentence whose aligned passages, at least `witnesses` of them and all that have a
    third-person pronoun of either gender, have the other one alone."""
    quoted = [fact.span for fact in version.facts_of(Quotation)]
    for number, sentence in enumerate(version.sentences):
        own = [p for p in version.facts_in(Pronoun, sentence.start, sentence.end) if p.value in _OTHER]
        if not own or len({pronoun.value for pronoun in own}) != 1:
            continue
        value = own[0].value
        said = [
            (passage, _values(passage))
            for passage in passages(story, version, number)
            if passage.similarity >= _LEAST_SIMILAR
        ]
        against = [
            passage for passage, values in said if set(values) == {_OTHER[value]} and len(values) >= len(own)
        ]
        if len(against) < witnesses or any(value in values for _, values in said):
            continue
        for pronoun in own:
            if any(pronoun.span.overlaps(span) for span in quoted):
                continue
            end, fix = corrected(version, pronoun)
            yield Hit(
                version.span(pronoun.span.start, end),
                evidence=tuple(_first(passage) for passage in against),
                slots={"theirs": _OTHER[value], "pronoun": version.words(pronoun)},
                fix=fix,
                signals=len(against),
                asked=len(said),
            )


def _values(passage: Passage) -> list[str]:
    facts = passage.document.facts_in(Pronoun, passage.start, passage.end)
    return [fact.value for fact in facts if fact.value in _OTHER]


def _first(passage: Passage) -> Span:
    facts = passage.document.facts_in(Pronoun, passage.start, passage.end)
    return next(fact.span for fact in facts if fact.value in _OTHER)
