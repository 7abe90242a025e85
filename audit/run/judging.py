"""What do stories come to, those included that are known from before?"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from audit.cache import FILE, Cache, key
from audit.model import Judged, Problem
from audit.run.processes import Part, Task, Workers
from audit.score import rules_digest
from audit.settings import Settings

_DEFAULTS = Settings()


class Judging:
    """Judges stories by the rules of their parts. It may be kept, be asked from several threads, and go to
    another process by pickle. With `cached`, a folder, what an equal story came to before is taken from
    there, and what is new kept."""

    def __init__(self, parts: Sequence[Part], processes: int = 1, cached: Path | None = None) -> None:
        self._parts = tuple(parts)
        self._workers = Workers(parts, processes)
        self._cached = cached
        self._begin()

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._cache: Cache | None = None
        self._keys: tuple[bytes, ...] = ()

    def __getstate__(self) -> tuple[tuple[Part, ...], Workers, Path | None]:
        return self._parts, self._workers, self._cached

    def __setstate__(self, state: tuple[tuple[Part, ...], Workers, Path | None]) -> None:
        self._parts, self._workers, self._cached = state
        self._begin()

    def __enter__(self) -> Judging:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes and close the cache; both begin anew when they are needed."""
        self._workers.close()
        with self._lock:
            cache, self._cache = self._cache, None
        if cache:
            cache.close()

    def judge(self, task: Task) -> Judged:
        """What one story comes to, in this process."""
        cache = self._open()
        one, known = self._known(cache, task)
        judged = known or self._workers.judge(task)
        if cache and one and not known:
            cache.put(one, judged)
        return _with(task.problems, judged)

    def judge_all(self, tasks: Iterable[Task | Judged]) -> Iterator[Judged]:
        """What each story comes to, in their order; a result passes through. Few are taken ahead of the
        results, and none is kept."""
        cache = self._open()
        under_way: deque[tuple[bytes | None, tuple[Problem, ...]]] = deque()

        def asked() -> Iterator[Task | Judged]:
            for task in tasks:
                if isinstance(task, Judged):
                    under_way.append((None, ()))
                    yield task
                else:
                    one, known = self._known(cache, task)
                    under_way.append((None if known else one, task.problems))
                    yield known or task

        for judged in self._workers.judge_all(asked()):
            one, problems = under_way.popleft()
            if cache and one:
                cache.put(one, judged)
            yield _with(problems, judged)

    def _open(self) -> Cache | None:
        if self._cached is None:
            return None
        with self._lock:
            if self._cache is None:
                self._cache = Cache(self._cached / FILE)
                self._keys = tuple(map(_of_figures, self._parts))
            return self._cache

    def _known(self, cache: Cache | None, task: Task) -> tuple[bytes | None, Judged | None]:
        """The key of what a task comes to, and what it came to before. There is no key where nothing is kept,
        or where a file's name is no text."""
        if cache is None:
            return None, None
        try:
            one = key(self._keys[task.part], task.story, task.decisions, task.lines, sorted(task.right))
        except Exception:  # what cannot be kept is judged
            return None, None
        return one, cache.get(one, task.story.versions)


def _with(problems: tuple[Problem, ...], judged: Judged) -> Judged:
    return judged._replace(problems=(*problems, *judged.problems)) if problems else judged


def _of_figures(part: Part) -> bytes:
    """A key of what all results depend on beside their story, the figures too."""
    settings = part.settings
    return key(of_weight(part), settings.scores, settings.every_metric, settings.support)


def of_weight(part: Part) -> bytes:
    """A key of what findings depend on beside their story: the rules, and what of the settings weighs."""
    return key(rules_digest(part.rules), weightless(part.settings), part.settings.reader is not None)


def weightless(settings: Settings) -> Settings:
    """The settings without what changes no finding (how the work is done, where a value stands, what fails,
    which figures are reckoned) and without what a story as it was read shows already: how files become
    stories, and what a reader marked, though not that one was asked."""
    return replace(
        settings,
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
