"""Which places are named in another language than the version's, or in half of one?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from audit.evidence import NameWord, name_words, vocabulary
from audit.language.knowledge import Language, of
from audit.language.languages import language_name
from audit.language.spelling import skeleton
from audit.model import Document, Hit, Name, Span, Story, primary
from audit.text import fold

# Above this Zipf frequency a word is English, whatever it means elsewhere (of 24,503 English
# words no hit at a distance of 1 was rarer).
_WORD = 2.6
_SHORTEST_MANGLED = 5
# A text's own name is that near to a mangled one: so many letters alike at its beginning, so many others.
_SAME, _ASTRAY = 3, 2
# A word of so few letters is a place of another language only where something else says so.
_SHORT = 4
_STATE = re.compile(
    r"(?:^| )(?:prime minister|president|foreign minister|government|embassy|ambassador|parliament|king|"
    r"queen|army|police|"
    r"capital|border|authorities|citizens?|national|league|cup|minister|state)(?: |$|,|\.)"
)
_NEAR = 40
_PLACED = (" in ", " near ", " across ", " throughout ", " into ")
_PERSON_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Frau|Herr)\.? $")
_PERSON_AFTER = re.compile(r",? who\b")
_NUMBERED = re.compile(r"[ -]\d{1,2}\b(?![.,:]\d| ?%)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ -]$")
_WORD_AFTER = re.compile(r"[ -]([^\W\d_]+)")


def detect(story: Story, version: Document, *, max_edits: int = 0) -> Iterator[Hit]:
    """Place names of other languages: exact (`max_edits` 0), or with up to `max_edits` letters wrong.

    An exact form must not be English. A mangled one must be in no lexicon and needs a second sign: the
    origin of the version is that language, a witness names the country, or an office stands beside it.
    """
    language = of(version.lang)
    for form, mentions in name_words(version).items():
        row = _row(language, form, max_edits, version.origin)
        if row is None:
            continue
        if _surname(version, mentions) or (max_edits and skeleton(form) == skeleton(row["form"])):
            continue
        supported = _support(story, version, row)
        for mention in mentions:
            if mention.name.value != form and _inside_person(mention.name):
                continue
            if _in_foreign_name(version, mention.span) or (max_edits and _own_name(version, form)):
                continue
            stated = bool(version.origin) and primary(version.origin) == primary(row["lang"])
            beside = _beside(version, mention.span)
            if max_edits and not (supported or beside or (stated and _located(version, mention.span))):
                continue
            if len(form) <= _SHORT and not (stated or supported or beside):
                continue
            if max_edits and mention.name.value != form and not beside:
                continue  # Český Brod is a town, and no other name for Czechia
            english = _english(version, mention.span, row)
            yield Hit(
                mention.span,
                evidence=tuple(span for _, span in supported),
                slots={"term": row["form"], "language": language_name(row["lang"]), "english": english},
                fix=english,
                signals=1 + len(supported),
                asked=len(story.witnesses(version)) if supported else 0,
            )


@lru_cache(maxsize=65536)
def _row(language: Language, form: str, max_edits: int, origin: str) -> Mapping[str, str] | None:
    """The row of the place that a form names in another language; None for an English word or name."""
    key = fold(form)
    exonyms = language.exonyms
    row = exonyms.get(key) if max_edits == 0 else _close(language, key, max_edits, origin)
    if row is None or key in language.places or language.given_name(key) is not None:
        return None
    return None if language.at_least(key, _WORD) else row


def _own_name(version: Document, form: str) -> bool:
    """Whether a text has another name that is as near to a mangled one as a country's: Taiva beside Taiwu."""
    key = fold(form)
    near = (fold(other) for other in name_words(version) if other != form)
    return any(
        other[:_SAME] == key[:_SAME] and 0 < OSA.distance(key, other, score_cutoff=_ASTRAY) <= _ASTRAY
        for other in near
    )


def _inside_person(name: Name) -> bool:
    return len(name.value.split()) > 1 and bool(name.gender)


def _surname(version: Document, mentions: tuple[NameWord, ...]) -> bool:
    """Whether a person of the text is called so: "Mariama Jamanka", "Ms Wien", "admits Liban"."""
    if any(mention.last and _inside_person(mention.name) for mention in mentions):
        return True
    text = version.text
    return any(
        _PERSON_BEFORE.search(text, max(mention.span.start - _NEAR, 0), mention.span.start)
        or _PERSON_AFTER.match(text, mention.span.end)
        or _spoken_beside(version, mention.span)
        for mention in mentions
    )


