"""Which stock phrases does a language have: of pages, of notices, of models that translate?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from audit.language import tables
from audit.language.folder import LanguageFolder

_TABLE = "stock_phrases.tsv"
_BULLET = r"^[ \t•*>→►▶»#|-]{0,4}"
_REST = r"[^\n]{0,160}"
# What a phrase of each kind is a part of: the line alone, before a colon, the line that begins so.
_SHAPES: Mapping[str, tuple[str, str, str]] = {
    "line": ("furniture", r"^[ \t→►▶»>]{0,4}[(\[]?", r"[)\]]?[ \t]*[:：.!…»>→]{0,3}[ \t]*$"),
    "label": ("furniture", _BULLET, r"[ \x{a0}]?[:：|]"),
    "start": ("furniture", _BULLET, r"[^\n]{0,120}$"),
    "credit": ("furniture", r"^[ \t]*[(\[]?", r"[ \x{a0}]?[:：][^\n]{0,60}$"),
    "notice": ("notice", "", r"[^\n.。]{0,60}"),
    "model": ("model", r"^[*#\"“( ]{0,4}", _REST),
}
_BETWEEN = r"[^\n.!?。！？]{0,60}?"
_PART = re.compile(r" ?(?:\.\.\.|…) ?|[{}|]")


class Phrases(LanguageFolder):
    """What pages and models say in a language."""

    @cached_property
    def _phrases(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for row in self._rows(_TABLE):
            group, before, after = _SHAPES[row["kind"]]
            found.setdefault(group, []).append(f"(?im){before}(?:{''.join(_parts(row['phrase']))}){after}")
        return {group: tuple(patterns) for group, patterns in found.items()}

    def stock_phrases(self, group: str) -> tuple[str, ...]:
        """Patterns (RE2) of the `furniture` of pages, of a `notice` that a machine translated, or of what a
        `model` says beside its translation; none where nobody wrote them down."""
        return self._phrases.get(group, ())

    @cached_property
    def beside_languages(self) -> Mapping[str, str]:
        """Patterns of what stands "before" and "after" the name of a language that words are in."""
        return {row["kind"]: row["words"].replace(" ", "|") for row in self._rows("language_words.tsv")}

    @cached_property
    def furniture_abroad(self) -> tuple[str, ...]:
        """The furniture of pages in the other languages."""
        others = (Phrases(code) for code in tables.having(_TABLE) if code != self.code)
        mine = {*self.stock_phrases("furniture")}
        every = dict.fromkeys(phrase for other in others for phrase in other.stock_phrases("furniture"))
        return tuple(phrase for phrase in every if phrase not in mine)


def _parts(phrase: str) -> Iterator[str]:
    """The pieces of a pattern: {a|b} is one of several, ... are words between."""
    start = 0
    for match in _PART.finditer(phrase):
        yield _escaped(phrase[start : match.start()])
        yield {"{": "(?:", "}": ")", "|": "|"}.get(match[0], _BETWEEN)
        start = match.end()
    yield _escaped(phrase[start:])


def _escaped(words: str) -> str:
    return re.escape(words).replace("\\ ", "[ \\x{a0}]").replace("'", "[’']")
