"""How does a Word document read with changes tracked in it, and comments beside them?

Only runs that change are written anew, in the formatting that they have; all other bytes of a part stay, and
so do all other parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

from audit.fix.comments import Author, Comment, parts_with, said
from audit.load.tree import TreeNode
from audit.load.word import Atom, AtomKind, Paragraph, Word, word

# Words with what holds them together, the white space between them, and each other sign by itself.
_TOKEN = re.compile(r"\w+(?:['’\-\u2011]\w+)*|\s+|[^\w\s]")
# Pairs of words that are compared one by one; beyond it all that differs is one change.
_MOST_PAIRS = 1 << 22
_PREFIX = re.compile(rb"<([A-Za-z_][\w.-]*:)r[\s/>]")
_ID = re.compile(rb"(:id\s*=\s*)(?:\"[^\"]*\"|'[^']*')")
# What stands at one place of a run, in this order.
_INSERTED, _ENDS, _BEGINS = range(3)


class Replacement(NamedTuple):
    """Characters `[start, end)` of a paragraph that are to read `words`."""

    start: int
    end: int
    words: str


class _RunStretch(NamedTuple):
    """Characters `[start, end)` of the text of a run, which are those of one of its atoms."""

    run: TreeNode
    atom: Atom
    start: int
    end: int


@dataclass(slots=True)
class _Edits:
    """What becomes of a run: stretches of its text that are deleted, and markup that stands at offsets of
    it, each with its order among those of one offset."""

    run: TreeNode
    deleted: list[tuple[int, int]] = field(default_factory=list)
    put: list[tuple[int, int, bytes]] = field(default_factory=list)


def tracked(
    data: bytes, shown: str, after: str, author: Author, comments: Iterable[Comment] = ()
) -> bytes | None:
    """The document with whole words deleted and inserted, so that its characters with all changes accepted
    are `after`, and with the comments that it does not have yet, placed by those characters.

    None where a change would touch what is no text. Raises LoadError.
    """
    held = word(data, shown)
    lines = after.split("\n")
    if len(held.paragraphs) != len(lines):
        return None
    writer = _TrackedWriter(held, author)
    changed = [changes(one.text, line) for one, line in zip(held.paragraphs, lines, strict=True)]
    for paragraph, those in zip(held.paragraphs, changed, strict=True):
        for one in (paragraph, *paragraph.twins):
            if not all(writer.change(one, change) for change in those):
                return None
    fresh = _comments(held, shown, writer, changed, lines, comments)
    parts = {name: made for name, made in writer.parts() if made != held.parts[name]}
    parts |= parts_with(held, shown, fresh, author)
    return held.package.packed(parts) if parts else data


def changes(before: str, after: str) -> tuple[Replacement, ...]:
    """The words of a paragraph that differ, whole."""
    if before == after:
        return ()
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    most = min(len(old), len(new))
    first = next((at for at in range(most) if old[at] != new[at]), most)
    most -= first
    last = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    start = len("".join(old[:first]))
    middle, instead = old[first : len(old) - last], new[first : len(new) - last]
    if len(middle) * len(instead) > _MOST_PAIRS:
        return (Replacement(start, start + len("".join(middle)), "".join(instead)),)
    found = []
    for kind, i, j, k, n in SequenceMatcher(None, middle, instead, autojunk=False).get_opcodes():
        width = len("".join(middle[i:j]))
        if kind != "equal":
            found.append(Replacement(start, start + width, "".join(instead[k:n])))
        start += width
    return tuple(found)


def _comments(
    held: Word,
    shown: str,
    writer: _TrackedWriter,
    changed: Sequence[Sequence[Replacement]],
    lines: Sequence[str],
    comments: Iterable[Comment],
) -> list[tuple[int, str]]:
    """Anchor the comments that are not there yet; returns their ids and words."""
    there = said(held, shown)
    known = {
        (number, at, there.get(key, ""))
        for number, one in enumerate(held.paragraphs)
        for at, key, begins in one.marks
        if begins
    }
    fresh = []
    for comment in comments:
        start, number = comment.start, 0
        while number < len(lines) - 1 and start > len(lines[number]):
            start -= len(lines[number]) + 1
            number += 1
        end = min(start + comment.end - comment.start, len(lines[number]))
        paragraph, those = held.paragraphs[number], changed[number]
        begin, stop = _before(start, those, edge=0), _before(end, those, edge=1)
        if (number, begin, comment.words) in known:
            continue
        key = writer.anchor(paragraph, begin, stop)
        if key is not None:
            fresh.append((key, comment.words))
    return fresh


def _before(at: int, those: Iterable[Replacement], *, edge: int) -> int:
    """Where a character of the changed paragraph stood in it before; in a change its beginning or end."""
    moved = 0
    for start, end, words in those:
        if at + moved < start:
            break
        if at + moved < start + len(words):
            return (start, end)[edge]
        moved += end - start - len(words)
    return at + moved


class _TrackedWriter:
    """Collects what becomes of the runs, and writes the parts."""

    def __init__(self, held: Word, author: Author) -> None:
        self._held = held
        self._author = author
        self._edits: dict[str, dict[int, _Edits]] = {name: {} for name in held.trees}
        self._texts: dict[int, str] = {}
        values = (node.attributes.get("w:id", "") for root in held.trees.values() for node in root.walk())
        ids = (int(one) for one in values if one.isascii() and one.isdigit() and len(one) < 10)
        self._last = max(ids, default=0)

    def change(self, paragraph: Paragraph, change: Replacement) -> bool:
        """Note a change of a paragraph; False where it would touch what is no text."""
        places = self._places(paragraph, change.start, change.end)
        data = self._held.parts[paragraph.part]
        if not places or any(one.atom.kind is not AtomKind.WORDS for one in places):
            return False
        if not all(_prefix(data, one.run) for one in places):
            return False
        for one in places:
            if one.start < one.end:
                self._of(paragraph.part, one.run).deleted.append((one.start, one.end))
        if change.words:
            first, last = places[0], places[-1]
            new = self._tracked(data, first.run, "ins", change.words)
            self._put(paragraph.part, last.run, last.end, _INSERTED, new)
        return True

    def anchor(self, paragraph: Paragraph, start: int, end: int) -> int | None:
        """Anchor a comment at characters of a paragraph, or where the body refers to it; its id."""
        part, home = self._held.main, paragraph.home
        if home is None:
            places = self._places(paragraph, start, max(end, start))
            if not places or paragraph.part != part:
                return None
            begin, stop = (places[0].run, places[0].start), (places[-1].run, places[-1].end)
        else:
            begin, stop = (home, 0), (home, 1 << 30)
        data = self._held.parts[part]
        prefix = _prefix(data, begin[0])
        if not prefix:
            return None
        key = self._next()
        mark = f'<{prefix}commentRangeStart {prefix}id="{key}"/>'.encode()
        self._put(part, *begin, _BEGINS, mark)
        mark = (
            f'<{prefix}commentRangeEnd {prefix}id="{key}"/>'
            f'<{prefix}r><{prefix}commentReference {prefix}id="{key}"/></{prefix}r>'
        ).encode()
        self._put(part, *stop, _ENDS, mark)
        return key

    def parts(self) -> list[tuple[str, bytes]]:
        """The parts as they read with all that was noted."""
        return [(name, self._written(name, 0, len(self._held.parts[name]))) for name in self._held.trees]

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _of(self, part: str, run: TreeNode) -> _Edits:
        return self._edits[part].setdefault(run.start, _Edits(run))

    def _put(self, part: str, run: TreeNode, at: int, order: int, markup: bytes) -> None:
        """Note markup beside or between pieces of a run; words that somebody else has inserted are parted."""
        parent = run.parent
        if parent and parent.tag == "w:ins":
            data = self._held.parts[part]
            opened = data[parent.start : parent.inside]
            again = _ID.sub(lambda match: match[1] + f'"{self._next()}"'.encode(), opened, count=1)
            markup = data[parent.close : parent.end] + markup + again
        self._of(part, run).put.append((at, order, markup))

    def _places(self, paragraph: Paragraph, start: int, end: int) -> list[_RunStretch]:
        """Where characters of a paragraph stand in its runs; for none of them where they would go, behind
        the words before them or before those after."""
        widths: dict[int, int] = defaultdict(int)
        places: list[_RunStretch] = []
        at = 0
        for atom in paragraph.atoms:
            begin, at = at, at + len(atom.text)
            if atom.run is None:
                continue
            inside = widths[id(atom.run)]
            widths[id(atom.run)] += len(atom.text)
            self._texts[id(atom.node)] = atom.text
            if start < end and begin < end and start < at:
                left, right = max(start - begin, 0), min(end - begin, len(atom.text))
                places.append(_RunStretch(atom.run, atom, inside + left, inside + right))
            elif start == end and begin <= start <= at:
                place = _RunStretch(atom.run, atom, inside + start - begin, inside + start - begin)
                if not places or places[0].atom.kind is not AtomKind.WORDS:
                    places = [place]
        return places

    def _tracked(self, data: bytes, run: TreeNode, kind: str, words: str) -> bytes:
        """Words inserted or deleted (`kind` is ins or del), formatted as a run is."""
        prefix = _prefix(data, run)
        name = "t" if kind == "ins" else "delText"
        attributes = self._author.attributes(self._next(), prefix)
        head, tail = (part.decode() for part in _shell(data, run))
        text = f'<{prefix}{name} xml:space="preserve">{escape(words)}</{prefix}{name}>'
        return f"<{prefix}{kind} {attributes}>{head}{text}{tail}</{prefix}{kind}>".encode()

    def _written(self, part: str, start: int, end: int) -> bytes:
        """A stretch of a part with what becomes of the runs in it."""
        data = self._held.parts[part]
        pieces, at = [], start
        for place in sorted(self._edits[part]):
            if at <= place < end:
                edits = self._edits[part][place]
                pieces += [data[at:place], self._rewritten(part, edits)]
                at = edits.run.end
        return b"".join((*pieces, data[at:end]))

    def _rewritten(self, part: str, edits: _Edits) -> bytes:
        """A run in pieces, with what was put between them."""
        data, run = self._held.parts[part], edits.run
        head, tail = _shell(data, run)
        waiting = sorted(edits.put, key=lambda one: one[:2], reverse=True)
        out: list[bytes] = []
        kept: list[bytes] = []

        def close() -> None:
            if kept:
                out.append(head + b"".join(kept) + tail)
                kept.clear()

        def put(until: int) -> None:
            while waiting and waiting[-1][0] <= until:
                close()
                out.append(waiting.pop()[2])

        prefix = _prefix(data, run)
        at = 0
        for child in run.children:
            text = self._texts.get(id(child), "")
            cuts = {at, at + len(text)}
            cuts |= {one for edge in edits.deleted for one in edge if at < one < at + len(text)}
            cuts |= {one for one, _, _ in edits.put if at < one < at + len(text)}
            if child.tag == "w:rPr":
                continue
            for left, right in pairwise(sorted(cuts)):
                put(left)
                words = text[left - at : right - at]
                if any(start <= left < end for start, end in edits.deleted):
                    close()
                    out.append(self._tracked(data, run, "del", words))
                elif len(cuts) == 2:
                    kept.append(data[child.start : child.end])
                else:
                    kept.append(f'<{prefix}t xml:space="preserve">{escape(words)}</{prefix}t>'.encode())
            if not text:
                put(at)
                kept.append(self._written(part, child.start, child.end))
            at += len(text)
        put(1 << 30)
        close()
        return b"".join(out)


def _shell(data: bytes, run: TreeNode) -> tuple[bytes, bytes]:
    """What a run begins with, its formatting included, and what it ends with."""
    properties = run.child("w:rPr")
    formatting = data[properties.start : properties.end] if properties else b""
    return data[run.start : run.inside] + formatting, data[run.close : run.end]


def _prefix(data: bytes, run: TreeNode) -> str:
    """What the file calls the namespace of Word's elements here, with its colon; "" where it has no name."""
    match = _PREFIX.match(data, run.start)
    return match[1].decode() if match else ""
