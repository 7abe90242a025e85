"""Which names are a letter off what the original says, in whatever script it says it?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from audit.aliases import same
from audit.evidence import (
    Claim,
    claimed,
    contradicted,
    name_words,
    names_compared,
    paragraphs,
    renditions,
    vocabulary,
)
from audit.language.by_ear import sounds_astray
from audit.language.frequency import frequencies, is_listed, zipf
from audit.language.knowledge import of
from audit.language.likeness import (
    heard_alike,
    is_changed_form,
    is_form,
    is_japanese,
    known_neighbours,
    letters_off,
    sounds_off,
)
from audit.language.pinyin import misread, misread_word
from audit.language.scripts import script
from audit.language.spelling import near_miss, one_romanised, skeleton
from audit.model import Document, Hit, Span, Story
from audit.text import fold, remembered, without_possessive

# Letters of a name, and of a word of which both languages keep the letters.
_SHORTEST, _SHORTEST_KEPT = 5, 4
# A word the language knows (Zipf frequency) is no misspelling: Wladimir, Projekt.
_USED = 1.0
# How languages in Latin letters end a plural.
_PLURAL = re.compile(r"(?:[aeo]r|e[nr]?|[aeiouy]|s|k)(?:n[ae]|s)?$")
_SPACES = (" ", "\u00a0")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{4,}")
# A name of this Zipf frequency is one that many write.
_KNOWN = 2.0
# Nearer to what the original says in katakana a word may stand for that.
_FAR = 2
# Scripts in which names have no capital, so that any word may be one.
_UNCASED = frozenset({"ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "GEORGIAN", "HANGUL", "KATAKANA"})
# Scripts whose accepted romanisations follow the letters.
_BY_LETTER = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})


class _NameWord(NamedTuple):
    """A word of a version that may be a name's, without a possessive ending."""

    form: str
    span: Span


class _Two(NamedTuple):
    """Two neighbouring words with a capital: the folded one that both languages have, and the one in
    question; whether that is the second."""

    kept: str
    word: _NameWord
    second: bool


def detect(story: Story, version: Document, *, proof: Literal["rest", "letters"]) -> Iterator[Hit]:
    """A word of a name that the language does not know and the original has not, while it has one a letter
    off.

    By the `rest`: both languages take names over as they are, the other word of the name is the same in both,
    and neither text writes the other's form anywhere. By its `letters`: no word of the original is it in any
    accepted romanisation, and one letter makes it what a word of the passage opposite is in Latin letters,
    or a known name that sounds like one, or it is a sound off one; of Chinese, a name whose other word is
    right in pinyin.
    """
    by_rest = _by_rest(story).get(version.id, ())
    if proof == "rest":
        for claim in by_rest:
            kept = without_possessive(claim.document.words(claim.theirs))
            yield claimed(claim, fix=kept, kept=kept)
        return
    known = {claim.ours for claim in by_rest}
    for claim in _by_letters(story).get(version.id, ()):
        if claim.ours not in known:
            yield claimed(claim, fix=claim.kind or None)


def _keep(version: Document, other: Document) -> bool:
    """Whether both languages take names over as they are."""
    return of(version.lang).keeps_names and of(other.lang).keeps_names


