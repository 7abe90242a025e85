"""What a server keeps is the same in SQLite and in PostgreSQL; of checks only while their time lasts."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from audit.archive.articles import ArchivedArticle
from audit.archive.database import connect
from audit.archive.store import Archive
from audit.serve.answers import Verdicts
from audit.serve.judge import DecidedFinding, Judgement, WorkerTask
from audit.serve.kept import Kept, KeptCheck
from audit.serve.requests import AskedArticle, CheckAsked, ReviewAsked, ReviewerSaid
from audit.serve.signing import record_of
from audit.serve.tokens import BearerToken, Scope
from audit.signoff import standing_of

_POSTGRES = os.environ.get("AUDIT_TEST_POSTGRES", "")
_POSTGRESQL = pytest.param(
    "postgresql",
    marks=[
        pytest.mark.services,
        pytest.mark.skipif(not _POSTGRES, reason="AUDIT_TEST_POSTGRES names no server (.ci/run starts one)"),
    ],
)
_SHA = "a" * 64


@pytest.fixture(params=["sqlite", _POSTGRESQL])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "serve.sqlite")
        return
    schema = f"t{uuid.uuid4().hex}"
    server = connect(_POSTGRES, create=False)
    server.rows(f"CREATE SCHEMA {schema}")
    yield f"{_POSTGRES}{'&' if '?' in _POSTGRES else '?'}options=-csearch_path%3D{schema}"
    server.rows(f"DROP SCHEMA {schema} CASCADE")
    server.close()


def _check(id_: str, seconds: int = 60, verdict: Verdicts = "pass") -> KeptCheck:
    asked = CheckAsked(AskedArticle("news/1", text="The bridge is open. 😀"))
    judgement = Judgement("rules", "en", verdict, verdict, "", [], [], [], [], [], [], (), ())
    return KeptCheck(id_, _SHA, int(time.time()) + seconds, WorkerTask(asked), judgement)


def test_checks_come_back_as_they_were_until_their_time_is_over(place: str) -> None:
    kept = Kept(place)
    kept.put_check(_check("one"))
    kept.put_check(_check("over", -5))
    found = kept.check("one")
    assert found is not None
    assert found == msgspec.structs.replace(_check("one"), until=found.until)
    assert kept.check("over") is None
    kept.put_check(_check("one", verdict="block"))
    known = kept.known("news/1", _SHA)
    assert known.check is not None
    assert known.check.judgement.verdict == "block"
    assert known.ever
    assert not kept.known("news/2", _SHA).ever
    kept.close()


def test_of_several_decisions_on_a_finding_the_last_counts(place: str) -> None:
    kept = Kept(place)
    for action in ("keep", "undo"):
        kept.decide("news/1", [DecidedFinding("f", "rule", action, None, "why", "Ana", "2026-12-01")])
    assert [one.action for one in kept.decisions("news/1")] == ["undo"]
    kept.close()


def test_records_state_the_one_before_whoever_opens_the_database(place: str) -> None:
    said = ReviewAsked(_SHA, ReviewerSaid("Ana"))
    for _ in range(3):
        kept = Kept(place)
        kept.sign("news/1", lambda last: record_of(_check("one"), said, last))
        kept.close()
    kept = Kept(place)
    assert len(kept.records("news/1")) == 3
    assert standing_of(kept.records("news/1"), _SHA).holds
    kept.close()


def test_a_token_is_found_by_its_hash_alone(place: str) -> None:
    kept = Kept(place)
    token = BearerToken("cms", frozenset({Scope.CHECK, Scope.GATE}), "2026-12-01")
    assert kept.add_token(token, "hash")
    assert not kept.add_token(token, "other")
    assert kept.token("hash") == token
    assert kept.token("other") is None
    assert kept.remove_token("cms")
    assert kept.token("hash") is None
    kept.close()


def test_an_archive_lives_in_the_same_database(place: str) -> None:
    kept = Kept(place)
    with Archive(place, create=True) as archive:
        list(archive.add([ArchivedArticle("a", "The bridge is open.", "en")]))
        assert archive.count() == 1
    kept.put_check(_check("one"))
    assert kept.check("one") is not None
    kept.close()
