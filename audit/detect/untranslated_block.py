"""Which paragraphs, list items and headings of a translation stand as in its original?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from audit.language.knowledge import Language, of
from audit.model import Document, ElementKind, Hit, Sentence, Span, Story
from audit.parts import customary, original_of
from audit.text import remembered

# A block of fewer words, or with fewer of its language's small words, may be a name or a command.
_WORDS, _SMALL = 5, 2
_SHOWN = 20
# Characters around a link that leave it the whole block: a number, a mark.
_EDGE = 2
# What may stand beside a word; what has other signs inside is a path or a name of code.
_MARKS = ".,;:!?()[]\"“”‘’'*"


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The first of the blocks that read word for word as a block of the original in another language, and
    are sentences of that language. Slots: `left`, `of` how many, `first`.

    A text all of whose blocks do is in the wrong language, which is another question.
    """
    original = original_of(story, version)
    if original is None:
        return
    theirs, ours = of(original.lang), of(version.lang)
    if theirs is ours or not theirs.function_words:
        return
    known = frozenset(" ".join(original.words(block).split()) for block in _blocks(original))
    blocks = _blocks(version)
    left = [
        block
        for block in blocks
        if " ".join(version.words(block).split()) in known
        and _prose(version, block, theirs, ours)
        and not _is_link(version, block)
        and version.words(block) not in version.fields.values()  # a title is asked for by itself
        and not customary(story, version, partial(_holds, version.words(block)))
    ]
    if not left or len(left) == len(blocks):
        return
    yield Hit(
        left[0],
        evidence=tuple(left[1:_SHOWN]),
        slots={"left": str(len(left)), "of": str(len(blocks)), "first": version.words(left[0])},
        signals=2,
        asked=1,
    )


@remembered
def _blocks(document: Document) -> tuple[Span, ...]:
    """The blocks of a text: paragraphs, items, headings, cells."""
    found: list[Span] = []
    for _, group in groupby(document.sentences, key=_paragraph):
        sentences = list(group)
        found.append(document.span(sentences[0].start, sentences[-1].end))
    return tuple(found)


def _paragraph(sentence: Sentence) -> int:
    return sentence.paragraph


def _holds(words: str, document: Document) -> bool:
    return words in document.text


def _is_link(document: Document, block: Span) -> bool:
    """Whether a block is nothing but a link: the title of another page, which is in its own language."""
    return any(
        element.kind is ElementKind.LINK
        and element.span.start <= block.start + _EDGE
        and block.end - _EDGE <= element.span.end
        for element in document.elements
    )


def _prose(document: Document, block: Span, theirs: Language, ours: Language) -> bool:
    """Whether a block is a sentence of the original's language, by its small words that the other has not."""
    words = [word for part in document.words(block).lower().split() if (word := part.strip(_MARKS)).isalpha()]
    small = {word for word in words if word in theirs.function_words and word not in ours.function_words}
    return len(words) >= _WORDS and len(small) >= _SMALL
