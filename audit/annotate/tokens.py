"""Where are the words and the sentences of a text?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, repeat

import sentencex

from audit.annotate.calendar_words import words as calendar_words
from audit.language.knowledge import of
from audit.model import Sentence, Token, primary

# A word: letters and combining marks, with inner apostrophes, hyphens and the dots of "U.S."; or a number
# with its inner separators. Nothing that was read is given back (++, *+): the time is linear in any text.
# All begin with one class of characters, which is sought ten times as fast as one of several beginnings.
_TOKEN = re.compile(
    r"([^\W_](?:"
    r"(?<!\d)\.(?:[^\W\d_]\.)+"
    r"|(?<=\d)\d*+(?:[.,:/]\d++)*(?:[^\W\d_]++)?"
    r"|(?<!\d)[^\W_]*+(?:[\u0300-\u036f\u0900-\u0dff]++[^\W_]*+)*(?:['’ʼ‑\-][^\W_]++)*"
    r"))"
)
_CAPITALS_BEFORE, _CAPITALS = re.compile(r"(?<![^\W_])[A-Z]{2,}\.$"), re.compile(r"[A-Z]{2,}(?![a-z])")
_LINE = re.compile(r"[^\n]+")
# A quotation opened inside another before that is closed was never closed: it holds no sentences together.
_UNCLOSED = re.compile("“(?=[^“”]*“)")
# A line that goes on in the next one: hard-wrapped text breaks inside sentences.
_WRAPPED = re.compile(r"(?<=[\w,;])\n(?=[a-z])")
# What looks like an end and is none: the dot of an ordinal ("am 6. September", "12. marta") or of an
# abbreviation before a name ("M. Dupont").
_DOTTED = re.compile(r"(?:(?P<before>[^\W\d_]+)\s+)?(?P<last>\d{1,4}|[^\W\d_]{1,5}\.?)\.$")
_FIRST = re.compile(r"[^\W\d_]+")
# Languages before whose figures sentencex ends no sentence, as the dot may be an abbreviation's; and an end
# that a whole word stands before.
_BEFORE_FIGURES = frozenset({"cs", "da", "de", "sk"})
_END = re.compile(r"(?<![^\W_])([^\W\d_]{2,})[.!?][\"“”»«’‘)]*\s+(?=\d)")
_WHOLE, _USED = 4, 3.0
_LAST_DAY = 31
_MAX_PIECE = 50_000
# No sentence is as long as this; a table or a text without stops may be. It is cut, so that whoever looks at
# all words of a sentence for each of its words is not asked to look at a million of them.
_MAX_SENTENCE = 2_000


def tokenize(text: str, lang: str = "") -> tuple[Token, ...]:
    """The words and numbers of `text` with their places; of a language whose words no spaces part, those that
    its table of words tells."""
    # What lies between words and the words take turns: no step of this is a step of Python.
    pieces = _TOKEN.split(text)
    places = list(accumulate(map(len, pieces)))
    words = pieces[1::2]
    part = of(lang).part
    if part is not None:
        return tuple(_parted(zip(places[::2], words, strict=False), part))
    fields = zip(places[::2], places[1::2], words, map(str.casefold, words), strict=False)
    return tuple(map(tuple.__new__, repeat(Token), fields))


def _parted(stretches: Iterable[tuple[int, str]], part: Callable[[str], tuple[str, ...]]) -> Iterator[Token]:
    """The words of stretches of letters, each with its place."""
    for start, letters in stretches:
        for word in (letters,) if letters.isascii() else part(letters):
            yield Token(start, start + len(word), word, word.casefold())
            start += len(word)


def split_sentences(text: str, lang: str, tokens: tuple[Token, ...]) -> tuple[Sentence, ...]:
    """The sentences of `text`, by sentencex inside each paragraph (a line, or hard-wrapped lines)."""
    starts = [token.start for token in tokens]
    sentences: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text)):
        for left, right in _sentences(text[start:end], lang):
            begin, stop = start + left, start + right
            first, last = bisect_left(starts, begin), bisect_left(starts, stop)
            sentences.append(Sentence(begin, stop, first, last, paragraph))
    return tuple(sentences)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    unwrapped = _WRAPPED.sub(" ", text)
    return [match.span() for match in _LINE.finditer(unwrapped) if match[0].strip()]


def _sentences(paragraph: str, lang: str) -> list[tuple[int, int]]:
    language = primary(lang)
    found: list[tuple[int, int]] = []
    for offset, part in _pieces(paragraph):
        whole: list[tuple[int, int]] = []
        for boundary in sentencex.get_sentence_boundaries(language, _paired(part.replace("\n", " "))):
            words = boundary["text"]
            if stripped := words.strip():
                left = offset + boundary["start_index"] + len(words) - len(words.lstrip())
                end = left + len(stripped)
                before = paragraph[slice(*whole[-1])] if whole else ""
                joined = bool(whole) and whole[-1][1] == left and _is_name(before, stripped)
                if joined or (whole and _goes_on(before, stripped, language)):
                    left = whole.pop()[0]
                whole.append((left, end))
        for left, end in whole:
            for start, stop in _before_figures(paragraph, left, end, language):
                found += _cut(paragraph, start, stop)
    return found


def _before_figures(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """A sentence, or the sentences that it is where one begins with a figure behind a word that is no
    abbreviation: "teilte sie mit. 214 Menschen"."""
    if language in _BEFORE_FIGURES:
        for found in _END.finditer(text, start, end):
            if _is_whole(found[1], language):
                stop = len(text[: found.end()].rstrip())
                yield start, stop
                start = found.end()
    yield start, end


def _is_whole(word: str, language: str) -> bool:
    """Whether a word before a dot is no abbreviation."""
    known, lower = of(language), word.casefold()
    if word in known.abbreviations or f"{word}." in known.abbreviations or lower in calendar_words(language):
        return False
    return lower in known.function_words or (len(word) >= _WHOLE and known.at_least(lower, _USED))


def _paired(part: str) -> str:
    """A stretch of text, of the same length, without quotation marks that are opened and never closed; where
    the low mark opens, the high one closes."""
    return part if "„" in part else _UNCLOSED.sub("'", part)


def _is_name(left: str, right: str) -> bool:
    """Whether the dot between two stretches without a space is one of a name (ASP.NET) or of a path
    (./chart)."""
    if left.endswith(" ."):
        return right.startswith("/")
    return _CAPITALS_BEFORE.search(left) is not None and _CAPITALS.match(right) is not None


def _goes_on(left: str, right: str, language: str) -> bool:
    """Whether the dot at the end of `left` ends no sentence: of an ordinal before its noun, or of one of the
    abbreviations of the language that stand before a name or a sum."""
    dotted = _DOTTED.search(left[-24:]) if left.endswith(".") else None
    if not dotted:
        return False
    if not dotted["last"].isdecimal():
        return dotted["last"] in of(language).abbreviations
    first = _FIRST.match(right)
    if not first:
        return False
    if first[0].islower():
        return True
    known = calendar_words(language).get(first[0].casefold())
    if known is not None and known.kind == "month":
        return int(dotted["last"]) <= _LAST_DAY
    return (dotted["before"] or "").casefold() in of(language).before_ordinals


def _pieces(paragraph: str) -> Iterator[tuple[int, str]]:
    """A paragraph as it is, or an overlong one in pieces that end between words."""
    for start, end in _cut(paragraph, 0, len(paragraph), _MAX_PIECE):
        yield start, paragraph[start:end]


def _cut(text: str, start: int, end: int, longest: int = _MAX_SENTENCE) -> Iterator[tuple[int, int]]:
    """`text[start:end]` in stretches of `longest` characters at most, cut at spaces where there are any."""
    while end - start > longest:
        space = text.rfind(" ", start + 1, start + longest)
        stop = space if space > start else start + longest
        yield start, stop
        start = stop + (text[stop] == " ")
    if start < end:
        yield start, end
