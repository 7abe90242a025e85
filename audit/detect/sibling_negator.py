"""Where does a version deny what all its siblings state, or state what all of them deny, told by counting?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache, partial
from typing import NamedTuple

from audit.evidence import Passage, enough
from audit.following import follows, roots_in, roots_of
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story
from audit.opposite import Place, places
from audit.text import shorten

# What is worded freely may deny in other words.
_LEAST_SIMILAR = 0.3
# So far from a negator stands what it denies, and a second word that strengthens it.
_NEAR, _FAR = 4, 6
# Of so many words nearest to a negation so many must stand on the other side, or it was worded otherwise.
_NEAREST, _BOTH = 4, 2
# So many letters before a negation at the end of a verb hold what it denies; those of hiragana are grammar.
_LETTERS = 14
_HIRAGANA = re.compile(r"[\u3041-\u309f]+")
# How usual a verb is that a negation stands attached to (Zipf).
_USUAL = 3.0
_CLOSING = " \"'”’»)]」』“"
_SHOWN = 60


class _Denial(NamedTuple):
    """Where a negation stands, and the roots of the words around it, the nearest first."""

    start: int
    end: int
    near: tuple[str, ...]


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """A sentence that has one negation less, or one more, than each of the passages opposite, which all have
    as many; near it stand words that the other side has.

    For languages whose negations can be counted, whatever they deny. At least so many `witnesses` must agree,
    or a trusted one. Says nothing of questions, nor where the side that denies less has a word that denies in
    its meaning ("refuses", "lacks").
    """
    language = of(version.lang)
    if not language.denials:
        return
    for place in places(story, version):
        passages = [one for one in place.passages if one.similarity >= _LEAST_SIMILAR]
        if len(passages) < len(place.passages) or not enough(
            story, version, [one.document for one in passages], witnesses
        ):
            continue
        if version.text[place.start : place.end].rstrip(_CLOSING).endswith(("?", "？", "؟")):
            continue
        found = _difference(language, version, place, passages)
        if found is not None:
            (start, end), theirs = found
            said = passages[0].document.text[theirs[0].start : theirs[0].end] if theirs else ""
            yield Hit(
                version.span(start, end),
                evidence=tuple(
                    passage.document.span(*_extent(passage, theirs[at] if theirs else None))
                    for at, passage in enumerate(passages)
                ),
                slots={"theirs": shorten(said or passages[0].document.words(passages[0].span), _SHOWN)},
                signals=len(passages),
                asked=len(passages),
                settled=follows(story, version),
            )


def _extent(passage: Passage, denial: _Denial | None) -> tuple[int, int]:
    return (denial.start, denial.end) if denial else (passage.start, passage.end)


def _difference(
    language: Language, version: Document, place: Place, passages: Sequence[Passage]
) -> tuple[tuple[int, int], list[_Denial]] | None:
    """Where the version denies something else, and what denies it in the passages, if they do."""
    own = _denials(language, version, place.start, place.end)
    others = [_denials(language, one.document, one.start, one.end) for one in passages]
    counts = [len(those) for those in others]
    if min(counts) <= len(own) <= max(counts):
        return None
    meant = _meaning_no(language, version, place.start, place.end)
    theirs = [_meaning_no(language, one.document, one.start, one.end) for one in passages]
    if len(own) < min(counts):
        if meant.difference(*theirs):
            return None
        return _lost(place, own, others)
    if len(set(counts)) > 1 or len(own) > counts[0] + 1 or any(words - meant for words in theirs):
        return None
    added = [one for one in own if not any(_same(one, other) for those in others for other in those)]
    if len(added) != 1:
        return None
    said = [roots_in(one.document, one.start, one.end) for one in passages]
    if not all(_stands(added[0], words) for words in said):
        return None
    return (added[0].start, added[0].end), []


def _lost(
    place: Place, own: Sequence[_Denial], others: Sequence[Sequence[_Denial]]
) -> tuple[tuple[int, int], list[_Denial]] | None:
    """The word that all others deny, if there is one that the version states, and what denies it there."""
    here = {root: token for token in place.tokens for root in roots_of(token.lower)}
    lost = [[one for one in those if not any(_same(one, mine) for mine in own)] for those in others]
    found = []
    for denial in lost[0]:
        alike = [next((one for one in those if _same(denial, one)), None) for those in lost[1:]]
        denied = [denial, *(one for one in alike if one is not None)]
        if len(denied) == len(others) and all(_stands(one, here.keys()) for one in denied):
            found.append(denied)
    if len(found) != 1:
        return None
    word = next((here[root] for root in found[0][0].near if root in here), None)
    return ((word.start, word.end), found[0]) if word else None


def _stands(denial: _Denial, words: Set[str]) -> bool:
    """Whether what stands nearest to a negation stands among some words too."""
    nearest = set(denial.near[:_NEAREST])
    return bool(nearest) and len(nearest & words) >= min(_BOTH, len(nearest))


def _same(one: _Denial, other: _Denial) -> bool:
    """Whether two negations deny the same words."""
    return not set(one.near).isdisjoint(other.near) or not (one.near or other.near)


def _meaning_no(language: Language, document: Document, start: int, end: int) -> frozenset[str]:
    """The words of a passage that deny in their meaning, by their roots."""
    denying = language.denials.get("denying", frozenset())
    if not language.spaced:
        return frozenset(word for word in denying if word in document.text[start:end])
    return frozenset(
        root
        for token in document.tokens_in(start, end)
        if token.lower in denying or _undone(language, token.lower)
        for root in roots_of(token.lower)
    )


def _undone(language: Language, word: str) -> bool:
    """Whether a word is the opposite of a usual one by what stands before it: unknown, unbekannt."""
    return any(
        word.startswith(prefix)
        and len(word) > len(prefix) + 3
        and language.at_least(word[len(prefix) :], _USUAL)
        for prefix in language.denials.get("prefix", ())
    )


def _denials(language: Language, document: Document, start: int, end: int) -> list[_Denial]:
    """The negations of a passage, those before "only" and the like left out."""
    if language.denials.get("part"):
        return list(_within(language, document, start, end))
    kinds = language.denials
    tokens = document.tokens_in(start, end)
    first = [at for at, token in enumerate(tokens) if _negates(language, token.lower)]
    second = [
        at
        for at, token in enumerate(tokens)
        if token.lower in kinds.get("second", ()) and not any(abs(at - one) <= _FAR for one in first)
    ]
    found = []
    for at in sorted((*first, *second[:1])):
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        before = tokens[at - 1].lower if at else ""
        if after in kinds.get("after", ()) or before in kinds.get("before", ()):
            continue
        near = sorted(
            (
                place
                for place in range(max(at - _NEAR, 0), min(at + _NEAR + 1, len(tokens)))
                if place != at and tokens[place].lower not in language.function_words
            ),
            key=partial(_distance, at),
        )
        roots = (
            *_verb(language, tokens[at].lower),
            *(root for one in near for root in roots_of(tokens[one].lower)),
        )
        found.append(_Denial(tokens[at].start, tokens[at].end, roots))
    return found


def _distance(at: int, place: int) -> tuple[int, int]:
    """How far a word is; of two as far the one behind comes first."""
    return abs(place - at), -place


def _negates(language: Language, word: str) -> bool:
    kinds = language.denials
    if word in kinds.get("negator", ()) or word in kinds.get("nominal", ()):
        return True
    return bool(_verb(language, word))


def _verb(language: Language, word: str) -> tuple[str, ...]:
    """The roots of the word that a negation is attached to; none where there is none."""
    if word in language.denials.get("kept", ()):
        return ()
    for prefix in language.denials.get("attached", ()):
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > 1 and (not prefix.isalpha() or language.at_least(rest, _USUAL)):
            return roots_of(rest)
    return ()


def _within(language: Language, document: Document, start: int, end: int) -> Iterator[_Denial]:
    """The negations that are parts of words."""
    text = document.text[start:end]
    behind = language.denials.get("behind", frozenset())
    covered = [match.span() for match in _any_of(language.denials.get("kept", frozenset())).finditer(text)]
    for match in _any_of(language.denials["part"]).finditer(text):
        if any(begin < match.end() and match.start() < stop for begin, stop in covered):
            continue
        if match[0] in behind:
            near = _HIRAGANA.sub("", text[max(match.start() - _LETTERS, 0) : match.start()])[::-1]
        else:
            near = text[match.end() : match.end() + _NEAR]
            near += text[max(match.start() - _NEAR, 0) : match.start()][::-1]
        yield _Denial(start + match.start(), start + match.end(), tuple(filter(str.isalnum, near)))


@lru_cache(maxsize=32)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    """A pattern of some words, the longest first; of none where there are none."""
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda one: (-len(one), one)))) or r"(?!)")
