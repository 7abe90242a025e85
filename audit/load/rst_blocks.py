"""Which blocks does a text in reStructuredText have, and which characters belong to each?

The specification's body elements (docutils), and the directives that Sphinx adds. What a directive holds that
is not known here is not read: it may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from audit.load.rst_directives import Directive, Use, directive
from audit.load.rst_inline import label
from audit.load.rst_tables import grid_cells, is_grid, is_simple, simple_cells, table_end

# Deeper nesting is a slip or an attack; what lies beyond is one paragraph, so that the time stays linear.
_DEEPEST = 40
_TAB = 8
_SPACE = re.compile(r"[ \t\f\v]*+")
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1*+[ \t]*+$")
_SHORTEST = 4
_EXPLICIT = re.compile(r"\.\.(?:[ \t]++|$)")
_NOTE = re.compile(r"\[(?:\d+|[#*][\w-]*+|[A-Za-z][\w.-]*+)\](?:[ \t]++|$)")
_TARGET = re.compile(r"_(?:`([^`\n]++)`|((?:[^:\\\n]++|\\.|:(?![ \t\n]|$))+)):(?:[ \t]++|$)")
_SUBSTITUTION = re.compile(r"\|[^|\n]++\|[ \t]++")
_DIRECTIVE = re.compile(r"([A-Za-z][\w.+-]*+(?::[\w.+-]++)*)[ \t]?::(?:[ \t]++|$)")
_OPTION = re.compile(r":([^:\s`][^:\n`]*+):(?:[ \t]++|$)")
_BULLET = re.compile(r"[*+\-•‣⁃](?:[ \t]++|$)")
_NUMBER = re.compile(r"\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdm]{1,9}|[IVXLCDM]{1,9}|#)[.)](?:[ \t]++|$)")
_SWITCH = r"(?:-\w(?:[ ]?[\w<>=-]+)?|--[\w-]+(?:[ =][\w<>\[\]=-]+)?|/[A-Z])"
_SWITCHES = re.compile(rf"{_SWITCH}(?:, {_SWITCH})*(?:[ ]{{2,}}|$)")
_LINE = re.compile(r"\|(?:[ \t]++|$)")
_VERSION = re.compile(r"\S++[ \t]*+")
_ENTRY = re.compile(r"(?:.*<([^<>]+)>|(\S.*?))[ \t]*$")
Line = tuple[int, int]
Lines = Sequence[Line]


class RstKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CODE = "code"
    IMAGE = "image"
    LINK = "link"
    DIRECTIVE = "directive"


class RstBlock(NamedTuple):
    """A leaf: the stretches of its lines without what belongs to the blocks around it. `value` is a heading's
    level, an image's or a link's target, a directive's name. Where the markup depends on how wide the words
    are (headings, tables), they are `fixed`."""

    kind: RstKind
    lines: tuple[Line, ...]
    value: str = ""
    fixed: bool = False


@dataclass(slots=True)
class RstBlocks:
    """The leaves of a text in order, the fields at its head, and the addresses that names stand for."""

    found: list[RstBlock] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)


def blocks(text: str) -> RstBlocks:
    """Read a whole text."""
    parser = _RstParser(text)
    lines, at = [], 0
    while at < len(text):
        newline = text.find("\n", at)
        end = newline if newline >= 0 else len(text)
        lines.append((at, end))
        at = end + 1
    parser.parse(lines, 0)
    return parser.result


class _RstParser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.result = RstBlocks()
        self.styles: list[str] = []
        self.fixed = False
        self.known: tuple[Callable[[Lines, int, int], int], ...] = (
            self._title,
            self._explicit,
            self._table,
            self._item,
            self._field,
            self._code_line,
            self._line_block,
        )

    def parse(self, lines: Lines, depth: int) -> None:
        """Add the blocks of these lines, which have lost what is theirs of the blocks around them."""
        if depth >= _DEEPEST:
            self._put(RstKind.PARAGRAPH, [line for line in lines if not self._is_blank(line)])
            return
        at = 0
        while at < len(lines):
            if self._is_blank(lines[at]):
                at += 1
            elif self._indent(lines[at]):
                end = self._behind(lines, at)
                self.parse(self._dedented(lines[at:end]), depth + 1)
                at = end
            else:
                at = next(filter(None, (read(lines, at, depth) for read in self.known)), 0) or (
                    self._paragraph(lines, at, depth)
                )

    def _words(self, line: Line) -> str:
        return self.text[line[0] : line[1]]

    def _is_blank(self, line: Line) -> bool:
        return not self._words(line).strip()

    def _indent(self, line: Line) -> int:
        """The columns before a line's first word."""
        space = _SPACE.match(self.text, *line)
        return len(space[0].expandtabs(_TAB)) if space else 0

    def _put(self, kind: RstKind, lines: Lines, value: str = "", *, fixed: bool = False) -> None:
        if lines or value:
            self.result.found.append(RstBlock(kind, tuple(lines), value, fixed or self.fixed))

    def _behind(self, lines: Lines, at: int, width: int = 1) -> int:
        """The number of the line behind those from `at` on that are indented so, or blank between such."""
        end = at
        while at < len(lines):
            if not self._is_blank(lines[at]):
                if self._indent(lines[at]) < width:
                    break
                end = at + 1
            at += 1
        return end

    def _dedented(self, lines: Lines) -> list[Line]:
        """The lines without the white space that all of them begin with."""
        width = min((self._indent(line) for line in lines if not self._is_blank(line)), default=0)
        return [self._cut(line, width) for line in lines]

    def _cut(self, line: Line, width: int) -> Line:
        start, end = line
        column = 0
        while start < end and column < width and self.text[start] in " \t\f\v":
            column = (column // _TAB + 1) * _TAB if self.text[start] == "\t" else column + 1
            start += 1
        return start, end

    def _first(self, line: Line, match: re.Match[str]) -> list[Line]:
        """What stands on a line behind what was matched; nothing for white space."""
        rest = (match.end(), line[1])
        return [] if self._is_blank(rest) else [rest]

    def _title(self, lines: Lines, at: int, depth: int) -> int:
        """A heading with a line of signs below it, or above and below; a line of signs alone."""
        following = lines[at + 1] if at + 1 < len(lines) else None
        rule = _RULE.match(self.text, *lines[at])
        if rule:
            signs = self._words(lines[at]).rstrip()
            if following and at + 2 < len(lines) and self._words(lines[at + 2]).rstrip() == signs:
                words = self._cut(following, self._indent(following))
                if not self._is_blank(following) and not _RULE.match(self.text, *words):
                    return self._heading(words, rule[1] * 2, at + 3)
            return at + 1 if len(signs) >= _SHORTEST else 0
        below = _RULE.match(self.text, *following) if following else None
        if below and following:
            signs = self._words(following).rstrip()
            if len(signs) >= min(_SHORTEST, len(self._words(lines[at]).rstrip())) and signs not in (
                "::",
                "..",
            ):
                return self._heading(lines[at], below[1], at + 2)
        return 0

    def _heading(self, words: Line, style: str, behind: int) -> int:
        if style not in self.styles:
            self.styles.append(style)
        self._put(RstKind.HEADING, [words], str(self.styles.index(style) + 1), fixed=True)
        return behind

    def _explicit(self, lines: Lines, at: int, depth: int) -> int:
        """What begins with two dots: notes, targets, substitutions, directives and comments."""
        line = lines[at]
        if self.text.startswith("__", line[0], line[1]) and self._words(line)[2:3] in ("", " "):
            return at + 1
        opening = _EXPLICIT.match(self.text, *line)
        if not opening:
            return 0
        end = self._behind(lines, at + 1)
        body = self._dedented(lines[at + 1 : end])
        begin, stop = opening.end(), line[1]
        if note := _NOTE.match(self.text, begin, stop):
            self.parse([*self._first(line, note), *body], depth + 1)
        elif target := _TARGET.match(self.text, begin, stop):
            address = "".join(self._words(one).strip() for one in ((target.end(), stop), *body))
            self.result.targets.setdefault(label(target[1] or target[2]), address)
        else:
            alias = _SUBSTITUTION.match(self.text, begin, stop)
            begin = alias.end() if alias else begin
            if named := _DIRECTIVE.match(self.text, begin, stop):
                self._directive(named[1], self._first(line, named), body, depth)
        return end

    def _directive(self, name: str, first: list[Line], body: list[Line], depth: int) -> None:
        known = directive(name)
        arguments, options, content = self._parts(known, first, body)
        if known.use is Use.CODE:
            self._put(RstKind.CODE, content)
            return
        if known.use is Use.SIGNATURE:
            self._put(RstKind.CODE, [self._trimmed(one) for one in arguments])
        elif known.use is Use.IMAGE:
            self._image(arguments, options)
        elif known.shown:
            self._put(RstKind.DIRECTIVE, (), name)
        if known.use is Use.PAGES:
            for line in content:
                if entry := _ENTRY.match(self.text, *self._trimmed(line)):
                    self._put(RstKind.LINK, (), entry[1] or entry[2])
        if known.use in (Use.TITLE, Use.VERSION):
            if known.use is Use.VERSION and arguments:
                version = _VERSION.match(self.text, *arguments[0])
                arguments = [*(self._first(arguments[0], version) if version else ()), *arguments[1:]]
            self._put(RstKind.PARAGRAPH, [self._trimmed(one) for one in arguments])
        if known.use in (Use.TITLE, Use.VERSION, Use.WORDS, Use.SIGNATURE, Use.IMAGE):
            self.parse(content, depth + 1)

    def _parts(
        self, known: Directive, first: list[Line], body: list[Line]
    ) -> tuple[list[Line], list[tuple[str, Line]], list[Line]]:
        """A directive's arguments, its options by name, and its content."""
        at = 0
        arguments = list(first)
        while at < len(body) and not self._is_blank(body[at]) and not _OPTION.match(self.text, *body[at]):
            arguments.append(body[at])
            at += 1
        options = []
        while at < len(body) and (option := _OPTION.match(self.text, *body[at])):
            end = self._behind(body, at + 1)
            options.append((option[1], (option.end(), body[at][1])))
            at = end if end > at else at + 1
        if known.use is Use.WORDS and not known.argument:
            return [], options, [*arguments, *body[at:]]
        if known.use is Use.PAGES or (known.use is Use.CODE and not first):
            return [], options, [*arguments, *body[at:]]
        return arguments, options, list(body[at:])

    def _image(self, arguments: list[Line], options: list[tuple[str, Line]]) -> None:
        address = "".join(self._words(one).strip() for one in arguments)
        words = [place for name, place in options if name == "alt" and not self._is_blank(place)]
        self._put(RstKind.IMAGE, words, address)

    def _trimmed(self, line: Line) -> Line:
        words = self._words(line)
        return line[0] + len(words) - len(words.lstrip()), line[1] - len(words) + len(words.rstrip())

    def _table(self, lines: Lines, at: int, depth: int) -> int:
        words = self._words(lines[at])
        if is_grid(words):
            cells = grid_cells
        elif is_simple(words):
            cells = simple_cells
        else:
            return 0
        shown = [self._words(line) for line in lines[at:]]
        count = table_end(shown)
        if not count:
            return 0
        fixed, self.fixed = self.fixed, True
        for cell in cells(shown[:count]):
            places = [(lines[at + row][0] + start, lines[at + row][0] + end) for row, start, end in cell]
            self.parse(self._dedented(places), depth + 1)
        self.fixed = fixed
        return at + count

    def _item(self, lines: Lines, at: int, depth: int) -> int:
        """An item of a list, with a bullet or a number before it; of options, the option is code."""
        line = lines[at]
        bullet = _BULLET.match(self.text, *line)
        if not bullet and (bullet := _NUMBER.match(self.text, *line)):
            following = lines[at + 1] if at + 1 < len(lines) else None
            if following and not self._is_blank(following):
                width = bullet.end() - line[0]
                if self._indent(following) < width and not _NUMBER.match(self.text, *following):
                    return 0
        switches = None if bullet else _SWITCHES.match(self.text, *line)
        if switches:
            self._put(RstKind.CODE, [self._trimmed((line[0], switches.end()))])
        opening = bullet or switches
        if not opening:
            return 0
        width = 1 if switches else min(opening.end() - line[0], len(opening[0].expandtabs(_TAB)))
        end = self._behind(lines, at + 1, max(width, 2))
        self.parse([*self._first(line, opening), *self._dedented(lines[at + 1 : end])], depth + 1)
        return end

    def _field(self, lines: Lines, at: int, depth: int) -> int:
        """A field: at the head of the text it states something, elsewhere its body is words."""
        line = lines[at]
        opening = _OPTION.match(self.text, *line)
        if not opening:
            return 0
        end = self._behind(lines, at + 1)
        body = [*self._first(line, opening), *self._dedented(lines[at + 1 : end])]
        if not depth and all(one.kind is RstKind.HEADING for one in self.result.found):
            said = " ".join(self._words(one).strip() for one in body)
            self.result.fields.setdefault(opening[1].lower(), said)
        else:
            self.parse(body, depth + 1)
        return max(end, at + 1)

    def _code_line(self, lines: Lines, at: int, depth: int) -> int:
        """A session at Python's prompt."""
        if not self._words(lines[at]).startswith(">>>"):
            return 0
        end = at
        while end < len(lines) and not self._is_blank(lines[end]):
            end += 1
        self._put(RstKind.CODE, lines[at:end])
        return end

    def _line_block(self, lines: Lines, at: int, depth: int) -> int:
        begun = at
        while at < len(lines) and (opening := _LINE.match(self.text, *lines[at])):
            end = self._behind(lines, at + 1)
            rest = [self._trimmed(one) for one in lines[at + 1 : end] if not self._is_blank(one)]
            self._put(RstKind.PARAGRAPH, [*self._first(lines[at], opening), *rest])
            at = max(end, at + 1)
        return at if at > begun else 0

    def _paragraph(self, lines: Lines, at: int, depth: int) -> int:
        """A paragraph, or a term with its definition; and the code that two colons at its end announce."""
        end = at + 1
        while end < len(lines) and not self._is_blank(lines[end]) and not self._indent(lines[end]):
            end += 1
        inside = [self._trimmed(line) for line in lines[at:end]]
        start, stop = inside[-1]
        code = self.text.endswith("::", start, stop)
        if code:
            inside[-1] = self._trimmed((start, stop - 2 if self._apart(start, stop - 2) else stop - 1))
        self._put(RstKind.PARAGRAPH, [line for line in inside if line[0] < line[1]])
        return self._literal(lines, end) if code else end

    def _apart(self, start: int, colons: int) -> bool:
        """Whether the two colons stand by themselves, so that readers see none of them."""
        return colons <= start or self.text[colons - 1].isspace()

    def _literal(self, lines: Lines, at: int) -> int:
        """The number of the line behind the code that follows: indented, or quoted by one sign."""
        while at < len(lines) and self._is_blank(lines[at]):
            at += 1
        if at >= len(lines):
            return at
        if self._indent(lines[at]):
            end = self._behind(lines, at)
            self._put(RstKind.CODE, self._dedented(lines[at:end]))
            return end
        sign = self._words(lines[at])[0]
        end = at
        if not sign.isalnum() and sign.isascii():
            while end < len(lines) and self._words(lines[end])[:1] == sign:
                end += 1
            self._put(RstKind.CODE, lines[at:end])
        return end
