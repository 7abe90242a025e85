"""Which words does the language not know, in any form and put together of nothing it knows?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from audit.detect.foreign_language import is_name, marked
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story, Token
from audit.parts import shows_code

_SHORTEST = 5
# Letters of the longest word that is looked at in all its halves; no word of a text has more.
_LONGEST = 60
# What a word is made of has this Zipf frequency: its stem, each half of a compound, and a half of three
# letters, of which so many are initials and names (sen + shu).
_STEM, _HALF, _SHORT_HALF = 2.0, 3.0, 3.3
# Letters that a stem and a half of a compound have at least.
_LEAST = 3
# So many endings and beginnings are taken off one after the other.
_DEEP = 3
# A text with more words of its own is one of a science, a craft or a game.
_OWN = 4
# What joins a word to an address, a name of code or a mark of its own.
_JOINTS = tuple("@#/_-0123456789\"“”‘’'«»")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Words in small English letters that stand once, that no table of the language has, and that are neither
    formed nor put together of words it has. Quiet beside a name, about what is quoted or explained, about
    terms of science, about what a version in another language writes so, too, in a text with more than four
    of them, and in one that shows code: it has the words of a craft.
    """
    language = of(version.lang)
    if not language.word_parts or shows_code(version):
        return
    times = Counter(token.lower for token in version.tokens)
    found = [
        token
        for at, token in enumerate(version.tokens)
        if times[token.lower] == 1 and _strange(token, language) and not _explained(version, at)
    ]
    found = [token for token in found if not _shared(story, version, token.text)]
    if len(found) <= _OWN:
        for token in found:
            yield Hit(version.span(token.start, token.end))


def _shared(story: Story, version: Document, word: str) -> bool:
    """Whether a version in another language writes the word so, too: it is a term."""
    return any(
        other.language != version.language and any(token.lower == word for token in other.tokens)
        for other in story.siblings(version)
    )


def _strange(token: Token, language: Language) -> bool:
    word = token.text
    return (
        _SHORTEST <= len(word) <= _LONGEST
        and word.isascii()
        and word.isalpha()
        and word.islower()
        and not language.is_listed(word)
        and word not in language.borrowed_words
        and not word.endswith(tuple(language.word_parts["science"]))
        and not _made(language, word, 0)
    )


def _explained(version: Document, at: int) -> bool:
    """Whether the word stands beside a name, is quoted, explained, or joined to something."""
    token, text, tokens = version.tokens[at], version.text, version.tokens
    before, after = tokens[max(at - 1, 0) : at], tokens[at + 1 : at + 2]
    beside = [one for one in before if text[one.end : token.start].isspace()]
    beside += [one for one in after if text[token.end : one.start].isspace()]
    return (
        any(is_name(other, version) for other in beside)
        or text[token.start - 1 : token.start] in _JOINTS
        or text[token.end : token.end + 1] in _JOINTS
        or (text[token.end : token.end + 1] == "." and text[token.end + 1 : token.end + 2].isalpha())
        or marked(text, token.start, token.end)
    )


@lru_cache(maxsize=65536)
def _made(language: Language, word: str, deep: int) -> bool:
    """Whether a word is known, formed of a known one, or two known ones."""
    if deep and len(word) >= _LEAST and language.at_least(word, _STEM):
        return True
    if deep == _DEEP:
        return False
    return (
        any(_made(language, stem, deep + 1) for stem in _stems(language, word))
        or any(
            _made(language, word.removeprefix(start), deep + 1)
            for start in language.word_parts["prefix"]
            if word.startswith(start) and len(word) - len(start) >= _LEAST
        )
        or any(
            _half(language, word[:at]) and _half(language, word[at:])
            for at in range(_LEAST, len(word) - _LEAST + 1)
        )
    )


def _half(language: Language, word: str) -> bool:
    return language.at_least(word, _HALF if len(word) > _LEAST else _SHORT_HALF)


def _stems(language: Language, word: str) -> Iterator[str]:
    """What a word may have been before an ending: bare, with the e or the y that it lost or made an i,
    without the letter that it doubled."""
    for ending in language.word_parts["suffix"]:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _LEAST:
            continue
        yield from (stem, f"{stem}e", f"{stem}y")
        if stem[-1] == "i":
            yield f"{stem[:-1]}y"
        if len(stem) > _LEAST and stem[-1] == stem[-2]:
            yield stem[:-1]
