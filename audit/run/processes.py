"""In which processes are stories judged, and in which order do results come?"""

from __future__ import annotations

import gc
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from audit.decide.changed import Changed
from audit.model import Judged, Problem, Rule, Story
from audit.run.story import Decisions, judge_story
from audit.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Future

    from audit.pool import Pool

_LARGEST_CHUNK = 16
# So many stories are judged before processes are begun for more of them, each of which reads rules and tables
# for as long as that takes; unless somebody said how many processes.
_NOT_WORTH = 40
# So many chunks for each process are on their way before a result is waited for.
_AHEAD = 2


class Part(NamedTuple):
    """A part of the run that one configuration is for, with the rules that it chooses."""

    rules: tuple[Rule, ...]
    settings: Settings


class Task(NamedTuple):
    """A story, the number of the part it belongs to, what was decided on it, what of it changed where only
    that is asked for, which words are always right where it lies, and what could not be read of it."""

    story: Story
    part: int
    decisions: Decisions = ()
    lines: Changed | None = None
    right: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


class _Sent(NamedTuple):
    """What was sent to a process, and by which pool."""

    tasks: tuple[Task, ...]
    pool: Pool
    future: Future[list[Judged]]


class Workers:
    """Processes that judge by the rules of some parts, and outlive a call; with one process there is none but
    this. Several threads may ask them at a time, and what is sent elsewhere by pickle begins its own."""

    def __init__(self, parts: Sequence[Part], processes: int = 1) -> None:
        self._parts = tuple(parts)
        self._processes = processes or _cores()
        self._alone = 0 if processes else _NOT_WORTH
        self._begin()

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._pool: Pool | None = None

    def __getstate__(self) -> tuple[tuple[Part, ...], int, int]:
        return self._parts, self._processes, self._alone

    def __setstate__(self, state: tuple[tuple[Part, ...], int, int]) -> None:
        self._parts, self._processes, self._alone = state
        self._begin()

    def close(self) -> None:
        """End the processes; they begin anew when they are needed."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(cancel_futures=True)

    def judge(self, task: Task) -> Judged:
        """One story, in this process."""
        return _judge(task, self._parts)

    def judge_all(self, tasks: Iterable[Task | Judged]) -> Iterator[Judged]:
        """Stories in the order given; what is a result already passes through in its place. Only as many are
        taken ahead as keep the processes at work, and none is kept."""
        if self._processes == 1:
            yield from map(self._here, tasks)
            return
        every = iter(tasks)
        judged = 0
        while judged < self._alone and (task := next(every, None)) is not None:
            judged += isinstance(task, Task)
            yield self._here(task)
        first = list(islice(every, 2))
        if len(first) < 2:  # not worth a process
            yield from map(self._here, first)
            return
        waiting: deque[_Sent | Judged] = deque()
        try:
            for sent in self._sent(chain(first, every)):
                waiting.append(sent)
                while waiting and (isinstance(waiting[0], Judged) or len(waiting) > _AHEAD * self._processes):
                    yield from self._done(waiting.popleft())
            while waiting:
                yield from self._done(waiting.popleft())
        finally:
            for one in waiting:
                if isinstance(one, _Sent):
                    one.future.cancel()

    def _here(self, task: Task | Judged) -> Judged:
        return task if isinstance(task, Judged) else self.judge(task)

    def _sent(self, tasks: Iterable[Task | Judged]) -> Iterator[_Sent | Judged]:
        """Chunks, small ones first, so that a few stories keep all processes at work."""
        chunk: list[Task] = []
        number = 0
        for task in tasks:
            if isinstance(task, Judged):
                if chunk:
                    yield self._send(tuple(chunk))
                    chunk = []
                yield task
                continue
            chunk.append(task)
            number += 1
            if len(chunk) >= min(_LARGEST_CHUNK, 1 + number // (4 * self._processes)):
                yield self._send(tuple(chunk))
                chunk = []
        if chunk:
            yield self._send(tuple(chunk))

    def _send(self, tasks: tuple[Task, ...]) -> _Sent:
        from concurrent.futures import BrokenExecutor

        pool = self._running()
        try:
            return _Sent(tasks, pool, pool.submit(_work, tasks))
        except BrokenExecutor:  # it died of another chunk
            pool = self._instead_of(pool)
            return _Sent(tasks, pool, pool.submit(_work, tasks))

    def _done(self, sent: _Sent | Judged) -> Iterable[Judged]:
        """What became of a chunk. Where its process died nobody knows of which story: each is sent alone."""
        from concurrent.futures import BrokenExecutor

        if isinstance(sent, Judged):
            return (sent,)
        try:
            return sent.future.result()
        except BrokenExecutor:
            self._instead_of(sent.pool)
            return map(self._by_itself, sent.tasks)

    def _by_itself(self, task: Task) -> Judged:
        from concurrent.futures import BrokenExecutor

        sent = self._send((task,))
        try:
            (judged,) = sent.future.result()
        except BrokenExecutor:
            self._instead_of(sent.pool)
            problem = Problem(task.story.id, "could not be judged: its process died (out of memory?)")
            return Judged(None, (), (), (problem,))
        return judged

    def _running(self) -> Pool:
        with self._lock:
            if self._pool is None:
                from audit.pool import Pool

                self._pool = Pool(self._processes, _prepare, self._parts, gc.get_threshold())
            return self._pool

    def _instead_of(self, broken: Pool) -> Pool:
        """A pool in the place of one that a dead process broke, the same for all who meet it."""
        with self._lock:
            if self._pool is broken:
                broken.shutdown(wait=False)
                self._pool = None
        return self._running()


def _judge(task: Task, parts: Sequence[Part]) -> Judged:
    return judge_story(task.story, *parts[task.part], task.decisions, task.lines, task.right)


_here: list[Part] = []


def _prepare(parts: tuple[Part, ...], seldom: tuple[int, int, int]) -> None:
    """A worker gets the rules once, and looks for garbage as seldom as the process that started it."""
    gc.set_threshold(*seldom)
    _here[:] = parts


def _work(tasks: tuple[Task, ...]) -> list[Judged]:
    return [_judge(task, _here) for task in tasks]


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
