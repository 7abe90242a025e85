"""Which words or sentences of a text are still in another language?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from audit.language.frequency import zipf
from audit.language.knowledge import Language, of
from audit.language.scripts import LATIN, script
from audit.model import Document, Hit, Sentence, Story, Token, primary
from audit.text import fold, remembered

# Languages in Latin letters for which wordfreq has a table.
_LANGUAGES = tuple(
    "ca cs da de es fi fil fr hu id is it lt lv ms nb nl pl pt ro sh sk sl sv tr vi".split(" ")
)
# Measured: a word this much commoner there than in the text's own language is a word of that language.
_FOREIGN = 1.5
# A lone word needs more: unknown in the text's language and this common there. On 62,000 words of newswire
# none is.
_COMMON = 3.5
# The language has a word that is less rare than this.
_RARE = 1.0
# What joins a word to an address, a name of code or a mark of its own.
_JOINTS = tuple("@#/_-0123456789\"“”‘’'«»")
_SHORTEST = 4
_GAP = 3
_WORDS_OF_A_SENTENCE = 6


def detect(
    story: Story, version: Document, *, unit: Literal["sentence", "words", "word", "letters"]
) -> Iterator[Hit]:
    """Stretches of another language: whole sentences (`unit: sentence`), two and more words that stand
    together (`unit: words`), one that is common there and unknown in the text's language (`unit: word`), or
    one that is unknown in English and has letters that English lacks (`unit: letters`). The slot `language`
    is the code of the language they fit best, of the last the letters themselves."""
    if unit == "sentence":
        yield from _sentences(version)
    elif unit == "words":
        for group in _groups(version):
            yield from _phrase(version, group)
    elif unit == "word":
        for group in _groups(version):
            yield from _lone(version, group)
    else:
        yield from _letters(version)


def _sentences(version: Document) -> Iterator[Hit]:
    own = of(version.lang)
    for sentence in version.sentences:
        size = sentence.last - sentence.first
        if size < _WORDS_OF_A_SENTENCE:
            continue
        tokens = version.tokens[sentence.first : sentence.last]
        if len([None for token in tokens if token[3] in own.telling_words]) * 10 > size:
            continue
        language = _language_of(tokens, own)
        if language and _detected(version.words(sentence), own) and not _translated(version, sentence):
            yield Hit(version.span(sentence.start, sentence.end), slots={"language": language})


def _language_of(tokens: Sequence[Token], own: Language) -> str:
    """The language in which most words of the sentence are at home and those of its text's own language are
    not; "" for none."""
    words = [token.lower for token in tokens if token.lower.isalpha()]
    unknown = [word for word in words if word not in own.usual_words]
    lower = [token.lower for token in tokens if token.text.islower() and token.lower.isalpha()]
    if len(words) < _WORDS_OF_A_SENTENCE - 1 or len(unknown) * 4 < len(words) or len(lower) * 2 < len(words):
        return ""
    votes = Counter(language for word in lower for language in languages(own, word, 1.0))
    if not votes:
        return ""
    language, count = max(votes.items(), key=lambda item: (item[1], item[0]))
    return language if count * 2 >= len(lower) and count >= 3 else ""


def _detected(words: str, own: Language) -> bool:
    """Whether langdetect, too, says that the words are not in the text's own language."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0  # unseeded it changes its mind
    try:
        best = detect_langs(words)[0]
    except LangDetectException:
        return False
    return bool(primary(best.lang) != own.code and best.prob > 0.8)


_TRANSLATION = re.compile(
    r"[\"”»'’]?,? ?(?:[(\[–—-]|meaning|which means|that means|or [\"“]|translated|in English|\(?literally|"
    r"i\.e\.)",
    re.IGNORECASE,
)


def _translated(version: Document, sentence: Sentence) -> bool:
    """Whether the sentence is quoted and its translation stands beside it."""
    text = version.text
    line = text.rfind("\n", 0, sentence.start) + 1
    quoted = text[sentence.start] in "\"“„«'‘" or text[line : sentence.start].rstrip()[-1:] in tuple(
        "\"“„«'‘"
    )
    return quoted and bool(
        _TRANSLATION.match(text, sentence.end) or _TRANSLATION.search(version.words(sentence))
    )


@remembered
def _groups(version: Document) -> tuple[Sequence[int], ...]:
    """The lower-case words that are rare in the version's language, those that stand together in one list."""
    tokens, usual = version.tokens, of(version.lang).usual_words
    rare = [at for at, token in enumerate(tokens) if token[3] not in usual]
    groups: list[list[int]] = []
    for at in rare:
        word = tokens[at].text
        if len(word) < _SHORTEST or not word.islower() or not tokens[at].lower.isalpha():
            continue
        if groups and at - groups[-1][-1] <= _GAP:
            groups[-1].append(at)
        else:
            groups.append([at])
    return tuple(groups)


