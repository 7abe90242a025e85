"""Where do the siblings name somebody or something else?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from audit.aliases import is_common, knows, name_forms, place_of, proper_words, writes
from audit.evidence import Passage, enough, parallel_passages
from audit.language.lexicon import zipf
from audit.language.names import given_name, place_names, places
from audit.language.tables import words
from audit.model import Document, Hit, Name, NameKind, Sentence, Story
from audit.text import fold, remembered, without_possessive

# The Zipf frequency from which a name is one that English texts know: then the siblings may be wrong.
_KNOWN = 2.0
# A passage of fewer words, as a share of ours, is a part of what we say.
_PART = 0.7
# Given names more alike than this are most likely one name, such as Artem and Artjom.
_ALIKE = 0.5


class _Claim(NamedTuple):
    """The name that a witness has where the version has another."""

    passage: Passage
    name: Name


def detect(story: Story, version: Document, *, instead: bool, witnesses: int = 2) -> Iterator[Hit]:
    """Names no sibling writes in any accepted form.

    `instead`: where `witnesses` parallel ones, or a trusted one, agree on another in that place: the only
    name of the aligned sentence that the version writes nowhere, or one of as many in the same order; or on
    another given name of a person. Otherwise: where so many have the sentence and agree on no other name.
    """
    for number, sentence in enumerate(version.sentences):
        named = _named(version, sentence.start, sentence.end)
        aligned = parallel_passages(story, version, number) if named else ()
        if not enough(story, version, [passage.document for passage in aligned], witnesses):
            continue
        trusted = any(story.trusts(version, passage.document) for passage in aligned)
        whole = all(_says_as_much(version, sentence, passage) for passage in aligned)
        unknown = [name for name in named if _unknown(story, version, name)]
        for name in named:
            if name in unknown:
                claims = [claim for passage in aligned if (claim := _claim(version, name, unknown, passage))]
            elif instead and _given_unknown(story, version, name):
                claims = [claim for passage in aligned if (claim := _namesake(version, name, passage))]
            else:
                continue
            agreed = _agreed(claims)
            proved = 2 * len(agreed) > len(claims) and enough(
                story, version, [claim.passage.document for claim in agreed], witnesses
            )
            if instead and proved:
                yield _hit(name, agreed, len(aligned))
            elif not instead and not proved and whole and _telling(version, name, trusted=trusted):
                spans = tuple(passage.span for passage in aligned)
                yield Hit(name.span, evidence=spans, signals=len(aligned), asked=len(aligned))


def _says_as_much(version: Document, sentence: Sentence, passage: Passage) -> bool:
    """Whether a passage is no mere part of what the sentence says; the rest may stand elsewhere."""
    theirs = passage.document.tokens_in(passage.start, passage.end)
    return len(theirs) >= _PART * (sentence.last - sentence.first)


def _telling(version: Document, name: Name, *, trusted: bool) -> bool:
    """Whether a name is one that nobody adds in translating: no acronym, not of which country something is;
    where no reference says so no place at all, no given name alone ("rob Peter to pay Paul") and no name that
    English texts know."""
    forms = [fold(name.value), *proper_words(version, name)]
    if len(forms) < 2 or name in _openers(version):
        return False
    if any(word[:2].isupper() or "'" in word or "’" in word for word in name.value.split()):
        return False
    if trusted:
        return not _is_country(forms[0])
    return (
        not any(place_of(word) for word in forms)
        and not (" " not in forms[0] and given_name(forms[0]) is not None)
        and min(zipf(word) for word in forms[1:]) < _KNOWN
    )


def _is_country(phrase: str) -> bool:
    """Whether a folded phrase names a country, its people, or what is its own; one may add that."""
    return bool(place_of(phrase)) and (phrase not in place_names() or places()[phrase] == "country")


def _hit(name: Name, agreed: Sequence[_Claim], asked: int) -> Hit:
    theirs = agreed[0].name.value
    return Hit(
        name.span,
        evidence=tuple(claim.name.span for claim in agreed),
        slots={"theirs": theirs},
        fix=theirs,
        signals=len(agreed),
        asked=asked,
    )


@remembered
def _openers(document: Document) -> tuple[Name, ...]:
    """Words with a capital that open a sentence and are in no dictionary: names for this purpose."""
    found = []
    for sentence in document.sentences:
        for token in document.tokens_of(sentence)[:1]:
            bare = without_possessive(token.text)
            lower = fold(bare)
            if (
                token.text[0].isupper()
                and len(lower) > 3
                and not is_common(lower)
                and lower not in words("function_words.txt")
            ):
                found.append(Name(document.span(token.start, token.start + len(bare)), bare, entity=bare))
    return tuple(found)


def _named(document: Document, start: int, end: int) -> list[Name]:
    """The names in a stretch of a document, each once, in reading order."""
    named = list(document.facts_in(Name, start, end))
    taken = {name.span.start for name in named}
    named += [
        name for name in _openers(document) if start <= name.span.start < end and name.span.start not in taken
    ]
    return sorted(named, key=lambda name: name.span)


def _unknown(story: Story, version: Document, name: Name) -> bool:
    forms = name_forms(version, name)
    return bool(forms) and not any(knows(sibling, version, name) for sibling in story.siblings(version))


def _given_unknown(story: Story, version: Document, name: Name) -> bool:
    """Whether nobody writes the first of a person's names."""
    forms = name_forms(version, name)
    return (
        name.kind is NameKind.PERSON
        and len(forms) > 1
        and len(forms[0]) > 2
        and not any(writes(sibling, forms[0]) for sibling in story.siblings(version))
    )


def _namesake(version: Document, name: Name, passage: Passage) -> _Claim | None:
    """The person of the same surname and another given name that the version writes nowhere."""
    own = name_forms(version, name)
    for other in passage.document.facts_in(Name, passage.start, passage.end):
        theirs = name_forms(passage.document, other)
        if (
            len(theirs) == len(own)
            and theirs[-1] == own[-1]
            and not writes(version, theirs[0])
            and OSA.normalized_similarity(theirs[0], own[0]) < _ALIKE
        ):
            return _Claim(passage, other)
    return None


def _claim(version: Document, name: Name, unknown: list[Name], passage: Passage) -> _Claim | None:
    """The name that stands in the place of ours: as many strangers on either side, in the same order."""
    theirs = [
        other
        for other in _named(passage.document, passage.start, passage.end)
        if name_forms(passage.document, other) and not knows(version, passage.document, other)
    ]
    if not theirs or len(theirs) != len(unknown):
        return None
    other = theirs[unknown.index(name)]
    sides = [(version, name), (passage.document, other)]
    translated = [not proper_words(document, one) for document, one in sides]
    if all(translated) or (any(translated) and any(_acronym(one) for _, one in sides)):
        return None  # two ways to translate a name, or one of them its acronym in another language
    return _Claim(passage, other) if _same_kind(name, other) or len(theirs) == 1 else None


def _acronym(name: Name) -> bool:
    return " " not in name.value and name.value[:2].isupper()


def _same_kind(one: Name, other: Name) -> bool:
    kinds = {one.kind, other.kind} - {NameKind.OTHER}
    return len(kinds) < 2 or NameKind.PERSON not in kinds


def _agreed(claims: list[_Claim]) -> list[_Claim]:
    """The largest group of claims that end in the same word."""
    best: list[_Claim] = []
    for claim in claims:
        last = fold(claim.name.value.split()[-1])
        same = [other for other in claims if fold(other.name.value.split()[-1]) == last]
        if len(same) > len(best):
            best = same
    return best
