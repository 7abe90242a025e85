"""Where does a translation state what its original denies?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from audit.evidence import Claim, claimed, contradicted, renditions
from audit.language.knowledge import of
from audit.model import Document, Hit, Sentence, Span, Story
from audit.parts import behind, shows_code
from audit.text import in_letters, remembered, shorten

_QUESTION = re.compile(r"[?？؟;]\s*[\"”»’)]*\s*$|か。?$|吗")
# Sentences that say one thing, in letters of an alphabet, and in signs of scripts that say more with fewer;
# of longer ones a clause may be cast otherwise.
# A label of fewer words denies no verb.
_LABEL = 4
_LONGEST, _SIGNS = 170, 60
_SHOWN = 90
# Prefixes that more often say of something that it is taken away: discharge, degrade, mistake.
_REMOVING = frozenset({"de", "dis", "mis"})
_WEAK = ("negator", "nominal", "pronominal", "second")
# What is left of a word without a prefix that denies is a word of this Zipf frequency, or as long as this:
# unprecedented.
_USUAL, _LONG = 3.0, 9
# Letters of a root at least, behind which an infix denies (Turkish kullan-ma-yın).
_ROOT = 2


class Denial(NamedTuple):
    """What denies in a sentence: the negators of its verbs, and whether anything else in it may deny."""

    negators: tuple[Span, ...]
    otherwise: bool


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A sentence whose only counterpart in the original denies a verb, while nothing in it denies in any way.
    Both languages must have tables of negation."""
    for claim in _claims(story).get(version.id, ()):
        yield claimed(
            claim,
            anchor=True,  # the words of the sentence may be at fault otherwise, too
            theirs=shorten(" ".join(_sentence(claim.document, claim.theirs).split()), _SHOWN),
            negator=claim.document.words(claim.theirs),
        )


def _sentence(document: Document, span: Span) -> str:
    return document.words(document.sentences[document.sentence_at(span.start)])


