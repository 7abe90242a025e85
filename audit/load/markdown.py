"""What is the prose of a Markdown or MDX file?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.load import front_matter
from audit.load.draft import Draft, Loaded
from audit.load.errors import LoadError
from audit.load.html import fragment
from audit.load.jsx import expressions
from audit.load.markdown_blocks import BlockKind, LeafBlock, Lines, blocks
from audit.load.markdown_inline import Inline, Node, inlines
from audit.load.markdown_references import Reference
from audit.load.markdown_tables import row_cells
from audit.load.markup import tag, unescaped
from audit.load.page import PageReader
from audit.load.prose import named
from audit.load.scalars import escaped
from audit.load.settings import FormatSettings
from audit.load.strand import File, Piece, PieceKind, Strand
from audit.load.templates import masked
from audit.model import ElementKind

# {.class #id key="value"} and {: .class}, as goldmark, kramdown and Python-Markdown read them.
# What may begin or end emphasis, a link, code or a tag, and how often it may stand in a file: a text has one
# in every twenty characters at most, and each costs as much as a sentence.
_SIGNS, _MOST_SIGNS = "*_[]`<~", 200_000
_ATTRIBUTE = r"""(?:[.#][\w-]++|[\w-]++=(?:"[^"]*+"|'[^']*+'|[\w-]++))"""
_ATTRIBUTES = re.compile(rf"[ \t]*+\{{:?[ \t]*+{_ATTRIBUTE}(?:[ \t]++{_ATTRIBUTE})*[ \t]*+\}}[ \t]*+")
_PICTURE = re.compile(r"<img\s[^<>]*+>\s*", re.IGNORECASE)
# What may have attributes right behind it.
_CARRIERS = frozenset({Node.IMAGE_END, Node.LINK_END, Node.CODE})


def read(file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """The file's text: front matter that readers see, then the body block by block."""
    if sum(map(file.characters.count, _SIGNS)) > _MOST_SIGNS:
        raise LoadError(file.path, f"more markup than text: expected at most {_MOST_SIGNS:,} of {_SIGNS}")
    strand = file.strand()
    head = front_matter.read(strand, file, settings, settings.front_matter)
    draft = Draft()
    for _, words in head.seen:
        draft.words(unescaped(_without_images(words)))
        draft.block()
    stated = head.metadata(file.path)
    mdx = file.path.lower().endswith(".mdx")
    reader = Reader(draft, strand[head.start :], stated.lang, mdx=mdx, lenient=settings.python_markdown)
    reader.read()
    lines, fields = file.lines(), head.flat()
    documents = []
    for lang, one in reader.page.drafts.items():
        own = head.fields if one is draft else {**head.fields, "lang": lang}
        documents.append(
            one.done(
                file,
                lines,
                front_matter.Head(fields=own).metadata(file.path),
                fields,
                name="" if one is draft else lang,
            )
        )
    return tuple(documents)


def _without_images(words: Strand) -> Strand:
    """A field of front matter as a page shows it: its pictures are no words."""
    pieces: list[Piece] = []
    at = 0
    for match in _PICTURE.finditer(words.text):
        pieces += words[at : match.start()].pieces
        at = match.end()
    return Strand([*pieces, *words[at:].pieces]) if at else words


class Reader:
    """Adds the blocks of one Markdown text to a draft."""

    def __init__(
        self, draft: Draft, strand: Strand, lang: str = "", *, mdx: bool = False, lenient: bool = False
    ) -> None:
        self.original = strand.written("markdown")
        self.templates = masked(self.original)
        if mdx:
            self.templates = expressions(self.templates)
        self.strand = self.templates.strand
        self.islands = self.strand
        self.mdx = mdx
        self.lenient = lenient
        self.page = PageReader(draft, lang, self.templates, jsx=mdx)
        self.references: dict[str, Reference] = {}

    def read(self) -> None:
        """Read all of it."""
        parsed = blocks(self.strand.text, mdx=self.mdx)
        self.references = parsed.references
        for block in parsed.found:
            self._block(block)
        self.page.end(self.strand)

    def _block(self, block: LeafBlock) -> None:
        page = self.page
        if block.kind is BlockKind.HTML:
            fragment(page, _html(_lines(self.strand, block.lines)), jsx=self.mdx)
            return
        if page.silent:
            return
        page.draft.block()
        if block.kind is BlockKind.CODE:
            code = "\n".join(self.original.text[start:end] for start, end in block.lines)
            page.draft.element(ElementKind.CODE, named(code), page.draft.here())
        elif block.kind is BlockKind.TABLE:
            start = page.draft.here()
            rows = [row_cells(self.strand.text, *line) for line in block.lines]
            for row in rows:
                for cell in row[: len(rows[0])]:  # what goes beyond the head is not shown
                    self._inline(self.strand[slice(*cell)])
                    page.draft.block()
            page.draft.element(ElementKind.TABLE, "", start)
        else:
            start = page.draft.here()
            self._inline(self._paragraph(block.lines))
            if block.kind is BlockKind.HEADING:
                page.draft.element(ElementKind.HEADING, str(block.level), start)
        page.draft.block()

    def _paragraph(self, lines: Lines) -> Strand:
        """The lines of a paragraph one after another; what stands between two is their newline. A list of
        attributes on a line of its own is none of its words."""
        lines = [line for line in lines if not _ATTRIBUTES.fullmatch(self.strand.text, *line)]
        if not lines:
            return self.strand[0:0]
        if len(lines) == 1:
            return self.strand[slice(*lines[0])]
        return _lines(self.strand, lines)

    def _inline(self, strand: Strand) -> None:
        """Add the words of a paragraph, and what else it holds."""
        depth = self.page.depth()
        text: list[Piece] = []
        deleted = 0
        found = inlines(strand.text, self.references, jsx=self.mdx, lenient=self.lenient)
        links: list[tuple[Inline, int]] = []
        image: Inline | None = None
        inside = 0
        alternative: list[Piece] = []
        html: list[Strand] = []  # the paragraph as a tag sees it, made once
        before: Inline | None = None
        attributes = 0  # where those of a link, an image or code end
        for one in found:
            if before and before.node in _CARRIERS and one.node is Node.TEXT:
                attributes = _behind_attributes(strand.text, one)
            before = one
            if one.end <= attributes:
                continue
            one.start = max(one.start, attributes)
            if one.node in (Node.IMAGE, Node.IMAGE_END):
                # Images in images are their alternative text.
                if one.node is Node.IMAGE:
                    if not inside:
                        self._words(text)
                        image, alternative = one, []
                    inside += 1
                else:
                    inside -= 1
                    if not inside and image and not deleted:
                        self._image(strand, image, one, Strand(alternative))
            elif inside:
                alternative += _plain(strand, one)
            elif one.node in (Node.DELETED, Node.DELETED_END):
                self._words(text)
                deleted += 1 if one.node is Node.DELETED else -1
            elif deleted:
                continue
            elif one.node is Node.TEXT or one.node is Node.ESCAPE:
                text += _plain(strand, one)
            elif one.node is Node.TAG:
                self._words(text)
                html = html or [_html(strand)]
                if token := tag(strand.text, one.start, xml=self.mdx):
                    self.page.tag(html[0], token)
            elif one.node is not Node.NOTHING:
                self._words(text)
                self._other(strand, one, links)
        self._words(text)
        self.page.shut(strand, depth)

    def _words(self, text: list[Piece]) -> None:
        if text:
            self.page.words(Strand(text))
            text.clear()

    def _other(self, strand: Strand, one: Inline, links: list[tuple[Inline, int]]) -> None:
        if self.page.silent:
            return
        draft = self.page.draft
        if one.node is Node.CODE:
            draft.object(strand, one.start, one.end, ElementKind.CODE, named(self._code(strand, one)))
        elif one.node is Node.ADDRESS:
            draft.object(strand, one.start, one.end, ElementKind.LINK, one.value)
        elif one.node is Node.BREAK:
            draft.line_break(strand, one.start, one.end)
        elif one.node is Node.LINK:
            links.append((one, draft.here()))
        elif one.node is Node.LINK_END and links:
            opening, start = links.pop()
            draft.element(ElementKind.LINK, opening.value, start)
            if opening.words:
                draft.aside(_title(strand, opening.words))

    def _image(self, strand: Strand, image: Inline, end: Inline, words: Strand) -> None:
        if self.page.silent:
            return
        draft = self.page.draft
        draft.object(strand, image.start, end.end, None, "")
        draft.aside(words, ElementKind.IMAGE, image.value)
        if image.words:
            draft.aside(_title(strand, image.words))

    def _code(self, strand: Strand, one: Inline) -> str:
        return strand.text[one.start : one.end].strip("`")


def _behind_attributes(text: str, one: Inline) -> int:
    """Where the words of a text begin that stands behind an image, a link or code: behind its attributes,
    which may hold signs of emphasis."""
    found = _ATTRIBUTES.match(text, one.start) if text.startswith("{", one.start) else None
    return found.end() if found else one.start


def _plain(strand: Strand, one: Inline) -> Iterable[Piece]:
    """The text of an inline as readers see it."""
    if one.node is Node.ESCAPE:
        return (strand.stand(strand.text[one.start + 1], one.start, one.end, PieceKind.WHOLE),)
    if one.node is Node.TEXT:
        if strand.text.find("&", one.start, one.end) < 0:
            return strand.cut(one.start, one.end)
        return unescaped(strand[one.start : one.end]).pieces
    if one.node in (Node.CODE, Node.ADDRESS):
        words = strand.text[one.start : one.end]
        inner = words.strip("`<>")
        start = one.start + words.index(inner)
        return strand.cut(start, start + len(inner))
    if one.node is Node.BREAK:
        return (strand.stand(" ", one.start, one.end),)
    return ()


def _title(strand: Strand, place: tuple[int, int]) -> Strand:
    return unescaped(escaped(_written(strand[slice(*place)], "quoted")))


def _html(strand: Strand) -> Strand:
    return _written(strand, "html")


def _written(strand: Strand, escape: str) -> Strand:
    """The strand with its innermost escape changed."""
    return Strand(piece._replace(writing=(escape, *piece.writing[1:])) for piece in strand.pieces)


def _lines(strand: Strand, lines: Lines) -> Strand:
    """Lines one after another; what stands between two is their newline."""
    pieces: list[Piece] = []
    before = -1
    for start, end in lines:
        if before >= 0:
            pieces.append(strand.stand("\n", before, start, PieceKind.WHOLE))
        pieces += strand.cut(start, end)
        before = end
    return Strand(pieces)
