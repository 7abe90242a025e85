"""What text does a document of LibreOffice's own format (OpenDocument) hold?

Its places count paragraphs, as those of a Word document do. It is read and not written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from audit.load.draft import Draft, Loaded
from audit.load.errors import LoadError
from audit.load.package import Package
from audit.load.prose import prose
from audit.load.settings import FormatSettings
from audit.load.strand import File, Piece, PieceKind, Strand
from audit.load.tree import TreeNode, tree
from audit.model import ElementKind

_KIND = "an OpenDocument text (.odt)"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_PREFIXES = {
    f"{_OASIS}:{name}:1.0": prefix
    for name, prefix in (("text", "text"), ("office", "office"), ("table", "table"), ("drawing", "draw"))
} | {"http://www.w3.org/1999/xlink": "xlink"}
_BREAK = "\u2028"
# What a reader does not see, or sees elsewhere: changes told by their old words, notes of reviewers, lists of
# contents.
_ASIDE = frozenset(
    {
        "text:tracked-changes",
        "office:annotation",
        "text:table-of-content",
        "text:alphabetical-index",
        "text:bibliography",
        "text:ruby-text",
        "text:note-citation",
        "office:forms",
    }
)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph: its pieces, each with where its link leads; a heading's level."""

    level: str = ""
    pieces: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.pieces)


def read_packed(data: bytes, shown: str, settings: FormatSettings) -> tuple[File, tuple[Loaded, ...]]:
    """The document's text, tracked changes as accepted: its body, then its notes. Raises LoadError."""
    package = Package(data, shown, _KIND)
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.part(manifest):
        raise LoadError(shown, "protected by a password: expected a document without one")
    body = tree(package.part("content.xml"), shown, "content.xml", _PREFIXES).child("office:body")
    text = body.child("office:text") if body else None
    if text is None:
        raise LoadError(shown, f"not {_KIND}: nothing in it is the text of one")
    reading = _OdtReader()
    reading.blocks(text.children)
    paragraphs = [one for one in (*reading.paragraphs, *reading.notes) if one.text.strip()]
    file = File("\n".join(one.text for one in paragraphs), shown, "utf-8")
    draft = Draft()
    at = 0
    for one in paragraphs:
        _write(draft, one, at)
        at += len(one.text) + 1
    return file, (draft.done(file, file.lines()),)


class _OdtReader:
    """Goes through a document."""

    def __init__(self) -> None:
        self.paragraphs: list[_Paragraph] = []
        self.notes: list[_Paragraph] = []

    def blocks(self, nodes: Iterable[TreeNode]) -> None:
        for node in nodes:
            if node.tag in ("text:p", "text:h"):
                level = node.attributes.get("text:outline-level", "1") if node.tag == "text:h" else ""
                one = _Paragraph(level)
                self.paragraphs.append(one)
                self._inline(node, one, "")
            elif node.tag not in _ASIDE:
                self.blocks(node.children)

    def _inline(self, node: TreeNode, one: _Paragraph, link: str) -> None:
        for part in node.content:
            if isinstance(part, str):
                one.pieces.append((part.replace("\n", " "), link))
            elif part.tag == "text:s":
                count = part.attributes.get("text:c", "1")
                one.pieces.append(
                    (" " * (int(count[:4]) if count.isascii() and count.isdigit() else 1), link)
                )
            elif part.tag == "text:tab":
                one.pieces.append(("\t", link))
            elif part.tag == "text:line-break":
                one.pieces.append((_BREAK, link))
            elif part.tag == "text:note":
                inner = _OdtReader()
                body = part.child("text:note-body")
                inner.blocks(body.children if body else ())
                self.notes += [*inner.paragraphs, *inner.notes]
            elif part.tag.startswith("draw:"):
                self.blocks(part.children)
            elif part.tag == "text:a":
                self._inline(part, one, part.attributes.get("xlink:href", ""))
            elif part.tag not in _ASIDE:
                self._inline(part, one, link)


def _write(draft: Draft, one: _Paragraph, at: int) -> None:
    begun = draft.here()
    for words, link in one.pieces:
        first = draft.here()
        strand = Strand([Piece(words, at, at + len(words), PieceKind.RUN, ("read-only",))])
        if words == _BREAK:
            draft.line_break(strand, 0, 1)
        else:
            prose(draft, strand, linked=bool(link))
        if link:
            draft.element(ElementKind.LINK, link, first)
        at += len(words)
    if one.level:
        draft.element(ElementKind.HEADING, one.level, begun)
    draft.block()
