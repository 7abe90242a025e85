"""Which source and which target does an XLIFF file hold? Versions 1.2, 2.0 and 2.1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from audit.load.draft import Draft, Loaded
from audit.load.errors import LoadError
from audit.load.markup import MarkupToken, TokenKind, tokens, unescaped
from audit.load.messages import InlineElement, message
from audit.load.metadata import Metadata, metadata
from audit.load.settings import FormatSettings
from audit.load.strand import File, Piece, Strand
from audit.load.templates import FILLER
from audit.model import Role

_UNITS = frozenset({"trans-unit", "unit"})
# What these hold is not the text of a unit.
_ASIDE = frozenset(
    {"alt-trans", "seg-source", "note", "notes", "originalData", "ignorable", "matches", "glossary"}
)
# Inline elements by what they are in a sentence: a thing of its own, or an edge that text runs through.
_THINGS = frozenset({"x", "ph"})
_EDGES = frozenset({"g", "pc", "bx", "ex", "sc", "ec", "bpt", "ept", "it"})
_NATIVE = frozenset({"ph", "bpt", "ept", "it"})  # their content, in 1.2, is code of another format


@dataclass(slots=True)
class _XliffUnit:
    """A unit's translated segments: pairs of the tokens of source and target, and its id."""

    id: str
    source: list[MarkupToken] = field(default_factory=list)
    target: list[MarkupToken] = field(default_factory=list)
    segments: list[tuple[list[MarkupToken], list[MarkupToken]]] = field(default_factory=list)

    def segment(self) -> None:
        """Note the segment that ends here."""
        if self.source or self.target:
            self.segments.append((self.source, self.target))
            self.source, self.target = [], []


@dataclass(slots=True)
class _XliffFile:
    """A <file> of the file."""

    source: str = ""
    target: str = ""
    units: list[_XliffUnit] = field(default_factory=list)


def read(file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """Source and target of each <file>, unit by unit: two versions of one story."""
    strand = file.strand().written("xml")
    _check(strand.text, file)
    files = [one for one in _files(strand) if one.units]
    lines = file.lines()
    documents = []
    for number, one in enumerate(files, 1):
        several = len(files) > 1
        story = f"{file.path}#{number}" if several else file.path
        prefix = f"{number}." if several else ""
        origin, lang = _lang(one.source, file), _lang(one.target, file)
        source, target = Draft(), Draft()
        translated = any(segment[1] for unit in one.units for segment in unit.segments)
        for unit in one.units:
            for at, (left, right) in enumerate(unit.segments):
                key = f"{unit.id}\0{at}" if at else unit.id
                if right or not translated:
                    _fill(source, strand, left, key)
                    _fill(target, strand, right, key)
        told = Metadata(lang=origin, role=Role.SOURCE if translated else None)
        documents.append(source.done(file, lines, told, name=f"{prefix}source", story=story))
        stated = Metadata(lang=lang, role=Role.TRANSLATION, origin=origin)
        documents.append(target.done(file, lines, stated, name=f"{prefix}target", story=story))
    return tuple(documents)


def _lang(value: str, file: File) -> str:
    return metadata({"lang": value or None}, file.path, strict=False).lang


def _check(text: str, file: File) -> None:
    """Raise LoadError where the file is not well-formed, or declares entities: they may hold files of this
    machine, or a billion of each other, and XLIFF needs none."""
    parser = expat.ParserCreate("utf-8")

    def declared(name: str, *_: object) -> None:
        place = f"{file.path}:{parser.CurrentLineNumber}"
        raise LoadError(place, f"declares the entity {name}: expected XLIFF without entities of its own")

    parser.EntityDeclHandler = declared
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        place = f"{file.path}:{error.lineno}:{error.offset + 1}"
        raise LoadError(place, f"not XML: {expat.ErrorString(error.code)}") from None


def _files(strand: Strand) -> list[_XliffFile]:
    files: list[_XliffFile] = []
    root = _XliffFile()
    unit: _XliffUnit | None = None
    inside = ""  # source or target
    aside = 0
    silent: list[bool] = []
    for token in tokens(strand.text, xml=True):
        name = token.name.rpartition(":")[2]
        if token.kind in (TokenKind.TEXT, TokenKind.CDATA):
            if unit and inside and not aside:
                (unit.source if inside == "source" else unit.target).append(token)
        elif token.kind is TokenKind.OPENING:
            values = _values(strand, token)
            if not token.empty:
                silent.append(name in _ASIDE or values.get("translate") == "no")
                aside += silent[-1]
            if name == "xliff":
                root = _XliffFile(values.get("srcLang", ""), values.get("trgLang", ""))
            elif name == "file":
                files.append(
                    _XliffFile(
                        values.get("source-language", root.source), values.get("target-language", root.target)
                    )
                )
            elif name in _UNITS and files and not token.empty and not aside:
                unit = _XliffUnit(values.get("id", ""))
            elif name in ("source", "target") and unit and not aside and not inside:
                inside = "" if token.empty else name
            elif inside and unit and not aside:
                (unit.source if inside == "source" else unit.target).append(token)
        elif token.kind is TokenKind.CLOSING:
            if name == inside:
                inside = ""
            elif name in ("segment", *_UNITS) and unit and not aside:
                unit.segment()
                if name in _UNITS:
                    files[-1].units.append(unit)
                    unit = None
            elif inside and unit and not aside:
                (unit.source if inside == "source" else unit.target).append(token)
            aside -= silent.pop()
    return files


def _values(strand: Strand, token: MarkupToken) -> Mapping[str, str]:
    return {
        name: unescaped(strand[place.start : place.end], xml=True).text for name, place in token.attributes
    }


def _fill(draft: Draft, strand: Strand, content: list[MarkupToken], key: str) -> None:
    """Add one segment as a block."""
    if not content:
        return
    pieces: list[Piece] = []
    inline: dict[int, InlineElement] = {}
    native = 0
    for token in content:
        name = token.name.rpartition(":")[2]
        if token.kind in (TokenKind.TEXT, TokenKind.CDATA):
            if not native:
                pieces += _text(strand, token).pieces
            continue
        opening = token.kind is TokenKind.OPENING
        if name in _NATIVE and not (opening and token.empty):
            native += 1 if opening else -1
        if not opening or name not in _THINGS | _EDGES:
            continue
        filler = strand.stand(FILLER, token.start, token.end)
        pieces.append(filler)
        inline[filler.start] = InlineElement(
            f"<{name} {_values(strand, token).get('id', '')}>", name in _EDGES
        )
    with draft.unit(key):
        # What is escaped twice (&lt;b&gt;) is markup of the format the text came from.
        message(draft, Strand(pieces), inline=inline)


def _text(strand: Strand, token: MarkupToken) -> Strand:
    cut = strand[token.start : token.end]
    if token.kind is TokenKind.CDATA:
        return Strand(piece._replace(writing=("cdata", *piece.writing[1:])) for piece in cut.pieces)
    return unescaped(cut, xml=True)
