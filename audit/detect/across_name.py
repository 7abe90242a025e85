"""Which names are a letter off what the version in another language writes?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from audit.aliases import same
from audit.evidence import Claim, claimed, contradicted, paragraphs, renditions, vocabulary
from audit.language.frequency import zipf
from audit.language.knowledge import of
from audit.language.likeness import SOUNDS
from audit.language.spelling import near_miss, reduced, skeleton
from audit.model import Document, Hit, Story, Token
from audit.text import fold, without_possessive

_SHORTEST = 5
# A word the language knows (Zipf frequency) is no misspelling: Wladimir, Projekt.
_KNOWN = 1.0
# How languages in Latin letters end a plural.
_PLURAL = re.compile(r"(?:[aeo]r|e[nr]?|[aeiouy]|s|k)(?:n[ae]|s)?$")
# What is written in several ways by languages that hear one sound, beyond the accepted romanisations.
_HEARD = ((re.compile(r"tsch|tch|sch|sh|ch|cz|sz|dzh|dj|zh|j|x|z|c(?=[eiy])"), "s"), *SOUNDS)


class _Two(NamedTuple):
    """Two neighbouring words with a capital: the one both languages have, and the one in question; whether
    that is the second."""

    kept: str
    word: Token
    second: bool


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A word of a name a letter off beside the same other word of the name in the aligned passage, where
    neither text writes the other's form anywhere, the language is not known to write it so, and both take
    names over as they are."""
    for claim in _claims(story).get(version.id, ()):
        kept = without_possessive(claim.document.words(claim.theirs))
        yield claimed(claim, fix=kept, kept=kept)


def _keeps(document: Document) -> bool:
    return of(document.lang).keeps_names


@contradicted
def _claims(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    if not (_keeps(version) and _keeps(other)):
        return
    doubtful = _half_known(version, other)
    if not doubtful:
        return
    ours, theirs = vocabulary(version), vocabulary(other)
    for here, there in renditions(story, version, other):
        strange = [
            two
            for two in _names(version, [at for at in here if at in doubtful])
            if _form(two.word) not in theirs
        ]
        if not strange:
            continue
        lost = [two for two in _names(other, paragraphs(other, there)) if _form(two.word) not in ours]
        for two in strange:
            near = [
                one
                for one in lost
                if (one.kept, one.second) == (two.kept, two.second)
                and _misspelled(version, two.word, other, one.word)
            ]
            if near:
                word, right = two.word, near[0].word
                end = word.start + len(without_possessive(word.text))
                yield Claim(version.span(word.start, end), other.span(right.start, right.end), other, "name")


def _half_known(version: Document, other: Document) -> frozenset[int]:
    """The sentences in which two neighbouring words have capitals and the other text has one of the two only:
    few, so that only they are looked at closely."""
    known = {token[3] for token in other.tokens}
    return frozenset(
        version.sentence_at(one.start)
        for one, two in pairwise(version.tokens)
        if one[2] != one[3] and two[2] != two[3] and (one[3] in known) != (two[3] in known)
    )


def _names(document: Document, sentences: Sequence[int]) -> Iterator[_Two]:
    """The pairs of neighbouring capitalised words in some sentences, each word in question once."""
    for at in sentences:
        tokens = document.tokens_of(document.sentences[at])
        for one, other in pairwise(tokens):
            if document.text[one.end : other.start] in (" ", "\u00a0") and _capital(one) and _capital(other):
                yield _Two(_form(one), other, True)
                yield _Two(_form(other), one, False)


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.text[1:].islower() and token.text[:1].lower() != token.text[:1]


def _form(token: Token) -> str:
    return fold(without_possessive(token.text))


def _misspelled(version: Document, ours: Token, other: Document, theirs: Token) -> bool:
    form, right = _form(ours), _form(theirs)
    if min(len(form), len(right)) < _SHORTEST or not near_miss(form, right, of(version.lang).name_endings):
        return False
    if form.startswith(right) or right.startswith(form) or same(form, right, of(version.lang)):
        return False
    if skeleton(form) == skeleton(right) or _heard(form) == _heard(right):
        return False
    base = theirs.lower[:-1]
    if _PLURAL.search(ours.lower) and theirs.lower.endswith("s") and of(other.lang).in_dictionary(base):
        return False  # each language's plural of a word that both have: Certifikater, Certificates
    return zipf(ours.lower, version.language, "large") < _KNOWN


@lru_cache(maxsize=4096)
def _heard(name: str) -> str:
    return reduced(name, _HEARD)