def _phrase(version: Document, group: Sequence[int]) -> Iterator[Hit]:
    """The stretch of a language to which two words of the group belong, widened to its neighbours."""
    tokens, own = version.tokens, of(version.lang)
    rare = {tokens[at].lower for at in group}
    if len(rare) < 2 or min(own.zipf(word) for word in rare) >= _FOREIGN:
        return  # words of the language, if rare ones; the tables of the other languages need not be read
    votes = Counter(language for at in group for language in languages(own, tokens[at].lower, _FOREIGN))
    if not votes:
        return
    language, _ = max(votes.items(), key=lambda item: (item[1], item[0]))
    at_home = [at for at in group if language in languages(own, tokens[at].lower, _FOREIGN)]
    if len({tokens[at].lower for at in at_home}) < 2:
        return
    first, last = at_home[0], at_home[-1]
    while (
        first > 0
        and language in languages(own, tokens[first - 1].lower, _FOREIGN)
        and tokens[first - 1].text.islower()
    ):
        first -= 1
    while (
        last + 1 < len(tokens)
        and language in languages(own, tokens[last + 1].lower, _FOREIGN)
        and tokens[last + 1].text.islower()
    ):
        last += 1
    start, end = tokens[first].start, tokens[last].end
    if version.sentence_at(start) == version.sentence_at(end - 1) and not marked(version.text, start, end):
        yield Hit(version.span(start, end), slots={"language": language})


def _lone(version: Document, group: Sequence[int]) -> Iterator[Hit]:
    """A word no text of the language in a billion words holds and another language uses daily, not beside a
    name."""
    tokens, own = version.tokens, of(version.lang)
    for at in group:
        word = tokens[at].lower
        if own.is_listed(word):
            continue
        fitting = [language for language in languages(own, word, _FOREIGN) if zipf(word, language) >= _COMMON]
        beside = tokens[max(at - 1, 0) : at] + tokens[at + 1 : at + 2]
        if not fitting or any(is_name(token, version) for token in beside):
            continue
        if not marked(version.text, tokens[at].start, tokens[at].end):
            best = max(fitting, key=lambda language: (zipf(word, language), language))
            yield Hit(version.span(tokens[at].start, tokens[at].end), slots={"language": best})


def _letters(version: Document) -> Iterator[Hit]:
    """A word in small letters, not all of them English, that the language has neither so nor without its
    accents, and that the other questions say nothing of."""
    groups = _groups(version)
    told = [hit.span for group in groups for ask in (_phrase, _lone) for hit in ask(version, group)]
    tokens, own = version.tokens, of(version.lang)
    for at in (at for group in groups for at in group):
        token, plain = tokens[at], fold(tokens[at].text)
        beside = tokens[max(at - 1, 0) : at] + tokens[at + 1 : at + 2]
        if (
            token.text.isascii()
            or any(script(letter) != LATIN for letter in token.text)
            or own.at_least(token.lower, _RARE)
            or own.at_least(plain, _FOREIGN)
            or plain in own.borrowed_words
            or any(is_name(other, version) for other in beside)
            or any(span.start <= token.start < span.end for span in told)
            or marked(version.text, token.start, token.end)
            or version.text[token.start - 1 : token.start] in _JOINTS
            or version.text[token.end : token.end + 1] in _JOINTS
        ):
            continue
        strange = "".join(sorted({letter for letter in token.text if not letter.isascii()}))
        yield Hit(version.span(token.start, token.end), slots={"language": strange})


def is_name(token: Token, version: Document) -> bool:
    """Whether a word has a capital, and not because it is a little word that begins a sentence."""
    return token.text[0].isupper() and token.lower not in of(version.lang).function_words


def marked(text: str, start: int, end: int) -> bool:
    """Whether the words are quoted, bracketed or named as foreign on purpose."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    before, after = text[line:start], text[end : stop if stop >= 0 else len(text)]
    for opening, closing in ("()", "“”", "[]", "«»", "‘’"):
        if before.rfind(opening) > before.rfind(closing) and closing in after:
            return True
    if before.count('"') % 2 and '"' in after:
        return True
    if re.match(
        r",? ?[(–—]|[\"”'’]? ?,? ?(?:or|meaning|which means|that is|literally|a kind of|a type of)(?![^\W_])",
        after,
    ):
        return True
    return bool(
        re.search(
            r"(?:called|known as|termed|dubbed|named|word|so-called|phrase|term|title|titled|entitled)"
            r"(?: the)?(?: [A-Z]\w*){0,2} $",
            before,
        )
    )


@lru_cache(maxsize=65536)
def languages(own: Language, word: str, margin: float) -> tuple[str, ...]:
    """The languages in which `word` is common, and by `margin` commoner than in the text's `own`."""
    if not word.isalpha() or word in own.borrowed_words:
        return ()
    here = own.zipf(word)
    return tuple(
        language
        for language in _LANGUAGES
        if language != own.code and (there := zipf(word, language)) and there >= here + margin
    )
