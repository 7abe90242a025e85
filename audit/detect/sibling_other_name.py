"""Where do the siblings name somebody or something else?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from audit.aliases import knows, name_forms, proper_words, same, writes
from audit.evidence import Passage, enough, parallel_passages
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Name, NameKind, Sentence, Story
from audit.text import fold, remembered, without_possessive

# The Zipf frequency from which a name is one that texts of the language know: then the siblings may be wrong.
_KNOWN = 2.0
# Names that begin with as many letters alike are most likely two forms of one.
_PREFIX = 3
# So many witnesses must agree on a name that nobody is known to have.
_SURE = 3
# The Zipf frequency from which a word with a capital is a name that somebody bears.
_BORNE = 1.4
# A passage of fewer words, as a share of ours, is a part of what we say.
_PART = 0.7
# Given names more alike than this are most likely one name, such as Artem and Artjom.
_ALIKE = 0.5


class _NameClaim(NamedTuple):
    """The name that a witness has where the version has another."""

    passage: Passage
    name: Name


def detect(story: Story, version: Document, *, instead: bool, witnesses: int = 2) -> Iterator[Hit]:
    """Names no sibling writes in any accepted form.

    `instead`: where `witnesses` parallel ones, or a trusted one, agree on another in that place: the only
    name of the aligned sentence that the version writes nowhere, or one of as many in the same order; or on
    another given name of a person. That settles it for two places of one kind, and for people unless ours
    is a name that exists and theirs is none: then they may share a romanisation. Otherwise: where so many
    have the sentence and agree on no other name.
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
            if instead and proved and _comparable(version, name, agreed[0]):
                yield _hit(story, version, name, agreed, len(aligned))
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
    texts of the language know."""
    language, forms = of(version.lang), [fold(name.value), *proper_words(version, name)]
    if len(forms) < 2 or name in _openers(version):
        return False
    if any(word[:2].isupper() or "'" in word or "’" in word for word in name.value.split()):
        return False
    if trusted:
        return not _is_country(forms[0], language)
    return (
        not any(language.place_of(word) for word in forms)
        and not (" " not in forms[0] and language.given_name(forms[0]) is not None)
        and min(language.zipf(word) for word in forms[1:]) < _KNOWN
    )


def _is_country(phrase: str, language: Language) -> bool:
    """Whether a folded phrase names a country, its people, or what is its own; one may add that."""
    return bool(language.place_of(phrase)) and (
        phrase not in language.place_names or language.places[phrase] == "country"
    )


def _hit(story: Story, version: Document, name: Name, agreed: Sequence[_NameClaim], asked: int) -> Hit:
    theirs = agreed[0].name.value
    # Of three that read a name two often share the wrong reading.
    sure = len(agreed) == asked or any(story.trusts(version, claim.passage.document) for claim in agreed)
    return Hit(
        name.span,
        evidence=tuple(claim.name.span for claim in agreed),
        slots={"theirs": theirs},
        fix=theirs,
        signals=len(agreed),
        asked=asked,
        settled=sure and _settled(version, name, agreed, asked),
    )


def _comparable(version: Document, name: Name, claim: _NameClaim) -> bool:
    """Whether two names can contradict each other: both are places of one kind, or none is; neither is an
    acronym, or one with its letters exchanged; neither is translated, unless they are people's; neither is a
    part of the other, nor a word that only opens a sentence."""
    language = of(version.lang)
    sides = ((version, name), (claim.passage.document, claim.name))
    values = [fold(one.value) for _, one in sides]
    if any(one.value.isupper() for _, one in sides):
        return sorted(values[0]) == sorted(values[1])
    if any(_no_name(one.value, language) for _, one in sides):
        return False
    if all(one in _openers(document) for document, one in sides):
        return False
    kinds = [_place_kinds(value, language) for value in values]
    if any(kinds):
        return bool(kinds[0] & kinds[1])
    last = [value.split()[-1] for value in values]
    if last[0] == last[1]:
        return True
    if any(one.startswith(other[:_PREFIX]) for one, other in (last, last[::-1])):
        return False
    translated = [not proper_words(document, one) for document, one in sides]
    return not any(translated) or all(_person(document, one) for document, one in sides)


def _no_name(value: str, language: Language) -> bool:
    """Whether it has a capital for another reason: I'd, V4k, Covid-compliant."""
    parts = value.replace("’", "'").split("-")
    return (
        any(sign.isdigit() for sign in value)
        or "'" in parts[0][:3]
        or (len(parts) > 1 and parts[-1][:1].islower() and language.is_common(parts[-1]))
    )


