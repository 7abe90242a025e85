"""How is the work spread over the machine?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from audit.model import Rule
from audit.run import Progress
from audit.settings import ReaderSettings

Item = TypeVar("Item")
Result = TypeVar("Result")
_LARGEST_CHUNK = 32


class Choices(NamedTuple):
    """What a measurement is made with. `siblings` are numbers of siblings drawn, None is all of them;
    `references`: whether human references may be siblings; `given`: whether segments are aligned by their
    number, for comparison, instead of by the product; `reader` is a language model that marks the texts too,
    None where none was asked for."""

    rules: tuple[Rule, ...]
    siblings: tuple[int | None, ...] = (0, 1, 2, 3, 5, None)
    seed: int = 0
    references: bool = False
    given: bool = False
    listed: bool = False
    processes: int = 1
    reader: ReaderSettings | None = None


def spread(
    work: Callable[[Item, Choices], Result],
    items: Sequence[Item],
    choices: Choices,
    progress: Progress | None = None,
) -> Iterator[Result]:
    """`work` done on each item, in order, by as many processes as the choices say."""
    for done, result in enumerate(_results(work, items, choices), 1):
        if progress:
            progress(done, len(items))
        yield result


def _results(
    work: Callable[[Item, Choices], Result], items: Sequence[Item], choices: Choices
) -> Iterator[Result]:
    processes = min(choices.processes or os.cpu_count() or 1, len(items))
    if processes <= 1:
        yield from (work(item, choices) for item in items)
        return
    from audit.pool import Pool

    chunk = max(1, min(_LARGEST_CHUNK, len(items) // (8 * processes)))
    pool = Pool(processes, _begin, choices)
    try:
        yield from pool.map(_Task(work), items, chunksize=chunk)
    finally:
        pool.shutdown(cancel_futures=True)


_given: list[Choices] = []


def _begin(choices: Choices) -> None:
    """A worker gets rules and choices once."""
    _given[:] = [choices]


class _Task(Generic[Item, Result]):
    """A piece of work for the pool, which hands over one argument and wants a value it can pickle."""

    def __init__(self, work: Callable[[Item, Choices], Result]) -> None:
        self._work = work

    def __call__(self, item: Item) -> Result:
        return self._work(item, _given[0])