def _spoken_beside(version: Document, span: Span) -> bool:
    """Whether a verb of speech stands beside a name outside of which nobody speaks."""
    after = re.match(r" ([a-z]+)", version.text[span.end : span.end + _NEAR])
    before = re.search(r"([a-z]+) $", version.text[max(span.start - _NEAR, 0) : span.start])
    return any(found is not None and found[1] in of(version.lang).speech_verbs for found in (after, before))


def _in_foreign_name(version: Document, span: Span) -> bool:
    """Whether the place stands in a name of its own language, of a club or station: Česká pošta, Vechernyaya
    Moskva, BRC Thüringen, Rossiya 1."""
    text = version.text
    before = _WORD_BEFORE.search(text, max(span.start - _NEAR, 0), span.start)
    after = _WORD_AFTER.match(text, span.end)
    if before and before[1].isupper() and len(before[1]) > 1:
        return True
    if _NUMBERED.match(text, span.end):
        return True
    return any(
        found is not None and found[1].isalpha() and _foreign(found[1], of(version.lang))
        for found in (before if before and before[1][0].isupper() else None, after)
    )


def _foreign(word: str, language: Language) -> bool:
    return not language.is_listed(word.casefold()) or not word.isascii()


def _support(story: Story, version: Document, row: Mapping[str, str]) -> list[tuple[Document, Span]]:
    """The witnesses that name the place, or its people, in English."""
    names = {fold(row["english"]), *(fold(form) for form in of(version.lang).peoples.get(row["english"], ()))}
    found = []
    for witness in story.witnesses(version):
        if names & vocabulary(witness):
            token = next((t for t in witness.tokens if fold(t.text) in names), None)
            if token is not None:
                found.append((witness, witness.span(token.start, token.end)))
    return found


def _beside(version: Document, span: Span) -> bool:
    after = version.text[span.end : span.end + _NEAR].split("\n")[0].lower()
    before = version.text[max(span.start - _NEAR, 0) : span.start].split("\n")[-1].lower()
    return bool(_STATE.match(after)) or (
        before.endswith(("of ", "in ", "from ")) and bool(_STATE.search(before))
    )


def _located(version: Document, span: Span) -> bool:
    """Whether a preposition of place stands before a name: where its language alone speaks for it, it may be
    anybody's."""
    return version.text[max(span.start - _NEAR, 0) : span.start].lower().endswith(_PLACED)


def _english(version: Document, span: Span, row: Mapping[str, str]) -> str:
    """The English name, as an adjective where an office or a state follows ("Dutch Prime Minister")."""
    adjectives = of(version.lang).peoples.get(row["english"], ())
    after = version.text[span.end : span.end + _NEAR].split("\n")[0].lower()
    return adjectives[0] if adjectives and _STATE.match(after) else row["english"]


def _close(language: Language, key: str, max_edits: int, origin: str) -> Mapping[str, str] | None:
    """The one place whose foreign name is `key` with a letter or two wrong; None where two places fit."""
    exonyms = language.exonyms
    if len(key) < _SHORTEST_MANGLED or key in exonyms:
        return None
    candidates = [
        exonyms[form]
        for length in range(len(key) - max_edits, len(key) + max_edits + 1)
        for form in _by_beginning(language).get((key[0], length), ())
        if OSA.distance(key, form, score_cutoff=max_edits) <= max_edits
    ]
    if not candidates or (not origin and language.is_listed(key)):
        return None
    stated = [row for row in candidates if origin and primary(row["lang"]) == primary(origin)]
    fitting = stated or candidates
    return fitting[0] if len({row["english"] for row in fitting}) == 1 else None


@lru_cache(maxsize=8)
def _by_beginning(language: Language) -> Mapping[tuple[str, int], list[str]]:
    """The folded forms by first letter and length: a mangled form keeps its first letter."""
    table: dict[tuple[str, int], list[str]] = {}
    for form in language.exonyms:
        if len(form) >= _SHORTEST_MANGLED:
            table.setdefault((form[0], len(form)), []).append(form)
    return table
