"""Which words of a text in Cyrillic, Chinese or Japanese have letters of another alphabet inside?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from audit.language.knowledge import of
from audit.language.tables import rows
from audit.model import Document, Hit, Sentence, Story

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Latin letters that look like Cyrillic ones.
_TWINS = frozenset("ABCEHKMOPTXYaceiopxy")
_HAN = re.compile("[\u4e00-\u9fff]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]{2,}")
_OPEN, _CLOSE = '([（【「『《“«„"', ')]）】」』》”»“"'
# So many different signs of the other way of writing Chinese in a sentence are no rare name.
_SEVERAL = 3
# What fonts of Japanese hold.
_JAPANESE = ("euc_jis_2004", "cp932")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Words in Cyrillic with a Latin letter that looks like one of theirs, or with letters that their
    language has not; in Japanese words with a sign that only Chinese has; in Chinese words in kana, and
    several signs of the other way of writing it in one sentence.

    Quiet inside quotation marks and brackets, and about what stands so three times: it is somebody's name.
    Several words are one finding, on the first of them.
    """
    lang = of(version.lang).code
    if letters := _alphabet(lang):
        found = _cyrillic(version, letters)
    elif lang == "ja":
        found = _japanese(version)
    elif lang == "zh":
        found = _chinese(version)
    else:
        return
    text = version.text
    spans = [
        version.span(start, end)
        for start, end in found
        if not _inside(text, start) and text.count(text[start:end]) < _SEVERAL
    ]
    if spans:
        yield Hit(spans[0], evidence=tuple(spans[1:]))


@lru_cache(maxsize=16)
def _alphabet(lang: str) -> frozenset[str]:
    return next(
        (frozenset(row["letters"]) for row in rows("alphabets.tsv") if row["lang"] == lang), frozenset()
    )


def _cyrillic(version: Document, letters: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Words of this alphabet with a letter of another one, if the text is in it."""
    words = [match for match in _WORD.finditer(version.text) if _CYRILLIC.search(match[0])]
    if 2 * len(words) < len(version.tokens):
        return
    for match in words:
        others = {letter for letter in match[0].lower() if letter not in letters and letter.isalpha()}
        if others and (others <= {twin.lower() for twin in _TWINS} or all(map(_CYRILLIC.match, others))):
            yield match.span()


def _japanese(version: Document) -> Iterator[tuple[int, int]]:
    """Runs of Han signs, one of which no Japanese font need have."""
    for match in re.finditer(f"{_HAN.pattern}+", version.text):
        if any(not any(_encoded(sign, one) for one in _JAPANESE) for sign in match[0]):
            yield match.span()


def _chinese(version: Document) -> Iterator[tuple[int, int]]:
    """Words in kana, and the first run of signs of the way of writing that the text else has not."""
    yield from (match.span() for match in _KANA.finditer(version.text))
    simple, full = (_only(version.text, one, other) for one, other in _WAYS)
    if simple == full:
        return
    own, other = _WAYS if simple > full else _WAYS[::-1]
    for sentence in version.sentences:
        words = version.text[sentence.start : sentence.end]
        signs = {sign for sign in words if _HAN.match(sign) and _is_only(sign, *other)}
        if len(signs) >= _SEVERAL and _only(words, *other) >= _only(words, *own):
            yield _stretch(version, sentence, signs)


# What the two ways of writing Chinese are encoded by: each has signs that the other has not.
_WAYS = (("gb2312", "big5"), ("big5", "gb2312"))


def _stretch(version: Document, sentence: Sentence, signs: set[str]) -> tuple[int, int]:
    places = [at for at in range(sentence.start, sentence.end) if version.text[at] in signs]
    return places[0], places[-1] + 1


def _only(text: str, one: str, other: str) -> int:
    return sum(_is_only(sign, one, other) for sign in text if _HAN.match(sign))


@lru_cache(maxsize=16384)
def _is_only(sign: str, one: str, other: str) -> bool:
    return _encoded(sign, one) and not _encoded(sign, other)


def _encoded(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _inside(text: str, place: int) -> bool:
    """Whether a quotation or a bracket is open at a place of its line."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.count('"') % 2 == 1 or any(
        line.count(opening) > line.count(closing)
        for opening, closing in zip(_OPEN, _CLOSE, strict=True)
        if opening != closing
    )
