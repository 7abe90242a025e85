"""Which version stops in the middle of a sentence?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.evidence import Passage, passages
from audit.model import Document, Hit, Relation, Story, Token

# Words no sentence ends with.
_OPEN = frozenset(
    "a an the of to and or but nor for from with at by in into onto upon than as that which who "
    "whose if because while"
    "  although though is are was were be been has have had will would can could should may might "
    "must his her its their our my your".split()
)
_SHORTEST = 6
_TAIL = 4
_MUCH_LONGER = 1.5


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The last words of a body that ends without a stop, on a word that calls for more; or without a stop
    where the aligned sentences of all parallel witnesses go on."""
    if len(version.sentences) < 2:
        return
    last = version.sentences[-1]
    tokens = version.tokens_of(last)
    ending = version.words(last).rstrip()
    if len(tokens) < _SHORTEST or not (ending[-1].isalnum() or ending[-1] in ",-–—"):
        return
    longer = _longer(story, version, len(tokens))
    if (tokens[-1].lower in _OPEN and not tokens[-1].text[0].isupper()) or ending[-1] in ",–—" or longer:
        yield Hit(
            version.span(_tail(tokens).start, last.end),
            evidence=tuple(passage.span for passage in longer),
            signals=1 + len(longer),
            asked=len(longer),
        )


def _tail(tokens: tuple[Token, ...]) -> Token:
    return tokens[-min(_TAIL, len(tokens))]


def _longer(story: Story, version: Document, length: int) -> list[Passage]:
    """The passages of parallel witnesses that say more where the version ends; none unless all do."""
    aligned = [
        passage
        for passage in passages(story, version, len(version.sentences) - 1)
        if story.comparison(version.id, passage.document.id).relation is Relation.PARALLEL
    ]
    longer = [p for p in aligned if len(p.document.tokens_in(p.start, p.end)) >= length * _MUCH_LONGER]
    return longer if len(longer) == len(aligned) else []
