"""How long may a piece of work take? What takes longer is broken off where it stands.

A thread of its own looks four times a second at what is under way in all the others and raises an exception
in those that are late, so that it works in any thread and on any system. A single call of a library that is
not written in Python is not broken off: what comes after it is. Time is the processor's where the system
tells it of a thread, so that a busy machine finds no less than an idle one.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

_LOOK = 0.25
_ROUNDS = 100
# Seconds after which who is still at work is broken off once more: Python drops what is raised while it takes
# an object away.
_AGAIN = 5.0
# So many characters take as long again.
_LENGTH = 100_000

Result = TypeVar("Result")


class OutOfTimeError(Exception):
    """A piece of work that took longer than it may."""


class _LateError(BaseException):
    """Passes through whatever catches errors on its way to who set the limit."""


class _Limit:
    """A piece of work under way: when it has to be done by which clock, and whether it was broken off.

    Of several pieces one after the other `number` tells the one that is under way, from 1; 0 that none is.
    """

    __slots__ = ("_seen", "clock", "end", "number", "seconds", "struck")

    def __init__(self, seconds: float, number: int = 0) -> None:
        self.clock = _own_clock()
        self.seconds = seconds
        self.end = self.clock() + seconds
        self.struck = False
        self.number = self._seen = number

    def late(self) -> bool:
        """Whether what is under way has had its time: counted from the first look at it, so that the clock
        need not be asked at the beginning of each piece."""
        if self.number == 0:
            return False
        if self._seen != self.number:
            self._seen, self.end = self.number, self.clock() + self.seconds
        return self.end <= self.clock()


def _own_clock() -> Callable[[], float]:
    """The processor time of the thread that asks for this clock, from whatever thread the clock is read; the
    time of day where the system has none."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    return partial(time.clock_gettime, time.pthread_getcpuclockid(threading.get_ident()))


def allowed(seconds: float, characters: int) -> float:
    """The seconds that so long a text may take, where a short one may take `seconds`."""
    return seconds * (1 + characters / _LENGTH)


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """What `work` comes to, in at most so many seconds of a processor. Raises OutOfTimeError. Limits may
    stand in others."""
    limit = _Limit(seconds, 1)
    here = threading.get_ident()
    try:
        _WATCH.begin(here, limit)
        try:
            result = work()
        finally:
            try:
                _WATCH.finish(here, limit)
            except _LateError:
                _WATCH.finish(here, limit)
                raise
            if limit.struck:
                _receive()
    except _LateError:
        if not limit.struck:
            raise  # a limit further out
    else:
        if not limit.struck:
            return result
    raise OutOfTimeError(f"took longer than {seconds:.0f} seconds")


class Steps:
    """Pieces of work one after the other in one thread, each with a limit of its own: what `within` gives to
    very many small ones, for a tenth of its cost. To be entered in the thread that works."""

    def __init__(self) -> None:
        self._limit = _Limit(0)
        self._count = 0
        self._thread = threading.get_ident()

    def __enter__(self) -> Steps:
        _WATCH.begin(self._thread, self._limit)
        return self

    def __exit__(self, *_: object) -> None:
        _WATCH.finish(self._thread, self._limit)

    def within(self, seconds: float, work: Callable[[], Result]) -> Result:
        """What `work` comes to, in about so many seconds of a processor. Raises OutOfTimeError."""
        limit = self._limit
        self._count += 1
        limit.seconds, limit.struck = seconds, False
        try:
            try:
                limit.number = self._count
                result = work()
            finally:
                try:
                    with _WATCH.lock:
                        limit.number = 0
                except _LateError:
                    with _WATCH.lock:
                        limit.number = 0
                    raise
                if limit.struck:
                    _receive()
        except _LateError:
            if not limit.struck:
                raise  # a limit further out
        else:
            if not limit.struck:
                return result
        raise OutOfTimeError(f"took longer than {seconds:.0f} seconds")


def _receive() -> None:
    """Let an exception that was raised in this thread, and may not have arrived, arrive here and not later.

    It is not withdrawn: CPython then keeps the flag for it set, so that every call is slow and a traced one
    never ends. It looks for one whenever a loop goes round.
    """
    for _ in range(_ROUNDS):
        pass


class _Watch:
    """The limits of every thread, outermost first, and the thread that looks at them."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._some = threading.Condition(self.lock)
        self._limits: dict[int, list[_Limit]] = {}
        self._thread: threading.Thread | None = None

    def begin(self, thread: int, limit: _Limit) -> None:
        with self._some:
            self._limits.setdefault(thread, []).append(limit)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._look, name="audit-deadlines", daemon=True)
                self._thread.start()
            elif len(self._limits) == 1 and len(self._limits[thread]) == 1:
                self._some.notify()

    def finish(self, thread: int, limit: _Limit) -> None:
        with self._some:
            limits = self._limits.get(thread, [])
            if limit in limits:
                del limits[limits.index(limit) :]
            if not limits:
                self._limits.pop(thread, None)

    def _look(self) -> None:
        while True:
            with self._some:
                while not self._limits:
                    self._some.wait()
                for thread, limits in self._limits.items():
                    late = next((limit for limit in limits if limit.late()), None)
                    if late is not None:
                        late.struck, late.end = True, late.clock() + _AGAIN
                        error = ctypes.py_object(_LateError)
                        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error)
            time.sleep(_LOOK)


_WATCH = _Watch()
