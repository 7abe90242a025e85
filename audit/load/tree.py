"""Which elements does a part of XML have, and where do they stand in its bytes?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from audit.load.errors import LoadError

# Many times what people write; a stranger's file may have as many as it has bytes.
_MOST_ELEMENTS = 500_000
_MOST_LEVELS = 200
_TAG = re.compile(rb"<[^>\"']*+(?:\"[^\"]*+\"[^>\"']*+|'[^']*+'[^>\"']*+)*>")


class TreeNode:
    """An element. Its start tag stands in the bytes `[start, inside)`, its end tag in `[close, end)`.

    `tag` and the names of attributes have the prefix that the reader gave to their namespace, whatever the
    file calls it; those of other namespaces begin with "?:". `content` is what stands in it, in order.
    """

    __slots__ = ("attributes", "children", "close", "content", "end", "inside", "parent", "start", "tag")

    def __init__(
        self, tag: str, attributes: Mapping[str, str], parent: TreeNode | None, start: int, inside: int
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[TreeNode] = []
        self.content: list[TreeNode | str] = []
        self.start, self.inside = start, inside
        self.close = self.end = inside

    @property
    def said(self) -> str:
        """What is written directly in it."""
        return "".join([one for one in self.content if isinstance(one, str)])

    def child(self, tag: str) -> TreeNode | None:
        """The first child of this name."""
        return next((one for one in self.children if one.tag == tag), None)

    def value(self, tag: str, attribute: str) -> str:
        """An attribute of the first child of this name, "" where there is none."""
        child = self.child(tag)
        return child.attributes.get(attribute, "") if child else ""

    def walk(self) -> Iterator[TreeNode]:
        """This element and all below it, in the order of the file."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    def above(self) -> Iterator[TreeNode]:
        """The elements that this one stands in, the nearest first."""
        node = self.parent
        while node:
            yield node
            node = node.parent


def tree(data: bytes, shown: str, part: str, prefixes: Mapping[str, str]) -> TreeNode:
    """The outermost element of a part. Raises LoadError for what is not XML in UTF-8, declares a document
    type (and with it entities), or has more elements and levels than anybody writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LoadError(shown, f"its part {part} is in UTF-16: expected UTF-8")
    building = _Building(data, prefixes, f"its part {part}", shown)
    parser = expat.ParserCreate("UTF-8", namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = 1 << 20
    parser.StartDoctypeDeclHandler = building.doctype
    parser.StartElementHandler = lambda name, stated: building.open(name, stated, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda name: building.shut(parser.CurrentByteIndex)
    parser.CharacterDataHandler = building.say
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        where = f"line {error.lineno}, column {error.offset + 1}"
        raise LoadError(
            shown, f"its part {part} is not XML at {where}: {expat.ErrorString(error.code)}"
        ) from None
    if building.root is None:
        raise LoadError(shown, f"its part {part} is empty")
    return building.root


class _Building:
    """The tree as it grows."""

    def __init__(self, data: bytes, prefixes: Mapping[str, str], called: str, shown: str) -> None:
        self.root: TreeNode | None = None
        self._data = data
        self._prefixes = prefixes
        self._called = called
        self._shown = shown
        self._names: dict[str, str] = {}
        self._at: TreeNode | None = None
        self._levels = self._count = 0

    def doctype(self, *_: object) -> None:
        raise LoadError(
            self._shown, f"{self._called} declares a document type, which may hold entities: not read"
        )

    def open(self, name: str, stated: Mapping[str, str], start: int) -> None:
        self._count += 1
        self._levels += 1
        if self._count > _MOST_ELEMENTS or self._levels > _MOST_LEVELS:
            raise LoadError(
                self._shown,
                f"{self._called} has more elements than a document: expected at most {_MOST_ELEMENTS:,},"
                f" {_MOST_LEVELS} deep",
            )
        tag = _TAG.match(self._data, start)
        attributes = {self._name(key): value for key, value in stated.items()}
        node = TreeNode(self._name(name), attributes, self._at, start, tag.end() if tag else start)
        if self._at:
            self._at.children.append(node)
            self._at.content.append(node)
        else:
            self.root = node
        self._at = node

    def shut(self, close: int) -> None:
        node = self._at
        if node is None:
            return
        self._levels -= 1
        if self._data[node.inside - 2 : node.inside] != b"/>":
            node.close = close
            node.end = self._data.index(b">", close) + 1
        self._at = node.parent

    def say(self, words: str) -> None:
        if self._at:
            self._at.content.append(words)

    def _name(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            uri, brace, local = name.rpartition("}")
            prefix = self._prefixes.get(uri, "?") if brace else ""
            known = self._names[name] = f"{prefix}:{local}" if brace else name
        return known
