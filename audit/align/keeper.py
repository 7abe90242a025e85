"""Where is kept, from run to run, what sentences mean?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Keeper(Protocol):
    """Where vectors are kept from run to run."""

    def get(self, key: bytes) -> bytes | None:
        """What was kept under a key."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""


_keeper: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


@contextmanager
def kept_by(keeper: Keeper | None) -> Iterator[None]:
    """Take the vectors of sentences that are known from before from a keeper, and give it the new ones."""
    token = _keeper.set(keeper)
    try:
        yield
    finally:
        _keeper.reset(token)


def keeper() -> Keeper | None:
    """The keeper of just now."""
    return _keeper.get()
