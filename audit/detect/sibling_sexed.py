"""Where is a person of the other sex in all siblings, by a word that tells it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story, Token
from audit.opposite import Place, exchanged


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """A word that tells a person's sex where all passages opposite have the word for the other sex, and every
    other such word of the sentence is the same in all of them.

    At least so many `witnesses` must agree, or a trusted one; that settles it beside a version that follows
    its siblings.
    """
    language = of(version.lang)
    if not language.sexed_words:
        return
    yield from exchanged(story, version, witnesses, partial(_exchanged, language))


def _exchanged(language: Language, place: Place) -> tuple[Token, list[Token]] | None:
    """Our word and the one for the other sex in each passage, if that is all in which they differ."""
    own = _sexed(language, place.tokens)
    if not own:
        return None
    mine = Counter(token.lower for token in own)
    word, theirs = "", []
    for passage in place.passages:
        said = _sexed(language, passage.document.tokens_in(passage.start, passage.end))
        counted = Counter(token.lower for token in said)
        (alone, *more), lacking = [*(mine - counted).elements(), ""], counted - mine
        if len(more) != 1 or lacking.total() != 1 or word not in ("", alone):
            return None
        other = next(iter(lacking))
        if other not in language.sexed_words.get(alone, ()):
            return None
        word = alone
        theirs.append(next(token for token in said if token.lower == other))
    ours = [token for token in own if token.lower == word]
    return (ours[0], theirs) if len(ours) == 1 else None


def _sexed(language: Language, tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.lower in language.sexed_words]
