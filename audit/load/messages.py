"""What in a translatable message is words, and what is a placeholder or a tag?"""

from __future__ import annotations

import re

from audit.load.draft import Draft
from audit.load.jsx import braces
from audit.load.markup import CLOSING_TAG, OPEN_TAG, unescaped
from audit.load.prose import prose
from audit.load.strand import Kind, Strand
from audit.model import ElementKind

# printf's, Python's and Objective-C's. Without a flag that says so, "100%-owned" is no placeholder.
_FORMAT = re.compile(
    r"%(?:\d{1,2}\$|\([\w.]{1,99}\))?[-+0#]{0,4}\d{0,4}(?:\.\d{1,4})?(?:hh?|ll?|[Ljzt])?[diouxXeEfFgGcrsaA@%]"
)
_LIKELY = re.compile(r"(?<!\d)%(?:\d{1,2}\$[sd@]|\([\w.]{1,99}\)[sd]|[sd@])(?!\w)")
_LINE = re.compile(r"<br\s*+/?>", re.IGNORECASE)


def message(draft: Draft, strand: Strand, *, flagged: bool = False, markup: bool = True) -> None:
    """Add the words of a message, U+FFFC for each placeholder; text runs through its tags.

    `flagged` says that the message is a format string; `markup` that tags and entities may stand in it.
    """
    strand = strand.written("printf" if flagged else "message")
    text = strand.text
    found = [(start, end, "") for start, end in braces(text)]
    found += [(*match.span(), "") for match in (_FORMAT if flagged else _LIKELY).finditer(text)]
    if markup and "<" in text:
        at = text.find("<")
        while at >= 0:
            match = OPEN_TAG.match(text, at) or CLOSING_TAG.match(text, at)
            if match:
                found.append((*match.span(), "\n" if _LINE.match(text, at) else "<"))
            at = text.find("<", match.end() if match else at + 1)
    at = 0
    for start, end, sign in sorted(found):
        if start < at:
            continue
        if not sign and start and text[start - 1] in "$#" and text[start] == "{" and start - 1 >= at:
            start -= 1
        _words(draft, strand[at:start], markup)
        if sign == "\n":
            draft.line_break(strand, start, end)
        elif flagged and text[start:end] == "%%":
            draft.words(Strand([strand.stand("%", start, end, Kind.WHOLE)]))
        elif sign:
            draft.element(ElementKind.PLACEHOLDER, text[start:end], draft.here())
        else:
            draft.object(strand, start, end, ElementKind.PLACEHOLDER, text[start:end])
        at = end
    _words(draft, strand[at:], markup)


def _words(draft: Draft, strand: Strand, markup: bool) -> None:
    prose(draft, unescaped(strand) if markup else strand)
