"""Which sentences of a text are in another language than it, if its own telling words are not known?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from audit.evidence import enough, in_element
from audit.language.knowledge import of
from audit.language.languages import alike
from audit.language.scripts import LATIN, script, scripts
from audit.model import Document, ElementKind, Hit, Relation, Span, Story, Token
from audit.parts import original_of
from audit.text import is_open, remembered

# Languages in Latin letters whose small words are known.
_LANGUAGES = tuple("ca cs da de en es fi fr hu id it nl no pl pt ro sk sl sv tr".split())
# Words of a sentence; those in small letters among them, which titles have few of; and small words of the
# other language that this one has not: how many different ones, and which part of all.
_WORDS, _LOWER, _TELLING, _SHARE = 6, 0.6, 3, 0.25
# In letters of another script two tell: no name of a product or a firm has them.
_TELLING_ABROAD = 2
# Small words of the article's own language for one of the other.
_OWN = 0.25
_BETWEEN = re.compile(r"[^\S\n]*[^\w\n]{0,3}[^\S\n]*")
_CLOSE = re.compile(r"['’]?[.!?…]*[\"”’')]?")
_CLOSING = "'’\"”)"
_STOPS = (".", "!", "?", "…")
_PAIRS = tuple(zip("“„«»「『《(（[‘", "”“»«」』》)）]’", strict=True))
# So many are one finding: then a passage was left, not a sentence.
_SHOWN = 4


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Whole sentences in the small words of another language, with that `language`; many are one finding.

    Quiet in a language whose own small words are not known, or whose telling words are, by which sentences
    that are not in it are found; about brackets, titles, the words of a link, and
    a text most of which is so; about quotations, unless siblings that translate the same text have others
    there; beside an original, about what stands in it: what was left of it is another question.
    """
    lang, own = version.language, scripts(version.lang)
    if not own or of(lang).telling_words or (LATIN in own and not of(lang).function_words):
        return
    original = original_of(story, version)
    there = " ".join(original.text.split()) if original is not None else ""
    found: list[tuple[Span, str]] = []
    for tokens in _sentences(version) if LATIN in own else _stretches(version):
        start, end = tokens[0].start, _end(version.text, tokens[-1].end)
        language = _language(tokens, lang, abroad=LATIN not in own)
        words = version.text[start:end]
        ends = words.rstrip(_CLOSING).endswith(_STOPS) or _whole_line(version.text, start, end)
        if not language or not ends or _in_markup(version, start, end):
            continue
        if _quoted(version.text, start) and not _translated(story, version, tokens):
            continue
        if " ".join(words.split()) not in there:
            found.append((version.span(start, end), language))
    if len(found) > _SHOWN and len(found) * 2 > len(version.sentences):
        return  # the text is in the wrong language, which is another question
    if len(found) > _SHOWN:
        (first, language), rest = found[0], found[1:]
        yield Hit(first, evidence=tuple(span for span, _ in rest), slots={"language": language})
        return
    for span, language in found:
        yield Hit(span, slots={"language": language})


def _sentences(version: Document) -> Iterator[tuple[Token, ...]]:
    for sentence in version.sentences:
        if sentence.last - sentence.first >= _WORDS:
            yield version.tokens_of(sentence)


def _stretches(version: Document) -> Iterator[tuple[Token, ...]]:
    """The Latin words of a text in another script that stand together in a line, with the figures among
    them."""
    run: list[Token] = []
    for token in version.tokens:
        latin = script(token.text[0]) == LATIN and script(token.text[-1]) == LATIN
        belongs = latin or (bool(run) and token.text[0].isdecimal())
        if run and not (belongs and _BETWEEN.fullmatch(version.text, run[-1].end, token.start)):
            yield from _long(run)
            run = []
        if latin or (run and belongs):
            run.append(token)
    yield from _long(run)


def _long(run: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """Some words, if there are enough of them besides the figures; figures at their end are not theirs."""
    last = max((at for at, token in enumerate(run) if not token.text[0].isdecimal()), default=-1)
    if sum(not token.text[0].isdecimal() for token in run) >= _WORDS:
        yield tuple(run[: last + 1])


def _end(text: str, end: int) -> int:
    """Where a sentence ends with its stop and the mark that closes it."""
    match = _CLOSE.match(text, end)
    return match.end() if match else end


def _language(tokens: Sequence[Token], lang: str, *, abroad: bool) -> str:
    """The language most of whose own small words a sentence has; "" where it may be the article's."""
    words = [token.lower for token in tokens if token.lower.isalpha()]
    lower = sum(token.text.islower() for token in tokens if token.lower.isalpha())
    if len(words) < _WORDS or lower < _LOWER * len(words):
        return ""
    votes: Counter[str] = Counter()
    for word in words:
        votes.update(_telling(lang).get(word, ()))
    if not votes:
        return ""
    language, count = max(votes.items(), key=lambda item: (item[1], item[0]))
    theirs, ours = of(language).function_words, of(lang).function_words
    different = {word for word in words if word in theirs and word not in ours}
    own = sum(word in ours and word not in theirs for word in words)
    least = _TELLING_ABROAD if abroad else _TELLING
    enough = len(different) >= least and count >= _SHARE * len(words)
    return language if enough and own <= _OWN * count else ""


@lru_cache(maxsize=64)
def _telling(lang: str) -> dict[str, tuple[str, ...]]:
    """By word the languages of which it is a small word, of those that are not easily taken for `lang`; its
    own small words are not among them."""
    ours = of(lang).function_words
    known: dict[str, list[str]] = {}
    for other in _LANGUAGES:
        if other != lang and of(other) is not of(lang) and not alike(other, lang):
            for word in of(other).function_words - ours:
                known.setdefault(word, []).append(other)
    return {word: tuple(others) for word, others in known.items()}


def _whole_line(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands in the line, so that no stop is needed."""
    line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return not (text[line:start] + text[end : stop if stop >= 0 else len(text)]).strip()


def _translated(story: Story, version: Document, tokens: Sequence[Token]) -> bool:
    """Whether siblings that translate the same text have none of these words in a row: they translate what
    this version only quotes."""
    words = _fitted([token.lower for token in tokens[:_WORDS]])
    parallel = [
        sibling
        for sibling in story.witnesses(version)
        if story.comparison(version.id, sibling.id).relation is Relation.PARALLEL
    ]
    return enough(story, version, parallel) and not any(words in _line(sibling) for sibling in parallel)


@remembered
def _line(document: Document) -> str:
    """All words of a document in small letters, parted by single spaces."""
    return _fitted([token.lower for token in document.tokens])


def _fitted(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _quoted(text: str, start: int) -> bool:
    """Whether words are quoted or in brackets."""
    return text[start - 1 : start] in tuple("\"“”„«»‘’'「『《(（[*_") or is_open(text, start, _PAIRS)


def _in_markup(version: Document, start: int, end: int) -> bool:
    """Whether words are those of a link, or part of a table or of code."""
    return in_element(version, start, end, (ElementKind.LINK, ElementKind.TABLE, ElementKind.CODE))
