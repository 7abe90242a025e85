"""For which word of a name do the siblings agree on another in its place?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from audit.aliases import same, writes
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Name, Span, Story, Token
from audit.support.beside import Beside, Said, beside, parallel_witnesses
from audit.support.words import PassageWords
from audit.text import fold, without_possessive

_WITNESSES = 2
# So many words away may stand those that hold the place, so many words may stand in it.
_REACH, _WIDEST = 4, 6
# Words that begin with as many letters alike, or are more alike than this, are forms of one name.
_PREFIX, _ALIKE = 3, 0.5
# The Zipf frequency from which a word with a capital is a name that somebody bears.
_BORNE = 1.4


class _Other(NamedTuple):
    """What a witness has in the place of our word: where, as written, and folded."""

    span: Span
    text: str
    word: str


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A word of a name that no sibling writes in any form, where two parallel ones or more, and most of those
    aligned, have one and the same other, which the version has nowhere, between the same neighbours.

    Theirs must be a name that somebody bears, and as well known as ours if that is a given name or a place;
    words of the dictionary, acronyms and words that are alike may be two renderings of one name.
    """
    witnesses = parallel_witnesses(story, version)
    if len(witnesses) < _WITNESSES:
        return
    for sentence in beside(story, version, witnesses):
        if len(sentence.said) < _WITNESSES:
            continue
        for at, token in enumerate(sentence.line.tokens):
            if not _proper(sentence.line, at, of(version.lang)) or not _alone(story, version, sentence, at):
                continue
            own = fold(sentence.line.lowers[at])
            agreed = _agreed([_others(version, said, at) for said in sentence.said])
            most = len(agreed) >= _WITNESSES and 2 * len(agreed) > len(sentence.said)
            if (
                most
                and _contradicts(own, agreed[0].word, of(version.lang))
                and _one_of_a_name(story, version, token, agreed)
            ):
                yield Hit(
                    version.span(token.start, token.start + len(without_possessive(token.text))),
                    evidence=tuple(other.span for other in agreed),
                    slots={"theirs": agreed[0].text},
                    signals=len(agreed),
                    asked=len(sentence.said),
                    # of three that read a name two often share the wrong reading
                    settled=len(agreed) == len(sentence.said),
                )


def _proper(line: PassageWords, at: int, language: Language) -> bool:
    """Whether a word of a line has a capital, is in no dictionary, and is no acronym nor put together."""
    text, word = line.tokens[at].text, fold(line.lowers[at])
    return (
        line.content[at]
        and len(word) > 2
        and text[0].isupper()
        and not text[:2].isupper()
        and text.replace("'", "").replace("’", "").isalpha()
        and (bool(language.place_of(word)) or not language.is_common(word))
    )


def _alone(story: Story, version: Document, sentence: Beside, at: int) -> bool:
    """Whether nobody has a word for ours opposite, nor writes it anywhere."""
    return all(said.matching.to[at] < 0 for said in sentence.said) and not any(
        writes(sibling, fold(sentence.line.lowers[at])) for sibling in story.siblings(version)
    )


def _others(version: Document, said: Said, at: int) -> Sequence[_Other]:
    """The names in the place of ours for which we have no word opposite, nor anywhere."""
    found = []
    for there in _place(said, at):
        word = fold(said.line.lowers[there])
        if (
            said.matching.back[there] < 0
            and _proper(said.line, there, of(version.lang))
            and not writes(version, word)
        ):
            token = said.line.tokens[there]
            text = without_possessive(token.text)
            found.append(_Other(said.document.span(token.start, token.start + len(text)), text, word))
    return found


def _place(said: Said, at: int) -> range:
    """The words of a passage between the partners of the nearest words beside ours that have any; empty
    where these are far, or turned round. At an end of the sentence one of them does."""
    to, length = said.matching.to, len(said.line.tokens)
    left = next((to[here] for here in range(at - 1, max(at - 1 - _REACH, -1), -1) if to[here] >= 0), None)
    right = next((to[here] for here in range(at + 1, min(at + 1 + _REACH, len(to))) if to[here] >= 0), None)
    if (left is None and at > 1) or (right is None and at < len(to) - 2):
        return range(0)
    place = range(0 if left is None else left + 1, length if right is None else right)
    return place if len(place) <= _WIDEST and (left is not None or right is not None) else range(0)


def _agreed(others: Sequence[Sequence[_Other]]) -> Sequence[_Other]:
    """The word that most witnesses have, once for each."""
    found: dict[str, dict[int, _Other]] = defaultdict(dict)
    for number, those in enumerate(others):
        for other in those:
            found[other.word].setdefault(number, other)
    return max((tuple(those.values()) for those in found.values()), key=len, default=())


def _one_of_a_name(story: Story, version: Document, token: Token, agreed: Sequence[_Other]) -> bool:
    """Whether those who agree have some of the rest of the name: one of which they have nothing stands
    in its own language, as Vechernyaya Moskva, and is translated there."""
    rest = {
        fold(part)
        for name in version.facts_in(Name, token.start, token.end)
        for part in without_possessive(name.value).split()
    } - {fold(without_possessive(token.text))}
    return not rest or all(
        any(writes(story.version(other.span.document), part) for part in rest) for other in agreed
    )


def _contradicts(own: str, theirs: str, language: Language) -> bool:
    """Whether two words are no forms of one name, and nothing speaks for ours."""
    if same(own, theirs, language) or own[:_PREFIX] == theirs[:_PREFIX]:
        return False
    if OSA.normalized_similarity(own, theirs) >= _ALIKE:
        return False
    ours, other = (
        language.given_name(word) is not None or bool(language.place_of(word)) for word in (own, theirs)
    )
    return other or (not ours and language.zipf(theirs) >= _BORNE)
