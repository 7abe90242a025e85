"""How do files become a run? The pipeline, from first to last."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from audit import catalogue, private
from audit.align.keeper import kept_by
from audit.cache import FILE, Store
from audit.catalogue.bind import Housed
from audit.decide.changed import Changed, changed
from audit.decide.drift import drifted
from audit.decide.house import Houses, found_right
from audit.decide.ledger import Ledger, ledger
from audit.decide.pages import linked
from audit.decide.places import Roots, keyed
from audit.decide.stamps import stamped
from audit.group import STANDARD_INPUT_NAME, Root, against, group
from audit.model import Judged, Problem, Rule, Run, Since, Story
from audit.run.auditor import Auditor
from audit.run.judging import Judging, of_weight
from audit.run.part import part_of
from audit.run.processes import Part, Task
from audit.run.story import judge_story, prepare
from audit.score import rules_digest
from audit.settings import Settings
from audit.settings.roots import root_of
from audit.since import since

# Told after each story: how many are judged, of how many.
Progress = Callable[[int, int], None]
# Which settings hold in a folder.
SettingsOf = Callable[[Path], Settings]

Given = TypeVar("Given")

_DEFAULTS = Settings()
# So many texts with the same reservation are named one by one.
_MANY = 5
# Of so many stories it is said what changed since they were checked before: more of them are a repository.
_FEW = 20
_PRUNES = "audit prune removes them, and audit undo takes that back"

__all__ = ["Auditor", "Progress", "SettingsOf", "check", "judge_story", "prepare"]


def check(
    paths: Iterable[str | os.PathLike[str] | Story],
    settings: Settings = _DEFAULTS,
    *,
    siblings: Iterable[str | os.PathLike[str]] = (),
    references: Iterable[str | os.PathLike[str]] = (),
    originals: Iterable[str | os.PathLike[str]] = (),
    standard_input: bytes | None = None,
    progress: Progress | None = None,
    settings_of: SettingsOf | None = None,
    company: Callable[[Story], Story] | None = None,
) -> Run:
    """Judge files and folders (or stories already at hand) and return the run.

    A folder is a story, a file a story of one; with `siblings`, `references` or `originals` (paths) the
    single path is one article judged beside them, the references are trusted and the originals what it
    translates. What cannot be judged is in `problems`; nothing is raised for it. `settings_of` gives the
    settings of a folder where configuration files say them
    (`audit.settings.configuration.Configuration.of`); else `settings` hold everywhere. `company` adds to a
    story the siblings that nobody named. Raises RuleError
    for a broken rule file, TypeError for a value that is no path and no story, SelectionError for a
    selection that names nothing, GitError where it cannot be told what changed since a revision.
    """
    find = settings_of or (lambda folder: settings)
    given = tuple(_listed(paths, "paths"))
    names = [_path(one) for one in given if not isinstance(one, Story)]
    beside, trusted = _paths(siblings, "siblings"), _paths(references, "references")
    sources = _paths(originals, "originals")

    known: dict[int, Root] = {}

    def root(folder: Path) -> Root:
        here = find(folder)  # the same settings for every folder below one configuration file
        if id(here) not in known:
            known[id(here)] = root_of(here)
        return known[id(here)]

    grouped = (
        against(names[0], beside, trusted, standard_input, root, sources)
        if beside or trusted or sources
        else group(names, standard_input, root)
    )
    roots = Roots()
    read, unread = stamped(keyed(grouped.stories, roots), roots)
    stories = (*(story for story in given if isinstance(story, Story)), *linked(drifted(read)))
    decided = ledger(stories, roots, names) if settings.decisions else Ledger()
    lines: tuple[Changed | None, ...] = (None,) * len(stories)
    if settings.changed_since:
        narrowed = tuple(changed(stories, settings.changed_since))
        stories, lines = tuple(story for story, _ in narrowed), tuple(told for _, told in narrowed)
    parts, at, housed = _parts(stories, find)
    rules = _rules_of(parts)
    kept = private.folder() if settings.cache else None
    cached = kept if names else None
    read_through = None
    if settings.reader is not None and any(rule.needs_reader for rule in rules):
        from audit.reader import read as read_by

        read_through = read_by(stories, settings.reader, kept, progress)
        stories = read_through.stories
    houses = Houses(roots)
    tasks = [
        Task(
            company(story) if company else story,
            number,
            decided.of(story),
            told,
            houses.of(story) | found_right(story, housed[number].right)
            if settings.decisions
            else frozenset(),
        )
        for story, number, told in zip(stories, at, lines, strict=True)
    ]
    done: list[Judged] = []
    # What sentences mean is kept where results are; stories that go to other processes are many, and for
    # those an encoder is read once.
    with _store(cached) as store, kept_by(store), Judging(parts, settings.processes, cached) as judging:
        for judged in judging.judge_all(tasks):
            done.append(judged)
            if progress:
                progress(len(done), len(stories))
        few = len(tasks) <= _FEW and not settings.changed_since
        changes = tuple(_since(store, tasks, parts, done)) if few and store else ()
    return Run(
        stories=tuple(judged.story for judged in done if judged.story),
        findings=tuple(finding for judged in done for finding in judged.findings),
        scores=tuple(score for judged in done for score in judged.scores),
        rules=rules,
        problems=tuple(
            _gathered(
                (
                    *grouped.problems,
                    *unread,
                    *decided.problems,
                    *houses.problems,
                    *(Problem(path, note, fatal=False) for one in housed for path, note in one.notes),
                    *_stale(decided, done),
                    *(read_through.problems if read_through else ()),
                    *(problem for judged in done for problem in judged.problems),
                )
            )
        ),
        signature=rules_digest(rules),
        unmatched=tuple(one for judged in done for one in judged.unmatched),
        support=tuple(one for judged in done for one in judged.support),
        since=changes,
        proofreading=read_through.cost if read_through else None,
    )


@contextmanager
def _store(cached: Path | None) -> Iterator[Store | None]:
    """What is kept in a folder, while it is asked; None where nothing is kept."""
    store = Store(cached / FILE) if cached else None
    try:
        yield store
    finally:
        if store:
            store.close()


def _since(
    store: Store, tasks: Sequence[Task], parts: tuple[Part, ...], done: Sequence[Judged]
) -> Iterator[Since]:
    """What became of the findings of stories whose words were others when they were last checked."""
    for task, judged in zip(tasks, done, strict=True):
        read = judged.story and STANDARD_INPUT_NAME not in [
            version.source.path for version in judged.story.versions
        ]
        if judged.story and read:
            told = since(store, of_weight(parts[task.part]), judged.story, judged.findings)
            if told:
                yield told


def _listed(given: Iterable[Given], what: str) -> Iterable[Given]:
    """What was given as a list; a string is one path, and its letters are none."""
    if isinstance(given, str | bytes | os.PathLike | Story):
        raise TypeError(f"{what}: expected a list, found one {type(given).__name__}: write [{given!r:.60}]")
    return given


def _paths(given: Iterable[str | os.PathLike[str]], what: str) -> tuple[str, ...]:
    return tuple(map(_path, _listed(given, what)))


def _path(given: object) -> str:
    """A path as text. Raises TypeError for what is none."""
    if isinstance(given, str | os.PathLike) and isinstance(path := os.fspath(given), str):
        return path
    raise TypeError(f"expected a path or a story, found {type(given).__name__}: {given!r:.60}")


def _parts(stories: tuple[Story, ...], find: SettingsOf) -> tuple[tuple[Part, ...], list[int], list[Housed]]:
    """The parts of the run, for each story the number of its own, and the words of each part's house.

    Where there is no story the settings of the working folder count: what is wrong in them is to be told.
    """
    parts: list[Part] = []
    numbers: dict[int, int] = {}
    catalogues: dict[tuple[Path, ...], tuple[Rule, ...]] = {}
    housed: list[Housed] = []
    at = []
    for folder in [Path(story.versions[0].source.path).parent for story in stories] or [Path()]:
        here = find(folder)
        if id(here) not in numbers:
            numbers[id(here)] = len(parts)
            if here.rules not in catalogues:
                catalogues[here.rules] = catalogue.load(here.rules)
            part, own = part_of(here, catalogues[here.rules])
            parts.append(part)
            housed.append(own)
        at.append(numbers[id(here)])
    return tuple(parts), at[: len(stories)], housed


def _rules_of(parts: tuple[Part, ...]) -> tuple[Rule, ...]:
    """The rules of all parts, by name; where parts differ in a severity, as the first part has it."""
    if len(parts) == 1:
        return parts[0].rules
    every: dict[str, Rule] = {}
    for part in parts:
        for rule in part.rules:
            every.setdefault(rule.name, rule)
    return tuple(every[name] for name in sorted(every))


def _gathered(every: tuple[Problem, ...]) -> Iterator[Problem]:
    """The problems; reservations that many texts share are said once, where the first of them is."""
    shared = Counter(problem.message for problem in every if not problem.fatal)
    said: set[str] = set()
    for problem in every:
        more = 0 if problem.fatal else shared[problem.message] - 1
        if more < _MANY:
            yield problem
        elif problem.message not in said:
            said.add(problem.message)
            yield replace(problem, message=f"{problem.message} (and in {more:,} more texts)")


def _stale(decided: Ledger, done: list[Judged]) -> Iterator[Problem]:
    """What of the decisions speaks of nothing any more."""
    for path in decided.orphans:
        reason = f"decisions on an article that is gone: {_PRUNES}"
        yield Problem(str(path), reason, fatal=False)
    for name, count in sorted(Counter(one.path for judged in done for one in judged.unmatched).items()):
        reason = f"{count} of the decisions match no finding any more: {_PRUNES}"
        yield Problem(name, reason, fatal=False)
