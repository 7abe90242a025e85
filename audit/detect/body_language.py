"""Is the text in the language it is said to be in?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.language.detection import carriers, detect_language, detectable
from audit.language.languages import alike
from audit.language.scripts import share
from audit.model import Document, Hit, Story

# Tokens; a shorter text has too few words that tell.
_ENOUGH = 40
# A text in a language has at least this share of the words that carry its sentences; lists have fewer.
_AT_HOME = 0.1
# A text in a language with letters of its own has at least this share of them; an untranslated one has few.
_IN_SCRIPT = 0.1


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The first sentence of a text whose words are those of another language than it states."""
    stated = version.language
    if len(version.tokens) < _ENOUGH or not stated or not version.sentences:
        return
    known = carriers(stated)
    at_home = sum(token.lower in known for token in version.tokens)
    if known and at_home >= _AT_HOME * len(version.tokens):
        return
    if share(version.text, stated) >= _IN_SCRIPT:
        return  # what else it holds is names, code, terms
    found = detect_language(version.text)
    if not found or found == stated or alike(found, stated):
        return
    theirs = carriers(found)
    if not theirs and not detectable(stated):
        return  # the detector does not know the language, and had to say another
    if theirs and sum(token.lower in theirs for token in version.tokens) < 2 * _AT_HOME * len(version.tokens):
        return  # the detector guesses: names, code, a table
    first = version.sentences[0]
    yield Hit(version.span(first.start, first.end), slots={"stated": stated, "language": found})
