"""What did an equal story come to before?

A story's result depends on the program, the rules, the settings, what was decided, and the texts of all its
versions. A digest of all these is the key, so that nothing kept is ever out of date. What is kept is data,
never code; whatever is broken in it counts as not there. It lies with the user's other caches, in a folder
that is nobody else's: what comes with a repository could say anything.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from audit.model import Document, Fact, Judged, Source, Span
from audit.program import program

FILE = "stories.sqlite"
_SCHEMA = "CREATE TABLE stories (key BLOB PRIMARY KEY, value BLOB, day INTEGER) WITHOUT ROWID"
# Seconds to wait for another run that writes.
_PATIENCE = 5.0
# Bytes of the file; above it only what was asked for today stays.
_LARGEST = 1 << 28
_DAY = 86_400
_CHECK = 16
_KINDS: tuple[type[Fact], ...] = (Fact, *Fact.__subclasses__())
_FACTS = {kind.__name__: kind for kind in _KINDS}
_NOWHERE = Source("")


class _KeptStory(msgspec.Struct, array_like=True):
    """A judged story without the texts, which are at hand; facts by kind, with their order."""

    judged: Judged
    facts: list[dict[str, msgspec.Raw]]
    orders: list[list[int]]


class Store:
    """Bytes by their keys in one file, shared by runs and threads at the same time. A file that fails is one
    that has nothing and keeps nothing, and what is broken in it is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._today = int(time.time()) // _DAY
        self._lock = threading.Lock()
        self._database = self._open() or self._anew()

    def _open(self) -> sqlite3.Connection | None:
        try:
            database = sqlite3.connect(
                self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            database.execute("PRAGMA trusted_schema=OFF")
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=OFF")  # a lost entry is judged again
            if not _tables(database):
                database.execute(_SCHEMA.replace("TABLE", "TABLE IF NOT EXISTS", 1))
        except sqlite3.Error:
            return None
        if _tables(database) == [("table", "stories", _SCHEMA)]:
            return database
        database.close()
        return None

    def _anew(self) -> sqlite3.Connection | None:
        """A new file in the place of one that is no database; None where that cannot be either."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return None
        return self._open()

    def get(self, key: bytes) -> bytes | None:
        """What was kept under `key`; None where nothing sound was."""
        with self._lock:
            value = self._found(key)
        if value is None or blake2b(value[_CHECK:], digest_size=_CHECK).digest() != value[:_CHECK]:
            return None
        return value[_CHECK:]

    def _found(self, key: bytes) -> bytes | None:
        if self._database is None:
            return None
        try:
            row = self._database.execute("SELECT value, day FROM stories WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            if row[1] != self._today:
                self._database.execute("UPDATE stories SET day = ? WHERE key = ?", (self._today, key))
        except sqlite3.Error:
            return None
        return row[0] if isinstance(row[0], bytes) else None

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value in place of what was kept under `key`."""
        row = (key, blake2b(value, digest_size=_CHECK).digest() + value, self._today)
        with self._lock, suppress(sqlite3.Error):
            if self._database:
                self._database.execute("INSERT OR REPLACE INTO stories VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """Forget what nobody asks for where there is too much of it."""
        if self._database is None:
            return
        with suppress(sqlite3.Error, OSError):
            if self._path.stat().st_size > _LARGEST:
                self._database.execute("DELETE FROM stories WHERE day < ?", (self._today,))
                self._database.execute("VACUUM")
        with suppress(sqlite3.Error):
            self._database.close()
        self._database = None


class Cache:
    """Results of stories in one file."""

    def __init__(self, path: Path) -> None:
        self._store = Store(path)

    def get(self, key: bytes, versions: tuple[Document, ...]) -> Judged | None:
        """What was kept under `key`, with the texts of `versions`; None where nothing sound was."""
        value = self._store.get(key)
        try:
            return None if value is None else _decoded(value, versions)
        except (msgspec.MsgspecError, TypeError, ValueError, KeyError, IndexError):
            return None

    def put(self, key: bytes, judged: Judged) -> None:
        """Keep what a story came to; nothing of one that could not be judged."""
        if judged.story is not None:
            self._store.put(key, _encoded(judged))

    def close(self) -> None:
        self._store.close()


def _tables(database: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """What the file declares: a view or a trigger in the place of our table could do anything."""
    return database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()


def key(*parts: Any) -> bytes:
    """The digest of everything a result depends on: the program, and `parts`, values of the model. Raises
    UnicodeEncodeError where a file's name is no text."""
    return digest(program(), *parts)


def digest(*parts: Any) -> bytes:
    """A digest of values of the model, the same in every program that knows them. Raises UnicodeEncodeError
    where a file's name is no text."""
    told = blake2b(digest_size=20)
    for part in parts:
        encoded = msgspec.msgpack.encode(part, order="deterministic", enc_hook=_plain)
        told.update(len(encoded).to_bytes(8, "big"))
        told.update(encoded)
    return told.digest()


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _encoded(judged: Judged) -> bytes:
    assert judged.story is not None
    facts: list[dict[str, msgspec.Raw]] = []
    orders: list[list[int]] = []
    for version in judged.story.versions:
        by_kind: dict[str, list[tuple[int, Fact]]] = {}
        for at, fact in enumerate(version.facts):
            by_kind.setdefault(type(fact).__name__, []).append((at, fact))
        facts.append({kind: _raw([fact for _, fact in those]) for kind, those in by_kind.items()})
        orders.append([at for those in by_kind.values() for at, _ in those])
    bare = tuple(
        replace(version, text="", source=_NOWHERE, elements=(), fields={}, tokens=(), facts=())
        for version in judged.story.versions
    )
    kept = _KeptStory(judged._replace(story=replace(judged.story, versions=bare)), facts, orders)
    return msgspec.msgpack.encode(kept, enc_hook=_plain)


def _raw(value: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(value))


_decoder = msgspec.msgpack.Decoder(_KeptStory)


def _decoded(value: bytes, versions: tuple[Document, ...]) -> Judged | None:
    kept = _decoder.decode(value)
    story = kept.judged.story
    if story is None or [version.id for version in story.versions] != [version.id for version in versions]:
        return None
    whole = tuple(
        replace(
            bare,
            text=version.text,
            source=version.source,
            elements=version.elements,
            fields=version.fields,
            facts=_facts(facts, order),
        )
        for bare, version, facts, order in zip(story.versions, versions, kept.facts, kept.orders, strict=True)
    )
    lengths = {version.id: len(version.text) for version in versions}
    spans = (span for finding in kept.judged.findings for span in (finding.span, *finding.evidence))
    if not all(_inside(span, lengths) for span in spans):
        return None
    return kept.judged._replace(story=replace(story, versions=whole))


def _inside(span: Span, lengths: dict[str, int]) -> bool:
    return 0 <= span.start <= span.end <= lengths[span.document]


def _facts(by_kind: dict[str, msgspec.Raw], order: list[int]) -> tuple[Fact, ...]:
    """The facts in the order in which they stood."""
    found = [fact for kind, those in by_kind.items() for fact in _of_kind(kind).decode(those)]
    return tuple(fact for _, fact in sorted(zip(order, found, strict=True), key=lambda pair: pair[0]))


@lru_cache(maxsize=32)
def _of_kind(kind: str) -> msgspec.msgpack.Decoder[list[Fact]]:
    return msgspec.msgpack.Decoder(list.__class_getitem__(_FACTS[kind]))
