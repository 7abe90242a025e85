"""Which text do a title and blocks make, and where in them is a place of it?"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from audit.serve.requests import ArticleBlock, AskedArticle

_FORMATS = {"text/plain": ".txt", "text/html": ".html", "text/markdown": ".md"}
_TAGS = {"title": "h1", "heading": "h2", "quote": "blockquote", "caption": "figcaption", "list": "div"}
_HEADINGS = {"title": "# ", "heading": "## "}
TITLE = "title"
# Characters before and after a finding: enough to find it again in a text that moved.
_AROUND = 32


class ComposedPart(NamedTuple):
    """Characters `[start, end)` of the whole that a block brought; `escaped` where words became HTML. The
    body of an article without blocks has no name."""

    start: int
    end: int
    name: str | None
    escaped: bool


class Located(NamedTuple):
    """A place in the words of a part as they were sent, and what stands around it there."""

    block: str | None
    start: int
    end: int
    before: str
    after: str


class Composed(NamedTuple):
    """The text of an article as it is judged, its format, and what it is made of, in order."""

    text: str
    format: str
    parts: tuple[ComposedPart, ...]

    def located(self, start: int, end: int, *, utf16: bool) -> Located:
        """Where the characters `[start, end)` of the text stand in what was sent."""
        part = next((one for one in reversed(self.parts) if one.start <= start), self.parts[0])
        start, end = (min(max(at, part.start), part.end) for at in (start, end))
        words = self.text[part.start : part.end]
        start, end = start - part.start, end - part.start
        if part.escaped:
            start, end = (len(html.unescape(words[:at])) for at in (start, end))
            words = html.unescape(words)
        before, after = words[max(start - _AROUND, 0) : start], words[end : end + _AROUND]
        if utf16:
            start, end = in_utf16(words, start), in_utf16(words, end)
        return Located(part.name, start, end, before, after)


def in_utf16(text: str, at: int) -> int:
    """An offset in characters as one in UTF-16's units."""
    return at + sum(sign > "\uffff" for sign in text[:at])


def composed(article: AskedArticle) -> Composed:
    """The article as one text: its title, then its text or its blocks."""
    blocks = article.blocks or (ArticleBlock("", text=article.text),)
    format_ = _FORMATS[article.content_type]
    if not article.blocks and format_ != ".txt":
        blocks = (ArticleBlock("", html=article.text),)
    elif any(block.html for block in blocks):
        format_ = ".html"
    if article.title:
        blocks = (ArticleBlock(TITLE, "title", article.title), *blocks)
    pieces: list[str] = []
    parts = []
    at = 0
    for block, (opening, words, closing) in zip(blocks, _written(blocks, format_), strict=True):
        start = at + len(opening)
        escaped = format_ == ".html" and not block.html
        parts.append(ComposedPart(start, start + len(words), block.id or None, escaped))
        pieces += [opening, words, closing]
        at = start + len(words) + len(closing)
    return Composed("".join(pieces).removesuffix("\n\n"), format_, tuple(parts))


def of_file(text: str, format_: str) -> Composed:
    """A file's characters, which are one part."""
    return Composed(text, format_, (ComposedPart(0, len(text), None, escaped=False),))


def digest(article: AskedArticle) -> str:
    """The SHA-256 by which an article's text is known: of its title, if it has one, and its text or its
    blocks, as they were sent and in their order, with an empty line between them, in UTF-8."""
    words = (block.html or block.text for block in article.blocks) if article.blocks else (article.text,)
    whole = "\n\n".join((*((article.title,) if article.title else ()), *words))
    return hashlib.sha256(whole.encode()).hexdigest()


def _written(blocks: Iterable[ArticleBlock], format_: str) -> Iterator[tuple[str, str, str]]:
    """What stands before each block, its words, and what stands behind."""
    for block in blocks:
        if format_ == ".html" and block.html:
            tag = _TAGS.get(block.role, "div")
            yield (f"<{tag}>", block.html, f"</{tag}>\n") if block.id else ("", block.html, "")
        elif format_ == ".html":
            tag = _TAGS.get(block.role, "p")
            yield f"<{tag}>", html.escape(block.text, quote=False), f"</{tag}>\n"
        elif format_ == ".md" and block.role in _HEADINGS:
            yield _HEADINGS[block.role], block.text, "\n\n"
        else:
            yield "", block.html or block.text, "\n\n"
