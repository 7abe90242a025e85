"""Does a block of HTML begin on a line of Markdown, and what ends it?"""

from __future__ import annotations

import re
from typing import NamedTuple

from audit.load.markup import CLOSING_TAG, OPEN_TAG

_RAW = "script|pre|style|textarea"
_STARTS = (
    (re.compile(rf"<(?:{_RAW})(?=[\s>]|$)", re.IGNORECASE), re.compile(rf"</(?:{_RAW})>", re.IGNORECASE)),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (
        re.compile(
            r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|"
            r"dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|"
            r"html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|"
            r"section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|$)",
            re.IGNORECASE,
        ),
        None,
    ),
)  # fmt: skip
_NAMES = 5  # the start that knows names of elements, which MDX does not tell apart


class Island(NamedTuple):
    """A block of HTML: it ends on the line where `closing` matches, at offset `until`, or else before an
    empty line."""

    closing: re.Pattern[str] | None = None
    until: int = 0


def island(text: str, at: int, end: int, *, mdx: bool, paragraph: bool) -> Island | None:
    """The block that begins at `at` of a line that ends at `end`; None where none does.

    In a `paragraph` a tag that may stand in a sentence begins no block.
    """
    for number, (start, closing) in enumerate(_STARTS):
        if start.match(text, at, end) and not (mdx and number == _NAMES):
            return Island(closing)
    match = OPEN_TAG.match(text, at, len(text) if mdx else end) or CLOSING_TAG.match(text, at, end)
    if match and mdx:
        newline = text.find("\n", match.end())
        if not text[match.end() : newline if newline >= 0 else len(text)].strip(" \t"):
            return Island(until=match.end())  # a component's tag, whose attributes may take several lines
    if not match or paragraph or text[match.end() : end].strip(" \t"):
        return None
    return Island()
