"""How do findings spread over rules, outlets, languages, origins and weeks, and what got better?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.archive.articles import ArticleEntry
from audit.archive.database import among
from audit.archive.judge import Result, findings_of, latest
from audit.archive.store import Archive
from audit.model import TrendRow, Trends, Verdict

_NONE = "not stated"
_ABOUT = ("rule", "outlet", "language", "origin", "week")


def trends(archive: Archive) -> Trends:
    """Of every article that was judged what it came to last; weeks by the articles' own dates."""
    counts: dict[str, dict[str, list[int]]] = {about: {} for about in (*_ABOUT, "")}
    judged = []
    for one, result in latest(archive):
        judged.append((one.id, result.number, len(result.findings)))
        for about, name, findings in _places(one, result):
            row = counts[about].setdefault(name, [0, 0, 0, 0])
            row[0] += 1
            row[1] += result.verdict == Verdict.BLOCK.value
            row[2] += findings
            row[3] += result.words
    tables = tuple(
        (about, tuple(sorted(map(_row, counts[about].items()), key=_weeks if about == "week" else _most)))
        for about in _ABOUT
    )
    total = TrendRow("all", *counts[""].get("all", [0, 0, 0, 0]))
    return Trends(total, tables, *_changes(archive, judged))


def _places(one: ArticleEntry, result: Result) -> Iterator[tuple[str, str, int]]:
    """In which rows an article counts, with how many findings."""
    count = len(result.findings)
    yield "", "all", count
    yield "outlet", one.outlet or _NONE, count
    yield "language", one.lang or _NONE, count
    yield "origin", one.origin or _NONE, count
    week = "{}-W{:02}".format(*one.date.isocalendar()[:2]) if one.date else _NONE
    yield "week", week, count
    rules = [str(finding["rule"]) for finding in result.findings]
    for rule in dict.fromkeys(rules):
        yield "rule", rule, rules.count(rule)


def _row(item: tuple[str, list[int]]) -> TrendRow:
    return TrendRow(item[0], *item[1])


def _most(row: TrendRow) -> tuple[int, str]:
    return -row.findings, row.name


def _weeks(row: TrendRow) -> tuple[bool, str]:
    return row.name == _NONE, row.name


def _changes(archive: Archive, judged: list[tuple[int, int, int]]) -> tuple[int, int]:
    """How many articles have fewer, and how many more findings than the time before."""
    again = {id_: (number, count) for id_, number, count in judged if number > 1}
    rows = among(
        archive.database,
        "SELECT article, number, findings FROM results WHERE article IN ({})",
        list(again),
    )
    fewer = more = 0
    for id_, number, packed in rows:
        last, count = again[id_]
        if number == last - 1:
            before = len(findings_of(packed))
            fewer += count < before
            more += count > before
    return fewer, more
