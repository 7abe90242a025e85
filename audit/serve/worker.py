"""How does one process judge for a server, and how is it stopped where it takes too long?

A thread cannot be stopped; a process can. Each worker is one that reads the rules once and then answers tasks
one by one over a pipe; what takes longer than it may is killed, and another begun in its place.
"""

from __future__ import annotations

import gc
import signal
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import NamedTuple

import msgspec

from audit.serve.judge import Answer, DocumentBytes, Judge, Judgement, Unreadable, WorkerTask
from audit.settings import Settings

_READY = b"ready"
# Seconds until a worker has read rules and tables; a machine that swaps takes its time.
WARMING = 120.0
# As on the command line: most of what a check makes is needed until its end.
_SELDOM = (50_000, 20, 100)


class StoppedError(Exception):
    """A task took longer than it may; its process was killed."""


class DiedError(Exception):
    """A process died of its task."""


class FailedError(Exception):
    """A task raised something, whose name is told."""


class _FailedMessage(msgspec.Struct, frozen=True, tag=True):
    name: str


class _JudgedMessage(msgspec.Struct, frozen=True, tag=True):
    said: Judgement


class _RefusedMessage(msgspec.Struct, frozen=True, tag=True):
    said: Unreadable


class _MadeMessage(msgspec.Struct, frozen=True, tag=True):
    said: DocumentBytes


_Message = _JudgedMessage | _RefusedMessage | _MadeMessage | _FailedMessage
_tasks = msgspec.msgpack.Decoder(WorkerTask)
_messages: msgspec.msgpack.Decoder[_Message] = msgspec.msgpack.Decoder(_Message)


class WorkerSetup(NamedTuple):
    """What a worker is begun with: the settings, and where siblings are looked for."""

    settings: Settings
    archive: str | None


class Worker:
    """A process that judges, for one thread at a time."""

    def __init__(self, setup: WorkerSetup) -> None:
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_live, args=(other, setup), daemon=True)
        self._process.start()
        other.close()

    def warm(self) -> None:
        """Wait until it has read rules and tables. Raises DiedError, StoppedError."""
        self._received(WARMING)

    def answer(self, task: WorkerTask, seconds: float) -> Answer:
        """What a task comes to. Raises StoppedError, DiedError, FailedError; after the first two it is of
        no use any more."""
        try:
            self._pipe.send_bytes(msgspec.msgpack.encode(task))
        except OSError:
            raise DiedError from None
        message = _messages.decode(self._received(seconds))
        if isinstance(message, _FailedMessage):
            raise FailedError(message.name)
        return message.said

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def _received(self, seconds: float) -> bytes:
        try:
            if not self._pipe.poll(seconds):
                raise StoppedError
            return self._pipe.recv_bytes()
        except (EOFError, OSError):
            raise DiedError from None


def _live(pipe: Connection, setup: WorkerSetup) -> None:
    """What the process does until its server goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_SELDOM)
    judge = Judge(*setup)
    judge.warm()
    try:
        pipe.send_bytes(_READY)
        while True:
            pipe.send_bytes(msgspec.msgpack.encode(_message(judge, pipe.recv_bytes())))
    except (EOFError, OSError):
        return


def _message(judge: Judge, data: bytes) -> _Message:
    try:
        answer = judge.answer(_tasks.decode(data))
    except Exception as error:  # its words may hold some of the text: they go nowhere
        return _FailedMessage(type(error).__name__)
    if isinstance(answer, Judgement):
        return _JudgedMessage(answer)
    return _RefusedMessage(answer) if isinstance(answer, Unreadable) else _MadeMessage(answer)
