"""What does a server keep, and for how long? Checks for a while; tokens, decisions and sign-offs for good.

In SQLite, or in PostgreSQL by its URL, where the tables may stand beside those of an archive.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from audit.archive.database import connect, is_url
from audit.archive.errors import ArchiveError
from audit.archive.schema import migrate
from audit.archive.store import plain
from audit.serve.judge import DecidedFinding, Judgement, WorkerTask
from audit.serve.tokens import BearerToken, Scope
from audit.signoff import SignOff

_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE serve_tokens (
            name TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL, added TEXT NOT NULL)""",
        # `until` in seconds since 1970, `content` what was asked and answered, packed.
        """CREATE TABLE serve_checks (
            number {number}, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL, sha256 TEXT NOT NULL,
            until BIGINT NOT NULL, content {bytes} NOT NULL)""",
        "CREATE INDEX serve_checks_article ON serve_checks (article, sha256)",
        "CREATE INDEX serve_checks_until ON serve_checks (until)",
        # Of several decisions on a finding the last counts.
        """CREATE TABLE serve_decisions (
            number {number}, article TEXT NOT NULL, fingerprint TEXT NOT NULL, content {bytes} NOT NULL)""",
        "CREATE INDEX serve_decisions_article ON serve_decisions (article)",
        """CREATE TABLE serve_records (
            article TEXT NOT NULL, number INTEGER NOT NULL, content {bytes} NOT NULL,
            PRIMARY KEY (article, number))""",
    ),
)
_COUNTED = "serve_migrations"


class KeptCheck(msgspec.Struct, frozen=True):
    """A check as it is kept: what was asked, with the texts that were found beside it, and what it came to.
    `until` in seconds since 1970."""

    id: str
    sha256: str
    until: int
    task: WorkerTask
    judgement: Judgement


class KnownText(NamedTuple):
    """What is known of an article's text: its last check that is still kept, and all records of sign-offs on
    the article."""

    check: KeptCheck | None
    records: tuple[SignOff, ...]
    ever: bool


_check = msgspec.msgpack.Decoder(KeptCheck)
_decided = msgspec.msgpack.Decoder(DecidedFinding)
_record = msgspec.json.Decoder(SignOff)


class Kept:
    """A server's database, for one thread. Everything raises ArchiveError where it fails."""

    def __init__(self, place: str) -> None:
        if not is_url(place) and "://" not in place:
            _private(Path(place))
        self._database = connect(place, create=True)
        migrate(self._database, _MIGRATIONS, _COUNTED)

    @property
    def name(self) -> str:
        """Where it is, without a password."""
        return self._database.name

    def close(self) -> None:
        self._database.close()

    def add_token(self, token: BearerToken, hash_: str) -> bool:
        """Keep a token by its hash; False where there is one of this name."""
        with self._database.writing():
            if self._database.rows("SELECT 1 FROM serve_tokens WHERE name = ?", (plain(token.name),)):
                return False
            scopes = " ".join(sorted(token.scopes))
            self._database.rows(
                "INSERT INTO serve_tokens VALUES (?, ?, ?, ?)",
                (plain(token.name), hash_, scopes, token.added),
            )
        return True

    def remove_token(self, name: str) -> bool:
        """Let a token go; whether there was one."""
        with self._database.writing():
            there = bool(self._database.rows("SELECT 1 FROM serve_tokens WHERE name = ?", (plain(name),)))
            self._database.rows("DELETE FROM serve_tokens WHERE name = ?", (plain(name),))
        return there

    def tokens(self) -> list[BearerToken]:
        """All tokens by name."""
        rows = self._database.rows("SELECT name, scopes, added FROM serve_tokens ORDER BY name")
        return [_token(*row) for row in rows]

    def token(self, hash_: str) -> BearerToken | None:
        """The token with this hash."""
        rows = self._database.rows("SELECT name, scopes, added FROM serve_tokens WHERE hash = ?", (hash_,))
        return _token(*rows[0]) if rows else None

    def put_check(self, check: KeptCheck) -> None:
        """Keep a check, in the place of what it was before, and let those go whose time is over."""
        content = zlib.compress(msgspec.msgpack.encode(check), 1)
        with self._database.writing():
            self._database.rows("DELETE FROM serve_checks WHERE until < ? OR id = ?", (_now(), check.id))
            self._database.rows(
                "INSERT INTO serve_checks (id, article, sha256, until, content) VALUES (?, ?, ?, ?, ?)",
                (check.id, plain(check.task.asked.article.id), check.sha256, check.until, content),
            )

    def check(self, id_: str) -> KeptCheck | None:
        """The check of this id, while it is kept."""
        rows = self._database.rows(
            "SELECT content FROM serve_checks WHERE id = ? AND until >= ?", (plain(id_), _now())
        )
        return _unpacked(rows[0][0]) if rows else None

    def decisions(self, article: str) -> tuple[DecidedFinding, ...]:
        """What was decided on the findings of an article: of each the last."""
        rows = self._database.rows(
            "SELECT content FROM serve_decisions WHERE article = ? ORDER BY number", (plain(article),)
        )
        every = (_decided.decode(bytes(row[0])) for row in rows)
        return tuple({one.fingerprint: one for one in every}.values())

    def decide(self, article: str, decided: Iterable[DecidedFinding]) -> None:
        """Keep decisions, all of them or none."""
        with self._database.writing():
            self._database.each(
                "INSERT INTO serve_decisions (article, fingerprint, content) VALUES (?, ?, ?)",
                [(plain(article), one.fingerprint, msgspec.msgpack.encode(one)) for one in decided],
            )

    def records(self, article: str) -> tuple[SignOff, ...]:
        """The records of sign-offs on an article, the newest last."""
        rows = self._database.rows(
            "SELECT content FROM serve_records WHERE article = ? ORDER BY number", (plain(article),)
        )
        return tuple(_record.decode(bytes(row[0])) for row in rows)

    def sign(self, article: str, make: Callable[[str], SignOff]) -> SignOff:
        """Put the record that `make` makes of the digest of the last one behind it; nobody else does between
        reading and writing."""
        with self._database.writing():
            there = self.records(article)
            record = make(there[-1].record_sha256 if there else "")
            self._database.rows(
                "INSERT INTO serve_records VALUES (?, ?, ?)",
                (plain(article), len(there) + 1, msgspec.json.encode(record)),
            )
        return record

    def known(self, article: str, sha256: str) -> KnownText:
        """What is known of a text of an article; `ever` is whether any text of it was checked or signed."""
        rows = self._database.rows(
            "SELECT content FROM serve_checks WHERE article = ? AND sha256 = ? AND until >= ?"
            " ORDER BY number DESC LIMIT 1",
            (plain(article), sha256, _now()),
        )
        check = _unpacked(rows[0][0]) if rows else None
        records = self.records(article)
        ever = bool(check or records) or bool(
            self._database.rows("SELECT 1 FROM serve_checks WHERE article = ? LIMIT 1", (plain(article),))
        )
        return KnownText(check, records, ever)


def _token(name: str, scopes: str, added: str) -> BearerToken:
    return BearerToken(name, frozenset(Scope(one) for one in scopes.split()), added)


def _unpacked(content: bytes) -> KeptCheck:
    try:
        return _check.decode(zlib.decompress(bytes(content)))
    except (zlib.error, msgspec.MsgspecError) as error:
        raise ArchiveError(f"a check that is kept is broken: {error}") from None


def _private(path: Path) -> None:
    """Make the file for nobody else to read: texts and hashes lie in it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be made: {error.strerror}") from None


def _now() -> int:
    return int(time.time())
