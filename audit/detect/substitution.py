"""Which words of a table are there that should read otherwise?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.language.origins import ToldOrigin, told_origin
from audit.model import Document, Hit, Story, primary
from audit.patterns import Match, PatternSet
from audit.text import match_case, remembered

Table = tuple[Mapping[str, str], ...]


def detect(story: Story, version: Document, *, table: Table, origins: tuple[str, ...] = ()) -> Iterator[Hit]:
    """Every entry of `table` found in the version.

    With `origins` (languages), only in a version that was translated from one of them: because that is
    stated, or because the words give it away: a telling entry, or two different ones, in a text that does
    not speak of a country of another language most. `told` says by what the origin is told, "" where it is
    stated.
    """
    told = told_origin(version) if origins and not version.origin else ToldOrigin()
    if origins and version.origin and not _named(version, origins):
        return
    if told.languages and told.languages.isdisjoint(origins):
        return
    matches = sorted(_patterns(table)(version.text), key=lambda match: (match.start, -match.end))
    if not matches or (origins and not _evident(version, matches, table, origins)):
        return
    shown = f"; the text is about {' and '.join(f'“{word}”' for word in told.words)}" if told.words else ""
    taken = 0
    for match in matches:
        if match.start < taken:
            continue
        taken = match.end
        instead = match_case(version.text[match.start : match.end], match.instead)
        fix = instead if instead and " / " not in instead else None
        yield Hit(version.span(match.start, match.end), slots={"instead": instead, "told": shown}, fix=fix)


def needed(lang: str, *, table: Table, origins: tuple[str, ...] = ()) -> PatternSet:
    """The patterns without which there is nothing to find."""
    return _patterns(table)


def _named(version: Document, origins: tuple[str, ...]) -> bool:
    return version.origin in origins or primary(version.origin) in origins


def _evident(version: Document, matches: list[Match], table: Table, origins: tuple[str, ...]) -> bool:
    if version.origin:
        return True
    found = {match.pattern for match in matches}
    return len(found) > 1 or any(table[pattern].get("telling") == "yes" for pattern in found)


@remembered
def _patterns(table: Table) -> PatternSet:
    return PatternSet([row["find"] for row in table], [row.get("instead", "") for row in table])
