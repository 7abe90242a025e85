"""Which letters belong to another script than the article's?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from audit.evidence import parallel_passages
from audit.language.knowledge import of
from audit.language.languages import own_names, written_in
from audit.language.scripts import LATIN, script, scripts, share
from audit.model import Document, ElementKind, Hit, Story

_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
# Letters of the scripts a news text can be translated from; digits, marks and symbols are no evidence.
_FOREIGN = (
    "\u0370-\u0373\u0376\u0377\u037b-\u037d\u0386-\u03ff\u0400-\u052f\u0531-\u0587\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3"
    "\u0710-\u072f\u0904-\u0939\u0985-\u09b9\u0a05-\u0a39\u0a85-\u0ab9\u0b05-\u0b39\u0b85-\u0bb9\u0c05-\u0c39\u0c85-\u0cb9"
    "\u0d05-\u0d39\u0d85-\u0dc6\u0e01-\u0e30\u0e81-\u0eb0\u0f40-\u0f6c\u1000-\u102a\u10a0-\u10fa\u1200-\u135a\u1780-\u17b3"
    "\u1f00-\u1ffc\u3041-\u3096\u30a1-\u30fa\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
)
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e\u30fc\u200c\u200d"
_LETTER = re2.compile(f"[{_FOREIGN}]")
# A stretch of one or more foreign words, with what stands between them.
_STRETCH = re2.compile(
    f"[{_LATIN}{_FOREIGN}]*[{_FOREIGN}][{_LATIN}{_FOREIGN}{_MARKS}]*"
    f"(?:[ \u00a0·・、，,:\\-–’'0-9]{{1,4}}[{_FOREIGN}][{_LATIN}{_FOREIGN}{_MARKS}]*)*"
)
_PLAIN = re2.compile(f"[{_LATIN}]")
# Letters of other scripts that look like Latin ones (Unicode's confusables, the alphabetic core).
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеіјорсухѕԁһԛԝЗ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον",
    "ABESIJKMHOPCTYXaeijopcyxsdhqw3" + "ABEZHIKMNOPTYXov",
)
_OPEN, _CLOSE = "([（【〔「『《“\"'‘", ")]）】〕」』》”\"'’"
_BRACKETS = "([（【〔"
_REACH = 200
# Other translations that keep words in their letters.
_KEPT = 2
# An address in the letters of its country.
_DOMAIN = re.compile(r"[\w-]+(?:\.[^\W\d_]{2,})+")
# Of a language that has two scripts a text in one may hold so much of the other and still be in the first.
_OTHER = 0.15
_ADDRESS = re.compile(r"(?i)(?:https?:)?//")
_PARTS = re.compile(r"[ \u00a0·・、，,:–-]+")
# What is named before a title in quotation marks.
_WORK = re.compile(
    r"\b(?:article|blog|book|chapter|film|guide|novel|page|paper|poem|post|section|series|song|talk|title|titled|"
    r"entitled|tutorial|video|word|called|named)[ ]?[\"“«]$",
    re.IGNORECASE,
)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Words in letters of another script inside a text in Latin ones, and single look-alikes inside a word.

    Quiet where the article or its language is not in Latin letters, about a name's own spelling in brackets,
    a title in quotation marks, words of a language that the sentence names, about a symbol such as "β" that
    stands alone, and about hashtags and handles.
    """
    text = version.text
    if text.isascii():
        return
    own = scripts(version.lang)
    if own and (LATIN not in own or (own - {LATIN} and share(text, version.lang) > _OTHER)):
        return
    foreign = len(_LETTER.findall(text))
    if not foreign or foreign > 0.6 * len(_PLAIN.findall(text)):
        return
    for match in _STRETCH.finditer(text):
        start, end = match.span()
        words = match[0]
        if _listed(version, start, end) or _languages(words) or _meant(story, version, start, words):
            continue
        if _PLAIN.search(words) and " " not in words:
            mended = words.translate(_TWINS)
            if _LETTER.search(mended) and not _mixed(words):
                continue
            yield Hit(version.span(start, end), fix=None if _LETTER.search(mended) else mended)
        elif not (_explained(text, start, end) or _symbol(words) or _named(version, start, words)):
            yield Hit(version.span(start, end))


def _listed(version: Document, start: int, end: int) -> bool:
    """Whether a stretch is of the title of something elsewhere: of a link to another site with which its line
    begins, as in a list of links."""
    text = version.text
    for one in version.elements:
        if one.kind is ElementKind.LINK and one.span.start <= start and end <= one.span.end:
            before = text[text.rfind("\n", 0, one.span.start) + 1 : one.span.start]
            return _ADDRESS.match(one.value) is not None and not any(map(str.isalnum, before))
    return False


def _meant(story: Story, version: Document, start: int, words: str) -> bool:
    """Whether so many translations of the same text keep the words as they are: a name, a sign."""
    if not version.sentences:
        return False
    beside = parallel_passages(story, version, version.sentence_at(start))
    return sum(words in passage.document.text[passage.start : passage.end] for passage in beside) >= _KEPT


def _languages(words: str) -> bool:
    """Whether all words are names that languages give themselves, as a choice of languages has them."""
    return all(part.casefold() in own_names() for part in _PARTS.split(words) if part)


def _mixed(word: str) -> bool:
    """Whether letters of two scripts share the word for no good reason ("β-carotene" and "μm" have one)."""
    foreign = _LETTER.findall(word)
    return len(foreign) > 1 or not "\u0370" <= foreign[0] <= "\u03ff"


def _symbol(words: str) -> bool:
    """A Greek letter or two as symbol, variant or fraternity."""
    return len(words) <= 3 and all("\u0370" <= letter <= "\u03ff" or not letter.isalpha() for letter in words)


def _named(version: Document, start: int, words: str) -> bool:
    """Whether the sentence says before in which language the words are: "an article in Russian", "Chinese
    translation for". Who is called Russian, or Chinese, is not meant."""
    sentence = version.sentences[version.sentence_at(start)] if version.sentences else None
    beside = of(version.lang).beside_languages
    if sentence is None or not beside:
        return False
    letters = frozenset(script(letter) for letter in words if letter.isalpha())
    names = "|".join(name for one in sorted(letters - {LATIN}) for name in written_in(one))
    before = version.text[sentence.start : start]
    return bool(names) and bool(
        re.search(rf"\b(?:{beside['before']}) (?:{names})\b|\b(?:{names}) (?:{beside['after']})\b", before)
    )


def _explained(text: str, start: int, end: int) -> bool:
    """Whether the stretch stands in brackets beside Latin words, or is a handle."""
    if start and text[start - 1] in "#@＃/":
        return True
    if _DOMAIN.match(text, start) or (start > 1 and text[start - 1] == "." and text[start - 2].isalpha()):
        return True
    before = text[max(start - _REACH, 0) : start].rpartition("\n")[2]
    after = text[end : end + _REACH].partition("\n")[0]
    for bracket in _BRACKETS:
        close = _CLOSE[_OPEN.index(bracket)]
        opened = before.rfind(bracket)
        if opened > before.rfind(close) and 0 <= after.find(close) <= 80:
            # "Xi (习)" and "(Chinese: 习)" explain; a bracket that holds a whole passage does not
            return bool(_PLAIN.search(before[:opened])) and end - start <= 60
    quoted = max(before.rfind(mark) for mark in '"“«')
    if quoted >= 0 and _WORK.search(before[: quoted + 1]) and re.search('["”»]', after):
        return True
    # 北京 (Beijing): the translation follows in the bracket
    return bool(re.match(r"[”\"’'»」』》]?,? ?[(\[（][A-Za-z]", after))
