"""Which paragraphs does a Word document have as its reader sees them, and which runs are they made of?

Tracked changes are read as if they were accepted. Of what is there twice (the same text box for new and for
old programs) the first is read and the other is its twin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from posixpath import dirname, join, normpath
from typing import NamedTuple

from audit.load.errors import LoadError
from audit.load.package import Package
from audit.load.tree import TreeNode, tree
from audit.model import OBJECT

KIND = "a Word document (.docx)"
BREAK = "\u2028"

_TRANSITIONAL = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
PREFIXES = {
    f"{_TRANSITIONAL}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_TRANSITIONAL}/officeDocument/2006/relationships": "r",
    f"{_STRICT}/officeDocument/relationships": "r",
    f"{_TRANSITIONAL}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_TRANSITIONAL}/markup-compatibility/2006": "mc",
    f"{_TRANSITIONAL}/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_TRANSITIONAL}/package/2006/relationships": "rel",
    f"{_TRANSITIONAL}/package/2006/content-types": "ct",
}
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r'"([^"]*)"|(\S+)')
_OFF = frozenset({"0", "false", "off"})
# Elements that text runs through, and elements with what a reader does not see once all is accepted.
_THROUGH = frozenset({"w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdtContent"})
_GONE = frozenset({"w:del", "w:moveFrom"})
_TRACKED = frozenset({"w:ins", "w:del", "w:moveTo", "w:moveFrom"})
# Fields that say again what stands elsewhere in the document.
_AGAIN = frozenset({"TOC", "INDEX", "TOA", "BIBLIOGRAPHY"})
_DEEPEST_STYLE = 20
_MARGINS = ("w:headerReference", "w:footerReference")
# Words of a header or a footer that says something.
_SAYS = 3


class AtomKind(Enum):
    """What a piece of a paragraph is: words that may be rewritten, words that the program makes (a field),
    white space, a break of the line, or a thing that is no text."""

    WORDS = auto()
    MADE = auto()
    SPACE = auto()
    BREAK = auto()
    THING = auto()


class Atom(NamedTuple):
    """A piece of a paragraph: what it reads as, the element that it is in its run, and where a link leads."""

    text: str
    kind: AtomKind
    run: TreeNode | None
    node: TreeNode
    link: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the part `part`. `level` is a heading's, `table` the number of the table it is in.

    `marks` are the ranges of comments: (offset, id of the comment, whether it begins there). `home` is the
    run of the document's body that stands for it where no comment may be put into itself (a footnote).
    """

    part: str
    level: str = ""
    table: int = 0
    atoms: list[Atom] = field(default_factory=list)
    images: list[tuple[int, str]] = field(default_factory=list)
    marks: list[tuple[int, str, bool]] = field(default_factory=list)
    home: TreeNode | None = None
    twins: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join([atom.text for atom in self.atoms])


@dataclass(slots=True)
class Word:
    """A Word document: its package, the parts with text, and its paragraphs that hold any.

    `main` is the part with the body, `related` the parts that it refers to by their kind ("comments"),
    `reservations` what of it was not read or not as it stands, in words.
    """

    package: Package
    main: str
    parts: dict[str, bytes] = field(default_factory=dict)
    trees: dict[str, TreeNode] = field(default_factory=dict)
    related: dict[str, str] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    reservations: list[str] = field(default_factory=list)

    @property
    def characters(self) -> str:
        """The text as places count it: a line for each paragraph."""
        return "\n".join([one.text for one in self.paragraphs])


def word(data: bytes, shown: str) -> Word:
    """The document in these bytes. Raises LoadError."""
    package = Package(data, shown, KIND)
    return _WordReader(package, shown).word


def rels_of(part: str) -> str:
    """The name of the part that holds what a part refers to."""
    return join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")


class _Field:
    """A field that is open: its instruction, and whether its result has begun."""

    __slots__ = ("instruction", "result")

    def __init__(self, instruction: str = "", *, result: bool = False) -> None:
        self.instruction = instruction
        self.result = result

    @property
    def name(self) -> str:
        return self.instruction.split(maxsplit=1)[0].upper() if self.instruction.strip() else ""

    @property
    def link(self) -> str:
        """Where it leads."""
        if self.name != "HYPERLINK":
            return ""
        match = _ADDRESS.search(self.instruction.strip()[len("HYPERLINK") :])
        return (match[1] or match[2] or "") if match else ""


