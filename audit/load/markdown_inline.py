"""What are the words of a Markdown paragraph, and what in it is emphasis, link, code or tag?

CommonMark 0.31 with GFM's strikethrough and addresses, by the specification's "delimiter stack"; checked
in tests against markdown-it-py.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from audit.load.markdown_references import Reference, label, target_end, title
from audit.load.markup import CLOSING_TAG, OPEN_TAG
from audit.load.prose import address_end


class Node(IntEnum):
    TEXT = 0
    ESCAPE = 1  # a backslash and the sign it protects
    CODE = 2
    ADDRESS = 3
    TAG = 4
    BREAK = 5
    NOTHING = 6  # comments, the references of footnotes
    LINK = 7
    LINK_END = 8
    IMAGE = 9
    IMAGE_END = 10
    DELETED = 11
    DELETED_END = 12


@dataclass(slots=True)
class Inline:
    """A stretch of a paragraph. `value` is a target or address, `words` the place of a title."""

    node: Node
    start: int
    end: int
    value: str = ""
    words: tuple[int, int] | None = None


@dataclass(slots=True)
class _DelimiterRun:
    """A run of delimiters that may open or close emphasis."""

    sign: str
    at: int  # its inline
    length: int
    opens: bool
    closes: bool
    width: int  # as it was at first


@dataclass(slots=True)
class _Bracket:
    at: int
    image: bool
    runs: int
    inside: int  # the offset behind it


_SPECIAL = re.compile(r"[\\`*_~\[\]<\n]|!\[|\bhttps?://|\bwww\.", re.IGNORECASE)
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TICKS = re.compile("`++")
_RUNS = {sign: re.compile(re.escape(sign) + "++") for sign in "*_~"}
_URI = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x20]*+)>")
_MAIL = re.compile(r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255})>")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<\]\ue000]++", re.IGNORECASE)
_NOTE = re.compile(r"\[\^[^\]\s\[]{1,99}\]")
_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999})\]", re.DOTALL)
_GAP = re.compile(r"[ \t]*+\n?[ \t]*+")
_OTHER_TAGS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


def inlines(
    text: str, references: Mapping[str, Reference], *, jsx: bool = False, lenient: bool = False
) -> list[Inline]:
    """The inlines of a paragraph, in order and without gaps but for the delimiters of emphasis. `lenient`: a
    run of asterisks beside a mark and a letter may open and close, as in Python-Markdown."""
    return _InlineParser(text, references, jsx, lenient).parse()


class _InlineParser:
    def __init__(self, text: str, references: Mapping[str, Reference], jsx: bool, lenient: bool) -> None:
        self.text = text
        self.lenient = lenient
        self.jsx = jsx
        self.references = references
        self.found: list[Inline] = []
        self.runs: list[_DelimiterRun] = []
        self.brackets: list[_Bracket] = []
        self.dead = 0  # links do not hold links: brackets before this inline open none
        self.ticks: dict[int, list[int]] | None = None
        self.missing: set[str] = set()  # closings that were looked for to the end

    def parse(self) -> list[Inline]:
        text, at = self.text, 0
        while match := _SPECIAL.search(text, at):
            start = match.start()
            if start > at:
                self._put(Node.TEXT, at, start)
            at = self._special(start, match[0])
        if at < len(text):
            self._put(Node.TEXT, at, len(text))
        self._emphasis(0)
        return [one for one in self.found if one.start < one.end]

    def _put(self, node: Node, start: int, end: int, value: str = "") -> int:
        self.found.append(Inline(node, start, end, value))
        return end

    def _special(self, at: int, sign: str) -> int:
        match sign:
            case "\\":
                return self._backslash(at)
            case "`":
                return self._code(at)
            case "*" | "_" | "~":
                return self._run(at, sign)
            case "[" | "![":
                return self._open(at, sign)
            case "]":
                return self._close(at)
            case "<":
                return self._angle(at)
            case "\n":
                return self._newline(at)
        address = _ADDRESS.match(self.text, at)
        if not address:
            return self._put(Node.TEXT, at, at + len(sign))
        end = address_end(self.text, at, address.end())
        return self._put(Node.ADDRESS, at, end, self.text[at:end])

    def _backslash(self, at: int) -> int:
        following = self.text[at + 1 : at + 2]
        if following == "\n":
            return self._put(Node.BREAK, at, at + 2)
        if following in _PUNCTUATION and following:
            return self._put(Node.ESCAPE, at, at + 2)
        return self._put(Node.TEXT, at, at + 1)

    def _newline(self, at: int) -> int:
        last = self.found[-1] if self.found else None
        if last and last.node is Node.TEXT and self.text.endswith("  ", last.start, last.end):
            last.end = last.start + len(self.text[last.start : last.end].rstrip(" "))
            return self._put(Node.BREAK, last.end, at + 1)
        return self._put(Node.TEXT, at, at + 1)

    def _code(self, at: int) -> int:
        match = _TICKS.match(self.text, at)
        end = match.end() if match else at + 1
        if self.ticks is None:
            self.ticks = {}
            for run in _TICKS.finditer(self.text):
                self.ticks.setdefault(run.end() - run.start(), []).append(run.start())
        same = self.ticks.get(end - at, [])
        following = bisect_right(same, at)
        if following < len(same):
            return self._put(Node.CODE, at, same[following] + end - at)
        return self._put(Node.TEXT, at, end)

    def _angle(self, at: int) -> int:
        text = self.text
        if match := _URI.match(text, at) or _MAIL.match(text, at):
            return self._put(Node.ADDRESS, at, match.end(), match[1])
        if match := OPEN_TAG.match(text, at) or CLOSING_TAG.match(text, at):
            return self._put(Node.TAG, at, match.end())
        for opening, closing in _OTHER_TAGS:
            if text.startswith(opening, at) and (opening != "<!" or _is_letter(text[at + 2 : at + 3])):
                end = -1 if closing in self.missing else text.find(closing, at + 2)
                if end >= 0:
                    return self._put(Node.NOTHING, at, end + len(closing))
                self.missing.add(closing)
                break
        if self.jsx and text.startswith(("<>", "</>"), at):  # a fragment
            return self._put(Node.NOTHING, at, text.index(">", at) + 1)
        return self._put(Node.TEXT, at, at + 1)

    def _run(self, at: int, sign: str) -> int:
        match = _RUNS[sign].match(self.text, at)
        end = match.end() if match else at + 1
        before, after = _kind(self.text[at - 1 : at]), _kind(self.text[end : end + 1])
        anyway = self.lenient and sign == "*"
        left = after != " " and (after != "." or before != "w" or anyway)
        right = before != " " and (before != "." or after != "w" or anyway)
        opens, closes = left, right
        if sign == "_":
            opens = left and (not right or before == ".")
            closes = right and (not left or after == ".")
        if sign == "~" and end - at > 2:
            opens = closes = False
        self._put(Node.TEXT, at, end)
        if opens or closes:
            self.runs.append(_DelimiterRun(sign, len(self.found) - 1, end - at, opens, closes, end - at))
        return end

    def _open(self, at: int, sign: str) -> int:
        if sign == "[" and (note := _NOTE.match(self.text, at)):
            return self._put(Node.NOTHING, at, note.end())
        end = at + len(sign)
        self.brackets.append(_Bracket(len(self.found), sign == "![", len(self.runs), end))
        return self._put(Node.TEXT, at, end)

    def _close(self, at: int) -> int:
        opener = self.brackets.pop() if self.brackets else None
        if opener is None or (not opener.image and opener.at < self.dead):
            return self._put(Node.TEXT, at, at + 1)
        found = self._target(at, opener)
        if found is None:
            return self._put(Node.TEXT, at, at + 1)
        end, address, words = found
        first = self.found[opener.at]
        first.node = Node.IMAGE if opener.image else Node.LINK
        first.value, first.words = address, words
        self._put(Node.IMAGE_END if opener.image else Node.LINK_END, at, end)
        self._emphasis(opener.runs)
        if not opener.image:
            self.dead = len(self.found)
        return end

    def _target(self, at: int, opener: _Bracket) -> tuple[int, str, tuple[int, int] | None] | None:
        text = self.text
        if text.startswith("(", at + 1) and (found := _in_parentheses(text, at + 2)):
            return found
        end = at + 1
        match = _LABEL.match(text, end) if text.startswith("[", end) else None
        if match and match[1].strip():
            reference = self.references.get(label(match[1]))
            return (match.end(), reference.target, None) if reference else None
        if not self.references or at - opener.inside > 999:
            return None
        reference = self.references.get(label(text[opener.inside : at]))
        return (match.end() if match else end, reference.target, None) if reference else None

    def _emphasis(self, bottom: int) -> None:
        """Match the runs from `bottom` on, and forget them."""
        stack: list[_DelimiterRun] = []
        # Below these places of the stack no opener fits a closer of this kind (the specification's
        # openers_bottom), without which the time would be quadratic.
        floors: dict[tuple[str, int, bool], int] = {}
        for run in self.runs[bottom:]:
            while run.closes and run.length:
                key = (run.sign, run.width % 3 if run.sign != "~" else run.width, run.opens)
                floor = floors.get(key, 0)
                at = len(stack) - 1
                while at >= floor and not _fits(stack[at], run):
                    at -= 1
                if at < floor:
                    floors[key] = len(stack)
                    break
                self._match(stack[at], run)
                del stack[at + (1 if stack[at].length else 0) :]
                for known in floors:
                    floors[known] = min(floors[known], len(stack))
            if run.opens and run.length:
                stack.append(run)
        del self.runs[bottom:]

    def _match(self, opener: _DelimiterRun, closer: _DelimiterRun) -> None:
        if opener.sign == "~":
            self.found[opener.at].node = Node.DELETED
            self.found[closer.at].node = Node.DELETED_END
            opener.length = closer.length = 0
            return
        used = 2 if opener.length >= 2 and closer.length >= 2 else 1
        opener.length -= used
        closer.length -= used
        self.found[opener.at].end -= used
        self.found[closer.at].start += used


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _fits(opener: _DelimiterRun, closer: _DelimiterRun) -> bool:
    if opener.sign != closer.sign:
        return False
    if opener.sign == "~":
        return opener.width == closer.width
    either = opener.closes or closer.opens
    return not (either and (opener.width + closer.width) % 3 == 0 and (opener.width % 3 or closer.width % 3))


def _in_parentheses(text: str, at: int) -> tuple[int, str, tuple[int, int] | None] | None:
    at = _behind(text, at)
    target = target_end(text, at)
    if target is None:
        return None
    at, address = target
    words = None
    after = _behind(text, at)
    if after > at and (named := title(text, after)):
        at, words = named
        after = _behind(text, at)
    if text.startswith(")", after):
        return after + 1, address, words
    return None


def _behind(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


@lru_cache(maxsize=4096)
def _kind(sign: str) -> str:
    """A space for white space and the text's ends, a full stop for punctuation and symbols, else "w"."""
    if not sign or sign.isspace():
        return " "
    return "." if unicodedata.category(sign)[0] in "PS" else "w"
