"""How is an archive's database asked, whichever of the two it is?

Statements are written once, with `?` for values, in what SQLite and PostgreSQL both understand. Who writes
is alone: SQLite has one writer anyway, PostgreSQL is asked for a lock that ends with the transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from audit.archive.errors import ArchiveError

Row = tuple[Any, ...]
Values = Sequence[object]

# Seconds to wait for another process that writes.
_PATIENCE = 60.0
# Of advisory locks: any number will do that others do not use, here the letters "audit".
_WRITER, _PASS = 0x6175646974, 0x6175646975
_SCHEMES = ("postgresql://", "postgres://")
# Values of one `IN (...)`.
_AT_ONCE = 500


class Database(Protocol):
    """One connection, for one thread."""

    name: str
    postgresql: bool

    def rows(self, statement: str, values: Values = ()) -> list[Row]:
        """What a statement answers. Raises ArchiveError."""

    def each(self, statement: str, values: Iterable[Values]) -> None:
        """A statement for many values. Raises ArchiveError."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written inside stands afterwards, or nothing of it; nobody else writes meanwhile."""

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else goes through the archive now; nobody else does while this lasts. It ends with
        the process, however that ends."""

    def close(self) -> None:
        """Let go of it."""


def is_url(place: str) -> bool:
    return place.startswith(_SCHEMES)


def connect(place: str, *, create: bool) -> Database:
    """The database at a URL of PostgreSQL, or in a file of SQLite. Raises ArchiveError."""
    if "://" in place and not is_url(place):
        raise ArchiveError(f"{place}: expected postgresql://… or a file of SQLite")
    return _PostgreSQL(place) if is_url(place) else _SQLite(Path(place), create=create)


def among(database: Database, statement: str, values: Sequence[object]) -> Iterator[Row]:
    """The rows of a statement with one `IN ({})`, for any number of values."""
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        yield from database.rows(statement.format(", ".join("?" * len(some))), some)


class _SQLite:
    """A file of SQLite, in which writers wait for each other and readers for nobody."""

    postgresql = False

    def __init__(self, path: Path, *, create: bool) -> None:
        self.name = str(path)
        self._path = path
        if not create and not path.is_file():
            raise ArchiveError(f"{path}: no archive here: audit archive add makes one")
        with self._told():
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            self._connection.execute("PRAGMA trusted_schema=OFF")
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.execute("PRAGMA foreign_keys=ON")
            odd = self.rows("SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')")
        if odd:
            self.close()
            raise ArchiveError(f"{path}: no archive of audit: it has a {odd[0][0]}, {odd[0][1]}")

    def rows(self, statement: str, values: Values = ()) -> list[Row]:
        with self._told():
            return self._connection.execute(statement, values).fetchall()

    def each(self, statement: str, values: Iterable[Values]) -> None:
        with self._told():
            self._connection.executemany(statement, values)

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.rows("BEGIN IMMEDIATE")
        try:
            yield
            self.rows("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self.rows("ROLLBACK")
            raise

    @contextmanager
    def alone(self) -> Iterator[bool]:
        from filelock import FileLock, Timeout

        lock = FileLock(f"{self._path}.pass")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def close(self) -> None:
        self._connection.close()

    def _told(self) -> AbstractContextManager[None]:
        return _telling(self.name, sqlite3.Error, OSError)


class _PostgreSQL:
    """A database of PostgreSQL, through psycopg."""

    postgresql = True

    def __init__(self, url: str) -> None:
        try:
            self._psycopg: Any = import_module("psycopg")
        except ImportError:
            raise ArchiveError(
                "an archive in PostgreSQL needs psycopg: pip install 'translation-audit[postgres]'"
            ) from None
        self.name = _without_password(url)
        with self._told():
            self._connection: Any = self._psycopg.connect(url, autocommit=True, connect_timeout=10)

    def rows(self, statement: str, values: Values = ()) -> list[Row]:
        with self._told():
            cursor = self._connection.execute(statement.replace("?", "%s"), tuple(values) or None)
            return cursor.fetchall() if cursor.description else []

    def each(self, statement: str, values: Iterable[Values]) -> None:
        with self._told(), self._connection.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s"), values)

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._told(), self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_WRITER,))
            yield

    @contextmanager
    def alone(self) -> Iterator[bool]:
        held = bool(self.rows("SELECT pg_try_advisory_lock(?)", (_PASS,))[0][0])
        try:
            yield held
        finally:
            if held and not self._connection.closed:
                self.rows("SELECT pg_advisory_unlock(?)", (_PASS,))

    def close(self) -> None:
        self._connection.close()

    def _told(self) -> AbstractContextManager[None]:
        return _telling(self.name, self._psycopg.Error)


@contextmanager
def _telling(name: str, *errors: type[Exception]) -> Iterator[None]:
    """A database's own errors as one of the archive that names it."""
    try:
        yield
    except errors as error:
        raise ArchiveError(f"{name}: {_line(error)}") from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _without_password(url: str) -> str:
    """A URL as it may be shown."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"
