"""Which stretches match one of the rule's patterns?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from audit.language.knowledge import Language, of
from audit.model import Document, Element, ElementKind, Hit, Role, Story
from audit.parts import original_of, parts
from audit.patterns import PatternSet
from audit.text import match_case

Phrases = Literal["furniture", "notice", "model"]
# Words of a label at most.
_LABEL = 3
# Words, and the signs at the end, by which a sentence is told from a headline.
_SENTENCE, _STOPS = 6, (".", "!", "?", "。", "！", "？", ":")
# A word of this Zipf frequency is one of the text's own language.
_KNOWN = 2.5


def detect(
    story: Story,
    version: Document,
    *,
    find: tuple[str, ...],
    instead: str | None = None,
    words: bool = True,
    body: bool = False,
    quoted: bool = True,
    phrases: Phrases | None = None,
    labels: bool = True,
    spare: tuple[str, ...] = (),
) -> Iterator[Hit]:
    r"""Every match of `find` (RE2); `instead` may use its groups as \1. With `words`, whole words only; with
    `body`, only in the body of an article: not in messages of an application, nor a heading that a section
    of prose follows or that the original has in its place, and no furniture that a page has of its own; not
    `quoted`, only what begins outside of quotation marks; not `labels`, no message of an application whose
    original is as short; with `phrases`, also the stock phrases of that group in the language of the
    version, of furniture those in other languages too; nothing where one of `spare` matches at the same
    place."""
    if body and any(element.kind is ElementKind.UNIT for element in version.elements):
        return
    if phrases == "furniture" and (version.role is Role.SOURCE or _as_original(story, version, find)):
        return
    taken = 0
    spared = _patterns(spare, "", False)(version.text) if spare else ()
    language = of(version.lang)
    find = (*find, *language.stock_phrases(phrases)) if phrases else find
    matches = [*_patterns(find, instead or "", words)(version.text)]
    if phrases == "furniture":
        abroad = _patterns(language.furniture_abroad, instead or "", words)(version.text)
        matches += [match for match in abroad if _strange(version.text[match.start : match.end], language)]
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.start < taken:
            continue
        taken = match.end
        if any(found.start == match.start for found in spared):
            continue
        if not labels and _is_label(story, version, match.start, match.end):
            continue
        if not quoted and _quoted(version.text, match.start):
            continue
        if body and (
            _heads_prose(version, match.start, match.end)
            or _heads_there(story, version, match.start, match.end)
        ):
            continue
        fix = None if instead is None else match_case(version.text[match.start : match.end], match.instead)
        yield Hit(version.span(match.start, match.end), slots={"instead": fix or ""}, fix=fix)


def needed(
    lang: str,
    *,
    find: tuple[str, ...],
    instead: str | None = None,
    words: bool = True,
    phrases: Phrases | None = None,
    **_: object,
) -> PatternSet:
    """The patterns without which there is nothing to find."""
    language = of(lang)
    find = (*find, *language.stock_phrases(phrases)) if phrases else find
    abroad = language.furniture_abroad if phrases == "furniture" else ()
    return _patterns((*find, *abroad), instead or "", words)


def _as_original(story: Story, version: Document, find: tuple[str, ...]) -> bool:
    """Whether a page of a site has furniture where its original has its own: lists of links under "See also".
    A plain text has none of its own, whatever it was copied with."""
    original = original_of(story, version)
    if original is None or not any(one.kind is ElementKind.LINK for one in original.elements):
        return False
    ours, theirs = (
        sum(1 for _ in _patterns((*find, *of(one.lang).stock_phrases("furniture")), "", False)(one.text))
        for one in (version, original)
    )
    return ours <= theirs


def _is_label(story: Story, version: Document, start: int, end: int) -> bool:
    """Whether the words are all of a message (“Translation:”), a label in the original, too."""
    original = original_of(story, version)
    unit = next((one for one in _units(version) if one.span.start <= start and end <= one.span.end), None)
    if (
        original is None
        or unit is None
        or version.words(unit.span).strip() != version.text[start:end].strip()
    ):
        return False
    theirs = [original.words(one.span) for one in _units(original) if one.value == unit.value]
    return bool(theirs) and len(theirs[0].split()) <= _LABEL


def _units(document: Document) -> Iterator[Element]:
    return (one for one in document.elements if one.kind is ElementKind.UNIT)


def _strange(words: str, language: Language) -> bool:
    """Whether the language hardly knows a word of the first few: it is another's."""
    letters = "".join(sign if sign.isalpha() else " " for sign in words.lower()).split()[:_SENTENCE]
    return bool(letters) and not all(language.at_least(word, _KNOWN) for word in letters)


def _quoted(text: str, place: int) -> bool:
    """Whether a quotation is open at a place of its line, or opens there."""
    line = text[text.rfind("\n", 0, place) + 1 : place + 1]
    return line.count('"') % 2 == 1 or max(line.rfind(mark) for mark in "“«„「『") > max(
        line.rfind(mark) for mark in "”»」』"
    )


def _heads_prose(version: Document, start: int, end: int) -> bool:
    """Whether the words are a heading, and a whole sentence that stops stands between it and the next one."""
    headings = [one.span for one in version.elements if one.kind is ElementKind.HEADING]
    at = next((at for at, span in enumerate(headings) if span.start <= start and end <= span.end), -1)
    if at < 0:
        return False
    below, after = headings[at].end, headings[at + 1].start if at + 1 < len(headings) else len(version.text)
    return any(
        below <= one.start < after
        and one.last - one.first >= _SENTENCE
        and version.text[one.start : one.end].endswith(_STOPS)
        for one in version.sentences
    )


def _heads_there(story: Story, version: Document, start: int, end: int) -> bool:
    """Whether the words are a heading for which the original has one: SEE ALSO of a manual's page."""
    found = parts(story, version)
    return found is not None and any(
        pair.ours.span.start <= start and end <= pair.ours.span.end for pair in found.kept["headings"].pairs
    )


@lru_cache(maxsize=512)
def _patterns(find: tuple[str, ...], instead: str, words: bool) -> PatternSet:
    return PatternSet(find, (instead,) * len(find), words=words)
