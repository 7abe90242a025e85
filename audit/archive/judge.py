"""What do the articles of an archive come to, each beside its siblings?

Judged is what is new, what was corrected, and what has other siblings than when it was judged; with other
rules everything. Results are written batch by batch, each whole or not at all, so that a pass that is ended
goes on where it was, and at most the batch in hand is judged again. What an article came to before stays.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import msgspec

from audit.archive.articles import ArticleEntry
from audit.archive.database import Row, among
from audit.archive.store import Archive
from audit.archive.stories import join
from audit.model import Document, Judged, Role, Story
from audit.report.rows import finding_rows
from audit.run import Auditor
from audit.score import rules_digest

_BATCH = 50
# An article is read beside so many others of its story at most, the likeliest.
SIBLINGS = 8


class Result(NamedTuple):
    """What an article came to: the `number`-th time, its text `text`, beside so many siblings."""

    article: int
    number: int
    at: str
    text: int
    siblings: int
    verdict: str
    words: int
    findings: tuple[dict[str, object], ...]


class ArticleOutcome(NamedTuple):
    """What a story of one article on trial came to: the findings as rows of JSON, and what could not be
    judged."""

    verdict: str
    words: int
    findings: bytes
    problems: tuple[str, ...]


# Judges stories in their order, here or elsewhere.
Outcomes = Callable[[Iterable[Story]], Iterator[ArticleOutcome]]


class Progress(NamedTuple):
    """So many articles were judged, of which so many came to something else than before, and what could not
    be judged."""

    judged: int
    changed: int
    problems: tuple[str, ...]


def signature(auditor: Auditor) -> str:
    """What findings depend on beside the texts: the rules."""
    return rules_digest(auditor.rules)


def outcome(judged: Judged) -> ArticleOutcome:
    """What a result comes to in an archive."""
    said = next((score for score in judged.scores), None)
    return ArticleOutcome(
        said.verdict.value if said else "not judged",
        said.words if said else 0,
        msgspec.json.encode(finding_rows(judged), order="deterministic"),
        tuple(problem.message for problem in judged.problems if problem.fatal),
    )


def check(
    archive: Archive, auditor: Auditor, outcomes: Outcomes | None = None, batch: int = _BATCH
) -> Iterator[Progress]:
    """Judge what is to be judged, the stories of new articles found first; a batch is told when it stands.
    `outcomes` judges them in the place of this machine's processes, by the same rules."""
    judge = outcomes or (lambda stories: map(outcome, auditor.judge_all(stories)))
    for _ in join(archive):
        pass
    by = signature(auditor)
    _reopen(archive, by)
    for some in archive.batches(batch, "due = 1"):
        yield _judge(archive, judge, some, by)


def results(archive: Archive, key: str) -> list[Result]:
    """What an article came to, the first time first."""
    rows = archive.database.rows(
        "SELECT article, results.number, at, text_number, siblings, verdict, words, findings FROM results"
        " JOIN articles ON articles.id = results.article WHERE articles.key = ? ORDER BY results.number",
        (key,),
    )
    return [_result(row) for row in rows]


def latest(archive: Archive) -> Iterator[tuple[ArticleEntry, Result]]:
    """Every article that was judged, with what it came to last."""
    judged = "EXISTS (SELECT 1 FROM results WHERE results.article = articles.id)"
    for some in archive.batches(where=judged):
        known = {one.id: one for one in some}
        rows = among(
            archive.database,
            "SELECT article, number, at, text_number, siblings, verdict, words, findings FROM results"
            " WHERE article IN ({}) ORDER BY article, number",
            list(known),
        )
        last = {row[0]: row for row in rows}
        for id_, row in last.items():
            yield known[id_], _result(row)


def _result(row: Row) -> Result:
    article, number, at, text, siblings, verdict, words, findings = row
    return Result(article, number, at, text, siblings, verdict, words, findings_of(findings))


def _reopen(archive: Archive, by: str) -> None:
    """With other rules than an article was judged by last, it is to be judged again."""
    with archive.database.writing():
        archive.database.rows(
            "UPDATE articles SET due = 1 WHERE due = 0 AND NOT EXISTS (SELECT 1 FROM results"
            " WHERE results.article = articles.id AND results.signature = ? AND results.number ="
            " (SELECT MAX(number) FROM results AS others WHERE others.article = articles.id))",
            (by,),
        )


def _judge(archive: Archive, judge: Outcomes, some: Sequence[ArticleEntry], by: str) -> Progress:
    tasks = list(_stories(archive, some))
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    done: list[tuple[ArticleEntry, Story, ArticleOutcome]] = []
    problems: list[str] = []
    for (one, story), told in zip(tasks, judge(story for _, story in tasks), strict=True):
        problems += [f"{one.name}: {message}" for message in told.problems]
        done.append((one, story, told))
    changed = 0
    with archive.database.writing():
        last = {
            row[0]: row[1:]
            for row in among(
                archive.database,
                "SELECT article, number, findings, verdict, signature FROM results WHERE article IN ({})"
                " ORDER BY article, number",
                [one.id for one in some],
            )
        }
        for one, story, told in done:
            number, findings, verdict, signed = last.get(one.id, (0, b"", "", ""))
            now_said = (told.verdict, zlib.compress(told.findings, 6))
            if (verdict, bytes(findings), signed) != (*now_said, by):
                changed += (verdict, bytes(findings)) != now_said
                archive.database.rows(
                    "INSERT INTO results SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? FROM articles WHERE id = ?",
                    (
                        *(one.id, number + 1, now, by, one.number, len(story.versions) - 1),
                        *(told.verdict, told.words, now_said[1], one.id),
                    ),
                )
            # Not where it, or one of its story, was corrected or taken out while it was judged.
            archive.database.rows(
                "UPDATE articles SET due = 0 WHERE id = ? AND number = ? AND story = ?",
                (one.id, one.number, one.story),
            )
    return Progress(len(done), changed, tuple(problems))


def _stories(archive: Archive, some: Sequence[ArticleEntry]) -> Iterator[tuple[ArticleEntry, Story]]:
    """Each article on trial beside those of its story that were read beside it."""
    ids = {one.id for one in some}
    beside: dict[int, list[tuple[float, int]]] = {id_: [] for id_ in ids}
    for column, other in (("one", "other"), ("other", "one")):
        for here, there, sure in among(
            archive.database,
            f"SELECT {column}, {other}, sure FROM pairs WHERE {column} IN ({{}})",
            sorted(ids),
        ):
            beside[here].append((-sure, there))
    chosen = {id_: [other for _, other in sorted(those)[:SIBLINGS]] for id_, those in beside.items()}
    wanted = archive.named(sorted(ids | {other for those in chosen.values() for other in those}))
    texts = archive.documents(wanted.values())
    for one in some:
        if one.id in texts:
            versions = (texts[one.id], *(texts[id_] for id_ in sorted(chosen[one.id]) if id_ in texts))
            yield one, _story(one, versions)


def _story(one: ArticleEntry, versions: Sequence[Document]) -> Story:
    own = versions[0]
    if own.origin:
        origin = own.origin.partition("-")[0]
        versions = [
            replace(other, role=Role.SOURCE) if number and other.language == origin else other
            for number, other in enumerate(versions)
        ]
    return Story(str(one.story), tuple(versions), judged=frozenset({own.id}))


def findings_of(data: bytes) -> tuple[dict[str, object], ...]:
    """The rows of the findings that were kept."""
    return tuple(msgspec.json.decode(zlib.decompress(bytes(data))))
