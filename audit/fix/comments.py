"""Which parts of a Word document hold comments, and how do they read with more of them?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from posixpath import dirname, join
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from audit.load.tree import TreeNode, tree
from audit.load.word import PREFIXES, Word, rels_of

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_TYPES = "[Content_Types].xml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


class Comment(NamedTuple):
    """A comment on `[start, end)` of a document's characters, a line a paragraph of it."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes a document and comments on it, and when (UTC)."""

    name: str = "audit"
    at: datetime = field(default_factory=partial(datetime.now, UTC))

    def attributes(self, key: int, prefix: str = "w:") -> str:
        """The attributes that say so of a change or a comment, whose id is `key`."""
        told = {"id": str(key), "author": self.name, "date": f"{self.at:%Y-%m-%dT%H:%M:%SZ}"}
        return " ".join(f"{prefix}{name}={quoteattr(value)}" for name, value in told.items())


def said(held: Word, shown: str) -> Mapping[str, str]:
    """What the comments of a document say, by their ids. Raises LoadError."""
    name = held.related.get("comments", "")
    if name not in held.package:
        return {}
    root = tree(held.package.part(name), shown, name, PREFIXES)
    return {
        one.attributes.get("w:id", ""): "\n".join(map(_text, (p for p in one.children if p.tag == "w:p")))
        for one in root.children
        if one.tag == "w:comment"
    }


def parts_with(held: Word, shown: str, fresh: Sequence[tuple[int, str]], author: Author) -> dict[str, bytes]:
    """The parts that change when comments, each with its id, are added. Raises LoadError."""
    if not fresh:
        return {}
    strict = _STRICT in held.parts[held.main]
    written = "".join(_comment(key, words, author, strict=strict) for key, words in fresh).encode()
    name = held.related.get("comments", "")
    if name in held.package:
        return {name: _appended(held.package.part(name), shown, name, written)}
    name = join(dirname(held.main), "comments.xml")
    office = "http://purl.oclc.org/ooxml" if strict else f"{_TRANSITIONAL}"
    relation = (
        f'<Relationship xmlns="{_RELS}" Id="rIdComments{fresh[0][0]}" Type="{office}/officeDocument'
        f'{"" if strict else "/2006"}/relationships/comments" Target="comments.xml"/>'
    )
    override = (
        f'<Override xmlns="{_TRANSITIONAL}/package/2006/content-types" PartName="/{name}"'
        f' ContentType="{_CONTENT}"/>'
    )
    rels = rels_of(held.main)
    empty = _HEAD + f'<Relationships xmlns="{_RELS}"></Relationships>'.encode()
    return {
        name: _HEAD
        + b"<w:comments "
        + _namespace(strict=strict).encode()
        + b">"
        + written
        + b"</w:comments>",
        rels: _appended(
            held.package.part(rels) if rels in held.package else empty, shown, rels, relation.encode()
        ),
        _TYPES: _appended(held.package.part(_TYPES), shown, _TYPES, override.encode()),
    }


def _comment(key: int, words: str, author: Author, *, strict: bool) -> str:
    """A comment with a paragraph for each line; it names its namespace, whatever the part around calls it."""
    lines = _NO_XML.sub("\ufffd", words).split("\n")
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines
    )
    initials = "".join(word[0] for word in author.name.split()[:3]) or "a"
    return (
        f"<w:comment {_namespace(strict=strict)} {author.attributes(key)}"
        f" w:initials={quoteattr(initials)}>{paragraphs}</w:comment>"
    )


def _namespace(*, strict: bool) -> str:
    main = _STRICT.decode() if strict else f"{_TRANSITIONAL}/wordprocessingml/2006/main"
    return f'xmlns:w="{main}"'


def _appended(data: bytes, shown: str, name: str, more: bytes) -> bytes:
    """A part with more behind the last thing that its outermost element holds."""
    root = tree(data, shown, name, PREFIXES)
    if root.close == root.inside and data[root.inside - 2 : root.inside] == b"/>":
        tag = data[root.start + 1 : root.inside].split(maxsplit=1)[0].rstrip(b"/>")
        opened = data[: root.inside - 2] + b">"
        return opened + more + b"</" + tag + b">" + data[root.end :]
    return data[: root.close] + more + data[root.close :]


def _text(node: TreeNode) -> str:
    return "".join(one.said for one in node.walk() if one.tag == "w:t")
