"""How is a text put into Markdown so that it stays a text?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.report.wording import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
# What would begin a block of its own at the start of a line: a list, a heading's underline.
_BLOCK = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+=]))")
# GitHub and GitLab look for people, issues, emoji and addresses in the finished text, where no backslash
# is left to keep them off; a zero-width space is, as Renovate and Dependabot have it.
_NOTHING = "\u200b"
_REFERENCE = re.compile(r"(@(?=\w)|(?:\bGH-|[#!])(?=\d)|:(?=//|[a-z_+-][\w+-]*:)|\bwww(?=\.))", re.IGNORECASE)


def words(text: str) -> str:
    """Words as words: nothing in them is markup, and they stay on one line."""
    return _SPECIAL.sub(r"\\\1", visible(text))


def inert(text: str) -> str:
    """`words` of an article, which also call nobody, link to nothing and begin no list."""
    return _BLOCK.sub(r"\1\\", _quiet(visible(text).strip()))


def marked(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """`inert` text with its marked words bold; asterisks would not be read as such beside every character."""
    pieces, at = [], 0
    for start, end in marks:
        pieces += [_quiet(text[at:start]), f"<b>{_quiet(text[start:end].strip()) or '␣'}</b>"]
        at = end
    return _BLOCK.sub(r"\1\\", "".join((*pieces, _quiet(text[at:]))).strip())


def _quiet(text: str) -> str:
    return words(_REFERENCE.sub(rf"\1{_NOTHING}", text))


def code(text: str) -> str:
    """A value in a code span, whatever stands in it."""
    shown = visible(text)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{blank}{shown}{blank}{fence}" if shown else "none"
