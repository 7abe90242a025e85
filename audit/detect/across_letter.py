"""Which names are a letter off what the original says, in whatever script it says it?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from audit.evidence import Claim, claimed, contradicted, name_words, paragraphs, renditions
from audit.language.frequency import frequencies, is_listed, zipf
from audit.language.knowledge import of
from audit.language.likeness import (
    is_changed_form,
    is_form,
    is_japanese,
    known_neighbours,
    letters_off,
    sounds_off,
)
from audit.language.pinyin import misread, misread_word
from audit.language.scripts import script
from audit.language.spelling import one_romanised
from audit.model import Document, Hit, Span, Story
from audit.text import fold, remembered, without_possessive

_SHORTEST = 5
# How nouns end that are many, in the language that has a dictionary.
_PLURAL = "s"
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{4,}")
# A name of this Zipf frequency is one that many write.
_KNOWN = 2.0
# Nearer to what the original says in katakana a word may stand for that.
_FAR = 2
# Scripts in which names have no capital, so that any word may be one.
_UNCASED = frozenset({"ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "GEORGIAN", "HANGUL", "KATAKANA"})
# Scripts whose accepted romanisations follow the letters.
_BY_LETTER = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})
# Languages that write names of others by ear in their own Latin letters.
_BY_EAR = frozenset({"az", "lt", "lv", "sq", "sr", "tr", "uz"})


class _NameWord(NamedTuple):
    """A word of a version that may be a name's, without a possessive ending."""

    form: str
    span: Span


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A word of a name that the language does not know and that no word of the original is in any accepted
    romanisation, while one letter makes it what a word of the passage opposite is in Latin letters, or a
    known name that sounds like one; of Chinese, a name whose other word is right in pinyin."""
    for claim in _claims(story).get(version.id, ()):
        yield claimed(claim, fix=claim.kind or None)


@contradicted
def _claims(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    if _script_of(version) == "LATIN" and other.language == "zh":
        yield from _pinyin(story, version, other)
        return
    if not _comparable(version, other):
        return
    declines = not of(version.lang).keeps_names
    doubtful = {at: words for at, words in _strange(version).items() if words}
    if not doubtful:
        return
    for ours, theirs in renditions(story, version, other):
        strange = [word for at in ours for word in doubtful.get(at, ())]
        strange = [word for word in strange if not _written(other, word.form, declines)]
        if not strange:
            continue
        beside = [word.form for at in ours for word in _capitals(version, at)]
        there = [
            one
            for at in paragraphs(other, theirs)
            for one in _capitals(other, at)
            if not any(is_form(word, one.form, declines) for word in beside) and not _is_noun(other, one.form)
        ]
        for word in strange:
            claims = list(_off(version, word, other, there))
            if not claims and other.language == "ja" and script(word.form[0]) == "LATIN":
                claims = list(_japanese(version, word, other, theirs))
            yield from claims


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


def _script_of(document: Document) -> str:
    """The script of a document's first word."""
    return next((script(token.text[0]) for token in document.tokens if token.text[0].isalpha()), "")


def _comparable(version: Document, other: Document) -> bool:
    """Whether names of one language are written by rule in the letters of the other: those of languages that
    write them by ear are not, in their own letters."""
    if _script_of(version) != _script_of(other):
        return other.language != "zh" and version.language != "zh"
    return _script_of(version) == "LATIN" and not {version.language, other.language} & _BY_EAR


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
        if len(form) < _SHORTEST and script(form[:1] or "a") not in _UNCASED:
            continue
        uncased = len(form) >= _SHORTEST - 1 and script(form[0]) in _UNCASED
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
    singular = lower.removesuffix(_PLURAL)
    return (singular != lower and language.in_dictionary(singular)) or lower in _small(document)


@remembered
def _small(document: Document) -> frozenset[str]:
    """The words that stand in small letters."""
    return frozenset(token.text for token in document.tokens if token.text.islower())


@remembered
def _named(document: Document) -> frozenset[int]:
    return frozenset(word.span.start for words in name_words(document).values() for word in words)


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
        if version.text[one.end : two.start] == " " and one.text.istitle() and two.text[:1].isupper():
            form = without_possessive(two.text)
            yield (
                _NameWord(one.text, version.span(one.start, one.end)),
                _NameWord(form, version.span(two.start, two.start + len(form))),
            )
