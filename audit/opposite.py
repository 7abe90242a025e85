"""What stands opposite the sentences of a version in the siblings that translate the same text?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from audit.evidence import Passage, enough, parallel_passages
from audit.following import follows
from audit.model import Document, Hit, Story, Token
from audit.text import remembered

# Passages less alike than this are hardly of one sentence, so that nothing stands for anything.
_LEAST_SIMILAR = 0.25
# Nor where one side is so much longer: something was left out, or is told elsewhere.
_LENGTHS = 0.6


class Place(NamedTuple):
    """Sentences of a version, as a rule one, and the passages of siblings, one each, that say the same."""

    start: int
    end: int
    tokens: Sequence[Token]
    passages: tuple[Passage, ...]


def places(story: Story, version: Document) -> tuple[Place, ...]:
    """The sentences of a version in reading order with the passages opposite; those that have none left out.

    Sentences that share a passage are one place: what one translator parts another joins.
    """
    known = _known(story)
    if version.id not in known:
        known[version.id] = tuple(_places(story, version))
    return known[version.id]


@remembered
def _known(story: Story) -> dict[str, tuple[Place, ...]]:
    """The places of a story's versions so far."""
    return {}


def exchanged(
    story: Story,
    version: Document,
    witnesses: int,
    find: Callable[[Place], tuple[Token, Sequence[Token]] | None],
    *,
    mends: bool = False,
) -> Iterator[Hit]:
    """The words of a version that stand where all passages opposite have another: `find` tells them in a
    place, ours and one a passage; where it `mends`, the siblings' word is the correction.

    At least so many `witnesses` must agree, or a trusted one; that settles it beside a version that follows
    its siblings.
    """
    for place in places(story, version):
        found = (
            find(place)
            if enough(story, version, [one.document for one in place.passages], witnesses)
            else None
        )
        if found is None:
            continue
        ours, theirs = found
        yield Hit(
            version.span(ours.start, ours.end),
            evidence=tuple(
                one.document.span(token.start, token.end)
                for one, token in zip(place.passages, theirs, strict=True)
            ),
            slots={"theirs": theirs[0].text},
            fix=theirs[0].text if mends else None,
            signals=len(theirs),
            asked=len(theirs),
            settled=follows(story, version),
        )


def _places(story: Story, version: Document) -> Iterator[Place]:
    done = -1
    for number in range(len(version.sentences)):
        if number <= done:
            continue
        aligned = parallel_passages(story, version, number)
        if not aligned:
            continue
        ours = sharing(story, version, number, aligned)
        done = ours[-1]
        start, end = version.sentences[ours[0]].start, version.sentences[ours[-1]].end
        tokens = version.tokens_in(start, end)
        joined = _joined(story, version, ours)
        passages = tuple(one for one in joined if one.similarity >= _LEAST_SIMILAR and _as_long(tokens, one))
        if passages:
            yield Place(start, end, tokens, passages)


def sharing(story: Story, version: Document, number: int, aligned: Sequence[Passage]) -> Sequence[int]:
    """The sentences of the version that share the passages of one."""
    found = {number}
    for passage in aligned:
        document = passage.document
        for at in range(document.sentence_at(passage.start), document.sentence_at(passage.end - 1) + 1):
            found.update(
                one
                for partner in story.partners(document, at)
                if partner.document == version.id
                for one in partner.sentences
            )
    return range(min(found), max(found) + 1)


def _joined(story: Story, version: Document, ours: Sequence[int]) -> Iterator[Passage]:
    """The passages opposite some sentences, those of one sibling as one."""
    found: dict[str, Passage] = {}
    for number in ours:
        for one in parallel_passages(story, version, number):
            known = found.get(one.document.id, one)
            found[one.document.id] = Passage(
                one.document,
                min(one.start, known.start),
                max(one.end, known.end),
                max(one.similarity, known.similarity),
            )
    yield from found.values()


def _as_long(tokens: Sequence[Token], passage: Passage) -> bool:
    lengths = sorted((len(tokens), len(passage.document.tokens_in(passage.start, passage.end))))
    return lengths[0] >= _LENGTHS * lengths[1]
