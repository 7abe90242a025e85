"""How does a decision get to where it lies, and how does one leave that speaks of nothing any more?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from audit.decide.files import read, update
from audit.decide.ledger import ledger
from audit.decide.places import path_of
from audit.model import Decision, Finding, Run, Status, Story


def record(
    stories: Iterable[Story], findings: Iterable[Finding], verdict: Status, reason: str = "", by: str = ""
) -> tuple[Path, ...]:
    """Decide `findings` of `stories` (loaded from files); Status.NEW takes a decision back.

    Other decisions in the files stay. Returns the files that were written. Raises DecisionError.
    """
    known = {(story.id, version.id): version for story in stories for version in story.versions}
    by_file: dict[Path, list[Decision]] = defaultdict(list)
    for finding in findings:
        path = path_of(known[finding.story, finding.span.document])
        by_file[path].append(Decision(finding.fingerprint, verdict, finding.rule, reason, by))
    for path, decisions in sorted(by_file.items()):
        _merge(path, decisions, keep=verdict is not Status.NEW)
    return tuple(sorted(by_file))


def _merge(path: Path, decisions: Sequence[Decision], *, keep: bool) -> None:
    decided = {decision.fingerprint for decision in decisions}

    def change(old: tuple[Decision, ...]) -> tuple[Decision, ...]:
        others = tuple(decision for decision in old if decision.fingerprint not in decided)
        return (*others, *decisions) if keep else others

    update(path, change)


class Pruned(NamedTuple):
    """What a pruning takes away, decisions whose finding is gone and files on articles that are gone; and the
    files whose decisions move to an article's present name."""

    decisions: tuple[Decision, ...]
    gone: tuple[Path, ...]
    moved: tuple[tuple[Path, Path], ...]


def prune(run: Run, *, write: bool = True) -> Pruned:
    """Remove what speaks of nothing any more, as far as `run` (over files, with decisions) saw it.

    Without `write` it is only said. Raises DecisionError.
    """
    found = ledger(run.stories)
    unmatched = {one.decision.fingerprint for one in run.unmatched}
    standing: dict[Path, dict[str, Decision]] = defaultdict(dict)
    moved: set[tuple[Path, Path]] = set()
    for version in (version for story in run.stories for version in story.versions):
        for path, decision in found.kept.get(version.key, ()):
            target = path_of(version)
            standing[target][decision.fingerprint] = decision
            if Path(path) != target:
                moved.add((Path(path), target))
    if write:
        for target, decisions in sorted(standing.items()):
            _replace(target, [decisions[one] for one in sorted(decisions) if one not in unmatched])
        for old in (*found.orphans, *(one for one, _ in moved)):
            with suppress(OSError):
                old.unlink()
    taken = tuple(one.decision for one in run.unmatched)
    return Pruned(taken, found.orphans, tuple(sorted(moved)))


def _replace(path: Path, decisions: list[Decision]) -> None:
    if list(read(path)) != decisions:
        update(path, lambda old: decisions)
