"""Which processes work for this one, and do not hear the Ctrl-C that is for it?"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Pool(ProcessPoolExecutor):
    """So many processes, each of which first does `begin` with what is given for it.

    They are begun one by one as work comes, and never hear Ctrl-C, not even before they get to `begin`, where
    a traceback would be printed of each that still imports.
    """

    def __init__(self, processes: int, begin: Callable[..., None], *given: object) -> None:
        super().__init__(processes, get_context("spawn"), _begun, (begin, given))

    def submit(
        self, work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs
    ) -> Future[Result]:
        with _deaf():
            return super().submit(work, *given, **named)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits, which a process that is begun meanwhile inherits for good, where a system has that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begun(begin: Callable[..., None], given: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begin(*given)
