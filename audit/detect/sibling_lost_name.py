"""Which names do the siblings have where a version has common words?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.aliases import knows, proper_words
from audit.evidence import Passage, enough, parallel_passages, vocabulary
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Name, Story, Token
from audit.text import fold

# So many words may stand between the words that hold the gap.
_WIDEST = 5
_ANCHORS = 3
_LEAST_SIMILAR = 0.3


class _NameGap(NamedTuple):
    """Our words where a passage has the name."""

    passage: Passage
    name: Name
    words: tuple[Token, ...]


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """Words of the dictionary that stand, between the same two words, where `witnesses` parallel versions, or
    a trusted one, have one and the same name that the version writes nowhere; none of them has the words."""
    for number in range(len(version.sentences)):
        aligned = [
            passage
            for passage in parallel_passages(story, version, number)
            if passage.similarity >= _LEAST_SIMILAR
        ]
        if not enough(story, version, [passage.document for passage in aligned], witnesses):
            continue
        found: dict[tuple[int, int], list[_NameGap]] = {}
        for passage in aligned:
            for gap in _gaps(story, version, number, passage):
                found.setdefault((gap.words[0].start, gap.words[-1].end), []).append(gap)
        for place, gaps in sorted(found.items()):
            last = fold(gaps[0].name.value.split()[-1])
            agreed = [gap for gap in gaps if fold(gap.name.value.split()[-1]) == last]
            if enough(story, version, [gap.passage.document for gap in agreed], witnesses):
                yield Hit(
                    version.span(*place),
                    evidence=tuple(gap.name.span for gap in agreed),
                    slots={"theirs": agreed[0].name.value},
                    signals=len(agreed),
                    asked=len(aligned),
                )


def _gaps(story: Story, version: Document, number: int, passage: Passage) -> Iterator[_NameGap]:
    language = of(version.lang)
    ours = version.tokens_of(version.sentences[number])
    theirs = passage.document.tokens_in(passage.start, passage.end)
    for name in passage.document.facts_in(Name, passage.start, passage.end):
        if (
            _shortened(name)
            or not proper_words(passage.document, name)
            or knows(version, passage.document, name)
        ):
            continue
        first = next((at for at, token in enumerate(theirs) if token.start >= name.span.start), len(theirs))
        after = next((at for at, token in enumerate(theirs) if token.start >= name.span.end), len(theirs))
        left = _anchor(theirs[max(first - _ANCHORS, 0) : first][::-1], ours, language)
        right = _anchor(theirs[after : after + _ANCHORS], ours, language)
        if left is None or right is None or not 0 < right - left - 1 <= _WIDEST:
            continue
        between = _trimmed(ours[left + 1 : right], language)
        telling = [token for token in between if token.lower not in language.function_words]
        if any(language.called_abroad(name.value, token.text) for token in telling):
            continue  # Constance is Konstanz
        if telling and all(
            _translated(token, language) and not _written(story, version, token) for token in telling
        ):
            yield _NameGap(passage, name, between)


def _shortened(name: Name) -> bool:
    """Whether a name is letters for words that another may write out (TV, UBs), or a contraction."""
    return any(word[:2].isupper() or "'" in word[:-2] or "’" in word[:-2] for word in name.value.split())


def _anchor(tokens: Sequence[Token], ours: Sequence[Token], language: Language) -> int | None:
    """Where the nearest telling word of a passage stands in our sentence, if once."""
    for token in tokens:
        if token.lower in language.function_words:
            continue
        key = language.stem(language.lemma(token.lower))
        places = [at for at, own in enumerate(ours) if language.stem(language.lemma(own.lower)) == key]
        return places[0] if len(places) == 1 else None
    return None


def _trimmed(tokens: Sequence[Token], language: Language) -> tuple[Token, ...]:
    """The words without small ones at their ends."""
    telling = [at for at, token in enumerate(tokens) if token.lower not in language.function_words]
    return tuple(tokens[telling[0] : telling[-1] + 1]) if telling else ()


def _translated(token: Token, language: Language) -> bool:
    """Whether a word is one of the dictionary, and no acronym or place."""
    word = fold(token.text)
    return language.is_common(word) and not language.place_of(word) and not token.text[:2].isupper()


def _written(story: Story, version: Document, token: Token) -> bool:
    """Whether a sibling writes the word anywhere."""
    word = fold(token.text)
    return any(word in vocabulary(sibling) for sibling in story.siblings(version))
