"""Which two or three words stand twice running?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from audit.evidence import is_quoted
from audit.language.knowledge import of
from audit.model import Document, Hit, Story, Token

_LONGEST = 3
# Letters that the words of a run have together at least: of shorter ones ("we go we go") songs are full.
_LETTERS = 7
# A name that is said twice has so many letters: "New York New York" is a song.
_NAME = 16
# What joins two equal words ends a run ("little by little by", "face to face to") or begins it ("and more and
# more").
_JOINTS = frozenset("and or by to as after upon for with in on but nor".split(" "))
_FIRST = frozenset(("and", "or", "but", "nor"))


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A run of two or three words and the same again, without a mark between them: the model lost its place
    for a moment. All in small letters, or the whole of a long name. Quiet in quotations.
    """
    tokens = version.tokens
    lows = [token.lower for token in tokens]
    reached = 0
    for at in range(len(tokens) - 3):
        if at < reached:
            continue
        for size in range(_LONGEST, 1, -1):
            middle, end = at + size, at + 2 * size
            if lows[at:middle] != lows[middle:end] or not _by_mistake(version, tokens[at:end], size):
                continue
            span = version.span(tokens[at].start, tokens[end - 1].end)
            if not is_quoted(version, span) and not _goes_on(version, at, end):
                reached = end
                yield Hit(span, fix=version.text[tokens[middle].start : span.end])
            break


def _by_mistake(version: Document, run: Sequence[Token], size: int) -> bool:
    text, words = version.text, [token.lower for token in run[:size]]
    if any(text[left.end : right.start] != " " for left, right in pairwise(run)):
        return False
    if len(set(words)) == 1 or not all(word.isalpha() for word in words):
        return False
    if {"i", "you", "no", "yes"} & set(words) or words[0] in _FIRST or words[-1] in _JOINTS:
        return False
    letters = sum(map(len, words))
    function_words = of(version.lang).function_words
    if all(token.text.islower() for token in run):
        return letters >= _LETTERS and not all(word in function_words for word in words)
    return letters >= _NAME and all(token.text[0].isupper() for token in run)


def _goes_on(version: Document, at: int, end: int) -> bool:
    """Whether the same words, or a longer name, go on before or behind: a list, a slogan or a chant."""
    tokens, text = version.tokens, version.text
    run, size = tokens[at:end], (end - at) // 2
    if tokens[end : end + 1] and tokens[end].lower == run[0].lower and size == 1:
        return True
    if run[0].text.islower():
        return False
    before, behind = tokens[max(at - 1, 0) : at], tokens[end : end + 1]
    return any(
        one.text[0].isupper() and one.lower not in of(version.lang).function_words
        for one in (
            *(one for one in before if text[one.end : run[0].start] == " "),
            *(one for one in behind if text[run[-1].end : one.start] == " "),
        )
    )
