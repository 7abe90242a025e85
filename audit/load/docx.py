"""What text does a Word document hold?

Its file is one that a person cannot count lines in, so places count paragraphs: the characters that a place
is told in are those of the text, with a line for each paragraph that holds any.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from audit.load.draft import Draft, Loaded
from audit.load.prose import prose
from audit.load.settings import FormatSettings
from audit.load.strand import File, Piece, PieceKind, Strand
from audit.load.word import Atom, AtomKind, Paragraph, word
from audit.model import ElementKind

_WRITING = ("word",)


def read_packed(data: bytes, shown: str, settings: FormatSettings) -> tuple[File, tuple[Loaded, ...]]:
    """The document's text, tracked changes as accepted: its body, then its notes. Raises LoadError."""
    held = word(data, shown)
    file = File(held.characters, shown, "utf-8")
    draft = Draft()
    at = table = begun = 0
    for paragraph in held.paragraphs:
        if paragraph.table != table:
            if table:
                draft.element(ElementKind.TABLE, "", begun)
            table, begun = paragraph.table, draft.here()
        _write(draft, paragraph, at)
        at += len(paragraph.text) + 1
    if table:
        draft.element(ElementKind.TABLE, "", begun)
    loaded = draft.done(file, file.lines())
    return file, (replace(loaded, reservations=tuple(dict.fromkeys(held.reservations))),)


def _write(draft: Draft, paragraph: Paragraph, start: int) -> None:
    """Add a paragraph whose characters begin at `start`."""
    begun = draft.here()
    for _, target in paragraph.images:
        draft.point(ElementKind.IMAGE, target)
    at = start
    for (kind, link), group in groupby(paragraph.atoms, key=lambda atom: (_flowing(atom), atom.link)):
        atoms = list(group)
        first = draft.here()
        if kind is AtomKind.WORDS:
            strand = Strand(_pieces(atoms, at))
            prose(draft, strand, linked=bool(link))
        else:
            for number, atom in enumerate(atoms):
                place = at + sum(len(one.text) for one in atoms[:number])
                strand = Strand([Piece(atom.text, place, place + len(atom.text), PieceKind.FIXED, _WRITING)])
                if kind is AtomKind.BREAK:
                    draft.line_break(strand, 0, len(atom.text))
                else:
                    draft.object(strand, 0, len(atom.text), None, "")
        if link:
            draft.element(ElementKind.LINK, link, first)
        at += sum(len(atom.text) for atom in atoms)
    if paragraph.level:
        draft.element(ElementKind.HEADING, paragraph.level, begun)
    draft.block()


def _flowing(atom: Atom) -> AtomKind:
    """Words and spaces alike run on; breaks and things stand for themselves."""
    return atom.kind if atom.kind in (AtomKind.BREAK, AtomKind.THING) else AtomKind.WORDS


def _pieces(atoms: list[Atom], at: int) -> list[Piece]:
    pieces = []
    for atom in atoms:
        kind = PieceKind.RUN if atom.kind is AtomKind.WORDS else PieceKind.FIXED
        pieces.append(Piece(atom.text, at, at + len(atom.text), kind, _WRITING))
        at += len(atom.text)
    return pieces
