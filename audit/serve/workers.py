"""Which worker answers next, how many tasks may wait, and what comes in the place of a dead worker?"""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from audit.serve.judge import Answer, WorkerTask
from audit.serve.worker import DiedError, FailedError, StoppedError, Worker, WorkerSetup

# Seconds until a worker is begun again that could not begin.
_AGAIN = 5.0
# Answers after which a worker gets a successor: words that were met are remembered, some 30 kB for a text.
LIFE = 500
# Seconds after which who was refused may ask again: about what a queue takes to be worked off.
RETRY_SECONDS = 2


class BusyError(Exception):
    """Nothing more may wait: in all, or for one who asks."""

    def __init__(self, *, own: bool) -> None:
        self.own = own
        super().__init__("too many checks of one token" if own else "too many checks")


class WarmingError(Exception):
    """No worker has read the rules yet."""


class QueueLimits(NamedTuple):
    """So many workers, so many tasks that may wait in all and of one token, and the seconds that a task may
    wait, and then take."""

    workers: int = 1
    waiting: int = 100
    waiting_each: int = 64
    patience: float = 60.0
    seconds: float = 30.0


class WorkerQueue:
    """Workers and the queue before them, for one event loop."""

    def __init__(self, setup: WorkerSetup, limits: QueueLimits) -> None:
        self._setup = setup
        self.limits = limits
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(limits.workers * 2, thread_name_prefix="worker")
        self._every: set[Worker] = set()
        self._beginning: set[asyncio.Task[None]] = set()
        self._waits: Counter[str] = Counter()
        self._answered: Counter[Worker] = Counter()
        self._busy = 0
        self._warmed = False
        self._closed = False

    def begin(self) -> None:
        """Begin the workers; they are asked as soon as they have read the rules."""
        for _ in range(self.limits.workers):
            self._renew()

    def close(self) -> None:
        """End them all at once."""
        self._closed = True
        for task in self._beginning:
            task.cancel()
        for worker in tuple(self._every):
            worker.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)

    @property
    def warm(self) -> bool:
        """Whether one is there that has read the rules, at work or not."""
        return self._warmed

    @property
    def waiting(self) -> int:
        return self._waits.total()

    @property
    def busy(self) -> int:
        return self._busy

    @property
    def pids(self) -> frozenset[int]:
        """The processes that it has now."""
        return frozenset(worker.pid for worker in self._every if worker.pid)

    async def answer(self, task: WorkerTask, by: str) -> Answer:
        """What a task comes to, asked by the token of this name. Raises BusyError, WarmingError,
        StoppedError, DiedError, FailedError."""
        if not self._warmed:
            raise WarmingError
        worker = await self._next(by)
        self._busy += 1
        work = asyncio.get_running_loop().run_in_executor(
            self._threads, worker.answer, task, self.limits.seconds
        )
        try:
            answer = await asyncio.shield(work)
        except (StoppedError, DiedError, asyncio.CancelledError) as error:
            self._drop(worker)
            if isinstance(error, asyncio.CancelledError):
                work.add_done_callback(lambda done: done.exception())
            raise
        except FailedError:
            self._back(worker)
            raise
        finally:
            self._busy -= 1
        self._back(worker)
        return answer

    async def _next(self, by: str) -> Worker:
        if self._idle.empty():
            if self.waiting >= self.limits.waiting:
                raise BusyError(own=False)
            if self._waits[by] >= self.limits.waiting_each:
                raise BusyError(own=True)
        self._waits[by] += 1
        try:
            return await asyncio.wait_for(self._idle.get(), self.limits.patience)
        except TimeoutError:
            raise BusyError(own=False) from None
        finally:
            self._waits[by] -= 1
            if not self._waits[by]:
                del self._waits[by]

    def _back(self, worker: Worker) -> None:
        """Let a worker be asked again; one that is old goes once its successor is there."""
        self._answered[worker] += 1
        if self._answered[worker] == LIFE:
            self._renew()
        if self._answered[worker] >= LIFE and not self._idle.empty():
            self._end(worker)
        else:
            self._idle.put_nowait(worker)

    def _drop(self, worker: Worker) -> None:
        """Kill a worker and begin another."""
        self._end(worker)
        self._renew()

    def _end(self, worker: Worker) -> None:
        self._every.discard(worker)
        self._answered.pop(worker, None)
        worker.kill()

    def _renew(self) -> None:
        if not self._closed:
            task = asyncio.get_running_loop().create_task(self._begun())
            self._beginning.add(task)
            task.add_done_callback(self._beginning.discard)

    async def _begun(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closed:
            worker = await loop.run_in_executor(self._threads, Worker, self._setup)
            self._every.add(worker)
            try:
                await loop.run_in_executor(self._threads, worker.warm)
            except (DiedError, StoppedError):
                self._every.discard(worker)
                worker.kill()
                await asyncio.sleep(_AGAIN)
                continue
            self._warmed = True
            self._idle.put_nowait(worker)
            return
