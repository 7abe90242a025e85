"""How are many stories judged while a person works on one of them?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from audit.decide.files import DecisionError
from audit.model import Problem, Run, Story
from audit.review.workbench import Asked, Workbench

if TYPE_CHECKING:
    from audit.pool import Pool


def prepare() -> None:
    """To be called before a screen takes standard error, of which multiprocessing's helper wants a copy."""
    if os.name == "posix":
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()


def judge_all(workbench: Workbench) -> Iterator[str]:
    """Judge in other processes what is not judged yet, in their order; a name when one is done."""
    names = [name for name, entry in workbench.entries.items() if entry.session is None]
    pool = _pool(workbench.asked)
    try:
        stories = [workbench.entries[name].story for name in names]
        for name, run in zip(names, pool.map(_work, stories), strict=True):
            entry = workbench.entries[name]
            if entry.session is None:
                try:
                    workbench.judge(name, run)
                except DecisionError as error:
                    entry.problems = (*entry.problems, Problem(error.place, error.reason))
            yield name
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


_asked: list[Asked] = []


def _pool(asked: Asked) -> Pool:
    from audit.pool import Pool

    return Pool(asked.settings.processes or 1, _begin, asked)


def _begin(asked: Asked) -> None:
    """What is asked for goes to a worker once."""
    _asked[:] = [asked]


def _work(story: Story) -> Run:
    return _asked[0].check(story)
