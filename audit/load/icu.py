"""Where does a message choose between texts, as ICU's MessageFormat does, and where do these stand?

`{count, plural, one {# file} other {# files}}`: the grammar is that of ICU4J's MessagePattern
(https://unicode-org.github.io/icu/userguide/format_parse/messages/), as far as it tells prose from syntax.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HEAD = re.compile(
    r"\{\s*+([\w.-]++)\s*+,\s*+(plural|selectordinal|select)\s*+,\s*+(?:offset\s*+:\s*+\d++\s*+)?"
)
_SELECTOR = re.compile(r"\s*+(=\d++|[^\s{}',#|=]++)\s*+(?=\{)")
_END = re.compile(r"\s*+\}")
# An apostrophe is one, but for two in a row, which are one, and before syntax, which it makes text up to the
# next: ICU's mode of apostrophes DOUBLE_OPTIONAL.
QUOTED = re.compile(r"''|'[{}#][^']*+(?:''[^']*+)*(?:'|\Z)")
_BRACE = re.compile(rf"{QUOTED.pattern}|[{{}}]")


class Branch(NamedTuple):
    """One of the texts: what selects it, and its place between its braces."""

    selector: str
    start: int
    end: int


class Argument(NamedTuple):
    """A choice, `[start, end)` of the message with its braces: what makes it, and between which texts."""

    start: int
    end: int
    name: str
    kind: str
    branches: tuple[Branch, ...]

    @property
    def counts(self) -> bool:
        """Whether a number chooses; # in the texts stands for it."""
        return self.kind != "select"

    @property
    def value(self) -> str:
        """What a translation must keep of it. Which numbers a language tells apart is its own affair, but
        every language has `other`; the selectors of a `select` are those of the program."""
        selectors = {branch.selector for branch in self.branches}
        kept = sorted(selectors & {"other"} if self.counts else selectors)
        return "{" + ", ".join((self.name, self.kind, *kept)) + "}"


def arguments(text: str) -> list[Argument]:
    """The outermost choices of a message, in order; those in their texts are found by reading these."""
    if "," not in text or "{" not in text:
        return []
    closing = _closing(text) if _HEAD.search(text) else {}
    found = []
    at = 0
    while match := _HEAD.search(text, at):
        argument = _argument(match, closing) if match.start() in closing else None
        if argument:
            found.append(argument)
        at = argument.end if argument else match.end()
    return found


def _argument(head: re.Match[str], closing: dict[int, int]) -> Argument | None:
    text, at = head.string, head.end()
    branches = []
    while selector := _SELECTOR.match(text, at):
        start = selector.end()
        if start not in closing:
            return None
        branches.append(Branch(selector[1], start + 1, closing[start]))
        at = closing[start] + 1
    end = _END.match(text, at)
    if not branches or not end:
        return None
    return Argument(head.start(), end.end(), head[1], head[2], tuple(branches))


def _closing(text: str) -> dict[int, int]:
    """For each brace that opens and is no text the one that closes."""
    opened: list[int] = []
    pairs = {}
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            pairs[opened.pop()] = match.start()
    return pairs
