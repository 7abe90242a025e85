"""Who judges which story, in which order do results come, and which are known from before?"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from audit.cache import FILE, Cache, key
from audit.decide.changed import Changed
from audit.model import Judged, Problem, Rule, Story
from audit.run.story import Decisions, judge_story
from audit.score import rules_digest
from audit.settings import Settings

_LARGEST_CHUNK = 16
_DEFAULTS = Settings()


class Part(NamedTuple):
    """A part of the run that one configuration is for, with the rules that it chooses."""

    rules: tuple[Rule, ...]
    settings: Settings


class Task(NamedTuple):
    """A story, the number of the part it belongs to, what was decided on it, what of it changed where only
    that is asked for, and which words are always right where it lies."""

    story: Story
    part: int
    decisions: Decisions = ()
    lines: Changed | None = None
    right: frozenset[str] = frozenset()


def judge_all(
    tasks: Sequence[Task], parts: Sequence[Part], processes: int, cached: Path | None = None
) -> Iterator[Judged]:
    """Every story in the order given, by as many processes as are asked for and the stories need.

    With `cached`, a folder, what an equal story came to before is taken from there, and what is new kept.
    """
    if cached is None:
        yield from _judge_all(tasks, parts, processes)
        return
    cache = Cache(cached / FILE)
    try:
        told = [_of_figures(part) for part in parts]
        keys = [_key(told[task.part], task) for task in tasks]
        known = [
            cache.get(one, task.story.versions) if one else None
            for one, task in zip(keys, tasks, strict=True)
        ]
        fresh = _judge_all(
            [task for task, judged in zip(tasks, known, strict=True) if judged is None], parts, processes
        )
        for one, judged in zip(keys, known, strict=True):
            if judged is None:
                judged = next(fresh)
                if one:
                    cache.put(one, judged)
            yield judged
    finally:
        cache.close()


def _key(part: bytes, task: Task) -> bytes | None:
    """The key of what a task comes to; None for one that has none, as where a file's name is no text."""
    try:
        return key(part, task.story, task.decisions, task.lines, sorted(task.right))
    except Exception:  # what cannot be kept is judged
        return None


def _of_figures(part: Part) -> bytes:
    """A key of what all results depend on beside their story, the figures too."""
    settings = part.settings
    return key(of_weight(part), settings.scores, settings.every_metric, settings.support)


def of_weight(part: Part) -> bytes:
    """A key of what findings depend on beside their story: the rules, and the settings without what changes
    no finding (how the work is done, where a value stands, what fails, which figures are reckoned) and
    without what a story as it was read shows already: how files become stories, and what a reader marked,
    though not that one was asked."""
    settings = replace(
        part.settings,
        processes=1,
        origins={},
        files=(),
        rules_version="",
        fail_on=None,
        budgets=(),
        changed_since="",
        cache=False,
        reader=None,
        exclude=(),
        stories=_DEFAULTS.stories,
        formats=_DEFAULTS.formats,
        scores=_DEFAULTS.scores,
        every_metric=_DEFAULTS.every_metric,
        support=_DEFAULTS.support,
    )
    return key(rules_digest(part.rules), settings, part.settings.reader is not None)


def _judge_all(tasks: Sequence[Task], parts: Sequence[Part], processes: int) -> Iterator[Judged]:
    processes = min(processes or _cores(), len(tasks))
    if processes > 1:
        return _in_processes(tasks, parts, processes)
    return (_judge(task, parts) for task in tasks)


def _judge(task: Task, parts: Sequence[Part]) -> Judged:
    return judge_story(task.story, *parts[task.part], task.decisions, task.lines, task.right)


def _in_processes(tasks: Sequence[Task], parts: Sequence[Part], processes: int) -> Iterator[Judged]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    chunk = max(1, min(_LARGEST_CHUNK, len(tasks) // (4 * processes)))
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (tuple(parts), gc.get_threshold()))
    returned = 0
    try:
        for judged in pool.map(_work, tasks, chunksize=chunk):
            returned += 1
            yield judged
    except BrokenProcessPool:
        for task in tasks[returned:]:
            problem = Problem(task.story.id, "could not be judged: its process died (out of memory?)")
            yield Judged(None, (), (), (problem,))
    finally:
        pool.shutdown(cancel_futures=True)


_here: list[Part] = []


def _begin(parts: tuple[Part, ...], seldom: tuple[int, int, int]) -> None:
    """A worker gets the rules once, and looks for garbage as seldom as the process that started it, for which
    Ctrl-C is."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*seldom)
    _here[:] = parts


def _work(task: Task) -> Judged:
    return _judge(task, _here)


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