class _WordReader:
    """Goes through the parts of a document."""

    def __init__(self, package: Package, shown: str) -> None:
        self._package = package
        self._shown = shown
        main = next((target for kind, _, target in self._related("") if kind == "officeDocument"), "")
        self.word = Word(package, main or "word/document.xml")
        self._links: dict[str, str] = {}
        for kind, key, target in self._related(self.word.main):
            self.word.related.setdefault(kind, target)
            self._links[key] = target
        links = self._links
        self._levels = self._styles()
        self._fields: list[_Field] = []
        self._notes: list[tuple[str, str, TreeNode]] = []
        self._seen_notes: set[tuple[str, str]] = set()
        self._open: Paragraph | None = None
        self._tables = self._changes = 0
        self._read()
        if self._unread_margins(links):
            self.word.reservations.append("its headers and footers were not read")
        self.word.paragraphs = [one for one in self.word.paragraphs if one.text.strip()]
        if self._changes:
            many = f"{self._changes:,} tracked changes" if self._changes > 1 else "one tracked change"
            self.word.reservations.insert(0, f"read with {many} as if accepted")

    def _read(self) -> None:
        main = self.word.main
        if main not in self._package or self._tree(main).tag != "w:document":
            raise LoadError(self._shown, f"not {KIND}: nothing in it is the text of one")
        body = self._tree(main).child("w:body")
        self.word.paragraphs += self._blocks(body.children if body else (), main, 0)
        for kind, key, home in self._notes:  # grows while notes are read
            part = self.word.related.get(kind, "")
            if part not in self._package:
                continue
            note = next((one for one in self._tree(part).children if one.attributes.get("w:id") == key), None)
            self.word.paragraphs += self._apart(note, part, home)

    def _unread_margins(self, links: Mapping[str, str]) -> bool:
        """Whether a header or a footer says more than a name or a number of the page. None is read: an
        article's siblings have no such lines, and beside them it would be one that goes its own way."""
        return any(
            len(_WORD.findall("".join(atom.text for atom in one.atoms if atom.kind is not AtomKind.MADE)))
            >= _SAYS
            for part in self._margins(links)
            for one in self._apart(self._tree(part), part, None)
        )

    def _margins(self, links: Mapping[str, str]) -> Iterable[str]:
        """The parts that sections refer to as their headers and footers, each once."""
        held = [one for one in self._tree(self.word.main).walk() if one.tag in _MARGINS]
        held.sort(key=lambda one: _MARGINS.index(one.tag))
        parts = (links.get(one.attributes.get("r:id", ""), "") for one in held)
        return dict.fromkeys(part for part in parts if part in self._package)

    def _apart(self, node: TreeNode | None, part: str, home: TreeNode | None) -> list[Paragraph]:
        """What stands outside of the body, with links of its own."""
        self._fields.clear()
        self._open = None
        self._links = {key: target for _, key, target in self._related(part)}
        found = self._blocks(node.children if node else (), part, 0)
        for one in found:
            one.home = home
        return found

    def _tree(self, part: str) -> TreeNode:
        if part not in self.word.trees:
            data = self.word.parts[part] = self._package.part(part)
            self.word.trees[part] = tree(data, self._shown, part, PREFIXES)
            self._changes += sum(
                one.tag in _TRACKED and one.parent is not None and one.parent.tag != "w:rPr"
                for one in self.word.trees[part].walk()
            )
        return self.word.trees[part]

    def _related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """The kind, the key and the target of what a part refers to; of what lies outside its address."""
        name = rels_of(part)
        if name not in self._package:
            return
        for one in tree(self._package.part(name), self._shown, name, PREFIXES).children:
            kind = one.attributes.get("Type", "").rpartition("/")[2]
            target = one.attributes.get("Target", "")
            if one.attributes.get("TargetMode") != "External":
                target = normpath(join(dirname(part), target)).lstrip("/")
            yield kind, one.attributes.get("Id", ""), target

    def _styles(self) -> dict[str, str]:
        """The level of every style of headings."""
        name = self.word.related.get("styles", "")
        if name not in self._package:
            return {}
        styles = {
            one.attributes.get("w:styleId", ""): one
            for one in tree(self._package.part(name), self._shown, name, PREFIXES).children
            if one.tag == "w:style" and one.attributes.get("w:type", "paragraph") == "paragraph"
        }
        levels = {}
        for key in styles:
            at: str = key
            for _ in range(_DEEPEST_STYLE):
                if at not in styles:
                    break
                if level := _level_of_style(styles[at]):
                    levels[key] = level
                    break
                at = styles[at].value("w:basedOn", "w:val")
        return levels

    def _blocks(self, nodes: Iterable[TreeNode], part: str, table: int) -> list[Paragraph]:
        """The paragraphs of a body, a cell, a note, a text box."""
        found: list[Paragraph] = []
        for node in nodes:
            if node.tag == "w:p":
                found += self._paragraph(node, part, table)
            elif node.tag == "w:tbl":
                self._tables += 1
                number = self._tables
                for row in _rows(node):
                    for cell in row:
                        found += self._blocks(cell.children, part, number)
                        self._open = None
            elif node.tag == "w:sdt":
                found += self._blocks(_content(node), part, table)
            elif node.tag == "mc:AlternateContent":
                found += self._blocks(_chosen(node), part, table)
            elif node.tag in _THROUGH:
                found += self._blocks(node.children, part, table)
            elif node.tag in ("w:altChunk", "w:subDoc"):
                self.word.reservations.append("it holds another document inside, which was not read")
        return found

    def _paragraph(self, node: TreeNode, part: str, table: int) -> list[Paragraph]:
        """A paragraph with those of the text boxes in it; none where it goes on one whose mark is deleted."""
        properties = node.child("w:pPr")
        going_on = self._open is not None
        one = self._open or Paragraph(part, self._level(properties), table)
        boxed: list[Paragraph] = []
        self._open = None
        self._inline(node.children, one, boxed, "")
        own = properties.child("w:rPr") if properties else None
        if own and (own.child("w:del") or own.child("w:moveFrom")):
            self._open = one
        return [*([] if going_on else [one]), *boxed]

    def _level(self, properties: TreeNode | None) -> str:
        if properties is None:
            return ""
        outline = properties.value("w:outlineLvl", "w:val")
        return _outline(outline) if outline else self._levels.get(properties.value("w:pStyle", "w:val"), "")

    def _inline(self, nodes: Iterable[TreeNode], one: Paragraph, boxed: list[Paragraph], link: str) -> None:
        for node in nodes:
            if node.tag == "w:r":
                self._run(node, one, boxed, link)
            elif node.tag == "w:hyperlink":
                target = self._links.get(node.attributes.get("r:id", ""), "")
                anchor = node.attributes.get("w:anchor", "")
                where = target + (f"#{anchor}" if anchor else "")
                self._inline(node.children, one, boxed, where or link)
            elif node.tag == "w:fldSimple":
                self._fields.append(_Field(node.attributes.get("w:instr", ""), result=True))
                self._inline(node.children, one, boxed, link)
                self._fields.pop()
            elif node.tag == "w:sdt":
                self._inline(_content(node), one, boxed, link)
            elif node.tag == "mc:AlternateContent":
                self._inline(_chosen(node), one, boxed, link)
            elif node.tag in ("w:commentRangeStart", "w:commentRangeEnd"):
                begins = node.tag == "w:commentRangeStart"
                one.marks.append((len(one.text), node.attributes.get("w:id", ""), begins))
            elif node.tag in ("m:oMath", "m:oMathPara"):
                self._put(one, OBJECT, AtomKind.THING, None, node, link)
            elif node.tag in _THROUGH:
                self._inline(node.children, one, boxed, link)

    def _run(self, run: TreeNode, one: Paragraph, boxed: list[Paragraph], link: str) -> None:
        properties = run.child("w:rPr")
        hidden = properties.child("w:vanish") if properties else None
        if hidden and hidden.attributes.get("w:val", "") not in _OFF:
            return
        for node in run.children:
            if node.tag == "w:fldChar":
                self._field(node.attributes.get("w:fldCharType", ""))
            elif node.tag == "w:instrText" and self._fields and not self._fields[-1].result:
                self._fields[-1].instruction += node.said
            elif node.tag == "w:t":
                made = any(open_.name != "HYPERLINK" for open_ in self._fields)
                kind = AtomKind.MADE if made else AtomKind.WORDS
                self._put(one, node.said.replace("\n", " ").replace("\r", " "), kind, run, node, link)
            elif node.tag in ("w:tab", "w:ptab"):
                self._put(one, "\t", AtomKind.SPACE, run, node, link)
            elif node.tag in ("w:br", "w:cr"):
                self._put(one, BREAK, AtomKind.BREAK, run, node, link)
            elif node.tag == "w:noBreakHyphen":
                self._put(one, "\u2011", AtomKind.MADE, run, node, link)
            elif node.tag == "w:sym":
                self._put(one, OBJECT, AtomKind.THING, run, node, link)
            elif node.tag in ("w:footnoteReference", "w:endnoteReference"):
                self._note(node.tag, node.attributes.get("w:id", ""), one.home or run)
            elif node.tag in ("w:drawing", "w:pict", "w:object", "mc:AlternateContent"):
                self._drawing(node, one, boxed, run)
            elif node.tag == "w:ruby":
                base = node.child("w:rubyBase")
                self._inline(base.children if base else (), one, boxed, link)

    def _put(
        self, one: Paragraph, text: str, kind: AtomKind, run: TreeNode | None, node: TreeNode, link: str
    ) -> None:
        if text and all(open_.result and open_.name not in _AGAIN for open_ in self._fields):
            leads = next((open_.link for open_ in reversed(self._fields) if open_.link), "")
            one.atoms.append(Atom(text, kind, run, node, leads or link))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, tag: str, key: str, home: TreeNode) -> None:
        kind = "footnotes" if tag == "w:footnoteReference" else "endnotes"
        if (kind, key) not in self._seen_notes:
            self._seen_notes.add((kind, key))
            self._notes.append((kind, key, home))

    def _drawing(self, node: TreeNode, one: Paragraph, boxed: list[Paragraph], run: TreeNode) -> None:
        """Note the pictures of a drawing, and read its text boxes as paragraphs after this one."""
        chosen: list[TreeNode] = [node]
        other: list[TreeNode] = []
        if node.tag == "mc:AlternateContent":
            chosen = list(_chosen(node))
            fallback = node.child("mc:Fallback")
            other = fallback.children if fallback else []
        paragraphs = self._boxes(chosen, one.part)
        if other and paragraphs:
            twins = self._boxes(other, one.part)
            if [twin.text for twin in twins] == [paragraph.text for paragraph in paragraphs]:
                for paragraph, twin in zip(paragraphs, twins, strict=True):
                    paragraph.twins.append(twin)
        for paragraph in paragraphs:
            paragraph.home = one.home or run
        boxed += paragraphs
        for picture in chosen:
            for below in picture.walk():
                if below.tag == "a:blip":
                    target = self._links.get(below.attributes.get("r:embed", ""), "")
                    one.images.append((len(one.text), target))

    def _boxes(self, nodes: Iterable[TreeNode], part: str) -> list[Paragraph]:
        found: list[Paragraph] = []
        fields, self._fields = self._fields, []
        for box in _outermost(nodes, "w:txbxContent"):
            self._open = None
            found += self._blocks(box.children, part, 0)
        self._open, self._fields = None, fields
        return found


