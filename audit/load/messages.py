"""What in a translatable message is words, and what is a placeholder or a tag?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from audit.load import icu
from audit.load.draft import Draft
from audit.load.jsx import braces
from audit.load.markup import CLOSING_TAG, OPEN_TAG, unescaped
from audit.load.prose import prose
from audit.load.strand import PieceKind, Strand
from audit.load.templates import FILLER
from audit.model import ElementKind

# printf's, Python's and Objective-C's. Without a flag that says so, "100%-owned" is no placeholder.
_FORMAT = re.compile(
    r"%(?:\d{1,2}\$|\([\w.]{1,99}\))?[-+0#]{0,4}\d{0,4}(?:\.\d{1,4})?(?:hh?|ll?|[Ljzt])?[diouxXeEfFgGcrsaA@%]"
)
_LIKELY = re.compile(r"(?<!\d)%(?:\d{1,2}\$[sd@]|\([\w.]{1,99}\)[sd]|[sd@])(?!\w)")
# Where a role of Sphinx leads, behind the words that readers see: :ref:`the tables <tables>`.
_ROLE = re.compile(r":[\w.+:-]{1,50}:`[^`<>]+(\s<[^`<>]+>)`")
# A date as programs are told to write it (%-d %B %Y): every language has its own.
_DATE_PATTERN = re.compile(r"%-?[YBb](?![\w$])")
_DATE_PART = re.compile(r"%-?[A-Za-z]")
# A link of Markdown: its brackets are no words, and where it leads may differ by language.
_LINK = re.compile(r"(?<!!)(\[)[^\[\]\n]+(\]\([^()\s]{1,2000}\))")
_LINE = re.compile(r"<br\s*+/?>", re.IGNORECASE)
_BARE = re.compile(r"\s[^=/\s][^=]*>$")
_NEWLINES = re.compile(r"\n++")
_PREFIXED = re.compile(r"[$#]\{|(?<!\d)%\{")
_NUMBER = re.compile("#")
# Nobody nests choices so deep; each level is read once more.
_DEEPEST = 8


class InlineElement(NamedTuple):
    """An element of other markup inside a message: a thing of its own, or an edge that text runs through."""

    value: str
    edge: bool


class _PartKind(IntEnum):
    """What a part of a message is. Of two that begin at one place the first here counts."""

    CHOICE = 0
    OBJECT = 1
    EDGE = 2
    LINE = 3
    PARAGRAPH = 4
    SIGN = 5  # written by two: %% and ''
    DATE = 6


class _MessagePart(NamedTuple):
    start: int
    kind: _PartKind
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a message, or a text between which it chooses, is to be read.

    In such a text `number` is what # stands for, `said` what it and the texts beside it have of placeholders.
    """

    flagged: bool
    paragraphs: bool
    inline: Mapping[int, InlineElement]
    number: str = ""
    said: set[str] | None = None
    depth: int = 0


def message(
    draft: Draft,
    strand: Strand,
    *,
    flagged: bool = False,
    paragraphs: bool = False,
    inline: Mapping[int, InlineElement] = MappingProxyType({}),
) -> None:
    """Add the words of a message, U+FFFC for each placeholder; text runs through its tags. Of a choice
    between texts (ICU's plurals) each text is a block of its own, behind the message.

    `flagged` says that the message is a format string, `paragraphs` that a newline ends one. `inline` are the
    elements for which a filler stands, by its place in the file.
    """
    strand = strand.written("printf" if flagged else "message")
    _read(draft, strand, _Manner(flagged, paragraphs, inline))


def _read(draft: Draft, strand: Strand, manner: _Manner) -> None:
    choices = icu.arguments(strand.text) if manner.depth < _DEEPEST else []
    if choices and manner.said is None:
        strand = strand.written("icu")
    at = 0
    for part in sorted(_parts(strand, choices, manner)):
        start = part.start
        if start < at:
            continue
        if part.kind is _PartKind.OBJECT and _PREFIXED.match(strand.text, max(start - 1, at)):
            start -= 1
        _words(draft, strand[at:start])
        if part.kind is _PartKind.CHOICE:
            choice = next(one for one in choices if one.start == start)
            draft.object(strand, start, part.end, None, "")
            draft.afterwards(partial(_texts, draft, strand, choice, manner))
        elif part.kind is _PartKind.LINE:
            draft.line_break(strand, start, part.end)
        elif part.kind is _PartKind.PARAGRAPH:
            draft.block()
        elif part.kind is _PartKind.SIGN:
            draft.words(Strand([strand.stand(part.value, start, part.end, PieceKind.WHOLE)]))
        elif part.kind is _PartKind.DATE:
            draft.object(strand, start, part.end, None, "")
        else:
            _placeholder(draft, strand, part._replace(start=start), manner)
        at = part.end
    _words(draft, strand[at:])


