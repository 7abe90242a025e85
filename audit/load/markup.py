"""Where do the tags, the comments and the entities of HTML or XML stand?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache
from html import unescape as _unescape
from html.entities import html5
from typing import NamedTuple

from audit.load.strand import Piece, PieceKind, Strand


class TokenKind(StrEnum):
    TEXT = "text"
    OPENING = "opening"
    CLOSING = "closing"
    OTHER = "other"  # comments, declarations, processing instructions
    CDATA = "cdata"


class Attribute(NamedTuple):
    """A value's place in the text, between its quotation marks, if it has any."""

    start: int
    end: int
    quote: str


class MarkupToken(NamedTuple):
    """A stretch of markup. A CDATA section's place is that of its content."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: tuple[tuple[str, Attribute], ...] = ()
    empty: bool = False


# Nothing read is given back (*+, ++): the time is linear in any text.
_NAME = re.compile(r"[A-Za-z_:][^\s/>]*+")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(?=[^\s>"'])([^\s>]*+)))?"""
)
_REST = re.compile(r"[^>]*+")
_ENTITY = re.compile(r"&(?:#[xX][0-9A-Fa-f]{1,8};?|#[0-9]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_XML_ENTITY = re.compile(r"&(?:#x[0-9A-Fa-f]{1,8}|#[0-9]{1,8}|amp|lt|gt|quot|apos);")
# What a model puts around its thoughts is no element of any page: who publishes it publishes words.
_THOUGHTS = r"(?!</?(?:think|thinking|thoughts?|reasoning|scratchpad|reflection|antthinking)>)"
_MARKUP = re.compile(_THOUGHTS + r"<(?=[A-Za-z_/!?])")
# A tag as CommonMark has it, for texts in which a lone < is a sign like any other.
OPEN_TAG = re.compile(
    _THOUGHTS + r"<[A-Za-z][A-Za-z0-9.-]*+"
    r"(?:\s++[A-Za-z_:@][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?)*"
    r"\s*+/?>"
)
CLOSING_TAG = re.compile(_THOUGHTS + r"</[A-Za-z][A-Za-z0-9.-]*+\s*+>")

# Elements whose content is no markup, by the HTML standard.
RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())


def tokens(text: str, *, xml: bool = False) -> Iterator[MarkupToken]:
    """The markup of a whole text, in order, without gaps. What HTML's tokenizer forgives is forgiven."""
    at, length = 0, len(text)
    while at < length:
        match = _MARKUP.search(text, at)
        start = match.start() if match else length
        if start > at:
            yield MarkupToken(TokenKind.TEXT, at, start)
        if not match:
            return
        token = tag(text, start, xml=xml) or other(text, start, xml=xml)
        yield token
        at = token.end + (3 if token.kind is TokenKind.CDATA and token.end < length else 0)
        if not xml and token.kind is TokenKind.OPENING and token.name in RAW:
            end = _raw_end(token.name).search(text, at)
            stop = end.start() if end else length
            if stop > at:
                yield MarkupToken(TokenKind.TEXT, at, stop)
            at = stop


@lru_cache(maxsize=16)
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


def tag(text: str, start: int, *, xml: bool = False) -> MarkupToken | None:
    """The tag that begins at `start`; None where none does."""
    closing = text.startswith("</", start)
    name = _NAME.match(text, start + 1 + closing)
    if not name:
        return None
    at = name.end()
    attributes = []
    while match := _ATTRIBUTE.match(text, at):
        at = match.end()
        group = next((number for number in (2, 3, 4) if match.start(number) >= 0), 0)
        quote = ("", "", '"', "'", "")[group]
        place = Attribute(*match.span(group), quote) if group else Attribute(at, at, "")
        attributes.append((match[1] if xml else match[1].lower(), place))
    rest = _REST.match(text, at)
    stop = rest.end() if rest else at
    empty = text[max(at, stop - 1) : stop] == "/" or text[at:stop].rstrip().endswith("/")
    kind = TokenKind.CLOSING if closing else TokenKind.OPENING
    word = name[0] if xml else name[0].lower()
    return MarkupToken(kind, start, min(stop + 1, len(text)), word, tuple(attributes), empty)


def other(text: str, start: int, *, xml: bool = False) -> MarkupToken:
    """The comment, declaration or processing instruction that begins at `start`; without an end, all of
    the rest is one."""
    if text.startswith("<![CDATA[", start) and xml:
        end = text.find("]]>", start)
        return MarkupToken(TokenKind.CDATA, start + 9, end if end >= 0 else len(text))
    if text.startswith("<!--", start):
        if text.startswith((">", "->"), start + 4):
            return MarkupToken(TokenKind.OTHER, start, text.index(">", start) + 1)
        end = text.find("-->", start + 4)
        return MarkupToken(TokenKind.OTHER, start, end + 3 if end >= 0 else len(text))
    closing = "?>" if xml and text.startswith("<?", start) else ">"
    end = text.find(closing, start + 1)
    return MarkupToken(TokenKind.OTHER, start, end + len(closing) if end >= 0 else len(text))


def unescaped(strand: Strand, *, xml: bool = False) -> Strand:
    """The strand with each entity as the character it stands for."""
    if "&" not in strand.text:
        return strand
    return replaced(strand, _XML_ENTITY if xml else _ENTITY, _xml_entity if xml else _html_entity)


def replaced(strand: Strand, pattern: re.Pattern[str], instead: Callable[[str], str | None]) -> Strand:
    """The strand with each match as what `instead` gives for it, None for as it is."""
    pieces: list[Piece] = []
    at = 0
    for match in pattern.finditer(strand.text):
        value = instead(match[0])
        if value is None:
            continue
        pieces += strand[at : match.start()].pieces
        pieces.append(strand.stand(value, match.start(), match.end(), PieceKind.WHOLE))
        at = match.end()
    if not pieces:
        return strand
    return Strand([*pieces, *strand[at:].pieces])


def _html_entity(written: str) -> str | None:
    if written.startswith("&#"):
        # What stands for no character (zero, a control, half a pair) stays as it is written.
        value = _unescape(written)
        return value if value.isprintable() or value in "\u00ad\u00a0\u200b\u200c\u200d\u2003" else None
    return html5.get(written[1:])


def _xml_entity(written: str) -> str | None:
    named = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}.get(written)
    return named or _html_entity(written)