@contradicted
def _by_rest(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    doubtful = _half_known(version, other) if _keep(version, other) else ()
    if not doubtful:
        return
    ours, theirs = vocabulary(version), vocabulary(other)
    for here, there in renditions(story, version, other):
        strange = [
            two
            for two in _names(version, [at for at in here if at in doubtful])
            if fold(two.word.form) not in theirs
        ]
        if not strange:
            continue
        lost = [two for two in _names(other, paragraphs(other, there)) if fold(two.word.form) not in ours]
        for two in strange:
            near = [
                one.word
                for one in lost
                if (one.kept, one.second) == (two.kept, two.second)
                and min(len(one.word.form), len(two.word.form)) >= _SHORTEST
                and _misspelled(version, two.word.form, other, one.word.form)
            ]
            if near and zipf(two.word.form.lower(), version.language, "large") < _USED:
                yield Claim(two.word.span, near[0].span, other)


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
        for one, other in _pairs(document, at):
            if other.form[1:].islower():
                yield _Two(fold(one.form), other, True)
                yield _Two(fold(other.form), one, False)


def _misspelled(version: Document, form: str, other: Document, theirs: str) -> bool:
    """Whether a word is another a letter off, or a long one two, that languages do not write in two ways."""
    ours, right = fold(form), fold(theirs)
    if not near_miss(ours, right, of(version.lang).name_endings):
        return False
    if ours.startswith(right) or right.startswith(ours) or same(ours, right, of(version.lang)):
        return False
    if skeleton(ours) == skeleton(right) or heard_alike(ours, right):
        return False
    base = theirs.lower()[:-1]
    # each language's plural of a word that both have: Certifikater, Certificates
    return not (
        _PLURAL.search(form.lower()) and theirs.lower().endswith("s") and of(other.lang).in_dictionary(base)
    )


@contradicted
def _by_letters(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    if not names_compared(version, other):
        return
    if other.language == "zh":
        yield from _pinyin(story, version, other)
        return
    declines = not of(version.lang).keeps_names
    doubtful = {at: words for at, words in _strange(version).items() if words}
    if not doubtful:
        return
    for ours, theirs in renditions(story, version, other):
        strange = [word for at in ours for word in doubtful.get(at, ())]
        if strange and _keep(version, other):
            copied = dict(_copied(version, strange, other, paragraphs(other, theirs)))
            yield from copied.values()
            strange = [word for word in strange if word not in copied]
        strange = [
            word
            for word in strange
            if len(word.form) >= _least(word.form) and not _written(other, word.form, declines)
        ]
        if not strange:
            continue
        beside = [word.form for at in ours for word in _capitals(version, at)]
        there = [
            one
            for at in paragraphs(other, theirs)
            for one in _capitals(other, at)
            if len(one.form) >= _least(one.form)
            and not any(is_form(word, one.form, declines) for word in beside)
            and not _is_noun(other, one.form)
        ]
        for word in strange:
            sounds = _sounds(word, there)
            if 0 in sounds.values():
                continue
            claims = list(_off(version, word, other, there))
            claims = claims or [
                Claim(word.span, one.span, other)
                for one, astray in sounds.items()
                if astray == 1 and all(sounds_astray(form, one.form) for form in beside)
            ]
            if not claims and other.language == "ja" and script(word.form[0]) == "LATIN":
                claims = list(_japanese(version, word, other, theirs))
            yield from claims[:1]


def _sounds(word: _NameWord, there: Sequence[_NameWord]) -> Mapping[_NameWord, int]:
    """How many sounds a word in Cyrillic letters is off each name in Latin ones."""
    if script(word.form[0]) != "CYRILLIC":
        return {}
    return {one: sounds_astray(word.form, one.form) for one in there if script(one.form[0]) == "LATIN"}


def _copied(
    version: Document, strange: Sequence[_NameWord], other: Document, sentences: Sequence[int]
) -> Iterator[tuple[_NameWord, Claim]]:
    """The claims that words are a letter off some of the original's that the version's language writes with
    the same letters, as far as can be told: it knows them, the version has them elsewhere, or they sound
    otherwise, too."""
    ours, theirs, endings = vocabulary(version), vocabulary(other), of(version.lang).name_endings
    there = [
        one
        for at in sentences
        for one in _capitals(other, at)
        if len(one.form) >= _SHORTEST and not _is_noun(other, one.form)
    ]
    for word in strange:
        form = fold(word.form)
        if form in theirs:
            continue
        for one in there:
            right = fold(one.form)
            if OSA.distance(form, right, score_cutoff=1) != 1 or not near_miss(form, right, endings):
                continue
            known = right in ours or zipf(one.form.lower(), version.language, "large") >= _USED
            if known or _misspelled(version, word.form, other, one.form):
                yield word, Claim(word.span, one.span, other, one.form)
                break


def _japanese(version: Document, word: _NameWord, other: Document, theirs: Sequence[int]) -> Iterator[Claim]:
    """The claim that a word that is none of Japanese is a letter off a known one that is, where the original
    says nothing like it in katakana: in characters, which do not tell how they are read."""
    lower, there = word.form.lower(), [one for at in theirs for one in _capitals(other, at)]
    if is_japanese(lower) or any(sounds_off(lower, one.form) <= _FAR for one in there):
        return
    for known in known_neighbours(lower, version.language, _KNOWN):
        if is_japanese(known) and len(known) >= _SHORTEST:
            sentence = other.sentences[theirs[0]]
            yield Claim(word.span, other.span(sentence.start, sentence.end), other, known.title())
            return


def _off(version: Document, word: _NameWord, other: Document, there: Sequence[_NameWord]) -> Iterator[Claim]:
    """The claim that a word is a letter off one of the original's, if it is."""
    if any(is_changed_form(word.form, one.form, other.language) for one in there):
        return
    for one in there:
        if _by_letter(word.form, one.form) and letters_off(word.form, one.form) == 1:
            yield Claim(word.span, one.span, other)
            return
    lower = word.form.lower()
    for known in (*_own_neighbours(version, lower), *known_neighbours(lower, version.language, _KNOWN)):
        if len(known) < _SHORTEST or one_romanised(lower, known):
            continue
        for one in there:
            if sounds_off(known, one.form) <= _most(known, one.form) and (
                letters_off(known, one.form) <= letters_off(word.form, one.form)
            ):
                yield Claim(word.span, one.span, other, known.title())
                return


def _own_neighbours(version: Document, word: str) -> Iterator[str]:
    """The names that the version writes more often than a lower-case word a letter off them."""
    often = _often(version)
    for other, count in often.items():
        if count > often[word] and OSA.distance(word, other, score_cutoff=1) == 1 and other[-1] == word[-1]:
            yield other


@remembered
def _often(version: Document) -> Counter[str]:
    """How often the version writes what may be a name, in small letters."""
    return Counter(
        word.form.lower() for at in range(len(version.sentences)) for word in _capitals(version, at)
    )


def _by_letter(ours: str, theirs: str) -> bool:
    """Whether a name of the one script is written in the other letter by letter: from Latin letters into
    others it goes by ear."""
    one, other = script(ours[0]), script(theirs[0])
    return other in _BY_LETTER and (one == other or other != "LATIN")


def _most(known: str, theirs: str) -> int:
    """How many sounds a known name may be apart from the original's: none by consonants alone, and of a long
    one two where katakana write one of them."""
    scripts = {script(known[0]), script(theirs[0])}
    if not scripts <= {*_BY_LETTER, "KATAKANA"}:
        return 0
    return 2 if "KATAKANA" in scripts and min(len(known), len(theirs)) >= _SHORTEST else 1


@remembered
def _strange(version: Document) -> Mapping[int, Sequence[_NameWord]]:
    """The words by sentence that may be names and that the language does not know."""
    return {
        at: [
            word
            for word in _capitals(version, at)
            if _unknown(word.form, version.language) and "-" not in version.words(word.span)
        ]
        for at in range(len(version.sentences))
    }


def _unknown(form: str, lang: str) -> bool:
    if lang == "en":
        return not is_listed(form.lower(), "en")
    return zipf(form.lower(), lang, "large" if frequencies(lang, "large") else "small") == 0


def _capitals(document: Document, at: int) -> Iterator[_NameWord]:
    """The words of a sentence that may be names: with a capital inside it, or in a name; in a script without
    capitals any, in Japanese those in katakana."""
    sentence = document.sentences[at]
    if not of(document.lang).spaced:
        for run in _KATAKANA.finditer(document.text, sentence.start, sentence.end):
            yield _NameWord(run[0], document.span(*run.span()))
        return
    named = _named(document)
    for place in range(sentence.first, sentence.last):
        token = document.tokens[place]
        form = without_possessive(token.text).replace("-", "")
        if len(form) < _SHORTEST_KEPT:
            continue
        uncased = script(form[0]) in _UNCASED
        cased = form.isalpha() and form[0].isupper() and form[1:].islower()
        if uncased or (cased and (place > sentence.first or token.start in named)):
            yield _NameWord(
                form, document.span(token.start, token.start + len(without_possessive(token.text)))
            )


def _is_noun(document: Document, form: str) -> bool:
    """Whether a word of a title is none of a name (Merkle Tree Certificates): the language has it in its
    dictionary, and it is a plural or stands in the text in small letters, too."""
    language, lower = of(document.lang), form.lower()
    if not language.in_dictionary(lower):
        return False
    singular = lower.removesuffix("s")
    return (singular != lower and language.in_dictionary(singular)) or lower in _small(document)


@remembered
def _small(document: Document) -> frozenset[str]:
    """The words that stand in small letters."""
    return frozenset(token.text for token in document.tokens if token.text.islower())


@remembered
def _named(document: Document) -> frozenset[int]:
    return frozenset(word.span.start for words in name_words(document).values() for word in words)


def _least(form: str) -> int:
    """How many letters a name of a script has at least."""
    return _SHORTEST_KEPT if script(form[0]) in _UNCASED else _SHORTEST


def _written(other: Document, form: str, declines: bool) -> bool:
    """Whether the original writes a word that this is in an accepted romanisation."""
    return any(is_form(form, one, declines) for one in _all_forms(other))


@remembered
def _all_forms(document: Document) -> frozenset[str]:
    return frozenset(
        word.form for at in range(len(document.sentences)) for word in _capitals(document, at)
    ) | frozenset(token.text for token in document.tokens if token.text[0].isupper())


def _pinyin(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    """Words a letter off what Chinese characters opposite are in pinyin: one of a name of two words of which
    the other is right, or one that the language does not know."""
    strange = _strange(version)
    for ours, theirs in renditions(story, version, other):
        first, last = other.sentences[theirs[0]].start, other.sentences[theirs[-1]].end
        for at in ours:
            done: set[Span] = set()
            for two in _pairs(version, at):
                found = misread(other.text, first, last, (fold(two[0].form), fold(two[1].form)))
                if found:
                    done.add(two[found.word].span)
                    there = other.span(found.start, found.end)
                    yield Claim(two[found.word].span, there, other, found.right.title())
            for word in strange[at]:
                known = known_neighbours(word.form.lower(), version.language, _KNOWN)
                found = misread_word(other.text, first, last, fold(word.form), known)
                if found and word.span not in done:
                    there = other.span(found.start, found.end)
                    yield Claim(word.span, there, other, found.right.title())


def _pairs(version: Document, at: int) -> Iterator[tuple[_NameWord, _NameWord]]:
    """Words with a capital that follow one another in a sentence."""
    for one, two in pairwise(version.tokens_of(version.sentences[at])):
        beside = version.text[one.end : two.start] in _SPACES
        if beside and one.text.istitle() and two.text[:1].isupper():
            form = without_possessive(two.text)
            yield (
                _NameWord(one.text, version.span(one.start, one.end)),
                _NameWord(form, version.span(two.start, two.start + len(form))),
            )
