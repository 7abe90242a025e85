"""A server of the HTTP API in this process, whose workers are real ones."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.testclient import TestClient

from audit.serve.application import application
from audit.serve.keeper import StoreThread
from audit.serve.kept import Kept
from audit.serve.service import KEPT_SECONDS, Service
from audit.serve.tokens import BearerToken, Scope, fresh, hashed
from audit.serve.worker import WorkerSetup
from audit.serve.workers import QueueLimits, WorkerQueue
from audit.settings import Settings

_LIMITS = QueueLimits()


class Serving:
    """A server with a token for everything, and what is asked of it."""

    def __init__(self, client: TestClient, place: str, workers: WorkerQueue) -> None:
        self.client, self.place, self.workers = client, place, workers
        self.token = self.let_in("all", *Scope)

    def let_in(self, name: str, *scopes: Scope) -> str:
        """The secret of a new token."""
        secret = fresh()
        kept = Kept(self.place)
        kept.add_token(BearerToken(name, frozenset(scopes), "2026-12-01T10:00:00+00:00"), hashed(secret))
        kept.close()
        return secret

    def ask(self, method: str, path: str, *, token: str | None = None, **said: Any) -> Any:
        """The response to a request, by default with the token for everything."""
        headers = {"Authorization": f"Bearer {token or self.token}", **said.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **said)

    def check(self, text: str = "", id_: str = "article", **said: Any) -> Any:
        """What a check of a text is answered, its status being 200."""
        article = {"id": id_, "lang": "en", **({"text": text} if text else {}), **said.pop("article", {})}
        response = self.ask("POST", "/v1/check", json={"article": article, **said})
        assert response.status_code == 200, response.text
        return response.json()


@contextmanager
def serving(
    place: str,
    limits: QueueLimits = _LIMITS,
    *,
    archive: str | None = None,
    kept_seconds: int = KEPT_SECONDS,
    warm: bool = True,
) -> Iterator[Serving]:
    """A server that keeps what it keeps at a place, once it answers."""
    workers = WorkerQueue(WorkerSetup(Settings(decisions=False), archive), limits)
    with TestClient(application(Service(workers, StoreThread(place), kept_seconds))) as client:
        while warm and client.get("/v1/health").status_code != 200:
            time.sleep(0.1)
        yield Serving(client, place, workers)
