"""Which version stops in the middle of a sentence?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Literal

from audit.evidence import Passage, passages
from audit.language.knowledge import of
from audit.model import OBJECT, Document, ElementKind, Hit, Relation, Sentence, Story, Token
from audit.parts import original_of

_SHORTEST = 6
_TAIL = 4
_MUCH_LONGER = 1.5
# Inside a text: words a paragraph must have, and which part of the longer ones must end with a stop, so that
# paragraphs that do not are none by the way of the place.
_LEAST, _STOPPED = 3, 0.6
_STOPS = tuple(".!?…:;\"”»“’')]）。！？」")
_GOING_ON = ",-–—、，،"
_GOES_ON = re.compile(r"\s*(?:I\b|[a-zà-öø-ÿа-џґєії])")
# Which part of a headline's words is written with a capital.
_HEADLINE = 0.6


def detect(story: Story, version: Document, *, where: Literal["end", "inside"] = "end") -> Iterator[Hit]:
    """The last words of a body ("end") that ends without a stop, on a word that calls for more, or without
    one where the aligned sentences of all parallel witnesses go on; or of a paragraph ("inside") that ends
    on such a word in a text whose paragraphs end with a stop."""
    if any(element.kind is ElementKind.UNIT for element in version.elements):
        return  # a message of an application may be put together with others
    if where == "inside":
        yield from _inside(story, version)
        return
    if len(version.sentences) < 2:
        return
    last = version.sentences[-1]
    tokens = version.tokens_of(last)
    ending = version.words(last).rstrip()
    if len(tokens) < _SHORTEST or not (ending[-1].isalnum() or ending[-1] in _GOING_ON):
        return
    longer = _longer(story, version, len(tokens))
    if _open(version, tokens) or ending[-1] in _GOING_ON.replace("-", "") or longer:
        yield Hit(
            version.span(_tail(tokens).start, last.end),
            evidence=tuple(passage.span for passage in longer),
            signals=1 + len(longer),
            asked=len(longer),
        )


def _open(version: Document, tokens: tuple[Token, ...]) -> bool:
    """Whether the last word calls for more, and is no name."""
    return tokens[-1].lower in of(version.lang).open_words and not tokens[-1].text[0].isupper()


def _inside(story: Story, version: Document) -> Iterator[Hit]:
    lasts = [list(group)[-1] for _, group in groupby(version.sentences, key=_paragraph)]
    longer = [one for one in lasts if one.last - one.first >= _SHORTEST]
    stopped = sum(version.words(one).endswith(_STOPS) for one in longer)
    if not longer or stopped < _STOPPED * len(longer):
        return
    apart = [
        one.span
        for one in version.elements
        if one.kind in (ElementKind.HEADING, ElementKind.TABLE, ElementKind.LINK, ElementKind.CODE)
    ]
    for sentence, following in pairwise(lasts):
        tokens = version.tokens_of(sentence)
        if len(tokens) < _LEAST or tokens[-1].end != sentence.end or not _open(version, tokens):
            continue
        if tokens[-1].lower in of(version.lang).heading_ends:
            continue
        between = version.text[sentence.end : following.end]
        if _GOES_ON.match(between) or OBJECT in between[: between.find("\n", 1)]:
            continue  # the line goes on in the next one, or in what stands for a picture or code
        if version.text[tokens[-1].start - 2 : tokens[-1].start - 1] in (",", ";"):
            continue  # "..., or": the items of a law
        if _headline(tokens) or any(one.start < sentence.end and sentence.start < one.end for one in apart):
            continue
        if _open_in_original(story, version, sentence):
            continue
        yield Hit(version.span(_tail(tokens).start, sentence.end))


def _open_in_original(story: Story, version: Document, sentence: Sentence) -> bool:
    """Whether what the sentence translates ends without a stop as well: a line above a name."""
    original = original_of(story, version)
    return original is not None and any(
        not original.words(original.sentences[one.sentences[-1]]).endswith(_STOPS)
        for one in story.partners(version, version.sentence_at(sentence.start))
        if one.document == original.id
    )


def _paragraph(sentence: Sentence) -> int:
    return sentence.paragraph


def _headline(tokens: tuple[Token, ...]) -> bool:
    long = [token for token in tokens if len(token.text) > 3]
    return (
        sum(token.text[0].isupper() for token in long) > _HEADLINE * len(long)
        or not tokens[0].text[0].isupper()
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