def _outermost(nodes: Iterable[TreeNode], tag: str) -> Iterator[TreeNode]:
    """The elements of this name at and below some others, and not below each other."""
    for node in nodes:
        if node.tag == tag:
            yield node
        else:
            yield from _outermost(node.children, tag)


def _rows(table: TreeNode) -> Iterator[list[TreeNode]]:
    """The cells of each row of a table that is not deleted, in content controls too."""
    for row in _kept(table.children, "w:tr"):
        properties = row.child("w:trPr")
        if not (properties and properties.child("w:del")):
            yield [cell for cell in _kept(row.children, "w:tc") if not _deleted(cell)]


def _deleted(cell: TreeNode) -> bool:
    properties = cell.child("w:tcPr")
    return bool(properties and properties.child("w:cellDel"))


def _kept(nodes: Iterable[TreeNode], tag: str) -> Iterator[TreeNode]:
    for node in nodes:
        if node.tag == tag:
            yield node
        elif node.tag == "w:sdt":
            yield from _kept(_content(node), tag)
        elif node.tag in _THROUGH:
            yield from _kept(node.children, tag)


def _content(control: TreeNode) -> list[TreeNode]:
    """What a content control holds; nothing where that is its own prompt, or a table of contents."""
    properties, content = control.child("w:sdtPr"), control.child("w:sdtContent")
    if properties and properties.child("w:showingPlcHdr"):
        return []
    made = properties.child("w:docPartObj") if properties else None
    if made and made.value("w:docPartGallery", "w:val") == "Table of Contents":
        return []
    return content.children if content else []


def _chosen(alternative: TreeNode) -> list[TreeNode]:
    """What programs of today show."""
    choice = alternative.child("mc:Choice") or alternative.child("mc:Fallback")
    return choice.children if choice else []


def _level_of_style(style: TreeNode) -> str:
    name = style.value("w:name", "w:val")
    if match := _HEADING.fullmatch(name):
        return match[1]
    if name.casefold() == "title":
        return "1"
    properties = style.child("w:pPr")
    outline = properties.value("w:outlineLvl", "w:val") if properties else ""
    return _outline(outline)


def _outline(value: str) -> str:
    """The level of a heading by its outline level, which counts from 0; 9 is that of the text."""
    return str(int(value) + 1) if value.isascii() and value.isdigit() and int(value[:3]) < 9 else ""