def _person(document: Document, name: Name) -> bool:
    """Whether a name is known as a person's, or an office stands before it: former president Shrub."""
    if name.kind is NameKind.PERSON:
        return True
    before = document.tokens_in(max(name.span.start - 24, 0), name.span.start)[-1:]
    return bool(before) and before[0].lower in of(document.lang).title_words


def _settled(version: Document, name: Name, agreed: Sequence[_NameClaim], asked: int) -> bool:
    """Whether their name, agreed on, is the right one. Of names that nobody is known to have it is where all
    of three witnesses or more agree."""
    theirs, language = agreed[0].name, of(version.lang)
    value = fold(theirs.value)
    if _place_kinds(value, language) or _exists(theirs, language):
        return True
    if not proper_words(version, name):
        return not language.is_common(value.split()[-1])
    return not _exists(name, language) and len(agreed) == asked >= _SURE


def _place_kinds(phrase: str, language: Language) -> set[str]:
    """What kinds of places a folded phrase names; the people of a city are no city."""
    kinds = {language.places.get(place, "country") for place in language.place_of(phrase)}
    return kinds if phrase in language.place_names else kinds & {"country"}


def _exists(name: Name, language: Language) -> bool:
    """Whether a name is one that people or places are known to have."""
    first, *others = fold(name.value).split()
    last = others[-1] if others else first
    known = language.given_name(first) is not None or bool(language.place_of(last))
    return known or language.zipf(last) >= _BORNE


@remembered
def _openers(document: Document) -> tuple[Name, ...]:
    """Words with a capital that open a sentence and are in no dictionary: names for this purpose."""
    found, language = [], of(document.lang)
    for sentence in document.sentences:
        for token in document.tokens_of(sentence)[:1]:
            bare = without_possessive(token.text)
            lower = fold(bare)
            if (
                token.text[0].isupper()
                and len(lower) > 3
                and not language.is_common(lower)
                and lower not in language.function_words
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


def _namesake(version: Document, name: Name, passage: Passage) -> _NameClaim | None:
    """The person of the same surname and another given name that the version writes nowhere; a short form
    of one is no other."""
    own = name_forms(version, name)
    for other in passage.document.facts_in(Name, passage.start, passage.end):
        theirs = name_forms(passage.document, other)
        if (
            len(theirs) == len(own)
            and theirs[-1] == own[-1]
            and not writes(version, theirs[0])
            and not same(theirs[0], own[0], of(version.lang))
            and theirs[0][:2] != own[0][:2]
            and OSA.normalized_similarity(theirs[0], own[0]) < _ALIKE
        ):
            return _NameClaim(passage, other)
    return None


def _claim(version: Document, name: Name, unknown: list[Name], passage: Passage) -> _NameClaim | None:
    """The name that stands in the place of ours: as many strangers on either side, in the same order."""
    theirs = [
        other
        for other in _named(passage.document, passage.start, passage.end)
        if name_forms(passage.document, other) and not knows(version, passage.document, other)
    ]
    if not theirs or len(theirs) != len(unknown):
        return None
    other = theirs[unknown.index(name)]
    return _NameClaim(passage, other) if _same_kind(name, other) or len(theirs) == 1 else None


def _acronym(name: Name) -> bool:
    return " " not in name.value and name.value[:2].isupper()


def _same_kind(one: Name, other: Name) -> bool:
    kinds = {one.kind, other.kind} - {NameKind.OTHER}
    return len(kinds) < 2 or NameKind.PERSON not in kinds


def _agreed(claims: list[_NameClaim]) -> list[_NameClaim]:
    """The largest group of claims that end in the same word, or are the same where that is a common one:
    Kojihara Bridge is not Takahara Bridge."""
    best: list[_NameClaim] = []
    for claim in claims:
        same = [other for other in claims if _telling_part(other) == _telling_part(claim)]
        if len(same) > len(best):
            best = same
    return best


def _telling_part(claim: _NameClaim) -> str:
    value = fold(claim.name.value)
    last = value.split()[-1]
    return value if of(claim.passage.document.lang).is_common(last) else last
