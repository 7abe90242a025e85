"""Which articles of an archive are of one story?

Articles join stories as they come: each that is new is looked for among the others, read beside those that
are most alike, and the pairs that are siblings are kept. A story is what hangs together by such pairs, so
that the order in which its articles came does not matter; where an article shows that two stories are one,
they become one, and that is written down. What it tells of its original or translations counts as read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from audit.archive.articles import COLUMNS, ArticleEntry, entry
from audit.archive.candidates import Sought, candidates
from audit.archive.confirm import Confirmed, confirm, read
from audit.archive.database import among
from audit.archive.store import Archive
from audit.archive.terms import unpacked
from audit.model import Document, Relation

# Candidates less alike than this were never siblings in the development data; reading them takes the time.
LIKELY = 0.15
_BATCH = 20


class Joined(NamedTuple):
    """How many articles joined, of which so many a story that there was, and how many stories became
    another."""

    articles: int = 0
    members: int = 0
    merged: int = 0


class ArchivedStory(NamedTuple):
    """A story by its number, with its articles in the order in which they came."""

    id: int
    entries: tuple[ArticleEntry, ...]


def join(archive: Archive) -> Iterator[Joined]:
    """Give every article that has none its story, batch by batch; each batch is told when it stands."""
    read_before: dict[int, Document] = {}
    while rows := archive.database.rows(
        f"SELECT {COLUMNS}, terms FROM articles WHERE story IS NULL ORDER BY id LIMIT ?", (_BATCH,)
    ):
        told = []
        for row in rows:
            one, kept = entry(row[:-1]), unpacked(bytes(row[-1]))
            told.append((one, list(_siblings(archive, one, kept, read_before))))
        with archive.database.writing():
            done = [_joined(archive, one, found) for one, found in told]
        yield Joined(len(done), sum(bool(one) for one in done), sum(max(one - 1, 0) for one in done))


def stories(archive: Archive, *, alone: bool = False) -> Iterator[ArchivedStory]:
    """The stories by number; those of a single article only where they are asked for."""
    counted = archive.database.rows(
        "SELECT story, COUNT(*) FROM articles WHERE story IS NOT NULL GROUP BY story ORDER BY story"
    )
    chosen = [story for story, count in counted if alone or count > 1]
    rows = among(
        archive.database, f"SELECT {COLUMNS} FROM articles WHERE story IN ({{}}) ORDER BY story, id", chosen
    )
    for story, those in groupby(map(entry, rows), key=lambda one: one.story or 0):
        yield ArchivedStory(story, tuple(those))


def _siblings(
    archive: Archive, one: ArticleEntry, kept: Sequence[int], known: dict[int, Document]
) -> Iterator[tuple[int, Confirmed]]:
    """The articles that are siblings of one, and how."""
    vectors = archive.database.rows("SELECT vector FROM vectors WHERE article = ?", (one.id,))
    asked = Sought(one.lang, one.date, tuple(kept), bytes(vectors[0][0]) if vectors else None)
    likely = [each.id for each in candidates(archive, asked, without=(one.id,)) if each.likeness >= LIKELY]
    linked = _linked(archive, one)
    wanted = [*linked, *(id_ for id_ in likely if id_ not in linked)]
    if not wanted:
        return
    missing = [id_ for id_ in (one.id, *wanted) if id_ not in known]
    if len(known) > 200:  # enough for the neighbours of a day's articles, and no more memory than that
        known.clear()
        missing = [one.id, *wanted]
    for id_, document in archive.documents(archive.named(missing).values()).items():
        known[id_] = read(document)
    for id_ in wanted:
        if one.id not in known or id_ not in known:
            continue
        told = Confirmed(Relation.PARALLEL, 1.0) if id_ in linked else confirm(known[one.id], known[id_])
        if told:
            yield id_, told


def _linked(archive: Archive, one: ArticleEntry) -> list[int]:
    """The articles that one names as its original or translation, and those that name it."""
    names = [name for name in {one.key, one.url} if name]
    rows = [
        *archive.database.rows(
            "SELECT articles.id FROM links JOIN articles ON articles.url = links.target"
            " WHERE links.article = ? AND articles.id <> ?",
            (one.id, one.id),
        ),
        *among(archive.database, "SELECT article FROM links WHERE target IN ({})", names),
    ]
    return sorted({row[0] for row in rows} - {one.id})


def _joined(archive: Archive, one: ArticleEntry, found: Sequence[tuple[int, Confirmed]]) -> int:
    """Put an article into the story of its siblings, or into its own; how many stories they were of."""
    present = among(
        archive.database, "SELECT id FROM articles WHERE id IN ({})", [one.id, *(id_ for id_, _ in found)]
    )
    there = {row[0] for row in present}
    if one.id not in there:  # taken out meanwhile
        return 0
    pairs = [(*sorted((one.id, id_)), how.relation.value, how.sure) for id_, how in found if id_ in there]
    archive.database.each("INSERT INTO pairs VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", pairs)
    # Its siblings are those that it found and those that found it. What has no story yet comes to this one
    # when it is its turn, by the same pair.
    rows = archive.database.rows(
        "SELECT DISTINCT story FROM articles WHERE story IS NOT NULL AND id IN"
        " (SELECT other FROM pairs WHERE one = ? UNION SELECT one FROM pairs WHERE other = ?)",
        (one.id, one.id),
    )
    before = sorted(row[0] for row in rows)
    story = min([*before, one.id])
    for other in before:
        if other != story:
            archive.database.rows("UPDATE articles SET story = ? WHERE story = ?", (story, other))
            archive.database.rows("INSERT INTO joined VALUES (?, ?, ?)", (other, story, _now()))
    archive.database.rows("UPDATE articles SET story = ? WHERE id = ?", (story, one.id))
    if before:  # whose siblings are new is to be judged again
        archive.database.rows("UPDATE articles SET due = 1 WHERE story = ?", (story,))
    return len(before)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
