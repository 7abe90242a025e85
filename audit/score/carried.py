"""How much of its original in another language is there in a version?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.evidence import paragraphs, partners_in, people
from audit.language.knowledge import of
from audit.model import Carried, Document, Quotation, Relation, Role, Share, Story
from audit.quantities.equal import accounted
from audit.quantities.written import written
from audit.text import fold, in_letters

SIGNATURE = (
    "sentences:with a partner|figures:stated in the paragraph opposite|names:of people in Latin letters"
)

# Shorter ones are bylines and labels: letters of an alphabet, and what a sign of Chinese is worth.
_LETTERS, _WORTH = 20, 2.7
_SHORTEST_NAME = 4


def carried(story: Story, version: Document) -> tuple[Carried, ...]:
    """What a version has of each original in another language that it was compared with."""
    return tuple(
        _carried(story, version, original)
        for original in story.siblings(version)
        if original.role is Role.SOURCE
        and original.language != version.language
        and story.comparison(version.id, original.id).relation is Relation.PARALLEL
    )


def _carried(story: Story, version: Document, original: Document) -> Carried:
    partners = [partners_in(story, original, at, version) for at in range(len(original.sentences))]
    long = [at for at in range(len(original.sentences)) if _is_long(original, at)]
    figures = [fit for at, those in enumerate(partners) for fit in _figures(original, at, version, those)]
    quoted = list(_quotations(original, version, partners))
    return Carried(
        original.id,
        Share(sum(bool(partners[at]) for at in long), len(long)),
        Share(sum(figures), len(figures)),
        _names(original, version),
        Share(sum(quoted), len(quoted)),
    )


def _is_long(document: Document, at: int) -> bool:
    return in_letters(document.words(document.sentences[at]), _WORTH) >= _LETTERS


def _figures(original: Document, at: int, version: Document, theirs: Sequence[int]) -> Iterator[bool]:
    """For each figure and date of a sentence whether the version states it there."""
    stated = written(original, (at,))
    if stated:
        beside = written(version, paragraphs(version, theirs, around=1)) if theirs else ()
        yield from (accounted(one, beside, None) for one in stated)


def _names(original: Document, version: Document) -> Share | None:
    """How many of the original's people the version names, by the last word of their names; None where the
    two languages do not write names alike."""
    if not (of(original.lang).keeps_names and of(version.lang).keeps_names):
        return None
    last = {fold(name.entity.split()[-1]) for name in people(original) if name.entity.split()}
    names = {word for word in last if len(word) >= _SHORTEST_NAME}
    there = {fold(token.text) for token in version.tokens}
    return Share(sum(any(word.startswith(name) for word in there) for name in names), len(names))


def _quotations(original: Document, version: Document, partners: Sequence[tuple[int, ...]]) -> Iterator[bool]:
    """For each quotation of the original whether the version has one where its sentence stands."""
    theirs = version.facts_of(Quotation)
    for quotation in original.facts_of(Quotation):
        at = original.sentence_at(quotation.span.start)
        those = partners[at] if at >= 0 else ()
        if not those:
            yield False
            continue
        first, last = version.sentences[those[0]], version.sentences[those[-1]]
        yield any(one.span.start < last.end and first.start < one.span.end for one in theirs)
