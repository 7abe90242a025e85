"""How do files become a run? The pipeline, from first to last."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from audit import catalogue
from audit.align import align
from audit.annotate import annotate
from audit.decide import decide
from audit.decide.changed import Changed, changed, touched
from audit.decide.ledger import Kept, Ledger, ledger
from audit.decide.places import keyed
from audit.engine import judge
from audit.group import Root, against, group
from audit.model import Decision, Finding, Problem, Rule, Run, Score, Story, Unmatched
from audit.score import rules_digest, score
from audit.settings import Settings, choose, choose_at
from audit.settings.roots import root_of
from audit.text import remembered

# Told after each story: how many are judged, of how many.
Progress = Callable[[int, int], None]
# Which settings hold in a folder.
SettingsOf = Callable[[Path], Settings]

_DEFAULTS = Settings()
_LARGEST_CHUNK = 16


class Judged(NamedTuple):
    """What one story came to. The story is None where it could not be judged."""

    story: Story | None
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...]
    problems: tuple[Problem, ...]
    unmatched: tuple[Unmatched, ...] = ()


class Part(NamedTuple):
    """A part of the run that one configuration is for, with the rules that it chooses."""

    rules: tuple[Rule, ...]
    settings: Settings


# What was decided on the versions of a story.
Decisions = tuple[Kept, ...]


class Task(NamedTuple):
    """A story, the number of the part it belongs to, what was decided on it, and what of it changed where
    only that is asked for."""

    story: Story
    part: int
    decisions: Decisions = ()
    lines: Changed | None = None


def check(
    paths: Iterable[str | Story],
    settings: Settings = _DEFAULTS,
    *,
    siblings: Iterable[str] = (),
    references: Iterable[str] = (),
    standard_input: bytes | None = None,
    progress: Progress | None = None,
    settings_of: SettingsOf | None = None,
) -> Run:
    """Judge files and folders (or stories already at hand) and return the run.

    A folder is a story, a file a story of one; with `siblings` or `references` (paths) the single path is one
    article judged beside them, and the references are trusted. What cannot be judged is in `problems`;
    nothing is raised for it. `settings_of` gives the settings of a folder where configuration files say them
    (`audit.settings.configuration.Configuration.of`); else `settings` hold everywhere. Raises RuleError for a
    broken rule file, SelectionError for a selection that names nothing, GitError where it cannot be told what
    changed since a revision.
    """
    find = settings_of or (lambda folder: settings)
    given = tuple(paths)
    names = [path for path in given if isinstance(path, str)]
    beside, trusted = tuple(siblings), tuple(references)

    def root(folder: Path) -> Root:
        return root_of(find(folder))

    grouped = (
        against(names[0], beside, trusted, standard_input, root)
        if beside or trusted
        else group(names, standard_input, root)
    )
    stories = (*(story for story in given if isinstance(story, Story)), *keyed(grouped.stories))
    decided = ledger(stories) if settings.decisions else Ledger({})
    lines: tuple[Changed | None, ...] = (None,) * len(stories)
    if settings.changed_since:
        narrowed = tuple(changed(stories, settings.changed_since))
        stories, lines = tuple(story for story, _ in narrowed), tuple(told for _, told in narrowed)
    parts, at = _parts(stories, find)
    tasks = [
        Task(story, number, _decisions(story, decided), told)
        for story, number, told in zip(stories, at, lines, strict=True)
    ]
    rules = _rules_of(parts)
    done: list[Judged] = []
    for judged in _judge_all(tasks, parts, settings.processes):
        done.append(judged)
        if progress:
            progress(len(done), len(stories))
    return Run(
        stories=tuple(judged.story for judged in done if judged.story),
        findings=tuple(finding for judged in done for finding in judged.findings),
        scores=tuple(score for judged in done for score in judged.scores),
        rules=rules,
        problems=(
            *grouped.problems,
            *decided.problems,
            *_stale(decided, done),
            *(problem for judged in done for problem in judged.problems),
        ),
        signature=rules_digest(rules),
        unmatched=tuple(one for judged in done for one in judged.unmatched),
    )


def _parts(stories: tuple[Story, ...], find: SettingsOf) -> tuple[tuple[Part, ...], list[int]]:
    """The parts of the run, and for each story the number of its own.

    Where there is no story the settings of the working folder count: what is wrong in them is to be told.
    """
    parts: list[Part] = []
    numbers: dict[int, int] = {}
    catalogues: dict[tuple[Path, ...], tuple[Rule, ...]] = {}
    at = []
    for folder in [Path(story.versions[0].source.path).parent for story in stories] or [Path()]:
        here = find(folder)
        if id(here) not in numbers:
            numbers[id(here)] = len(parts)
            if here.rules not in catalogues:
                catalogues[here.rules] = catalogue.load(here.rules)
            parts.append(Part(choose(catalogues[here.rules], here), here))
        at.append(numbers[id(here)])
    return tuple(parts), at[: len(stories)]


def _rules_of(parts: tuple[Part, ...]) -> tuple[Rule, ...]:
    """The rules of all parts, by name; where parts differ in a severity, as the first part has it."""
    if len(parts) == 1:
        return parts[0].rules
    every: dict[str, Rule] = {}
    for part in parts:
        for rule in part.rules:
            every.setdefault(rule.name, rule)
    return tuple(every[name] for name in sorted(every))


def _decisions(story: Story, decided: Ledger) -> Decisions:
    return tuple(one for version in story.versions for one in decided.kept.get(version.key, ()))


def _stale(decided: Ledger, done: list[Judged]) -> Iterator[Problem]:
    """What of the decisions speaks of nothing any more."""
    for path in decided.orphans:
        reason = "decisions on an article that is gone: audit prune removes them"
        yield Problem(str(path), reason, fatal=False)
    for name, count in sorted(Counter(one.path for judged in done for one in judged.unmatched).items()):
        reason = f"{count} of the decisions match no finding any more: audit prune removes them"
        yield Problem(name, reason, fatal=False)


def prepare(story: Story) -> Story:
    """Annotate the versions and align them."""
    return align(replace(story, versions=tuple(annotate(version) for version in story.versions)))


def judge_story(
    story: Story,
    rules: tuple[Rule, ...],
    settings: Settings,
    decisions: Decisions = (),
    lines: Changed | None = None,
) -> Judged:
    """One story through the pipeline; with `lines`, what is found on them. Its failure is a problem of this
    story and of no other."""
    try:
        prepared = prepare(story)
        found, problems = judge(
            prepared, rules, lambda version: choose_at(rules, settings, version.source.path)
        )
        findings, unmatched = decide(found, (kept.decision for kept in decisions))
        if lines is not None:
            findings = touched(prepared, findings, lines)
        scores = (
            score(prepared, findings, rules, every_metric=settings.every_metric) if settings.score else ()
        )
    except Exception as error:
        reason = f"could not be judged: {type(error).__name__}: {error}"
        return Judged(None, (), (), (Problem(story.id, reason),))
    problems = (*problems, *_untold(prepared, rules))
    # The tokens have done their work; without them a run over an archive stays small.
    versions = tuple(replace(version, tokens=()) for version in prepared.versions)
    gone = _unmatched(prepared, rules, {*unmatched}, decisions)
    return Judged(replace(prepared, versions=versions), findings, scores, problems, gone)


def _unmatched(
    story: Story, rules: tuple[Rule, ...], unmatched: set[Decision], decisions: Decisions
) -> tuple[Unmatched, ...]:
    """The decisions whose finding is gone, as far as the rule was asked: one that needs siblings says nothing
    of an article that is judged alone."""
    if not unmatched:
        return ()
    asked = {rule.name for rule in rules if len(story.versions) > 1 or not rule.needs_siblings}
    return tuple(
        Unmatched(kept.path, kept.decision)
        for kept in decisions
        if kept.decision in unmatched and kept.decision.rule in asked
    )


def _untold(story: Story, rules: tuple[Rule, ...]) -> Iterator[Problem]:
    """Versions in a language of which the rules know nothing; a clean report would say too much of them."""
    known = _languages(rules)
    for version in story.versions:
        primary = version.lang.split("-")[0]
        if story.judges(version) and primary and primary not in known:
            reason = f"no rules for language {version.lang}: only what needs no language was checked"
            yield Problem(version.source.path, reason, fatal=False)


@remembered
def _languages(rules: tuple[Rule, ...]) -> frozenset[str]:
    return frozenset(lang for rule in rules for lang in rule.langs)


def _judge_all(tasks: list[Task], parts: tuple[Part, ...], processes: int) -> Iterator[Judged]:
    """Every story in the order given, by as many processes as are asked for and the stories need."""
    processes = min(processes or _cores(), len(tasks))
    if processes > 1:
        return _in_processes(tasks, parts, processes)
    return (_judge(task, parts) for task in tasks)


def _judge(task: Task, parts: Sequence[Part]) -> Judged:
    return judge_story(task.story, *parts[task.part], task.decisions, task.lines)


def _in_processes(tasks: list[Task], parts: tuple[Part, ...], processes: int) -> Iterator[Judged]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    chunk = max(1, min(_LARGEST_CHUNK, len(tasks) // (4 * processes)))
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (parts,))
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


def _begin(parts: tuple[Part, ...]) -> None:
    """A worker gets the rules once; Ctrl-C is for the process that started it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here[:] = parts


def _work(task: Task) -> Judged:
    return _judge(task, _here)


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