@contradicted
def _claims(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    if not (_knows(version) and _knows(other)) or behind(story, version):
        return
    if shows_code(version) and shows_code(other):
        return  # who explains a program says by what it does what it does not do
    for ours, theirs in renditions(story, version, other):
        if len(ours) > 1 or len(theirs) > 1 or _is_other(version, ours[0]) or _is_other(other, theirs[0]):
            continue
        if version.words(version.sentences[ours[0]]) == other.words(other.sentences[theirs[0]]):
            continue  # it was left in the original's language, and denies in that
        mine, yours = denial_of(version, ours[0]), denial_of(other, theirs[0])
        if yours.negators and not (mine.negators or mine.otherwise):
            here = version.sentences[ours[0]]
            if _named(other, yours.negators[0]) or _kept(version, here, other.words(yours.negators[0])):
                continue
            yield Claim(version.span(here.start, here.end), yours.negators[0], other)


def _named(document: Document, negator: Span) -> bool:
    """Whether a negator stands as a name in a list (ne, not, or), or in a label (not equal)."""
    before, after = document.text[: negator.start].rstrip()[-1:], document.text[negator.end :].lstrip()[:1]
    sentence = document.sentences[document.sentence_at(negator.start)]
    words = sum(token.text[0].isalpha() for token in document.tokens[sentence.first : sentence.last])
    return before == after == "," or words < _LABEL


def _kept(document: Document, sentence: Sentence, negator: str) -> bool:
    """Whether the very word stands in a sentence in another language: in a title, which keeps its own."""
    tokens = document.tokens_of(sentence)
    return any(token.lower == negator.lower() for token in tokens)


def _knows(document: Document) -> bool:
    return bool(of(document.lang).denials.get("denying"))


def _is_other(document: Document, at: int) -> bool:
    """Whether a sentence asks, or says too much to be compared."""
    words = document.words(document.sentences[at])
    return in_letters(words, _LONGEST / _SIGNS) > _LONGEST or bool(_QUESTION.search(words))


@remembered
def _all_said(document: Document) -> tuple[Denial, ...]:
    signs = of(document.lang).denials.get("part")
    read = _read_signs if signs else _read_words
    return tuple(read(document, sentence) for sentence in document.sentences)


def denial_of(document: Document, at: int) -> Denial:
    return _all_said(document)[at]


def _read_words(document: Document, sentence: Sentence) -> Denial:
    """By words, where they have spaces between them."""
    known = _words(document.language)
    tokens = document.tokens_of(sentence)
    negators, otherwise = [], False
    for place, token in enumerate(tokens):
        word = token.lower
        following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
        preceding = tokens[place - 1].lower if place else ""
        if known.negates(word) and (not place or token.text[0] == word[0] or token.text.isupper()):
            if following in known.after or preceding in known.before:
                otherwise = True
            else:
                negators.append(document.span(token.start, token.end))
        elif known.denies(word):
            otherwise = True
    return Denial(tuple(negators), otherwise)


def _read_signs(document: Document, sentence: Sentence) -> Denial:
    """By signs anywhere, where words have no spaces between them, those of words that deny nothing aside. A
    single sign is as often part of an idiom as it denies a verb."""
    denials = of(document.lang).denials
    pattern = _pattern(document.language)
    found = list(pattern.finditer(document.text, sentence.start, sentence.end))
    negators = [
        document.span(*one.span()) for one in found if one[0] in denials["negator"] and len(one[0]) > 1
    ]
    idle = denials["kept"] - denials["denying"]  # 不足 denies no verb, and says less than
    return Denial(tuple(negators), any(one[0] not in idle for one in found))


@lru_cache(maxsize=64)
def _pattern(lang: str) -> re.Pattern[str]:
    denials = of(lang).denials
    signs = {sign for kind in ("negator", "part", "kept", "denying") for sign in denials.get(kind, ())}
    return re.compile("|".join(map(re.escape, sorted(signs, key=lambda sign: (-len(sign), sign)))))


class _NegationWords:
    """The words of a language that negate a verb, and those that deny in any other way."""

    def __init__(self, lang: str) -> None:
        self._language = of(lang)
        denials = self._language.denials
        none: frozenset[str] = frozenset()
        self.after, self.before = denials.get("after", none), denials.get("before", none)
        self._kept, self._attached = denials.get("kept", none), tuple(denials.get("attached", ()))
        self._instead = denials.get("instead", none)
        strong = denials.get("verbal", denials.get("negator", none)) | denials.get("nominal", none)
        self._strong = strong - self._instead
        self._endings = tuple(denials.get("ending", ()))
        self._verb_endings = tuple(denials.get("attached-verb", ()))
        self._weak = none.union(*(denials.get(kind, none) for kind in _WEAK))
        self._denying = frozenset(map(self._language.stem, denials.get("denying", ())))
        self._prefixes = tuple(denials.get("prefix", none) - _REMOVING)
        self._suffixes = tuple(denials.get("suffix", ()))
        self._infixes = tuple(denials.get("infix", ()))

    def negates(self, word: str) -> bool:
        """Whether a word denies a verb."""
        if word in self._kept:
            return False
        return word in self._strong or word.endswith(self._endings) or self._is_attached(word)

    def _is_attached(self, word: str) -> bool:
        """Whether a word is a verb with what denies it before it: nezavede."""
        if not (word.startswith(self._attached) and word.endswith(self._verb_endings)):
            return False
        return any(word.startswith(one) and self._is_usual(word[len(one) :]) for one in self._attached)

    def denies(self, word: str) -> bool:
        """Whether a word denies in any other way: a noun, by its meaning, by what it is made of."""
        if word.startswith(self._attached) and word not in self._kept:
            return True
        if word in self._weak or word in self._instead or self._language.stem(word) in self._denying:
            return True
        if any(one in word[_ROOT:] for one in self._infixes):
            return True
        stems = [word[len(one) :].lstrip("-") for one in self._prefixes if word.startswith(one)]
        stems += [word[: -len(one)] for one in self._suffixes if word.endswith(one)]
        return any(len(one) >= _LONG or self._is_usual(one) for one in stems)

    def _is_usual(self, word: str) -> bool:
        return len(word) > 2 and self._language.at_least(word, _USUAL)


@lru_cache(maxsize=64)
def _words(lang: str) -> _NegationWords:
    return _NegationWords(lang)
