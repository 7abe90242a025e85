"""Which forms of one thing does a version mix?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from audit.evidence import vocabulary
from audit.model import Document, Hit, Name, NameKind, Story
from audit.patterns import PatternSet
from audit.text import fold, is_whole, remembered

Table = tuple[Mapping[str, str], ...]


def detect(story: Story, version: Document, *, table: Table) -> Iterator[Hit]:
    """Every `variant` in a version that also writes the `preferred` form, or the other way round.

    The form to keep is the one the witnesses write, if they write one of the two; else the preferred one.
    Rows have `preferred`, `variant` and perhaps `exempt` (RE2, several
    joined by " ;; "): where it matches, neither form counts.
    """
    known = vocabulary(version)
    for first, second, row in _beginnings(table):
        if first not in known or second not in known:
            continue
        one, other = row["preferred"], row["variant"]
        exempt = [*_exempt(version, row.get("exempt", "")), *_inside_names(version)]
        places = {
            form: [at for at in _places(version.text, form) if not _inside(at, exempt)]
            for form in (one, other)
        }
        if not all(places.values()):
            continue
        writers = {
            form: [w for w in story.witnesses(version) if _places(w.text, form)] for form in (one, other)
        }
        kept, wrong = (other, one) if len(writers[other]) > len(writers[one]) else (one, other)
        support = [] if writers[wrong] else writers[kept]
        evidence = tuple(
            witness.span(start, end) for witness in support for start, end in _places(witness.text, kept)[:1]
        )
        for start, end in places[wrong]:
            yield Hit(
                version.span(start, end),
                evidence=(*evidence, version.span(*places[kept][0])),
                slots={"kept": kept, "variant": wrong},
                fix=kept,
                signals=1 + len(support),
                asked=len(story.witnesses(version)) if support else 0,
            )


@remembered
def _beginnings(table: Table) -> list[tuple[str, str, Mapping[str, str]]]:
    """The first word of both forms of each row, folded: a version without them cannot mix the forms."""
    return [(fold(row["preferred"].split()[0]), fold(row["variant"].split()[0]), row) for row in table]


def _places(text: str, form: str) -> list[tuple[int, int]]:
    return [match.span() for match in _form(form).finditer(text) if is_whole(text, *match.span())]


@lru_cache(maxsize=1024)
def _form(form: str) -> re.Pattern[str]:
    return re.compile(re.escape(form))


def _inside(place: tuple[int, int], exempt: list[tuple[int, int]]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in exempt)


def _exempt(version: Document, pattern: str) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in _pattern(pattern)(version.text)] if pattern else []


def _inside_names(version: Document) -> list[tuple[int, int]]:
    """Organisations keep the name they were given: the University of Macau teaches in Macao."""
    names = version.facts_of(Name)
    return [
        (name.span.start, name.span.end)
        for name in names
        if name.kind is NameKind.ORGANISATION and " " in name.value
    ]


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> PatternSet:
    return PatternSet(pattern.split(" ;; "))
