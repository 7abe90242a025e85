"""How do files become a run? The pipeline, from first to last."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from audit import catalogue
from audit.align import align
from audit.annotate import annotate
from audit.decide import decide
from audit.decide.ledger import Kept, Ledger, ledger
from audit.decide.places import keyed
from audit.engine import judge
from audit.group import against, group
from audit.model import Decision, Finding, Problem, Rule, Run, Score, Story, Unmatched
from audit.score import rules_digest, score
from audit.settings import Settings, choose

# Told after each story: how many are judged, of how many.
Progress = Callable[[int, int], None]

_DEFAULTS = Settings()
_LARGEST_CHUNK = 16


class Judged(NamedTuple):
    """What one story came to. The story is None where it could not be judged."""

    story: Story | None
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...]
    problems: tuple[Problem, ...]
    unmatched: tuple[Unmatched, ...] = ()


# What was decided on the versions of a story.
Decisions = tuple[Kept, ...]


def check(
    paths: Iterable[str | Story],
    settings: Settings = _DEFAULTS,
    *,
    siblings: Iterable[str] = (),
    references: Iterable[str] = (),
    standard_input: bytes | None = None,
    progress: Progress | None = None,
) -> Run:
    """Judge files and folders (or stories already at hand) and return the run.

    A folder is a story, a file a story of one; with `siblings` or `references` (paths) the single path is one
    article judged beside them, and the references are trusted. What cannot be judged is in `problems`;
    nothing is raised for it. Raises RuleError for a broken rule file and SelectionError for a selection that
    names nothing.
    """
    rules = choose(catalogue.load(settings.rules), settings)
    given = tuple(paths)
    names = [path for path in given if isinstance(path, str)]
    beside, trusted = tuple(siblings), tuple(references)
    grouped = (
        against(names[0], beside, trusted, standard_input)
        if beside or trusted
        else group(names, standard_input)
    )
    stories = (*(story for story in given if isinstance(story, Story)), *keyed(grouped.stories))
    decided = ledger(stories) if settings.decisions else Ledger({})
    done: list[Judged] = []
    for judged in _judge_all([(story, _decisions(story, decided)) for story in stories], rules, settings):
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
    story: Story, rules: tuple[Rule, ...], settings: Settings, decisions: Decisions = ()
) -> Judged:
    """One story through the pipeline. Its failure is a problem of this story and of no other."""
    try:
        prepared = prepare(story)
        found, problems = judge(prepared, rules)
        findings, unmatched = decide(found, (kept.decision for kept in decisions))
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
    asked = {rule.name for rule in rules if len(story.versions) > 1 or not rule.needs_siblings}
    return tuple(
        Unmatched(kept.path, kept.decision)
        for kept in decisions
        if kept.decision in unmatched and kept.decision.rule in asked
    )


def _untold(story: Story, rules: tuple[Rule, ...]) -> Iterator[Problem]:
    """Versions in a language of which the rules know nothing; a clean report would say too much of them."""
    known = {lang for rule in rules for lang in rule.langs}
    for version in story.versions:
        primary = version.lang.split("-")[0]
        if story.judges(version) and primary and primary not in known:
            reason = f"no rules for language {version.lang}: only what needs no language was checked"
            yield Problem(version.source.path, reason, fatal=False)


def _judge_all(
    stories: list[tuple[Story, Decisions]], rules: tuple[Rule, ...], settings: Settings
) -> Iterator[Judged]:
    """Every story in the order given, by as many processes as the settings say and the stories need."""
    processes = min(settings.processes or _cores(), len(stories))
    if processes > 1:
        return _in_processes(stories, rules, settings, processes)
    return (judge_story(story, rules, settings, decisions) for story, decisions in stories)


def _in_processes(
    stories: list[tuple[Story, Decisions]], rules: tuple[Rule, ...], settings: Settings, processes: int
) -> Iterator[Judged]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    chunk = max(1, min(_LARGEST_CHUNK, len(stories) // (4 * processes)))
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (rules, settings))
    returned = 0
    try:
        for judged in pool.map(_work, stories, chunksize=chunk):
            returned += 1
            yield judged
    except BrokenProcessPool:
        for story, _ in stories[returned:]:
            problem = Problem(story.id, "could not be judged: its process died (out of memory?)")
            yield Judged(None, (), (), (problem,))
    finally:
        pool.shutdown(cancel_futures=True)


_task: list[tuple[tuple[Rule, ...], Settings]] = []


def _begin(rules: tuple[Rule, ...], settings: Settings) -> None:
    """A worker gets the rules once; Ctrl-C is for the process that started it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _task[:] = [(rules, settings)]


def _work(given: tuple[Story, Decisions]) -> Judged:
    story, decisions = given
    return judge_story(story, *_task[0], decisions)


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