def _texts(draft: Draft, strand: Strand, choice: icu.Argument, manner: _Manner) -> None:
    """Add the texts of a choice. What several have is one placeholder: their number differs by language."""
    said = set() if manner.said is None else manner.said
    number = choice.name if choice.counts else ""
    inner = replace(manner, number=number, said=said, depth=manner.depth + 1)
    for branch in choice.branches:
        _read(draft, strand[branch.start : branch.end], inner)
        draft.block()
    if choice.value not in said:
        said.add(choice.value)
        draft.element(ElementKind.PLACEHOLDER, choice.value, draft.end(), draft.end())


def _placeholder(draft: Draft, strand: Strand, part: _MessagePart, manner: _Manner) -> None:
    value = part.value or strand.text[part.start : part.end]
    new = manner.said is None or value not in manner.said
    if manner.said is not None:
        manner.said.add(value)
    if part.kind is _PartKind.OBJECT:
        draft.object(strand, part.start, part.end, ElementKind.PLACEHOLDER if new else None, value)
    elif new:
        draft.point(ElementKind.PLACEHOLDER, value)


def _parts(strand: Strand, choices: list[icu.Argument], manner: _Manner) -> Iterator[_MessagePart]:
    """What is not plain words, in any order; some lie in others."""
    text = strand.text
    for choice in choices:
        yield _MessagePart(choice.start, _PartKind.CHOICE, choice.end)
    for start, end in braces(text):
        yield _MessagePart(start, _PartKind.OBJECT, end)
    dated = not manner.flagged and _DATE_PATTERN.search(text) is not None
    for match in _DATE_PART.finditer(text) if dated else ():
        yield _MessagePart(match.start(), _PartKind.DATE, match.end())
    likely = () if dated else _LIKELY.finditer(text)
    for match in _FORMAT.finditer(text) if manner.flagged else likely:
        if match[0] == "%%":
            yield _MessagePart(match.start(), _PartKind.SIGN, match.end(), "%")
        else:
            yield _MessagePart(match.start(), _PartKind.OBJECT, match.end())
    if choices or manner.said is not None:
        for match in icu.QUOTED.finditer(text):
            if match[0] == "''":
                yield _MessagePart(match.start(), _PartKind.SIGN, match.end(), "'")
            elif match[0][1] != "#" or manner.number:
                yield _MessagePart(match.start(), _PartKind.OBJECT, match.end())
    if manner.number:
        for match in _NUMBER.finditer(text):
            yield _MessagePart(match.start(), _PartKind.OBJECT, match.end(), f"{{{manner.number}}}")
    if manner.paragraphs:
        for match in _NEWLINES.finditer(text):
            yield _MessagePart(match.start(), _PartKind.PARAGRAPH, match.end())
    for match in _LINK.finditer(text) if "](" in text else ():
        for start, end in (match.span(1), match.span(2)):
            yield _MessagePart(start, _PartKind.SIGN, end)
    yield from _tags(text)
    if manner.inline:
        for match in re.finditer(FILLER, text):
            if element := manner.inline.get(strand.file(match.start())):
                kind = _PartKind.EDGE if element.edge else _PartKind.OBJECT
                yield _MessagePart(match.start(), kind, match.end(), element.value)


def _tags(text: str) -> Iterator[_MessagePart]:
    at = text.find("<")
    targets = [found.span(1) for found in _ROLE.finditer(text)] if at >= 0 else []
    for start, end in targets:
        yield _MessagePart(start, _PartKind.SIGN, end)
    while at >= 0:
        if any(start <= at < end for start, end in targets):
            at = text.find("<", at + 1)
            continue
        match = OPEN_TAG.match(text, at) or CLOSING_TAG.match(text, at)
        if match and _BARE.search(match[0]):
            match = None  # <original entry>: words between brackets
        if match:
            yield _MessagePart(at, _PartKind.LINE if _LINE.match(text, at) else _PartKind.EDGE, match.end())
        at = text.find("<", match.end() if match else at + 1)


def _words(draft: Draft, strand: Strand) -> None:
    prose(draft, unescaped(strand))
