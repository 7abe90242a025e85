"""Which words stand in a version as in its original, or spelled by their sound?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from unicodedata import normalize

from audit.evidence import in_element
from audit.language.frequency import at_least, is_listed, stemmer
from audit.language.knowledge import of
from audit.language.languages import alike
from audit.language.romanised import romanised
from audit.language.scripts import LATIN, script, scripts
from audit.language.spelling import skeleton
from audit.model import Document, ElementKind, Hit, Quotation, Span, Story, Token
from audit.parts import original_of
from audit.text import fold, is_open, remembered

_SHORTEST = 4
# A text with so many pieces of code is about programs.
_CODE = 3
# A word of this Zipf frequency is one of the version's own language.
_KNOWN = 1.5
# One of this is used every day.
_DAILY = 4.5
# A noun that another language writes with a capital is no name by these.
_HARDLY, _OFTEN = 1.7, 4.3
# The forms of a word differ in so many letters at its end, and it is as long as this.
_ENDING, _INFLECTED = 3, 8
# Speech of so many words; fewer in quotation marks are somebody's term.
_SPEECH = 5
# What joins a word to an address, a number or a compound.
_JOINED = re.compile(r"[-–/@_#\d’'&]|\.\w")
_PAIRS = (("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("(", ")"), ("[", "]"), ("‘", "’"))


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Words in Latin letters that the version's language does not know while the original has them in small
    letters, so that they name nobody: letter by letter where both have Latin letters, by their sound where
    the original is Cyrillic, Greek, Georgian or Armenian. Each once; the slot `word` is the original's. It
    asks for a large table of the version's language: a small one takes every rare word for a foreign one.

    Quiet beside another capital, inside quotation marks and brackets, addresses, code and links.
    """
    original, lang = original_of(story, version), version.language
    if original is None:
        return
    other, kept = original.language, LATIN in scripts(original.lang)
    if lang == other or alike(lang, other):
        return
    if version.fields or sum(element.kind is ElementKind.CODE for element in version.elements) >= _CODE:
        return  # pages of sites keep the words of their trade, most of all those about programs
    whole = {original.words(sentence) for sentence in original.sentences}
    theirs = _small(original) if kept else _sounds(original)
    nouns = kept and of(original.lang).capital_nouns
    seen: set[str] = set()
    for at, token in enumerate(version.tokens):
        word = token.lower
        if len(word) < _SHORTEST or word in seen or not word.isalpha():
            continue
        noun = nouns and token.text.istitle() and _common_abroad(word, lang, other)
        if not noun and _at_home(word, lang, other):
            continue
        fits = noun or (_letters_left(token, other) if kept else _sounds_left(token, other))
        found = theirs.get(word if kept else skeleton(fold(word))) if fits else None
        if found is None or _beside_capital(version, at) or _apart(version, token):
            continue
        if version.words(version.sentences[version.sentence_at(token.start)]) in whole:
            continue  # all of the sentence was left, which is another question
        seen.add(word)
        yield Hit(
            version.span(token.start, token.end),
            evidence=(found,),
            slots={"word": original.words(found), "language": other},
        )


def _letters_left(token: Token, other: str) -> bool:
    """Whether a small word may be another language's: one of its list, a form of one, or with accents, for
    no list has words in all their forms; other new words in plain letters travel (paxlovid)."""
    word = token.lower
    return token.text.islower() and (
        not word.isascii() or is_listed(word, other) or (len(word) >= _INFLECTED and _is_form(word, other))
    )


def _is_form(word: str, other: str) -> bool:
    """Whether a word is one of another language's list but for an ending: falegnami, falegname."""
    return any(
        is_listed(word[:-cut] + ending, other) for cut in range(1, _ENDING + 1) for ending in ("", *"aeio")
    )


def _sounds_left(token: Token, other: str) -> bool:
    """Whether a word may be another language's by its sound; where that has no capitals, only a small one."""
    return script(token.lower[0]) == LATIN and (of(other).spaced or token.text.islower())


def _common_abroad(word: str, lang: str, other: str) -> bool:
    """Whether a noun is used every day in another language, which writes it with a capital, and hardly in
    this one."""
    if word in of(lang).borrowed_words or not at_least(word, _OFTEN, other):
        return False
    return not any(at_least(form, _HARDLY, lang) or of(lang).place_of(form) for form in (word, fold(word)))


def _at_home(word: str, lang: str, other: str) -> bool:
    """Whether the language knows a word, or borrows it, with or without its accents; not without them if the
    other language uses it every day."""
    if word in of(lang).borrowed_words or at_least(word, _KNOWN, lang):
        return True
    return at_least(fold(word), _KNOWN, lang) and not at_least(word, _DAILY, other)


@remembered
def _small(original: Document) -> Mapping[str, Span]:
    """The words of the original that it never writes with a capital, of a language that gives one to nouns
    any, and where the first of each stands."""
    tokens = original.tokens
    shortest = _SHORTEST if of(original.lang).spaced else 2
    nouns = of(original.lang).capital_nouns
    capitals = {token.lower for token in tokens if token.text != token.lower and not nouns}
    return {
        token.lower: original.span(token.start, token.end)
        for token in reversed(tokens)
        if token.text.isalpha() and token.lower not in capitals and len(token.text) >= shortest
    }


@remembered
def _sounds(original: Document) -> Mapping[str, Span]:
    """The same, but for Latin letters in full width, and what is left of them without their endings, by the
    sound in Latin letters, in every accepted way to write it."""
    stem = stemmer(original.language) or str
    small = {word: span for word, span in _small(original).items() if not normalize("NFKC", word).isascii()}
    lang = original.language
    sounds = [(romanised(form, lang), span) for word, span in small.items() for form in (stem(word), word)]
    return {skeleton(sound): span for sound, span in sounds if len(sound) >= _SHORTEST}


def _beside_capital(version: Document, at: int) -> bool:
    """Whether the word before or after has a capital, so that both may be a name; before it not where that is
    a small word that begins the sentence."""
    tokens, text = version.tokens, version.text
    if (
        at + 1 < len(tokens)
        and tokens[at + 1].text[0].isupper()
        and _adjoin(text, tokens[at], tokens[at + 1])
    ):
        return True
    if at == 0 or not tokens[at - 1].text[0].isupper() or not _adjoin(text, tokens[at - 1], tokens[at]):
        return False
    sentence = version.sentences[version.sentence_at(tokens[at].start)]
    return at - 1 != sentence.first or tokens[at - 1].lower not in of("en").function_words


def _adjoin(text: str, left: Token, right: Token) -> bool:
    return text[left.end : right.start].isspace()


def _apart(version: Document, token: Token) -> bool:
    """Whether the word is quoted, in brackets, joined to something, or part of a link, a table or code."""
    text, start, end = version.text, token.start, token.end
    if _JOINED.match(text, start - 1) or _JOINED.match(text, end):
        return True
    quoted = is_open(text, start, _PAIRS) and not _in_speech(version, token)
    return quoted or in_element(version, start, end, (ElementKind.LINK, ElementKind.TABLE, ElementKind.CODE))


def _in_speech(version: Document, token: Token) -> bool:
    """Whether a word stands in what somebody says, and not in a term or title that is quoted."""
    return any(
        quotation.span.start < token.start
        and token.end < quotation.span.end
        and len(version.tokens_in(quotation.span.start, quotation.span.end)) >= _SPEECH
        for quotation in version.facts_of(Quotation)
    )
