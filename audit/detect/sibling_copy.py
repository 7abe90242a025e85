"""Which version is a copy of one in another language, or of its source?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Document, Hit, Role, Story

# Words; a shorter text may be a name or a number, which is the same in every language.
_ENOUGH = 6


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The first sentence of a version that repeats, nearly word for word, a version said to be in another
    language or to be the original. One text at two outlets in one language is syndication, not an error, and
    en-GB may well read as en does.
    """
    if len(version.tokens) < _ENOUGH:
        return
    for sibling in story.siblings(version):
        if not story.comparison(version.id, sibling.id).identical:
            continue
        other_language = sibling.language != version.language
        if not other_language and (sibling.role is not Role.SOURCE or sibling.lang != version.lang):
            continue
        sentence, theirs = version.sentences[0], sibling.sentences[0]
        yield Hit(
            version.span(sentence.start, sentence.end),
            evidence=(sibling.span(theirs.start, theirs.end),),
            slots={"sibling": sibling.id, "language": sibling.lang},
            signals=2,
            asked=1,
        )
        return
