"""Which words does the house not write so, by its own lists?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.model import Document, Hit, Story, primary
from audit.patterns import Match, PatternSet, compile_pattern
from audit.text import is_whole, remembered

Table = tuple[Mapping[str, str], ...]
# So much of the text is looked at for what must stand before a match.
_NEAR = 64


def detect(story: Story, version: Document, *, table: Table) -> Iterator[Hit]:
    """Every entry of `table` found in the version, but where the words stand as part of the right ones.

    Columns: find (a pattern of RE2), before and after (one that must match there, with "!" one that must
    not), whole ("yes": as whole words), instead ("": to be avoided), lang ("": any).
    """
    rows = _rows(table, version.lang)
    text, taken = version.text, 0
    patterns = _patterns(rows)
    for match in sorted(patterns(text), key=lambda match: (match.start, -match.end)):
        row = rows[match.pattern]
        surface = text[match.start : match.end]
        if match.start < taken or surface == match.instead or not _meant(row, text, match):
            continue
        if _inside(text, match, surface):
            continue
        taken = match.end
        said = f"the house writes “{match.instead}”" if match.instead else "the house does not write it"
        yield Hit(version.span(match.start, match.end), slots={"said": said}, fix=match.instead or None)


@remembered
def _by_language(table: Table) -> dict[str, Table]:
    """The rows that hold for a language, filled as languages come."""
    return {}


def _rows(table: Table, lang: str) -> Table:
    known = _by_language(table)
    if lang not in known:
        known[lang] = tuple(row for row in table if row.get("lang", "") in ("", lang, primary(lang)))
    return known[lang]


@remembered
def _patterns(rows: Table) -> PatternSet:
    return PatternSet([row["find"] for row in rows], [row.get("instead", "") for row in rows], words=False)


def _meant(row: Mapping[str, str], text: str, match: Match) -> bool:
    """Whether what a row asks of the place of a match is so."""
    whole = row.get("whole") != "yes" or is_whole(text, match.start, match.end)
    return (
        whole
        and _stands(row.get("before", ""), text[max(match.start - _NEAR, 0) : match.start])
        and _stands(row.get("after", ""), text[match.end : match.end + _NEAR])
    )


def _stands(condition: str, text: str) -> bool:
    if not condition:
        return True
    found = compile_pattern(condition.removeprefix("!")).search(text) is not None
    return found is not condition.startswith("!")


def _inside(text: str, match: Match, surface: str) -> bool:
    """Whether the words stand as part of the right ones: サーバ in サーバー."""
    at = match.instead.find(surface)
    while at >= 0:
        start = match.start - at
        if start >= 0 and text.startswith(match.instead, start):
            return True
        at = match.instead.find(surface, at + 1)
    return False
