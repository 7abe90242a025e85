"""Which blocks does a Markdown text have, and which characters belong to each?

CommonMark 0.31 with GFM's tables and footnotes, as the specification's appendix "A parsing strategy"
describes it; checked in tests against markdown-it-py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from audit.load.jsx import module_end
from audit.load.markdown_cursor import Cursor
from audit.load.markdown_html import island
from audit.load.markdown_references import Reference, definitions, label
from audit.load.markdown_tables import row_cells, rules
from audit.load.templates import FILLER

# Deeper nesting is a slip or an attack; markers beyond are text, so that the time stays linear.
_DEEPEST = 100
_ATX = re.compile(r"(#{1,6})(?:[ \t]++|$)")
_ATX_END = re.compile(r"(?:^|[ \t])#++[ \t]*+$")
_ATTRIBUTES = re.compile(r"[ \t]*+\{[ \t]*+[#.:][^{}]*+\}[ \t]*+$")
_FENCE = re.compile(r"(`{3,}+)(?![^\n]*`)|(~{3,}+)")
_SETEXT = re.compile(r"(=++|-++)[ \t]*+$")
_THEMATIC = re.compile(r"(?:(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,}|(?:-[ \t]*+){3,})$")
_ITEM = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)")
_FOOTNOTE = re.compile(r"\[\^[^\]\s\[]{1,99}\]:")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]++[\w-]+")
_DIRECTIVE = re.compile(r":{3,}+")
_ATTRIBUTE_LINE = re.compile(r"\{:[^{}]*+\}[ \t]*+$")
_ESM = re.compile(r"(?:import|export)[ \t{]")
_MATH = re.compile(r"\$\$[ \t]*+$")
Lines = list[tuple[int, int]]


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CODE = "code"
    HTML = "html"
    TABLE = "table"


class LeafBlock(NamedTuple):
    """A leaf: the stretches of its lines without what belongs to the blocks around it."""

    kind: BlockKind
    lines: Lines
    level: int = 0


@dataclass(slots=True)
class _Container:
    quote: bool
    indent: int = 0  # columns by which an item's lines are indented
    empty: bool = False  # an item that has had no content yet


@dataclass(slots=True)
class _Leaf:
    kind: BlockKind
    lines: Lines = field(default_factory=list)
    fence: str = ""
    indent: int = 0
    closing: re.Pattern[str] | None = None
    until: int = 0  # the offset that the block reaches at least


@dataclass(slots=True)
class Blocks:
    """The leaves of a text in order, and what its reference links refer to."""

    found: list[LeafBlock] = field(default_factory=list)
    references: dict[str, Reference] = field(default_factory=dict)


def blocks(text: str, *, mdx: bool = False) -> Blocks:
    """Read a whole text."""
    return _BlockParser(text, mdx).parse()


class _BlockParser(Cursor):
    def __init__(self, text: str, mdx: bool) -> None:
        super().__init__(text)
        self.mdx = mdx
        self.result = Blocks()
        self.containers: list[_Container] = []
        self.leaf: _Leaf | None = None
        self.fresh = False  # a container began on this line

    def parse(self) -> Blocks:
        at = 0
        while at < len(self.text):
            newline = self.text.find("\n", at)
            end = newline if newline >= 0 else len(self.text)
            self._line(at, end)
            at = end + 1
        self._close_leaf()
        return self.result

    def _line(self, start: int, end: int) -> None:
        self.go_to(start, end)
        if self.leaf and self.leaf.until:
            self._until(self.leaf)
            return
        if not self.text[start:end].strip(" \t"):
            self._blank()
            return
        depth = self._matched()
        leaf = self.leaf
        inside = depth == len(self.containers)
        if inside and leaf and leaf.kind in (BlockKind.CODE, BlockKind.HTML) and self._continues(leaf):
            return
        self.fresh = False
        if self._starts(depth):
            return
        if self.fresh:
            inside, depth = True, len(self.containers)
        if not self.rest.strip(" \t"):
            self._close(depth)
            self._blank_inside()
            return
        leaf = self.leaf
        if not inside and leaf and leaf.kind is BlockKind.PARAGRAPH:
            self._add(leaf)
            return
        self._close(depth)
        leaf = self.leaf
        if leaf and (
            leaf.kind is BlockKind.TABLE or (leaf.kind is BlockKind.PARAGRAPH and not self._table(leaf))
        ):
            self._add(leaf)
        elif self.leaf is leaf:
            self._close_leaf()
            self.leaf = _Leaf(BlockKind.PARAGRAPH)
            self._add(self.leaf)

    def _until(self, leaf: _Leaf) -> None:
        if leaf.kind is BlockKind.HTML:
            leaf.lines.append((self.at, self.end))
        if self.end >= leaf.until:
            self._close_leaf()

    def _blank(self) -> None:
        """An empty line: it ends block quotes and all leaves but code."""
        for depth, one in enumerate(self.containers):
            if one.quote or one.empty:
                self._close(depth)
                break
        self._blank_inside()

    def _blank_inside(self) -> None:
        leaf = self.leaf
        if leaf is None:
            return
        if leaf.kind is BlockKind.CODE or (leaf.kind is BlockKind.HTML and leaf.closing):
            leaf.lines.append((self.end, self.end))
        else:
            self._close_leaf()

    def _matched(self) -> int:
        """How many of the open containers this line goes on in; the line is read up to their content."""
        for depth, one in enumerate(self.containers):
            indent = self.indent()
            if one.quote:
                self_at = self.at
                if indent > 3:
                    return depth
                self.skip(indent)
                if self.text[self.at : self.at + 1] != ">" or self.at >= self.end:
                    self.at, self.column = self_at, self.column - indent
                    return depth
                self._quoted()
            elif indent >= one.indent:
                self.skip(one.indent)
            elif not one.empty and not self.rest.strip(" \t"):
                self.skip(indent)
            else:
                return depth
        return len(self.containers)

    def _quoted(self) -> None:
        self.go(1)
        if self.indent():
            self.skip(1)

    def _continues(self, leaf: _Leaf) -> bool:
        """Whether the line is one of an open code or HTML block; False where that ended before it."""
        if leaf.kind is BlockKind.HTML:
            leaf.lines.append((self.at, self.end))
            if leaf.closing and leaf.closing.search(self.text, self.at, self.end):
                self._close_leaf()
            return True
        indent = self.indent()
        if not leaf.fence:
            if indent < 4:
                return False
            self.skip(4)
            leaf.lines.append((self.at, self.end))
            return True
        if indent < 4:
            rest = self.rest.strip(" \t")
            if len(rest) >= len(leaf.fence) and not rest.strip(leaf.fence[0]):
                self._close_leaf()
                return True
        self.skip(min(indent, leaf.indent))
        leaf.lines.append((self.at, self.end))
        return True

    def _starts(self, depth: int) -> BlockKind | None:
        """Open what begins on the rest of the line: containers, then at most one leaf, which is returned
        where the line needs no more reading."""
        matched = depth == len(self.containers)
        while True:
            paragraph = self.leaf is not None and self.leaf.kind is BlockKind.PARAGRAPH
            indent = self.indent()
            if indent > 3 and not self.mdx:
                if paragraph or self.at >= self.end:
                    return None
                self._close(depth)
                self._close_leaf()
                self.skip(4)
                self.leaf = _Leaf(BlockKind.CODE, [(self.at, self.end)])
                return BlockKind.CODE
            at, column, spare = self.at, self.column, self.spare
            self.skip_spaces()
            if self.at >= self.end:
                return None
            kind = self._leaf_start(depth, paragraph and matched, paragraph, indent)
            if kind:
                return kind
            if depth >= _DEEPEST or not self._container(depth, column, indent, paragraph and matched):
                self.at, self.column, self.spare = at, column, spare
                return None
            matched = True
            depth = len(self.containers)

    def _container(self, depth: int, column: int, indent: int, paragraph: bool) -> bool:
        text, at = self.text, self.at
        if text[at] == ">":
            self._close(depth)
            self._close_leaf()
            self.fresh = True
            self.containers.append(_Container(quote=True))
            self._quoted()
            return True
        if match := _FOOTNOTE.match(text, at, self.end) or (
            _ADMONITION.match(text, at, self.end) if not paragraph else None
        ):
            self._close(depth)
            self._close_leaf()
            self.fresh = True
            self.containers.append(_Container(quote=False, indent=4))
            self.go(match.end() - at)
            self.skip_spaces()
            return True
        match = _ITEM.match(text, at, self.end)
        if not match:
            return False
        empty = not text[match.end() : self.end].strip(" \t")
        if paragraph and (empty or (match[1] and match[1] != "1")):
            return False
        self._close(depth)
        self._close_leaf()
        self.fresh = True
        self.go(match.end() - at)
        width = self.indent()
        padding = 1 if width > 4 or empty else width
        self.skip(padding)
        self.containers.append(
            _Container(quote=False, indent=indent + match.end() - at + padding, empty=empty)
        )
        return True

    def _leaf_start(self, depth: int, interrupts: bool, paragraph: bool, indent: int) -> BlockKind | None:
        text, at, end = self.text, self.at, self.end
        sign = text[at]
        leaf: _Leaf | None = None
        block: LeafBlock | None = None
        if sign == "#" and (match := _ATX.match(text, at, end)):
            closing = _ATX_END.search(text, match.end(), end)
            words = self._heading(match.end(), closing.start() if closing else end)
            block = LeafBlock(BlockKind.HEADING, [words], len(match[1]))
        elif sign in "`~" and (match := _FENCE.match(text, at, end)):
            leaf = _Leaf(BlockKind.CODE, fence=match[1] or match[2], indent=indent)
        elif sign == "$" and _MATH.match(text, at, end):
            leaf = _Leaf(BlockKind.CODE, fence="$$", indent=indent)
        elif sign == "<":
            return self._html(depth, paragraph)
        elif sign == FILLER and not text[at:end].strip(FILLER + " \t"):
            block = LeafBlock(BlockKind.PARAGRAPH, [(at, end)])
        elif (sign == ":" and _DIRECTIVE.match(text, at, end)) or (
            sign == "{" and _ATTRIBUTE_LINE.match(text, at, end)
        ):
            block = LeafBlock(BlockKind.CODE, [])
        elif (
            interrupts
            and sign in "=-"
            and _SETEXT.match(text, at, end)
            and self._setext("=-".index(sign) + 1)
        ):
            return BlockKind.HEADING
        elif sign in "*_-" and _THEMATIC.match(text, at, end):
            block = LeafBlock(BlockKind.CODE, [])
        elif self.mdx and depth == 0 and not paragraph and indent == 0 and _ESM.match(text, at, end):
            leaf = _Leaf(BlockKind.CODE, until=module_end(text, at))
        if leaf is None and block is None:
            return None
        self._close(depth)
        self._close_leaf()
        for one in self.containers:
            one.empty = False
        if block:
            if block.lines:
                self.result.found.append(block)
        elif leaf:
            self.leaf = leaf
            if leaf.until:
                self._until(leaf)
        return BlockKind.CODE

    def _heading(self, start: int, end: int) -> tuple[int, int]:
        if match := _ATTRIBUTES.search(self.text, start, end):
            end = match.start()
        return start, max(start, end)

    def _setext(self, level: int) -> bool:
        """Whether the paragraph that this line underlines is a heading: there is more than definitions."""
        leaf, self.leaf = self.leaf, None
        lines = self._defined(leaf.lines) if leaf else []
        if lines:
            lines[-1] = self._heading(*lines[-1])
            self.result.found.append(LeafBlock(BlockKind.HEADING, lines, level))
        return bool(lines)

    def _html(self, depth: int, paragraph: bool) -> BlockKind | None:
        found = island(self.text, self.at, self.end, mdx=self.mdx, paragraph=paragraph)
        if not found:
            return None
        self._close(depth)
        self._close_leaf()
        self.leaf = _Leaf(BlockKind.HTML, closing=found.closing, until=found.until)
        if found.until:
            self._until(self.leaf)
        else:
            self._continues(self.leaf)
        return BlockKind.HTML

    def _table(self, leaf: _Leaf) -> bool:
        """Whether the line is the rule of dashes that makes the line before it the head of a table."""
        columns = rules(self.rest)
        head = leaf.lines[-1]
        if not columns or "|" not in self.text[head[0] : head[1]]:
            return False
        if len(row_cells(self.text, *head)) != columns:
            return False
        leaf.lines.pop()
        self._close_leaf()
        self.leaf = _Leaf(BlockKind.TABLE, [head])
        return True

    def _add(self, leaf: _Leaf) -> None:
        self.skip_spaces()
        leaf.lines.append((self.at, self.end))
        for one in self.containers:
            one.empty = False

    def _close(self, depth: int) -> None:
        """Close the containers from `depth` on."""
        if depth < len(self.containers):
            self._close_leaf()
            del self.containers[depth:]

    def _close_leaf(self) -> None:
        leaf, self.leaf = self.leaf, None
        if leaf is None:
            return
        for one in self.containers:
            one.empty = False
        lines = self._defined(leaf.lines) if leaf.kind is BlockKind.PARAGRAPH else leaf.lines
        if lines:
            self.result.found.append(LeafBlock(leaf.kind, lines))

    def _defined(self, lines: Lines) -> Lines:
        """The lines of a paragraph behind the references it defines."""
        if not lines or self.text[lines[0][0] : lines[0][0] + 1] != "[":
            return lines
        count, found = definitions([self.text[start:end] for start, end in lines])
        for name, reference in found:
            self.result.references.setdefault(label(name), reference)
        return lines[count:]
