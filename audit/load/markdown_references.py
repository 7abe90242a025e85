"""Which links does a Markdown text define apart from where it uses them?"""

from __future__ import annotations

import re
from typing import NamedTuple

_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){1,999})\]", re.DOTALL)
_SPACE = re.compile(r"[ \t]*+\n?[ \t]*+")
_POINTED = re.compile(r"<((?:[^\\<>\n]++|\\.)*)>")
_TITLE = re.compile(r'"((?:[^\\"]++|\\.)*)"|\'((?:[^\\\']++|\\.)*)\'|\(((?:[^\\()]++|\\.)*)\)', re.DOTALL)
_LINE_END = re.compile(r"[ \t]*+(?:\n|$)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# What counts in a target: what is escaped, parentheses, and what it ends before.
_SIGN = re.compile(r"\\[^\x00-\x20]|[()\x00-\x20\x7f]|\Z")
_DEEPEST_PARENTHESES = 32


class Reference(NamedTuple):
    """Where a link leads, as written."""

    target: str


def label(text: str) -> str:
    """A label as labels are compared."""
    return " ".join(text.split()).casefold().upper()


def target_end(text: str, at: int) -> tuple[int, str] | None:
    """The offset behind the target that begins at `at`, and the target; None where none does."""
    if text.startswith("<", at):
        match = _POINTED.match(text, at)
        return (match.end(), _ESCAPED.sub(r"\1", match[1])) if match else None
    end, depth = at, 0
    for sign in _SIGN.finditer(text, at):
        end = sign.start()
        if sign[0].startswith("\\"):
            continue
        if sign[0] == "(":
            depth += 1
            if depth > _DEEPEST_PARENTHESES:
                return None
        elif sign[0] == ")" and depth:
            depth -= 1
        else:
            break
    return (end, _ESCAPED.sub(r"\1", text[at:end])) if not depth else None


def title(text: str, at: int) -> tuple[int, tuple[int, int]] | None:
    """The offset behind the title that begins at `at`, and the place of its words."""
    match = _TITLE.match(text, at)
    if not match or "\n\n" in match[0]:
        return None
    group = next(number for number in (1, 2, 3) if match[number] is not None)
    return match.end(), match.span(group)


def definitions(lines: list[str]) -> tuple[int, list[tuple[str, Reference]]]:
    """How many lines at the head of a paragraph define references, and these."""
    text = "\n".join(line.rstrip(" \t") for line in lines)
    at = 0
    found = []
    while text.startswith("[", at) and (one := _definition(text, at)):
        at, name, reference = one
        found.append((name, reference))
    return text.count("\n", 0, at) + (at >= len(text)) if at else 0, found


def _definition(text: str, at: int) -> tuple[int, str, Reference] | None:
    match = _LABEL.match(text, at)
    if not match or not match[1].strip() or not text.startswith(":", match.end()):
        return None
    at = _behind(text, match.end() + 1)
    target = target_end(text, at)
    if target is None or (target[0] == at):
        return None
    at, address = target
    end = _LINE_END.match(text, at)
    after = _behind(text, at)
    if after > at and (named := title(text, after)) and (line := _LINE_END.match(text, named[0])):
        return line.end(), match[1], Reference(address)
    return (end.end(), match[1], Reference(address)) if end else None


def _behind(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
