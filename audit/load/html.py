"""What does a reader of an HTML page see, and what does the page state about itself?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from audit.load import front_matter
from audit.load.draft import Draft, Loaded
from audit.load.markup import RAW, MarkupToken, TokenKind, tokens, unescaped
from audit.load.metadata import metadata
from audit.load.page import PageReader
from audit.load.prose import prose
from audit.load.settings import FormatSettings
from audit.load.strand import File, Strand
from audit.load.templates import masked
from audit.model import ElementKind

# What a page states in its head that front matter states elsewhere.
_STATED = {
    "article:published_time": "date",
    "date": "date",
    "dc.date": "date",
    "og:site_name": "outlet",
    "og:locale": "lang",
    "content-language": "lang",
    "dc.language": "lang",
}
_DESCRIPTIONS = ("description", "og:description", "twitter:description", "dc.description")
_SPACE = re.compile(r"\s+")


def read(file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """The page's text, one document for each language that has a part of it."""
    strand = file.strand()
    head = front_matter.read(strand, file, settings, settings.front_matter)
    templates = masked(strand[head.start :].written("html"))
    draft = Draft()
    for _, words in head.seen:
        prose(draft, words)
        draft.block()
    stated = head.metadata(file.path)
    page = PageReader(draft, stated.lang, templates)
    about = PageHead()
    fill(page, templates.strand, about)
    fields = {**about.fields, **head.flat()}
    lines = file.lines()
    documents = []
    lang = next(iter(page.drafts))
    for name, one in page.drafts.items():
        if name == lang:
            about.words(one)
        own = {**about.stated, **({"lang": name} if name else {}), **head.fields}
        if name != lang:
            own["lang"] = name
        documents.append(one.done(file, lines, metadata(own, file.path, strict=False), fields, name=name))
    documents = [one for one in documents if one.text]
    if len(documents) == 1:
        return (_nameless(documents[0]),)
    return tuple(documents)


def _nameless(one: Loaded) -> Loaded:
    return Loaded(one.text, one.source, one.stated, one.elements, one.fields)


def fill(page: PageReader, strand: Strand, about: PageHead | None = None) -> None:
    """Add all of a strand to the page."""
    fragment(page, strand, about)
    page.end(strand)


def fragment(page: PageReader, strand: Strand, about: PageHead | None = None, *, jsx: bool = False) -> None:
    """Add a part of a page, which may leave elements open."""
    raw = ""
    for token in tokens(strand.text, xml=jsx):
        if token.kind is TokenKind.TEXT:
            text = strand[token.start : token.end]
            if raw and about:
                about.raw(raw, text)
            page.text(text)
        elif token.kind is not TokenKind.OTHER:
            page.tag(strand, token)
            opening = token.kind is TokenKind.OPENING
            raw = token.name if opening and token.name in RAW else ""
            if opening and about:
                about.tag(strand, token)


class PageHead:
    """What the head of a page says: title, description, language, date, its versions elsewhere."""

    def __init__(self) -> None:
        self.stated: dict[str, str] = {}
        self.fields: dict[str, str] = {}
        self._title: Strand | None = None
        self._description: Strand | None = None

    def raw(self, name: str, text: Strand) -> None:
        """The content of an element that holds no markup."""
        if name == "title" and self._title is None:
            self._title = unescaped(text)
            self.fields["title"] = _line(self._title)

    def tag(self, strand: Strand, token: MarkupToken) -> None:
        """A tag of the head, or of anywhere."""
        if token.name not in ("meta", "link"):
            return
        values = {
            name: strand[place.start : place.end].written() for name, place in reversed(token.attributes)
        }
        if token.name == "link":
            self._link(values)
            return
        name = next((_line(values[one]) for one in ("name", "property", "http-equiv") if one in values), "")
        content = values.get("content")
        if not name or not content:
            return
        quote = {one: place.quote for one, place in token.attributes}.get("content", "")
        words = unescaped(content)
        self.fields.setdefault(f"meta.{name.lower()}", _line(words))
        if (stated := _STATED.get(name.lower())) and stated not in self.stated:
            self.stated[stated] = _line(words)
        if name.lower() in _DESCRIPTIONS and self._description is None:
            self._description = _in_quotes(words, quote)

    def _link(self, values: Mapping[str, Strand]) -> None:
        if "hreflang" in values and "href" in values:
            target = _line(unescaped(values["href"]))
            self.fields[f"hreflang.{_line(values['hreflang']).lower()}"] = target

    def words(self, draft: Draft) -> None:
        """Add title and description, unless the page itself says the same words."""
        draft.block()
        said = _SPACE.sub(" ", draft.tail(0)).casefold()
        headings = [
            _SPACE.sub(" ", said[one.span.start : one.span.end]).strip()
            for one in draft.elements
            if one.kind is ElementKind.HEADING
        ]
        for strand, known in ((self._title, headings), (self._description, [])):
            if strand is None:
                continue
            line = _line(strand).casefold()
            if not line or line in said or any(one and one in line for one in known):
                continue
            draft.words(strand)
            draft.block()


def _in_quotes(strand: Strand, quote: str) -> Strand:
    writing = {'"': "html-double", "'": "html-single"}.get(quote, "html-bare")
    return Strand(piece._replace(writing=(writing, *piece.writing[1:])) for piece in strand.pieces)


def _line(strand: Strand) -> str:
    return " ".join(strand.text.split())
