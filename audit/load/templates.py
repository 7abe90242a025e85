"""Where does a site generator's own language stand in a text: shortcodes, Liquid, Jinja?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from audit.load.markup import unescaped
from audit.load.strand import Piece, PieceKind, Strand

# A character of Unicode's private use, as often as the tag is long: what stands there is neither a letter
# nor markup, and every offset behind it stays the same.
FILLER = "\ue000"
FILLED = re.compile(f"{FILLER}++")

_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
# No tag is as long as this; what opens and does not close by then is text.
_LONGEST = 4_000
_EMPTY_LINE = re.compile(r"\n[ \t]*+\n")
_NAME = re.compile(r"[{%#<\s-]*+(/?\s*+[\w./-]++)")
# What these hold is code or nothing that readers see.
_SILENT = frozenset({"highlight", "comment", "raw", "verbatim", "gist", "mermaid", "math", "katex"})
# Arguments that readers see: captions and the like.
_SEEN = re.compile(r"""\b(?:alt|caption|title)\s*+=\s*+(?:"([^"\\\n]*+)"|'([^'\\\n]*+)')""")


class Template(NamedTuple):
    """A tag, or a paired one with its silent content. `value` is as written, white space made even."""

    start: int
    end: int
    value: str


class Templates(NamedTuple):
    """A strand with fillers for tags; the tags' values and their words for readers, by file offset."""

    strand: Strand
    values: dict[int, str]
    seen: dict[int, tuple[Strand, ...]]


def masked(strand: Strand) -> Templates:
    """The strand with its tags filled over."""
    found = list(_found(strand.text))
    if not found:
        return Templates(strand, {}, {})
    pieces: list[Piece] = []
    values: dict[int, str] = {}
    seen: dict[int, tuple[Strand, ...]] = {}
    at = 0
    for template in found:
        pieces += strand[at : template.start].pieces
        filler = strand.stand(FILLER * (template.end - template.start), template.start, template.end)
        pieces.append(filler._replace(kind=PieceKind.FIXED))
        values[filler.start] = template.value
        if words := _words(strand, template):
            seen[filler.start] = words
        at = template.end
    return Templates(Strand([*pieces, *strand[at:].pieces]), values, seen)


def _words(strand: Strand, template: Template) -> tuple[Strand, ...]:
    words = []
    for match in _SEEN.finditer(strand.text, template.start, template.end):
        group = 1 if match[1] is not None else 2
        words.append(unescaped(strand[slice(*match.span(group))].written("quoted")))
    return tuple(word for word in words if word)


def _found(text: str) -> Iterator[Template]:
    at = 0
    closers: dict[str, int] = {}
    while match := _OPENING.search(text, at):
        start = match.start()
        end = _end(text, start, _CLOSING[match[0]])
        if end < 0:
            at = start + 2
            continue
        tag = " ".join(text[start:end].split())
        name = _NAME.match(text, start, end)
        word = name[1] if name else ""
        stop = end
        if word in _SILENT and match[0] != "{#":
            stop = _closed(text, end, word, closers)
        yield Template(start, stop, tag)
        at = stop


def _end(text: str, start: int, closing: str) -> int:
    """The offset behind the tag that opens at `start`; -1 where it does not close in its paragraph."""
    limit = min(start + _LONGEST, len(text))
    end = text.find(closing, start + 2, limit)
    if end < 0:
        return -1
    opening = text.find(text[start : start + 2], start + 2, end)
    if opening >= 0 or _EMPTY_LINE.search(text, start, end):
        return -1
    return end + len(closing)


def _closed(text: str, at: int, word: str, closers: dict[str, int]) -> int:
    """The offset behind the tag that closes a silent pair, `at` where none does."""
    if closers.get(word) == len(text):
        return at  # looked for before: there is none
    match = re.compile(r"\{[{%][<%]?-?\s*(?:/\s*|end)" + word + r"\s*-?[>%]?[%}]\}").search(text, at)
    if not match:
        closers[word] = len(text)
        return at
    return match.end()
