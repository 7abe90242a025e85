"""Does a text write this name, in whatever form is accepted?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from audit.evidence import stems, vocabulary
from audit.language.knowledge import Language, of
from audit.language.spelling import near, one_romanised, shelved, skeleton
from audit.language.tables import rows
from audit.model import Document, Name
from audit.text import fold, remembered, without_possessive

_PREFIX = 5
_SHORTEST_JOINED = 5
_LONGEST_ACRONYM = 7
_CODE = 3
_VOWELS = "aeiouy"
_LETTERS = re.compile(r"[^\W\d_]+")


class Writing(NamedTuple):
    """The forms a document writes: words, their stems, the skeletons of its capitalised words, these by their
    first letters and on shelves for near misses, its codes of three letters, the countries and places it
    names in any form, initials of its phrases, and all its letters."""

    words: frozenset[str]
    capitals: frozenset[str]
    bones: frozenset[str]
    heads: Mapping[str, tuple[str, ...]]
    shelves: Mapping[str, tuple[str, ...]]
    codes: frozenset[str]
    places: frozenset[str]
    names: frozenset[int]
    initials: frozenset[str]
    letters: str


@remembered
def writing(document: Document) -> Writing:
    """What a document writes, as far as names are recognised by it."""
    capitals = frozenset(
        fold(without_possessive(part))
        for token in document.tokens
        if token.text[0].isupper() or "-" in token.text
        for part in (token.text, *token.text.split("-"))
        if part
    )
    known = vocabulary(document)
    heads: dict[str, list[str]] = {}
    for word in sorted(capitals):
        if len(word) >= _PREFIX:
            heads.setdefault(word[:_PREFIX], []).append(word)
    return Writing(
        words=known,
        capitals=capitals,
        bones=frozenset(skeleton(word) for word in capitals if len(word) > 3),
        heads={head: tuple(those) for head, those in heads.items()},
        shelves=shelved(capitals),
        codes=frozenset(word for word in capitals if len(word) == _CODE),
        places=frozenset(_places_of(document)),
        names=frozenset(group for word in known for group in _groups().get(word, ())),
        initials=frozenset(_initials(document)),
        letters="".join(_LETTERS.findall(fold(document.text))),
    )


def _places_of(document: Document) -> Iterator[str]:
    """The places of the names and adjectives of a document, by their usual name in its language."""
    tokens, place_of = document.tokens, of(document.lang).place_of
    for at, token in enumerate(tokens):
        if not token.text[0].isupper():
            continue
        for length in (1, 2, 3):
            yield from place_of(
                " ".join(fold(without_possessive(one.text)) for one in tokens[at : at + length])
            )


def _initials(document: Document) -> Iterator[str]:
    """What phrases of the document could be abbreviated to, with and without their small words."""
    tokens = document.tokens
    small = of(document.lang).function_words
    for at, token in enumerate(tokens):
        if not token.text[0].isalpha():
            continue
        letters, full = "", ""
        for one in tokens[at : at + _LONGEST_ACRONYM + 3]:
            if not one.text[0].isalpha():
                break
            parts = [part for part in one.lower.split("-") if part]
            full += "".join(part[0] for part in parts)
            if one.lower not in small:
                letters += "".join(part[0] for part in parts)
            if len(letters) > _LONGEST_ACRONYM:
                break
            yield letters
            yield full


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, tuple[int, ...]]:
    """The groups of equivalent names in which a folded form stands."""
    known: dict[str, tuple[int, ...]] = {}
    for at, row in enumerate(rows("one_name.tsv")):
        for form in row["forms"].split(" / "):
            key = fold(form)
            known[key] = (*known.get(key, ()), at)
    return known


def name_forms(document: Document, name: Name) -> tuple[str, ...]:
    """The words of a name without initials and small words; folded."""
    return tuple(form for form, _ in _forms(document, name))


def proper_words(document: Document, name: Name) -> tuple[str, ...]:
    """Those words of a name that are carried from language to language and not translated.

    Acronyms are; heads such as Bank or River, adjectives of countries and words of the dictionary are not; of
    a place that has a name in the document's language all words are.
    """
    language = of(document.lang)
    forms = [(form, acronym) for form, acronym in _forms(document, name) if not language.is_generic(form)]
    if language.place_of(fold(name.value)):
        return tuple(form for form, _ in forms)
    return tuple(
        form
        for form, acronym in forms
        if acronym
        or form in language.place_names
        or form in _groups()
        or not (language.place_of(form) or language.is_common(form))
    )


def _forms(document: Document, name: Name) -> Iterator[tuple[str, bool]]:
    small = of(document.lang).function_words
    for token in document.tokens_in(name.span.start, name.span.end):
        word = fold(without_possessive(token.text)).rstrip(".")
        acronym = token.text[:2].isupper() and len(word) > 1
        if token.text[0].isupper() and word not in small and (len(word) > 2 or acronym):
            yield word, acronym


def knows(document: Document, version: Document, name: Name) -> bool:
    """Whether a document writes any word of a name of `version`, or the place it names, in an accepted form.

    A word of the dictionary counts where it ends the name and the document gives it a capital, or where the
    name has no others.
    """
    known, language = writing(document), of(version.lang)
    if any(place in known.places for place in language.place_of(fold(name.value))):
        return True
    forms = name_forms(version, name)
    proper = proper_words(version, name)
    if any(form in known.capitals for form in forms[-1:] if not language.is_generic(form)):
        return True
    return any(writes(document, word) for word in proper or forms)


@lru_cache(maxsize=1)
def _signs() -> frozenset[str]:
    """Eras, times of the day and currencies: letters for what another text says in words."""
    codes = frozenset(row["code"].lower() for row in rows("currencies.tsv"))
    return codes | {"bc", "bce", "ad", "ce", "am", "pm", "gmt", "utc"}


def _abbreviates(code: str, word: str) -> bool:
    """Whether the letters of a short code stand in a word in that order, the first in front: KZT, Kazakhs."""
    if len(code) != _CODE or code[0] != word[:1] or len(word) <= len(code):
        return False
    letters = iter(word)
    return all(letter in letters for letter in code)


def writes(document: Document, word: str) -> bool:
    """Whether a document writes a folded word of a name in a form that is no error.

    That is another accepted romanisation, the adjective for the country, the phrase for its acronym, joined
    or apart, with an ending, or (that is another fault) a letter off. A country is no other one that is
    spelled like it.
    """
    known, language = writing(document), of(document.lang)
    if word in known.words or language.stem(word) in stems(document):
        return True
    if places := language.place_of(word):
        return not known.places.isdisjoint(places)
    if any(group in known.names for group in _groups().get(word, ())):
        return True
    bare = word.replace(".", "")
    if bare in known.initials or bare in known.words or bare in _signs():
        return True
    if any(_abbreviates(other, bare) for other in known.codes):
        return True
    if len(bare) == _CODE and any(_abbreviates(bare, other) for other in known.capitals):
        return True
    if len(word) > 3 and skeleton(word) in known.bones:
        return True
    if any(_one_stem(word, other, language.name_endings) for other in known.heads.get(word[:_PREFIX], ())):
        return True
    if len(word) >= _SHORTEST_JOINED and "".join(_LETTERS.findall(word)) in known.letters:
        return True
    misses = near(known.shelves, word, language.name_endings)
    return any(not language.place_of(other) for other in misses)


def _one_stem(one: str, other: str, endings: Set[str]) -> bool:
    """Whether two words are alike but for an ending that a language puts to names, and a vowel before it:
    Bavaria and Bavarians, Mexico and Mexican; but not Peter and Peterson, Holloway and Hollow, nor Austria
    and Australia."""
    shorter, longer = sorted((one, other), key=len)
    stem = shorter if longer.startswith(shorter) else shorter[:-1]
    if len(stem) < _PREFIX or not longer.startswith(stem):
        return False
    ending = longer[len(stem) :]
    return not ending or (ending in endings and (stem == shorter or shorter[-1] in _VOWELS))


def same(one: str, other: str, language: Language) -> bool:
    """Whether two words of names are one in two forms that `language` accepts: Macau and Macao, Harbor and
    Harbour, French and France, Jhajjar and Jajjhar, Đurić and Djuric."""
    left, right = fold(one), fold(other)
    groups = _groups()
    return (
        language.lemma(left) == language.lemma(right)
        or one_romanised(one, other)
        or (sorted(left) == sorted(right) and left.replace("h", "") == right.replace("h", ""))
        or bool({*language.place_of(left)} & {*language.place_of(right)})
        or bool({*groups.get(left, ())} & {*groups.get(right, ())})
        or ("-" in left and "-" in right and _same_parts(left.split("-"), right.split("-"), language))
    )


def _same_parts(left: Sequence[str], right: Sequence[str], language: Language) -> bool:
    return all(same(one, other, language) for one, other in zip(left, right, strict=False))
