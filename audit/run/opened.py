"""What do the rules find in texts as they are open in an editor, beside siblings that lie on the disk?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit.decide.house import Houses
from audit.decide.ledger import ledger
from audit.decide.places import Roots, keyed
from audit.group import GivenStory, GivenText, Plan, Root, read_all, whole
from audit.group.planned import PlannedStory
from audit.group.problems import Problems
from audit.model import Document, Judged, Problem, Story
from audit.run import Auditor, SettingsOf
from audit.settings import Scores, Settings
from audit.settings.roots import root_of


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text as an editor holds it: `name` is the real path of its file, or what the editor calls one that is
    in no file yet; `ending` says in which format it is."""

    name: str
    text: str
    ending: str = ".txt"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the texts that were asked for came to: a result a story, those of their names that no result is
    about, and what could not be read."""

    judged: tuple[Judged, ...] = ()
    left: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = field(default=())


class OpenTexts:
    """Judges the stories of open texts. Rules and tables are read once a configuration, which files belong
    together once until `forget`. Not for two threads at a time.

    With `folders` the texts of a folder are versions of one story, all on trial, as where the folder is named
    to `audit check`; else a text is on trial beside the siblings that its configuration gives it. Judging
    raises ConfigError, RuleError and SelectionError.
    """

    def __init__(self, configured: Callable[[], SettingsOf], *, folders: bool = False) -> None:
        self._configured = configured
        self._settings_of = configured()
        self._folders = folders
        self._auditors: list[tuple[Settings, Auditor]] = []
        self._plans: dict[tuple[str, ...], Plan] = {}

    def forget(self) -> None:
        """Look again at which files there are, and what their configuration says."""
        self._plans.clear()
        self._settings_of = self._configured()

    def settings(self, folder: Path) -> Settings:
        """What holds for texts in a folder. Raises ConfigError."""
        return self._settings_of(folder)

    def auditor(self, folder: Path) -> Auditor:
        """What judges texts in a folder."""
        settings = self._settings_of(folder)
        known = next((auditor for one, auditor in self._auditors if one == settings), None)
        if known is None:
            known = Auditor(replace(settings, scores=Scores.VERDICTS, support=False, processes=1))
            self._auditors.append((settings, known))
        return known

    def judge(self, opened: Sequence[OpenText], wanted: frozenset[str]) -> Answer:
        """The stories to which texts of the names `wanted` belong, all that are open as they are open."""
        files = [one for one in opened if Path(one.name).is_file()]
        known = {one.name: one.text.encode("utf-8", "replace") for one in files}
        judged: list[Judged] = []
        problems: list[Problem] = []
        plan = self._plan(tuple(sorted(known)))
        chosen = [story for story in plan.stories if wanted & _names(story)]
        if chosen:
            grouped = read_all(Plan(chosen, Problems(_of(plan.problems, chosen))), opened=known)
            problems += grouped.problems
            judged += self._judged(keyed(grouped.stories))
        for one in opened:
            if one.name in wanted and one.name not in known:
                alone = self.auditor(Path.cwd()).judge(_alone(one))
                judged.append(alone)
                if alone.story is None:  # else it says so itself
                    problems += (replace(problem, path=one.name) for problem in alone.problems)
        about = {name_of(version) for one in judged if one.story for version in one.story.versions}
        return Answer(tuple(judged), wanted - about, tuple(problems))

    def _plan(self, names: tuple[str, ...]) -> Plan:
        if names not in self._plans:
            self._plans.clear()  # one set of texts is open at a time
            asked = dict.fromkeys(str(Path(name).parent) if self._folders else name for name in names)
            self._plans[names] = whole(asked, self._root)
        return self._plans[names]

    def _root(self, folder: Path) -> Root:
        return root_of(self._settings_of(folder))

    def _judged(self, stories: Sequence[Story]) -> Iterator[Judged]:
        roots = Roots()
        decided, houses = ledger(stories, roots), Houses(roots)
        for story in stories:
            auditor = self.auditor(Path(story.versions[0].source.path).parent)
            yield auditor.judge(story, decided.of(story), houses.of(story))


def name_of(version: Document) -> str:
    """By which name the text of a version is open: its file's real path, else what the editor called it."""
    path = version.source.path
    return os.path.realpath(path) if Path(path).exists() else path


def _names(story: PlannedStory) -> frozenset[str]:
    return frozenset(os.path.realpath(version.path) for version in story.versions)


def _of(problems: Sequence[Problem], stories: Sequence[PlannedStory]) -> Iterator[Problem]:
    """The problems that are about files of the stories."""
    names = frozenset().union(*map(_names, stories))
    return (problem for problem in problems if os.path.realpath(problem.path) in names)


def _alone(one: OpenText) -> GivenStory:
    return GivenStory(one.name, (GivenText(one.name, one.text, one.ending),))
