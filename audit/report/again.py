"""What is said first of a story whose words were others when it was last checked?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from audit.report.view import MESSAGE, Block, Chapter
from audit.report.wording import labels, visible
from audit.text import shorten

# So many of what is new and of what is cured are listed.
_LISTED = 10
CURED = "cured"


class Line(NamedTuple):
    """Something new or cured: `word` says which, `block` is that of what is new."""

    word: str
    where: str
    said: str
    block: Block | None = None


def headline(chapter: Chapter) -> str:
    """How much is new, cured and as before; "" where the words were never others."""
    since = chapter.since
    if since is None:
        return ""
    told = f"{since.new} new, {len(since.cured)} cured, {since.left} as before"
    return f"changed since it was checked before: {told}"


def lines(chapter: Chapter) -> Iterator[Line]:
    """What is new, then what is cured, the first of each."""
    since, names = chapter.since, labels(chapter.story)
    if since is None:
        return
    fresh = [block for block in chapter.blocks if is_new(chapter, block)]
    for block in fresh[:_LISTED]:
        line, column = block.version.source.line_column(block.first.span.start)
        where = f"{names[block.version.id]} {line}:{column}"
        yield Line("new", where, shorten(visible(block.first.message), MESSAGE), block)
    if (more := len(fresh) - _LISTED) > 0:
        yield Line("new", "", f"and {more} more")
    for one in since.cured[:_LISTED]:
        yield Line(CURED, names.get(one.document, ""), shorten(visible(one.message), MESSAGE))
    if (more := len(since.cured) - _LISTED) > 0:
        yield Line(CURED, "", f"and {more} more")


def is_new(chapter: Chapter, block: Block) -> bool:
    """Whether a block has a finding that was not there before."""
    fresh = chapter.since.fresh if chapter.since else ()
    return any(finding.fingerprint in fresh for finding in block.findings)
