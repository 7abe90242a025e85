"""Where is a person of the other sex in all siblings, by a word that tells it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from audit.evidence import Passage
from audit.following import roots_of
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story, Token
from audit.opposite import Place, exchanged

# So far from a verb stands the name of whom it speaks.
_NEAR = 4


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
    word = ""
    pairs: list[tuple[Passage, Token]] = []
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
        pairs.append((passage, next(token for token in said if token.lower == other)))
    candidates = [token for token in own if token.lower == word]
    beside = language.sexed_beside.get(word)
    ours = [
        one for one in candidates if not beside or all(_alike(language, place, one, *them) for them in pairs)
    ]
    return (ours[0], [token for _, token in pairs]) if len(ours) == 1 or (ours and not beside) else None


def _alike(language: Language, place: Place, ours: Token, passage: Passage, token: Token) -> bool:
    """Whether two words speak of one person: by a name or a verb of saying that stands beside both."""
    said = passage.document.tokens_in(passage.start, passage.end)
    if language.sexed_beside[ours.lower] == "sayer":
        shared = _next_to(place.tokens, ours) & _next_to(said, token)
        return not shared.isdisjoint(language.saying)
    return not _names(place.tokens, ours).isdisjoint(_names(said, token))


def _next_to(tokens: Sequence[Token], token: Token) -> frozenset[str]:
    at = tokens.index(token)
    return frozenset(one.lower for one in (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2]))


def _names(tokens: Sequence[Token], token: Token) -> frozenset[str]:
    """How the words with a capital near a verb begin, the first of the sentence left out."""
    at = tokens.index(token)
    near = (*tokens[max(at - _NEAR, 0) : at], *tokens[at + 1 : at + 1 + _NEAR])
    return frozenset(
        root for one in near if one.text[0].isupper() and one != tokens[0] for root in roots_of(one.lower)
    )


def _sexed(language: Language, tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.lower in language.sexed_words]
