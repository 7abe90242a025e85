"""What does an archive hold, and how do articles come in and go out?

An article that comes again as it is changes nothing; one that reads otherwise is a correction, and the text
before it stays in its history. Each batch is written whole or not at all, so that a process that dies in the
midst, a second one at the same time and a full disk lose nothing that was said to be added.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from audit.archive.articles import COLUMNS, ArchivedArticle, ArticleEntry, entry, pack, unpack
from audit.archive.database import Database, among, connect
from audit.archive.schema import migrate
from audit.archive.terms import packed, terms, unpacked
from audit.archive.vectors import able, vectors
from audit.model import Document, primary

_BATCH, _ENCODED = 200, 64


class Added(NamedTuple):
    """What became of articles that were handed in: `new` ones, `corrected` ones, those that were `known`."""

    new: int = 0
    corrected: int = 0
    known: int = 0


class IncomingArticle(NamedTuple):
    """An article that is handed in, with its digest and its rarest words."""

    article: ArchivedArticle
    digest: bytes
    terms: tuple[int, ...]


class Version(NamedTuple):
    """A text that an article had: which in its history, and when it came."""

    number: int
    added: str
    content: bytes


class Archive:
    """Articles in a database, for one thread. Everything raises ArchiveError where the database fails."""

    def __init__(self, place: str, *, create: bool = False) -> None:
        self.database: Database = connect(place, create=create)
        migrate(self.database)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.database.close()

    @property
    def name(self) -> str:
        """Where it is, without a password."""
        return self.database.name

    def add(self, articles: Iterable[ArchivedArticle]) -> Iterator[Added]:
        """Put articles in, batch by batch; what became of each batch is told when it stands."""
        waiting = iter(articles)
        while batch := list(islice(waiting, _BATCH)):
            told = [IncomingArticle(one, one.digest, terms(one.text, one.lang)) for one in batch]
            with self.database.writing():
                done = self._add(told)
            yield done

    def encode(self) -> Iterator[int]:
        """Give vectors to the articles that have none and may have one, and tell how many at a time."""
        after = 0
        while True:
            rows = self.database.rows(
                "SELECT id, lang, digest FROM articles WHERE id > ? AND NOT EXISTS"
                " (SELECT 1 FROM vectors WHERE article = id) ORDER BY id LIMIT ?",
                (after, 4 * _ENCODED),
            )
            if not rows:
                return
            after = rows[-1][0]
            some = [row for row in rows if able(row[1])]
            for start in range(0, len(some), _ENCODED):
                yield self._encode([(row[0], row[2]) for row in some[start : start + _ENCODED]])

    def remove(self, keys: Sequence[str]) -> int:
        """Take articles out with their history, and tell how many there were."""
        with self.database.writing():
            rows = list(among(self.database, "SELECT id, terms, story FROM articles WHERE key IN ({})", keys))
            for id_, kept, _ in rows:
                self._unlist(id_, unpacked(kept))
            self.database.each("DELETE FROM articles WHERE id = ?", [(row[0],) for row in rows])
            for story in {row[2] for row in rows if row[2] is not None}:
                self._reopen(story)
        return len(rows)

    def count(self) -> int:
        """How many articles there are."""
        number: int = self.database.rows("SELECT COUNT(*) FROM articles")[0][0]
        return number

    def entries(self, where: str = "", values: Sequence[object] = ()) -> Iterator[ArticleEntry]:
        """The articles by number; `where` is a condition on the columns of `articles`."""
        for some in self.batches(_BATCH, where, values):
            yield from some

    def batches(
        self, size: int = _BATCH, where: str = "", values: Sequence[object] = ()
    ) -> Iterator[list[ArticleEntry]]:
        """The same articles, so many at a time: each batch as the database has it when it is asked for."""
        after = 0
        condition = f" AND ({where})" if where else ""
        while True:
            rows = self.database.rows(
                f"SELECT {COLUMNS} FROM articles WHERE id > ?{condition} ORDER BY id LIMIT ?",
                (after, *values, size),
            )
            if not rows:
                return
            after = rows[-1][0]
            yield list(map(entry, rows))

    def named(self, ids: Sequence[int]) -> dict[int, ArticleEntry]:
        """Articles by their numbers."""
        rows = among(self.database, f"SELECT {COLUMNS} FROM articles WHERE id IN ({{}})", list(ids))
        return {one.id: one for one in map(entry, rows)}

    def documents(self, entries: Iterable[ArticleEntry]) -> dict[int, Document]:
        """The present texts of articles by their numbers."""
        wanted = {one.id: one for one in entries}
        rows = among(
            self.database,
            "SELECT texts.article, texts.content FROM texts JOIN articles"
            " ON articles.id = texts.article AND articles.number = texts.number WHERE articles.id IN ({})",
            list(wanted),
        )
        return {id_: unpack(content, wanted[id_]) for id_, content in rows}

    def history(self, key: str) -> list[Version]:
        """The texts that an article had, the oldest first."""
        return [
            Version(*row)
            for row in self.database.rows(
                "SELECT texts.number, texts.added, texts.content FROM texts JOIN articles"
                " ON articles.id = texts.article WHERE articles.key = ? ORDER BY texts.number",
                (key,),
            )
        ]

    def _add(self, told: Sequence[IncomingArticle]) -> Added:
        """One batch. Of an article that is in it twice, the second is a correction of the first."""
        keys: dict[str, bytes] = dict(
            among(
                self.database,
                "SELECT key, digest FROM articles WHERE key IN ({})",
                [one.article.key for one in told],
            )
        )
        present = {
            bytes(row[0])
            for row in among(
                self.database,
                "SELECT digest FROM articles WHERE digest IN ({})",
                [one.digest for one in told],
            )
        }
        known = corrected = 0
        fresh: dict[str, IncomingArticle] = {}
        for one in told:
            key = one.article.key
            before = fresh[key].digest if key in fresh else keys.get(key)
            if one.digest == before or (before is None and one.digest in present):
                known += 1
                continue
            present.add(one.digest)
            if before is None:
                fresh[key] = one
                continue
            corrected += 1
            if key in fresh:
                self._insert([fresh.pop(key)])
            keys[key] = one.digest
            self._correct(one)
        self._insert(list(fresh.values()))
        return Added(len(told) - known - corrected, corrected, known)

    def _insert(self, told: Sequence[IncomingArticle]) -> None:
        if not told:
            return
        now = _now()
        self.database.each(
            "INSERT INTO articles (key, number, digest, url, lang, language, outlet, day, title,"
            " role, origin, place, added, terms, story, due)"
            " VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 1)",
            [(one.article.key, one.digest, *_columns(one.article), now, packed(one.terms)) for one in told],
        )
        ids: dict[str, int] = dict(
            among(
                self.database,
                "SELECT key, id FROM articles WHERE key IN ({})",
                [one.article.key for one in told],
            )
        )
        self.database.each(
            "INSERT INTO texts VALUES (?, 1, ?, ?)",
            [(ids[one.article.key], now, pack(one.article)) for one in told],
        )
        self._list((ids[one.article.key], one) for one in told)

    def _correct(self, one: IncomingArticle) -> None:
        """A new text in the place of the present one, which stays in the history."""
        id_, number, kept, story = self.database.rows(
            "SELECT id, number, terms, story FROM articles WHERE key = ?", (one.article.key,)
        )[0]
        self._unlist(id_, unpacked(kept))
        self.database.rows(
            "UPDATE articles SET digest = ?, url = ?, lang = ?, language = ?, outlet = ?, day = ?, title = ?,"
            " role = ?, origin = ?, place = ?, terms = ?, number = ?, due = 1 WHERE id = ?",
            (one.digest, *_columns(one.article), packed(one.terms), number + 1, id_),
        )
        self.database.rows(
            "INSERT INTO texts VALUES (?, ?, ?, ?)", (id_, number + 1, _now(), pack(one.article))
        )
        self._list([(id_, one)])
        if story is not None:
            self._reopen(story)

    def _reopen(self, story: int) -> None:
        """Look for the stories of a story's articles anew: one of them changed or is gone."""
        ids = self.database.rows("SELECT id FROM articles WHERE story = ?", (story,))
        self.database.each("DELETE FROM pairs WHERE one = ?", ids)
        self.database.each("DELETE FROM pairs WHERE other = ?", ids)
        self.database.rows("UPDATE articles SET story = NULL, due = 1 WHERE story = ?", (story,))

    def _list(self, told: Iterable[tuple[int, IncomingArticle]]) -> None:
        """What articles are found by."""
        listed = list(told)
        self.database.each(
            "INSERT INTO postings VALUES (?, ?)",
            sorted((term, id_) for id_, one in listed for term in one.terms),
        )
        self.database.each(
            "INSERT INTO links VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(id_, kind.value, plain(target)) for id_, one in listed for kind, target in one.article.links],
        )

    def _unlist(self, id_: int, found: tuple[int, ...]) -> None:
        self.database.each(
            "DELETE FROM postings WHERE term = ? AND article = ?", [(term, id_) for term in found]
        )
        self.database.rows("DELETE FROM links WHERE article = ?", (id_,))
        self.database.rows("DELETE FROM vectors WHERE article = ?", (id_,))

    def _encode(self, some: Sequence[tuple[int, bytes]]) -> int:
        """Vectors of articles, but for those that were corrected or removed meanwhile."""
        texts = self.documents(self.named([id_ for id_, _ in some]).values())
        known = [(id_, digest, texts[id_]) for id_, digest in some if id_ in texts]
        found = vectors([(one.text, one.lang) for _, _, one in known])
        rows = [
            (id_, vector, id_, bytes(digest))
            for (id_, digest, _), vector in zip(known, found, strict=True)
            if vector is not None
        ]
        with self.database.writing():
            self.database.each(
                "INSERT INTO vectors SELECT ?, ? FROM articles WHERE id = ? AND digest = ?"
                " ON CONFLICT DO NOTHING",
                rows,
            )
        return len(rows)


def _columns(one: ArchivedArticle) -> tuple[object, ...]:
    """The columns url to place."""
    day = one.date.toordinal() if one.date else None
    return (
        *(plain(one.url), plain(one.lang), plain(primary(one.lang)), plain(one.outlet), day),
        *(plain(one.title), one.role.value, plain(one.origin), plain(one.place)),
    )


def plain(said: str) -> str:
    """Words that both databases keep: no NUL, no halves of characters."""
    return said.encode("utf-8", "replace").decode().replace("\0", "")


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
