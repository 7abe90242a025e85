"""To whom do the siblings give words that a version gives to somebody else?"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from audit.aliases import same
from audit.evidence import content, enough
from audit.language.knowledge import Language, of
from audit.language.spelling import skeleton
from audit.model import Document, Hit, Quotation, Story
from audit.text import fold, without_possessive

# As many telling words must two quotations have, and share, to be one.
_TELLING = 4
_SHARED = 0.7
# Words of names more alike than this may be one, heard or spelled in two ways.
_ALIKE = 0.6
# Words of so many letters have capitals in a title, at such a share.
_LONG_WORD = 4
_CAPITALS = 0.8


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """A quotation whose speaker is another person in `witnesses` siblings that name one, or in a trusted one,
    and in none the same. Independent accounts count too: who said it is the same in all of them.

    Says nothing where the one is named beside the quotation in a version that gives it to the other ("told
    the Herald", "Hale, head of Harbour Works"), nor of names that are one in two spellings, nor of a title in
    quotation marks.
    """
    language = of(version.lang)
    for quotation in version.facts_of(Quotation):
        told = content(quotation.value, version.lang)
        if not quotation.speaker or len(told) < _TELLING or _is_title(version.words(quotation)):
            continue
        named = [
            (witness, other)
            for witness in story.witnesses(version)
            for other in _counterparts(told, witness)
            if other.speaker
        ]
        against = [
            (witness, other)
            for witness, other in named
            if not _one_person(quotation.speaker, other.speaker, language)
            and not _beside(version, quotation, other.speaker)
            and not _beside(witness, other, quotation.speaker)
        ]
        agreed = [one for one in against if _one_person(one[1].speaker, against[0][1].speaker, language)]
        if len(agreed) < len(named) or not enough(story, version, [one for one, _ in agreed], witnesses):
            continue
        yield Hit(
            quotation.span,
            evidence=tuple(other.span for _, other in agreed),
            slots={"speaker": quotation.speaker, "theirs": agreed[0][1].speaker},
            signals=len(agreed),
            asked=len(named),
        )


def _is_title(words: str) -> bool:
    """Whether words in quotation marks are the title of a work, a law or an agreement: nearly all have
    capitals."""
    long = [word for word in words.strip("\"“”„»«’‘'").split() if len(word) >= _LONG_WORD]
    return len(long) >= _TELLING and sum(word[:1].isupper() for word in long) >= _CAPITALS * len(long)


def _counterparts(told: frozenset[str], witness: Document) -> list[Quotation]:
    """The quotation of a witness that has most of the words, if any."""
    shares = [
        (len(told & theirs) / min(len(told), len(theirs)), other)
        for other in witness.facts_of(Quotation)
        if len(theirs := content(other.value, witness.lang)) >= _TELLING
    ]
    best = max(shares, key=lambda one: one[0], default=(0.0, None))
    return [best[1]] if best[1] is not None and best[0] >= _SHARED else []


def _one_person(one: str, other: str, language: Language) -> bool:
    """Whether two names share a word in any accepted form, or in one that is spelled or heard alike."""
    return any(
        same(left, right, language) or OSA.normalized_similarity(_heard(left), _heard(right)) >= _ALIKE
        for left in one.split()
        for right in other.split()
    )


def _heard(word: str) -> str:
    return skeleton(word).replace("c", "k")


def _beside(document: Document, quotation: Quotation, name: str) -> bool:
    """Whether the sentences of a quotation have a word of a name."""
    first = document.sentence_at(quotation.span.start)
    last = document.sentence_at(quotation.span.end - 1)
    if first < 0 or last < 0:
        return False
    start, end = document.sentences[first].start, document.sentences[last].end
    written = {fold(without_possessive(token.text)) for token in document.tokens_in(start, end)}
    return any(fold(word) in written for word in name.split() if len(word) > 2)
