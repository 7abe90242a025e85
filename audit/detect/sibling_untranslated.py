"""Which foreign words stand where the siblings have words of the language?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from audit.evidence import enough, parallel_passages, vocabulary
from audit.language import tables
from audit.language.frequency import may_have, zipf
from audit.language.knowledge import of
from audit.language.languages import language_name
from audit.model import Document, Hit, Story, Token, primary
from audit.text import fold

# Languages in Latin letters with a table of words of Zipf frequency 3 and more; the large tables, of 1 and
# more, are read for the language that the text was translated from.
_LANGUAGES = "ca cs da de es fi fil fr hu id is it lt lv ms nb nl pl pt ro sh sk sl sv tr vi".split()
# From this on a word is usual enough to be left alone.
_USUAL = 3.2
# How much commoner than here a word must be in its language, and how common at least.
_MARGIN = 1.5
_COMMON = 3.0
_KNOWN = 1.5
# A word that texts of the language have at all must be ten times commoner still.
_RARE = 2.0
_SHORTEST = 3
_JOINTS = frozenset("./@_&=?")
_WINDOW = 40
_QUOTED = re.compile(r"\"[^\"\n]+\"|“[^”\n]+”|„[^“”\n]+[“”]|«[^»\n]+»")


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """Words in small letters that another language has and the version's has not, where so many parallel
    versions, or a trusted one, have the sentence and none has the word."""
    for number, sentence in enumerate(version.sentences):
        strange = [
            token
            for token in version.tokens_of(sentence)
            if _strange(version, token) and not _quoted_as_it_is(version, token)
        ]
        if not strange:
            continue
        aligned = parallel_passages(story, version, number)
        if not enough(story, version, [passage.document for passage in aligned], witnesses):
            continue
        origin = primary(version.origin)
        for token in strange:
            word = fold(token.text)
            language = language_of(token.lower, version.language, origin)
            foreign = bool(language) or not (token.text.isascii() or of(version.lang).zipf(token.lower))
            if foreign and not any(word in vocabulary(sibling) for sibling in story.siblings(version)):
                yield Hit(
                    version.span(token.start, token.end),
                    evidence=tuple(passage.span for passage in aligned),
                    slots={
                        "language": language_name(language)
                        if language
                        else f"no {language_name(version.language)}"
                    },
                    signals=len(aligned),
                    asked=len(aligned),
                )


def _strange(version: Document, token: Token) -> bool:
    """Whether a word might be foreign: a first look that asks only for the version's own language."""
    word, own = token.lower, of(version.lang)
    return (
        len(word) >= _SHORTEST
        and word.isalpha()
        and token.text.islower()
        and not own.at_least(word, _USUAL)
        and not own.in_dictionary(word)
        and word not in own.borrowed_words
        and word not in _currencies()
        and not _in_address(version.text, token)
        and not _in_foreign_name(version.text, token)
    )


def _quoted_as_it_is(version: Document, token: Token) -> bool:
    """Whether a word stands within quotation marks among others that are not of the language either: the
    title of a book, a motto."""
    own = of(version.lang)
    line_start = version.text.rfind("\n", 0, token.start) + 1
    line_end = version.text.find("\n", token.end)
    for match in _QUOTED.finditer(version.text, line_start, line_end if line_end >= 0 else len(version.text)):
        if match.start() < token.start < match.end():
            words = [one.lower for one in version.tokens_in(*match.span()) if one.text[0].isalpha()]
            return 2 * sum(not own.at_least(word, _USUAL) for word in words) > len(words) > 1
    return False


def _in_address(text: str, token: Token) -> bool:
    """Whether a word is a part of an address on the web or by mail."""
    before, after = text[max(token.start - 1, 0) : token.start], text[token.end : token.end + 2]
    return before in _JOINTS or (after[:1] in _JOINTS and after[1:].isalnum())


def _in_foreign_name(text: str, token: Token) -> bool:
    """Whether the word before has a capital and a letter beyond ASCII: Assemblée nationale."""
    before = text[max(token.start - _WINDOW, 0) : token.start].split()[-1:]
    return bool(before) and before[0][0].isupper() and not before[0].isascii()


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("currencies.tsv"))


@lru_cache(maxsize=8192)
def language_of(word: str, own: str, origin: str = "") -> str:
    """The language in which a word is at home, and not in its `own`, the one where it is commonest; "" if
    none that is known. Of the `origin` language rare words are known too."""
    here = of(own).zipf(word)
    found = [(zipf(word, lang), lang) for lang in _LANGUAGES if lang != own and may_have(word, lang)]
    there, language = max(found, default=(0.0, ""))
    if not there and origin in _LANGUAGES:
        there, language = zipf(word, origin, "large"), origin
        return language if there >= _KNOWN and (not here or (here < _KNOWN and not word.isascii())) else ""
    return language if there >= _COMMON and there >= here + _MARGIN + (here >= _RARE) else ""
