"""To whom do the siblings give words that a version gives to somebody else?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.aliases import same
from audit.evidence import content, enough
from audit.model import Document, Hit, Quotation, Story

# As many telling words must two quotations have, and share, to be one.
_TELLING = 4
_SHARED = 0.7


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """A quotation whose speaker is another person in `witnesses` siblings that name one, or in a trusted one,
    and in none the same. Independent accounts count too: who said it is the same in all of them."""
    for quotation in version.facts_of(Quotation):
        told = content(quotation.value)
        if not quotation.speaker or len(told) < _TELLING:
            continue
        named = [
            (witness, other)
            for witness in story.witnesses(version)
            for other in _counterparts(told, witness)
            if other.speaker
        ]
        against = [one for one in named if not _one_person(quotation.speaker, one[1].speaker)]
        agreed = [one for one in against if _one_person(one[1].speaker, against[0][1].speaker)]
        if len(agreed) < len(named) or not enough(story, version, [one for one, _ in agreed], witnesses):
            continue
        yield Hit(
            quotation.span,
            evidence=tuple(other.span for _, other in agreed),
            slots={"speaker": quotation.speaker, "theirs": agreed[0][1].speaker},
            signals=len(agreed),
            asked=len(named),
        )


def _counterparts(told: frozenset[str], witness: Document) -> list[Quotation]:
    """The quotation of a witness that has most of the words, if any."""
    shares = [
        (len(told & theirs) / min(len(told), len(theirs)), other)
        for other in witness.facts_of(Quotation)
        if len(theirs := content(other.value)) >= _TELLING
    ]
    best = max(shares, key=lambda one: one[0], default=(0.0, None))
    return [best[1]] if best[1] is not None and best[0] >= _SHARED else []


def _one_person(one: str, other: str) -> bool:
    """Whether two names share a word in any accepted form."""
    return any(same(left, right) for left in one.split() for right in other.split())
