"""Which sentences that every sibling has are missing?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.evidence import stems
from audit.language.lexicon import stem
from audit.language.tables import words
from audit.model import Document, Hit, Relation, Story

# A sentence half of whose words stand in the version all the same was merged or reworded, not left out.
_PRESENT = 0.5
_SHORTEST = 6


def detect(story: Story, version: Document, *, witnesses: int = 1) -> Iterator[Hit]:
    """The sentence after which one is missing that all the parallel versions have."""
    parallel = [
        w
        for w in story.witnesses(version)
        if story.comparison(version.id, w.id).relation is Relation.PARALLEL
    ]
    if len(parallel) < witnesses:
        return
    first, *others = parallel
    for number, sentence in enumerate(first.sentences):
        if (
            sentence.last - sentence.first < _SHORTEST
            or _partner(story, first, number, version.id) is not None
        ):
            continue
        places = [(other, _partner(story, first, number, other.id)) for other in others]
        if any(
            place is None or _partner(story, other, place, version.id) is not None for other, place in places
        ):
            continue
        if _present(version, first, number) >= _PRESENT:
            continue
        before = _before(story, first, number, version)
        if before is None:
            continue
        kept = version.sentences[before]
        evidence = [first.span(sentence.start, sentence.end)]
        evidence += [
            other.span(other.sentences[place].start, other.sentences[place].end)
            for other, place in places
            if place is not None
        ]
        yield Hit(
            version.span(kept.start, kept.end),
            evidence=tuple(evidence),
            slots={"missing": first.words(sentence), "count": str(len(parallel))},
            signals=len(parallel),
            asked=len(parallel),
        )


def _partner(story: Story, document: Document, sentence: int, sibling: str) -> int | None:
    return next((p.sentences[0] for p in story.partners(document, sentence) if p.document == sibling), None)


def _present(version: Document, witness: Document, number: int) -> float:
    """The share of a sentence's content words that the version has anywhere."""
    tokens = witness.tokens_of(witness.sentences[number])
    content = [stem(token.lower) for token in tokens if token.lower not in words("function_words.txt")]
    known = stems(version)
    return sum(key in known for key in content) / len(content) if content else 1.0


def _before(story: Story, witness: Document, number: int, version: Document) -> int | None:
    """The version's sentence that corresponds to the last one before the missing."""
    for earlier in range(number - 1, -1, -1):
        partner = next((p for p in story.partners(witness, earlier) if p.document == version.id), None)
        if partner is not None:
            return partner.sentences[-1]
    return 0 if version.sentences else None
