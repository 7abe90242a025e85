"""How do a reviewer's marks reach the files, so that none is lost and nobody else's is overwritten?

A step is saved article by article, under the lock of the article's decisions, and each step of a finding
becomes visible with one atomic write: the draft goes first and says nothing of a finding until its decision
agrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from audit.decide import files, house
from audit.decide.ledger import ledger
from audit.decide.places import Roots, path_of
from audit.decide.record import abouts, settle
from audit.engine import moved
from audit.model import Decision, Document, Finding, Status, Story
from audit.review import drafts
from audit.review.drafts import ReviewDraft
from audit.review.session import Mark, Session, Step


def load(story: Story, findings: Mapping[str, Finding]) -> dict[str, Mark]:
    """The marks that were kept, by key. Raises DecisionError for a file of decisions that is none."""
    known = ledger([story])
    for problem in known.problems:
        if problem.fatal:
            raise files.DecisionError(problem.path, problem.message)
    if known.followed:
        settle([story], known.followed)
    marks: dict[str, Mark] = {}
    for version in story.versions:
        here = {key: one for key, one in findings.items() if one.span.document == version.id}
        decisions = {one.fingerprint: one for one in files.read(path_of(version))}
        draft = drafts.read(drafts.path_of(version))
        marks |= {key: _mark(finding, decisions, draft) for key, finding in _local(version, here).items()}
        right = house.read(house.path_of(version))
        for key, finding in here.items():
            if house.fits(version, finding, right) and not marks[key].decided:
                marks[key] = Mark(Status.ACCEPTED, house.REASON)
    return {key: mark for key, mark in marks.items() if mark != Mark()}


def save(session: Session, change: Step) -> dict[str, Mark]:
    """Keep what `change` makes of the findings of `session`, and return the marks that others gave meanwhile.

    Those stay; the part of the change that is about them is not saved. Raises DecisionError.
    """
    conflicts: dict[str, Mark] = {}
    for version, keys in _by_version(session, change.after):
        conflicts |= _save(session.story, version, session.findings, change.only(keys))
    return conflicts


def move(old: Session, new: Session) -> None:
    """Let the decisions follow their findings to other fingerprints, after the text has changed.

    Raises DecisionError.
    """
    for version in new.story.versions:
        keys = [key for key in new.of_version(version.id) if key in old.findings]
        changed = [key for key in keys if old.findings[key].fingerprint != new.findings[key].fingerprint]
        if changed:
            _move(version, old, new, changed)


def _move(version: Document, old: Session, new: Session, keys: list[str]) -> None:
    before, after = (_local(version, {key: session.findings[key] for key in keys}) for session in (old, new))
    left = {findings[key].fingerprint for findings in (before, after) for key in keys}
    marks = {key: new.mark(key) for key in keys}

    def followed(known: tuple[Decision, ...]) -> Iterable[Decision]:
        path = drafts.path_of(version)
        draft = drafts.read(path)
        fixes = {one: fix for one, fix in draft.fixes.items() if one not in left}
        drafts.write(path, _drafted(ReviewDraft(fixes, draft.skipped - left), after, marks))
        kept = {one.fingerprint: one for one in known if one.fingerprint not in left}
        return (kept | _decisions(after, marks)).values()

    files.update(path_of(version), followed, abouts([new.story])[path_of(version)])


def _save(story: Story, version: Document, every: Mapping[str, Finding], change: Step) -> dict[str, Mark]:
    conflicts: dict[str, Mark] = {}
    findings = _local(version, {key: every[key] for key in change.after})

    def saved(known: tuple[Decision, ...]) -> Iterable[Decision]:
        decisions = {one.fingerprint: one for one in known}
        path = drafts.path_of(version)
        draft = drafts.read(path)
        for key, before in change.before.items():
            there = _mark(findings[key], decisions, draft)
            if there.decided and there not in (before, change.after[key]):
                conflicts[key] = there
        after = {key: mark for key, mark in change.after.items() if key not in conflicts}
        if (drafted := _drafted(draft, findings, after)) != draft:
            drafts.write(path, drafted)
        for key in after:
            decisions.pop(findings[key].fingerprint, None)
        return (decisions | _decisions(findings, after)).values()

    files.update(path_of(version), saved, abouts([story])[path_of(version)])
    return conflicts


def _local(version: Document, findings: Mapping[str, Finding]) -> dict[str, Finding]:
    """The findings by the fingerprints that they have in the files on their version."""
    place = Roots().place(version)
    return {
        key: replace(finding, fingerprint=moved(finding.fingerprint, place))
        for key, finding in findings.items()
    }


def _by_version(session: Session, keys: Iterable[str]) -> Iterator[tuple[Document, list[str]]]:
    """Only findings that stand in the text can be decided on."""
    there = [key for key in keys if key in session.findings]
    for version in session.story.versions:
        here = [key for key in there if session.findings[key].span.document == version.id]
        if here:
            yield version, here


def _mark(finding: Finding, decisions: Mapping[str, Decision], draft: ReviewDraft) -> Mark:
    decision = decisions.get(finding.fingerprint)
    if decision is None:
        return Mark(skipped=finding.fingerprint in draft.skipped)
    fix = draft.fixes.get(finding.fingerprint) if decision.verdict is Status.REAL else None
    return Mark(decision.verdict, decision.reason, decision.by, fix)


def _drafted(draft: ReviewDraft, findings: Mapping[str, Finding], marks: Mapping[str, Mark]) -> ReviewDraft:
    """What a mark does not speak of stays: it says nothing beside the mark's decision."""
    fixes, skipped = dict(draft.fixes), set(draft.skipped)
    for key, mark in marks.items():
        fingerprint = findings[key].fingerprint
        if mark.status is Status.REAL and mark.fix is not None:
            fixes[fingerprint] = mark.fix
        elif mark.status is Status.REAL:
            fixes.pop(fingerprint, None)
        elif mark.skipped:
            skipped.add(fingerprint)
        elif not mark.decided:
            skipped.discard(fingerprint)
    return ReviewDraft(fixes, frozenset(skipped))


def _decisions(findings: Mapping[str, Finding], marks: Mapping[str, Mark]) -> dict[str, Decision]:
    made = (mark.decision(findings[key]) for key, mark in marks.items())
    return {decision.fingerprint: decision for decision in made if decision}
