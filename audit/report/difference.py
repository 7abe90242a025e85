"""What changed between two runs, or between two versions of an article?

Both sides are reports of the JSON contract (docs/findings.schema.json), read from a file or made of a run.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from audit.model import Run, Severity, Status, Verdict
from audit.report.json import as_object


class Seen(msgspec.Struct, frozen=True):
    """A finding, as far as the contract tells; offsets and lines are those of its file."""

    rule: str
    severity: Severity
    confidence: float
    message: str
    story: str
    document: str
    path: str
    line: int
    column: int
    text: str
    fix: str | None
    fingerprint: str
    status: Status

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Issues(msgspec.Struct, frozen=True):
    per_1000_words: float


class SeenConsensus(msgspec.Struct, frozen=True):
    score: float


class Figures(msgspec.Struct, frozen=True):
    """The score of a version."""

    story: str
    document: str
    path: str
    verdict: Verdict
    issues: Issues
    consensus: SeenConsensus | None


class Trouble(msgspec.Struct, frozen=True):
    """What could not be judged."""

    path: str
    message: str
    fatal: bool


class Report(msgspec.Struct, frozen=True):
    """One side; what the contract has beyond these fields does not matter here."""

    version: str
    findings: tuple[Seen, ...]
    scores: tuple[Figures, ...]
    problems: tuple[Trouble, ...]


class ReportError(ValueError):
    """A file that is no report of `audit check --format json`, and why."""


class SamePair(NamedTuple):
    """The same finding, in the old report and in the new one."""

    old: Seen
    new: Seen


class Rescored(NamedTuple):
    """A version whose figures changed; None where a side does not have it."""

    old: Figures | None
    new: Figures | None

    @property
    def path(self) -> str:
        either = self.new or self.old
        return either.path if either else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed; `same` counts the findings that did not.

    `changed` have another severity, confidence, message or fix; `settled` were accepted or dismissed since.
    """

    new: tuple[Seen, ...]
    gone: tuple[Seen, ...]
    changed: tuple[SamePair, ...]
    moved: tuple[SamePair, ...]
    settled: tuple[SamePair, ...]
    same: int
    scores: tuple[Rescored, ...]
    problems: tuple[Trouble, ...]

    def worse(self, limit: Severity) -> bool:
        """Whether a finding as severe as `limit` has come."""
        return any(finding.severity.rank >= limit.rank for finding in self.new)


def read(text: str | bytes, name: str) -> Report:
    """The report that a file called `name` holds. Raises ReportError."""
    try:
        return msgspec.json.decode(text, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        expected = "expected what audit check --format json prints"
        raise ReportError(f"{name}: no report: {error}; {expected}") from None


def report_of(run: Run) -> Report:
    """The report that a run would print."""
    return msgspec.convert(as_object(run), Report)


_Name = Callable[[Seen | Figures], tuple[str, str]]


def compare(old: Report, new: Report) -> Difference:
    """The difference, findings in the order of their reports.

    A finding is known by its fingerprint; where the articles lie in other places than before, by its rule,
    its words and their ordinal in the article that corresponds.
    """
    left, right = _names(old, new)
    pairs = dict(_pairs(old.findings, new.findings, left, right))
    met = set(pairs.values())
    together = [SamePair(old.findings[one], new.findings[other]) for one, other in sorted(pairs.items())]
    both = [pair for pair in together if pair.old.status.open and pair.new.status.open]
    changed = [pair for pair in both if _said(pair.old) != _said(pair.new)]
    alike = [pair for pair in both if _said(pair.old) == _said(pair.new)]
    moved = [pair for pair in alike if _stands(pair.old) != _stands(pair.new)]
    reopened = {at for one, at in pairs.items() if not old.findings[one].status.open}
    return Difference(
        new=tuple(
            finding
            for at, finding in enumerate(new.findings)
            if finding.status.open and (at not in met or at in reopened)
        ),
        gone=tuple(
            finding
            for at, finding in enumerate(old.findings)
            if finding.status.open and at not in pairs
        ),
        changed=tuple(changed),
        moved=tuple(moved),
        settled=tuple(pair for pair in together if pair.old.status.open and not pair.new.status.open),
        same=len(alike) - len(moved),
        scores=tuple(_rescored(old.scores, new.scores, left, right)),
        problems=(*old.problems, *(one for one in new.problems if one not in old.problems)),
    )  # fmt: skip


def _names(old: Report, new: Report) -> tuple[_Name, _Name]:
    """What a document is called on either side: its path where the sides share one, else, as for the copies
    of a folder before and after, its path below what all of its side share; "" where it is the only one."""
    left, right = _paths(old), _paths(new)
    if left & right:
        return _name(0), _name(0)
    return _name(_below(left)), _name(_below(right))


def _paths(report: Report) -> set[str]:
    return {finding.path for finding in report.findings} | {one.path for one in report.scores}


def _below(paths: set[str]) -> int | None:
    """How many characters the folders of `paths` share; None for a single path, which is all shared."""
    if len(paths) == 1:
        return None
    folders = [posixpath.dirname(path) for path in paths]
    # Absolute and relative paths share nothing, and cannot be asked.
    if not folders or len({folder.startswith("/") for folder in folders}) > 1:
        return 0
    shared = posixpath.commonpath(folders)
    return len(shared) + 1 if shared else 0


def _name(start: int | None) -> _Name:
    """The name of a document: its path from `start`, and what its id says beyond its path."""

    def name(one: Seen | Figures) -> tuple[str, str]:
        rest = one.document.removeprefix(one.path).removeprefix(posixpath.basename(one.path))
        return "" if start is None else one.path[start:], rest

    return name


def _pairs(
    old: Sequence[Seen], new: Sequence[Seen], old_name: _Name, new_name: _Name
) -> Iterator[tuple[int, int]]:
    """Which finding of the old report is which of the new one, by their ordinals."""
    by_print = {finding.fingerprint: at for at, finding in enumerate(new)}
    found = {
        at: by_print[finding.fingerprint]
        for at, finding in enumerate(old)
        if finding.fingerprint in by_print
    }  # fmt: skip
    yield from found.items()
    taken = set(found.values())
    by_words = {key: at for at, key in _keys(new, new_name) if at not in taken}
    for at, key in _keys(old, old_name):
        if at not in found and key in by_words:
            yield at, by_words.pop(key)


def _keys(findings: Sequence[Seen], name: _Name) -> Iterator[tuple[int, tuple[object, ...]]]:
    seen: Counter[tuple[object, ...]] = Counter()
    for at, finding in enumerate(findings):
        key = (finding.rule, finding.text, *name(finding))
        seen[key] += 1
        yield at, (*key, seen[key])


def _said(finding: Seen) -> tuple[object, ...]:
    return finding.severity, finding.confidence, finding.message, finding.fix


def _stands(finding: Seen) -> tuple[object, ...]:
    return finding.line, finding.column


def _rescored(
    old: Sequence[Figures], new: Sequence[Figures], old_name: _Name, new_name: _Name
) -> Iterator[Rescored]:
    """The versions whose verdict or figures are others, in the order of the new report; then those gone."""
    before = {old_name(one): one for one in old}
    for one in new:
        former = before.pop(new_name(one), None)
        if former is None or _figures(former) != _figures(one):
            yield Rescored(former, one)
    yield from (Rescored(former, None) for former in before.values())


def _figures(one: Figures) -> tuple[object, ...]:
    return one.verdict, one.issues, one.consensus
