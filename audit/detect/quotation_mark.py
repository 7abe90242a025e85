"""Which quotation mark has no partner?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import re2

from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story

_ANY = re2.compile('["“”„«»「『]')
_MARK = re.compile('"|[“”„‟«»]')
_EAST_ASIAN = re.compile('"|[“”„‟«»「」『』]')
_FEET = re.compile(r"\d ?$")
# What marks do in a language that has not got them.
_OPENING, _CLOSING = "“„«‟", "”»"
# A mark at the start of a line that opens what is quoted on, not an item of a list.
_GOES_ON = re.compile(r"»\S")
# A quotation of several paragraphs may leave so many without a mark.
_FAR = 8


# "the judges" decision", l"école, об"єкт: an apostrophe that was made a quotation mark by careless software.
_APOSTROPHE = re.compile(r's" [a-z]')
# Scripts without capitals join words to a quotation: 것"이라고.
_ELISION = re.compile(r'(?:(?<!\w)(?:[a-zà-ɏ]|\w*qu)"[a-zà-ɏ]|[а-ӿ]"[яюєї])', re.IGNORECASE)


class _Line(NamedTuple):
    """What a paragraph's marks leave over: an opener that nothing closes, a closer that nothing opened."""

    start: int
    end: int
    marked: bool
    begins: bool
    opened: int | None
    closed: int | None


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A mark that opens a quotation nobody closes, or closes one nobody opened.

    A quotation of several paragraphs opens each and closes the last, or opens the first and closes the
    last: neither is a fault. The hit is the mark with the word it touches. A mark that opens and closes in
    the language of the text (“ in Serbian, » in German) does as the words beside it say.
    """
    text, language = version.text, of(version.lang)
    if not _ANY.search(text) or '""' in text:
        return  # doubled marks come from a table that was read as text; they pair as they please
    pending: tuple[int, _Line] | None = None
    waited = 0
    for start, end in _paragraphs(text):
        line = _read(language, text, start, end)
        waited += 1
        if not line.marked and waited <= _FAR:
            continue
        if pending and not (line.begins or line.closed is not None):
            yield _hit(version, *pending)
        elif line.closed is not None and not pending:
            yield _hit(version, line.closed, line)
        pending = None if line.opened is None else (line.opened, line)
        waited = 0
    if pending:
        yield _hit(version, *pending)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.compile(r"[^\n]+").finditer(text):
        if match[0].strip():
            yield match.span()


def _read(language: Language, text: str, start: int, end: int) -> _Line:
    """Marks are paired in turn; straight ones open where a word follows and none stands before."""
    pattern = _EAST_ASIAN if "「" in language.opening_marks else _MARK
    elided = {match.end() - 2 for match in _ELISION.finditer(text, start, end)}
    marks = [match.start() for match in pattern.finditer(text, start, end) if match.start() not in elided]
    if not marks:
        return _Line(start, end, False, False, None, None)
    before = text[start : marks[0]].strip(" \t(—–-'‘[…")
    begins = not before and _direction(language, text, marks[0], start, end) >= 0
    opened: list[int] = []
    closed: int | None = None
    for place in marks:
        way = _direction(language, text, place, start, end) or (-1 if opened else 1)
        if way > 0:
            opened.append(place)  # perhaps inside another: "the "so-called" peace"
        elif opened:
            opened.pop()
        elif closed is None and not _else(text, place, start):
            closed = place
    return _Line(start, end, True, begins, opened[0] if opened else None, closed)


def _else(text: str, place: int, start: int) -> bool:
    """Whether a straight mark after a word means inches, or stands for an apostrophe."""
    before = max(place - 3, start)
    return text[place] == '"' and bool(
        _FEET.search(text[before:place]) or _APOSTROPHE.match(text, max(place - 1, start))
    )


def _direction(language: Language, text: str, place: int, start: int, end: int) -> int:
    """1 for an opening mark, -1 for a closing one, 0 where both are possible."""
    mark = text[place]
    opens, closes = mark in language.opening_marks, mark in language.closing_marks
    if closes and place == start and _GOES_ON.match(text, place):
        return 1  # each further paragraph of a quotation in Spanish
    if not opens and not closes:
        opens, closes = mark in _OPENING, mark in _CLOSING
    # “ closes in German, and opens where an English pair was left there
    if opens != closes and not (closes and mark == "“"):
        return 1 if opens else -1
    if place == start or place + 1 == end:
        return 1 if place == start else -1
    before, after = text[place - 1], text[place + 1]
    left = before.isspace() or before in "([{—–-/'‘"
    right = after.isspace() or after in ".,;:!?)]}—–-/'’"
    return left - right


def _hit(version: Document, place: int, line: _Line) -> Hit:
    text = version.text
    left, right = place, place + 1
    if text[place] == "«" and text[right : right + 1].isspace():
        right += 1
    elif text[place] == "»" and text[left - 1 : left].isspace():
        left -= 1
    if right < line.end and text[right].isalnum():
        while right < line.end and (text[right].isalnum() or text[right] in "'’-"):
            right += 1
    else:
        while left > line.start and not text[left - 1].isspace():
            left -= 1
    return Hit(version.span(left, right))
