"""What are the words of a paragraph of reStructuredText, and what in it is emphasis, code, link or role?

The specification's "Inline Markup" (docutils), with the roles that Sphinx and its domains add. Markup does
not nest, and begins and ends only beside white space or punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple


class RstNode(IntEnum):
    TEXT = 0
    ESCAPE = 1  # a backslash and the sign it protects, or the white space it takes away
    CODE = 2
    LINK = 3
    SUBSTITUTION = 4
    NOTHING = 5  # marks of emphasis, the references of footnotes


class RstInline(NamedTuple):
    """A stretch of a paragraph. `value` is code or where a link leads; `words` the place of what readers see
    of a link, None where the page fills that in."""

    node: RstNode
    start: int
    end: int
    value: str = ""
    words: tuple[int, int] | None = None


_ROLE_NAME = r"[A-Za-z][\w.+-]*(?::[\w.+-]+)*"
_SPECIAL = re.compile(
    rf"\\.?|``|\*\*|\*|_`|:{_ROLE_NAME}:`|`|\||\[(?:\d+|[#*][\w-]*|[A-Za-z][\w.-]*)\]_|__?(?!\w)",
    re.DOTALL,
)
_NAME = re.compile(r"(?<!\w)[^\W_]+(?:[-._+:][^\W_]+)*$")
_LONGEST_NAME = 100
_TICK_END = re.compile(rf"`(?:__?|:({_ROLE_NAME}):)?")
_EXPLICIT = re.compile(r"\s*<([^<>]+)>$")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_OPENING = frozenset("'\"([{<-/:")
_CLOSING = frozenset("'\")]}>-/:.,;!?\\")
# What roles of readers' words say is prose; what those of links are about is told by the page they lead to.
_WORDS = frozenset(
    "abbr abbreviation acronym dfn emphasis guilabel menuselection strong sub subscript sup superscript t"
    " term title title-reference".split()
)
_LEADING = frozenset("ref doc numref any download pep rfc eq keyword token".split())


def inlines(text: str, targets: Mapping[str, str]) -> Iterator[RstInline]:
    """The inlines of a paragraph, in order and without gaps. `targets` are the addresses of names."""
    at = begun = 0
    missing: set[str] = set()  # ends that were looked for up to the last character
    while match := _SPECIAL.search(text, at):
        start, at = match.start(), match.end()
        found, first = _found(text, match, begun, targets, missing)
        if not found:
            continue
        if first > begun:
            yield RstInline(RstNode.TEXT, begun, first)
        yield from found
        begun = at = max(found[-1].end, start + 1)
    if begun < len(text):
        yield RstInline(RstNode.TEXT, begun, len(text))


def _found(
    text: str, match: re.Match[str], begun: int, targets: Mapping[str, str], missing: set[str]
) -> tuple[list[RstInline], int]:
    """What begins at a sign, nothing where it is one like any other, and where that begins."""
    start, end, sign = match.start(), match.end(), match[0]
    if sign[0] == "\\":
        return [RstInline(RstNode.ESCAPE, start, end)], start
    if sign[0] == "_" and sign != "_`":
        return _simple(text, start, end, begun, targets)
    if not _may_open(text, start, end):
        return [], start
    if sign[0] == "[":
        return ([RstInline(RstNode.NOTHING, start, end)] if _may_close(text, end) else []), start
    if sign[-1] == "`" and sign not in ("``", "_`"):
        return _interpreted(text, start, end, targets, missing), start
    closing = "`" if sign == "_`" else sign
    stop = _end(text, end, closing, missing)
    if stop < 0:
        return [], start
    behind = stop + len(closing)
    if sign == "``":
        return [RstInline(RstNode.CODE, start, behind, text[end:stop])], start
    if sign == "|":
        marks = len(text[behind : behind + 2]) - len(text[behind : behind + 2].lstrip("_"))
        return [RstInline(RstNode.SUBSTITUTION, start, behind + marks, text[start:behind])], start
    return _marked(text, start, end, stop, behind), start


def _marked(text: str, start: int, inside: int, stop: int, end: int) -> list[RstInline]:
    """Words between two marks that readers do not see."""
    return [
        RstInline(RstNode.NOTHING, start, inside),
        *_plain(text, inside, stop),
        RstInline(RstNode.NOTHING, stop, end),
    ]


def _plain(text: str, start: int, end: int) -> Iterator[RstInline]:
    """Words without markup, but for what backslashes protect."""
    for match in _ESCAPED.finditer(text, start, end):
        if match.start() > start:
            yield RstInline(RstNode.TEXT, start, match.start())
        yield RstInline(RstNode.ESCAPE, *match.span())
        start = match.end()
    if start < end:
        yield RstInline(RstNode.TEXT, start, end)


def _simple(
    text: str, start: int, end: int, begun: int, targets: Mapping[str, str]
) -> tuple[list[RstInline], int]:
    """A name with a line below it (`name_`), which is a link where the page says where to."""
    low = max(begun, start - _LONGEST_NAME)
    name = _NAME.search(text[low:start])
    if not name or not _may_close(text, end):
        return [], start
    first = low + name.start()
    before = text[first - 1 : first]
    if before and not _opens(before):
        return [], start
    return [RstInline(RstNode.LINK, first, end, targets.get(label(name[0]), ""), (first, start))], first


def _interpreted(
    text: str, start: int, inside: int, targets: Mapping[str, str], missing: set[str]
) -> list[RstInline]:
    """Words in single ticks: a link, or what a role before or behind them says."""
    stop = _end(text, inside, "`", missing)
    closing = _TICK_END.match(text, stop) if stop >= 0 else None
    if closing is None:
        return []
    end, words = closing.end(), text[inside:stop]
    explicit = _EXPLICIT.search(words)
    shown = (inside, inside + explicit.start()) if explicit and explicit.start() else (inside, stop)
    role = (text[start + 1 : inside - 2] if inside - start > 1 else closing[1]) or ""
    if closing[0].endswith("_"):
        if explicit:
            address = _bare(explicit[1])
            if address.endswith("_"):
                address = targets.get(label(address.rstrip("_")), "")
        else:
            address = targets.get(label(words), "")
        return [RstInline(RstNode.LINK, start, end, address, shown if shown[0] < shown[1] else None)]
    if role.lower() in _WORDS or (not role and " " in words):
        return _marked(text, start, inside, shown[1] if role else stop, end)
    if explicit and explicit.start():
        return [RstInline(RstNode.LINK, start, end, _bare(explicit[1]), shown)]
    if role.lower() in _LEADING:
        return [RstInline(RstNode.LINK, start, end, _bare(words))]
    if not role and words.isalpha():
        return _marked(text, start, inside, stop, end)
    return [RstInline(RstNode.CODE, start, end, _bare(words).lstrip("~!."))]


def _bare(words: str) -> str:
    return _ESCAPED.sub(r"\1", words)


def label(name: str) -> str:
    """A name as two of it are compared."""
    return " ".join(_bare(name).lower().split())


def _end(text: str, inside: int, closing: str, missing: set[str]) -> int:
    """Where the markup that begins before `inside` ends; -1 where it does not."""
    if text[inside : inside + 1].strip() == "" or closing in missing:
        return -1
    at = inside + (closing != "``" and text.startswith(closing, inside))
    while (at := text.find(closing, at)) >= 0:
        behind = at + len(closing)
        after = _TICK_END.match(text, at) if closing == "`" else None
        if after:
            behind = after.end()
        elif closing == "|":
            behind += len(text[behind : behind + 2]) - len(text[behind : behind + 2].lstrip("_"))
        if at > inside and not text[at - 1].isspace() and not _escaped(text, at, closing):
            if _may_close(text, behind):
                return at
            if after and _may_close(text, at + 1):
                return at
        at += 1
    missing.add(closing)
    return -1


def _escaped(text: str, at: int, closing: str) -> bool:
    """Whether a backslash protects the sign at `at`; in ``code`` none does."""
    before = text[max(at - 8, 0) : at]
    return closing != "``" and (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _may_open(text: str, start: int, inside: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[inside : inside + 1]
    if before and not _opens(before):
        return False
    # "*" in quotation marks or brackets is spoken of.
    return not (before and after and _PAIRS.get(before) == after)


def _may_close(text: str, end: int) -> bool:
    return end >= len(text) or _closes(text[end])


_PAIRS = {
    "'": "'",
    '"': '"',
    "(": ")",
    "[": "]",
    "{": "}",
    "<": ">",
    "“": "”",
    "‘": "’",
    "«": "»",
    "「": "」",
}


@lru_cache(maxsize=4096)
def _opens(sign: str) -> bool:
    """Whether markup may begin behind this sign."""
    return sign.isspace() or sign in _OPENING or (not sign.isascii() and unicodedata.category(sign)[0] == "P")


@lru_cache(maxsize=4096)
def _closes(sign: str) -> bool:
    """Whether markup may end before this sign."""
    return sign.isspace() or sign in _CLOSING or (not sign.isascii() and unicodedata.category(sign)[0] == "P")
