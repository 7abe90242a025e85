"""How are stories judged that are values, one by one or as they come, by what was read once?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from types import TracebackType

from audit import private
from audit.cache import digest
from audit.decide.house import found_right
from audit.group import GivenStory, given_story
from audit.model import Judged, Problem, Rule, Story
from audit.run.judging import Judging, weightless
from audit.run.part import part_of
from audit.run.processes import Task
from audit.run.story import Decisions
from audit.score import rules_digest
from audit.settings import Settings
from audit.version import __version__

_DEFAULTS = Settings()


class Auditor:
    """Judges stories that are given as values; rules and tables are read once.

    It may be kept as long as one likes, asked from several threads at a time, and sent to another process by
    pickle. With `settings.processes` other than 1 (0: one a core, once there is enough to do), `judge_all`
    works in so many processes, which stay for the next call until `close` or the end of a `with`. With
    `settings.cache` what an equal story came to is taken from the user's cache folder, and kept there. Of
    the settings, those count that say how a text is judged; how files become stories, decisions, and what
    makes a run fail belong to files.

    Raises RuleError for a broken rule file, SelectionError for a selection that names nothing. For a story
    nothing is raised: what cannot be read or judged is in `problems` of what it comes to.
    """

    def __init__(self, settings: Settings = _DEFAULTS) -> None:
        self._part, self._housed = part_of(settings)
        self._cached = private.folder() if settings.cache else None
        self._judging = Judging([self._part], settings.processes, self._cached)

    @property
    def settings(self) -> Settings:
        return self._part.settings

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are asked."""
        return self._part.rules

    @cached_property
    def signature(self) -> str:
        """A digest of what results depend on beside the story: the version, the rules, the words of the
        house, and the settings that say how a text is read and judged; the same on every machine."""
        settings = replace(
            weightless(self.settings),
            formats=self.settings.formats,
            scores=self.settings.scores,
            every_metric=self.settings.every_metric,
            support=self.settings.support,
            # What is read from these is in the rules and the words.
            root=None,
            rules=(),
            house_words={},
        )
        read_through = self.settings.reader is not None
        words = dict(self._housed.right)
        return digest(__version__, rules_digest(self.rules), settings, words, read_through).hex()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What of the house's lists of words could not be used."""
        return tuple(Problem(path, note, fatal=False) for path, note in self._housed.notes)

    def judge(
        self, story: Story | GivenStory, decisions: Decisions = (), right: frozenset[str] = frozenset()
    ) -> Judged:
        """What one story comes to, in this process and thread, with what was decided on it; `right` are words
        on which no finding counts."""
        task = self._task(story)
        if isinstance(task, Judged):
            return task
        return self._judging.judge(task._replace(decisions=decisions, right=task.right | right))

    def judge_all(self, stories: Iterable[Story | GivenStory]) -> Iterator[Judged]:
        """What each story comes to, in the order given, as it is known: a stream in, a stream out. A few
        stories are taken ahead of their results, and nothing is kept of what was given on."""
        return self._judging.judge_all(map(self._task, stories))

    def close(self) -> None:
        """End the processes that it began; it may be asked again."""
        self._judging.close()

    def __enter__(self) -> Auditor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _task(self, story: Story | GivenStory) -> Task | Judged:
        """The story to be judged, or what it comes to where nothing of it can be."""
        problems: tuple[Problem, ...] = ()
        if isinstance(story, Story):
            read: Story | None = story
        elif isinstance(story, GivenStory):
            read, problems = given_story(story, self.settings.formats)
        else:
            raise TypeError(f"expected a Story or a GivenStory, found {type(story).__name__}: {story!r:.60}")
        if read is None:
            return Judged(None, (), (), problems)
        if self.settings.reader is not None and any(rule.needs_reader for rule in self.rules):
            from audit.reader import read as read_by

            ((read,), _, more) = read_by([read], self.settings.reader, self._cached)
            problems += tuple(more)
        return Task(read, 0, right=found_right(read, self._housed.right), problems=problems)
