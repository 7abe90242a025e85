"""What of running text is prose, where addresses and templates stand in it?"""

from __future__ import annotations

import re
from hashlib import sha256

from audit.load.draft import Draft
from audit.load.strand import Strand
from audit.load.templates import FILLER, Templates
from audit.model import ElementKind

_SPECIAL = re.compile(rf"{FILLER}++|\b(https?://|www\.)[^\s<>\"'{FILLER}]++", re.IGNORECASE)
# Signs that end a sentence or a bracket around an address rather than the address (GFM's autolinks).
_TRAILING = "?!.,:*_~;”’»'\""
_ADDRESSES = ("://", "www.", "WWW.", FILLER)


def prose(draft: Draft, strand: Strand, templates: Templates | None = None, *, linked: bool = False) -> None:
    """Add running text to the draft; U+FFFC stands for each address and each tag of a template.

    `linked` text is the text of a link already, whose target is known.
    """
    text = strand.text
    at = 0
    if any(sign in text for sign in _ADDRESSES):
        for match in _SPECIAL.finditer(text):
            start, end = match.span()
            draft.words(strand[at:start])
            if text[start] == FILLER:
                _fillers(draft, strand[start:end], templates)
            else:
                end = address_end(text, start, end)
                if end - start <= len(match[1]):
                    at = start  # "https://" alone is spoken of
                    continue
                draft.object(strand, start, end, None if linked else ElementKind.LINK, text[start:end])
            at = end
    draft.words(strand[at:] if at else strand)


def _fillers(draft: Draft, strand: Strand, templates: Templates | None) -> None:
    """One U+FFFC for each tag; fillers that no tag put there are characters of the file."""
    at = 0
    for piece in strand.pieces:
        end = at + len(piece.text)
        value = templates.values.get(piece.start) if templates else None
        if value is None or not templates:
            draft.words(strand[at:end])
        else:
            draft.object(strand, at, end, ElementKind.SHORTCODE, value)
            for words in templates.seen.get(piece.start, ()):
                draft.aside(words)
        at = end


def address_end(text: str, start: int, end: int) -> int:
    """Where the address in `[start, end)` ends without the signs that close its sentence, or a bracket
    that opened before it."""
    closed = text.count(")", start, end) - text.count("(", start, end)
    while end > start + 4:
        last = text[end - 1]
        if last == ")" and closed > 0:
            closed -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end


# What stands behind a mark of a comment, at the beginning of a line or after a space.
_COMMENT = re.compile(r"^\s*(?:#|//|--|;|%)(?:\s.*)?$|(?<=\s)(?:#|//)\s.*$")
_BLOCK_COMMENT = re.compile(r"<!--.*?-->|/\*.*?\*/", re.DOTALL)
_SHOWN = 60


def named(code: str) -> str:
    """What tells code from other code, however it is indented, wrapped or commented on: the code itself on
    one line, a long one cut, with 16 hexadecimal digits of SHA-256 of the whole.

    Comments are translated, and code on one line may be wrapped (white space is one space in CommonMark);
    what is nothing but comments tells itself.
    """
    bare = " ".join(_uncommented(code).split()) or " ".join(code.split())
    if len(bare) <= _SHOWN:
        return bare
    return f"{bare[:_SHOWN]}… {sha256(bare.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _uncommented(code: str) -> str:
    """Code without what follows a comment's mark on its line."""
    return "\n".join(_COMMENT.sub("", line) for line in _BLOCK_COMMENT.sub("", code).splitlines())
