"""What is the prose of a file in reStructuredText?"""

from __future__ import annotations

from audit.load import front_matter
from audit.load.draft import Draft, Loaded
from audit.load.metadata import metadata
from audit.load.prose import named, prose
from audit.load.rst_blocks import Line, RstBlock, RstKind, blocks
from audit.load.rst_inline import RstInline, RstNode, inlines
from audit.load.settings import FormatSettings
from audit.load.strand import File, Piece, PieceKind, Strand
from audit.model import ElementKind


def read(file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """The file's text block by block, and what the fields at its head state."""
    strand = file.strand()
    head = front_matter.read(strand, file, settings, settings.front_matter, toml_json=False)
    draft = Draft()
    for _, words in head.seen:
        draft.words(words)
        draft.block()
    parsed = blocks(strand.text[head.start :])
    body = strand[head.start :]
    reader = _RstReader(draft, body, parsed.targets)
    for block in parsed.found:
        reader.add(block)
    fields = {**parsed.fields, **head.fields}
    stated = metadata(fields, f"{file.path}: its head", strict=False)
    return (draft.done(file, file.lines(), stated, {**parsed.fields, **head.flat()}),)


class _RstReader:
    """Adds blocks of one text to a draft."""

    def __init__(self, draft: Draft, strand: Strand, targets: dict[str, str]) -> None:
        self.draft = draft
        self.text = strand.text
        self.flowing = strand.written("rst")
        self.fixed = strand.written("rst-fixed")
        self.targets = targets

    def add(self, block: RstBlock) -> None:
        """Add one block."""
        draft = self.draft
        draft.block()
        start = draft.here()
        match block.kind:
            case RstKind.CODE:
                code = "\n".join(self.text[begin:end] for begin, end in block.lines)
                draft.element(ElementKind.CODE, named(code), start)
            case RstKind.DIRECTIVE:
                draft.element(ElementKind.SHORTCODE, block.value, start)
            case RstKind.LINK:
                draft.element(ElementKind.LINK, block.value, start)
            case _:
                self._inline(self._paragraph(block))
                if block.kind is RstKind.HEADING:
                    draft.element(ElementKind.HEADING, block.value, start)
                elif block.kind is RstKind.IMAGE:
                    draft.element(ElementKind.IMAGE, block.value, start)
        draft.block()

    def _paragraph(self, block: RstBlock) -> Strand:
        strand = self.fixed if block.fixed else self.flowing
        if len(block.lines) == 1:
            return strand[slice(*block.lines[0])]
        pieces: list[Piece] = []
        before: Line | None = None
        for line in block.lines:
            if before:
                pieces.append(strand.stand("\n", before[1], line[0], PieceKind.WHOLE))
            pieces += strand.cut(*line)
            before = line
        return Strand(pieces)

    def _inline(self, strand: Strand) -> None:
        waiting: list[Piece] = []
        for one in inlines(strand.text, self.targets):
            if one.node is RstNode.TEXT:
                waiting += strand.cut(one.start, one.end)
            elif one.node is RstNode.ESCAPE:
                sign = strand.text[one.start + 1 : one.end]
                if sign.strip():
                    waiting.append(strand.stand(sign, one.start, one.end, PieceKind.WHOLE))
            else:
                self._words(waiting)
                self._other(strand, one)
        self._words(waiting)

    def _words(self, pieces: list[Piece], *, linked: bool = False) -> None:
        if pieces:
            prose(self.draft, Strand(pieces), linked=linked)
            pieces.clear()

    def _other(self, strand: Strand, one: RstInline) -> None:
        draft = self.draft
        if one.node is RstNode.CODE:
            draft.object(strand, one.start, one.end, ElementKind.CODE, named(one.value))
        elif one.node is RstNode.SUBSTITUTION:
            draft.object(strand, one.start, one.end, ElementKind.SHORTCODE, one.value)
        elif one.node is RstNode.LINK and one.words is None:
            draft.object(strand, one.start, one.end, ElementKind.LINK, one.value)
        elif one.node is RstNode.LINK and one.words:
            start = draft.here()
            self._words(list(strand.cut(*one.words)), linked=True)
            if one.value:
                draft.element(ElementKind.LINK, one.value, start)
