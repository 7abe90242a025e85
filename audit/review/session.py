"""What has a reviewer decided on a story so far, and what does the next step make of it?

Nothing here knows a screen or a file: a session is a value, a step is a `Change`, and both can be undone,
redone, kept and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from audit.decide import house
from audit.decide.places import FOLDER
from audit.model import Decision, Document, Finding, Rule, Score, Status, Story
from audit.score import rescore
from audit.text import shorten


@dataclass(frozen=True, slots=True)
class Mark:
    """What a finding has got. `fix` is what will stand there once it is written; only a real one has it."""

    status: Status = Status.NEW
    reason: str = ""
    by: str = ""
    fix: str | None = None
    skipped: bool = False

    @property
    def decided(self) -> bool:
        return self.status is not Status.NEW

    @property
    def counts(self) -> bool:
        """Whether the finding still speaks against the version as it will be once the fixes are written."""
        return self.status in (Status.NEW, Status.REAL) and self.fix is None

    def decision(self, finding: Finding) -> Decision | None:
        """The decision that is kept for it; None where there is none yet."""
        if not self.decided:
            return None
        return Decision(finding.fingerprint, self.status, finding.rule, self.reason, self.by)


UNDECIDED = Mark()
# So much of a fix when it is said what was done.
_SAID = 40


class WrittenFile(NamedTuple):
    """A file that was written: its bytes before and after."""

    path: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """One step: which findings had which marks before and have which after, in words for the person.

    `files` are those that the step wrote; to undo it is to write them back. `names` are words that the step
    put among those that are always right here (`listed`), or took out. Steps of one `group` were one in
    several stories, and are undone together.
    """

    said: str
    before: Mapping[str, Mark]
    after: Mapping[str, Mark]
    files: tuple[WrittenFile, ...] = ()
    names: tuple[str, ...] = ()
    listed: bool = True
    group: str = ""

    @property
    def inverse(self) -> Step:
        files = tuple(WrittenFile(file.path, file.after, file.before) for file in reversed(self.files))
        return replace(self, before=self.after, after=self.before, files=files, listed=not self.listed)

    def only(self, keys: Iterable[str]) -> Step:
        """The part of it that is about `keys`."""
        kept = frozenset(keys)
        return replace(
            self,
            before={key: mark for key, mark in self.before.items() if key in kept},
            after={key: mark for key, mark in self.after.items() if key in kept},
        )


@dataclass(frozen=True, slots=True)
class Session:
    """A story under review.

    `findings` are by key, version by version in reading order. A key stays with its finding when the text
    around it changes, while the fingerprint may not: that counts equals from the top. `gone` are findings
    that the text had once; their marks stay, so that undoing brings both back. `past` and `future` are the
    steps that can be undone and redone, nearest last."""

    story: Story
    findings: Mapping[str, Finding]
    scores: tuple[Score, ...] = ()
    rules: tuple[Rule, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    gone: Mapping[str, Finding] = field(default_factory=dict)

    def mark(self, key: str) -> Mark:
        return self.marks.get(key, UNDECIDED)

    def version(self, key: str) -> Document:
        """The version in which a finding stands."""
        return self.story.version(self.findings[key].span.document)

    def rule(self, key: str) -> Rule | None:
        """The rule that found it; None where the run did not say."""
        name = self.findings[key].rule
        return next((rule for rule in self.rules if rule.name == name), None)

    def of_version(self, document: str) -> tuple[str, ...]:
        return tuple(key for key, finding in self.findings.items() if finding.span.document == document)

    @property
    def decided(self) -> int:
        """How many of the findings are decided."""
        return sum(self.mark(key).decided for key in self.findings)

    @property
    def pending(self) -> tuple[str, ...]:
        """The findings whose accepted fix is not in the file yet."""
        return tuple(key for key in self.findings if self.mark(key).fix is not None)

    def changed_since(self, before: Session) -> tuple[str, ...]:
        """The findings whose marks are others than `before`."""
        return tuple(key for key in self.findings if self.mark(key) != before.mark(key))

    def current_scores(self) -> Iterator[Score]:
        """The scores with what is left: dismissed, kept and mended findings do not count."""
        for score in self.scores:
            keys = self.of_version(score.document)
            left = (
                replace(self.findings[key], status=self.mark(key).status)
                for key in keys
                if self.mark(key).counts
            )
            yield rescore(score, left)

    def do(self, change: Step) -> Session:
        """After the step; what was undone before it cannot be redone any more."""
        return replace(self._with(change.after), past=(*self.past, change), future=())

    def undo(self) -> tuple[Session, Step] | None:
        """Before the last step, and the step back; None where there is nothing to undo.

        What somebody else has changed since is left as it is.
        """
        if not self.past:
            return None
        back = self._still(self.past[-1].inverse)
        return replace(
            self._with(back.after), past=self.past[:-1], future=(*self.future, self.past[-1])
        ), back

    def redo(self) -> tuple[Session, Step] | None:
        """After the step that was undone last, and the step; None where there is nothing to redo."""
        if not self.future:
            return None
        again = self._still(self.future[-1])
        return replace(
            self._with(again.after), past=(*self.past, self.future[-1]), future=self.future[:-1]
        ), again

    def adopt(self, marks: Mapping[str, Mark]) -> Session:
        """With marks that came from elsewhere, such as another reviewer: no step of this one's to undo."""
        return self._with(marks)

    def _still(self, change: Step) -> Step:
        return change.only(key for key, mark in change.before.items() if self.mark(key) == mark)

    def _with(self, marks: Mapping[str, Mark]) -> Session:
        merged = {**self.marks, **marks}
        return replace(self, marks={key: mark for key, mark in merged.items() if mark != UNDECIDED})


def accept(session: Session, key: str, by: str, fix: str | None = None) -> Step | None:
    """The fault is real and `fix` (or the finding's own) will be written; None where there is no fix."""
    finding = session.findings[key]
    chosen = finding.fix if fix is None else fix
    if chosen is None or chosen == session.version(key).words(finding.span):
        return None
    said = (
        f"{'fix' if chosen == finding.fix else 'own fix'} accepted: {shorten(chosen, _SAID) or 'taken out'}"
    )
    return _step(session, said, {key: Mark(Status.REAL, by=by, fix=chosen)})


def confirm(session: Session, key: str, by: str) -> Step:
    """The fault is real; somebody will mend it elsewhere."""
    return _step(session, "confirmed as real", {key: Mark(Status.REAL, by=by)})


def dismiss(session: Session, key: str, by: str, reason: str = "") -> Step:
    """There is no fault."""
    return _step(session, "dismissed as a false alarm", {key: Mark(Status.FALSE_ALARM, clean(reason), by)})


def undecided_of(session: Session, rule: str) -> tuple[str, ...]:
    """The undecided findings of a rule."""
    found = session.findings.items()
    return tuple(key for key, one in found if one.rule == rule and not session.mark(key).decided)


def dismiss_rule(session: Session, rule: str, by: str, group: str = "") -> Step | None:
    """There is no fault in any undecided finding of this rule in this story; None where all are decided."""
    marks = {key: Mark(Status.FALSE_ALARM, by=by) for key in undecided_of(session, rule)}
    said = f"all of {rule} dismissed ({len(marks)})"
    return replace(_step(session, said, marks), group=group) if marks else None


def always_right(session: Session, key: str) -> Step:
    """The marked words are right wherever they stand in this project: no finding on just them counts."""
    words = clean(session.version(key).words(session.findings[key].span))
    right = frozenset({words})
    marks = {
        one: Mark(Status.ACCEPTED, house.REASON)
        for one, finding in session.findings.items()
        if house.fits(session.version(one), finding, right) and not session.mark(one).decided
    }
    said = f"“{shorten(words, _SAID)}” is always right here: {FOLDER}/{house.FILE}"
    return replace(_step(session, said, marks), names=(words,))


def keep(session: Session, key: str, by: str, reason: str) -> Step:
    """The rule is right and the text stays as it is, for a reason."""
    return _step(session, "kept as it is", {key: Mark(Status.ACCEPTED, clean(reason), by)})


def skip(session: Session, key: str) -> Step | None:
    """Not now; None where the finding is decided or skipped already."""
    if session.mark(key) != UNDECIDED:
        return None
    return _step(session, "skipped", {key: Mark(skipped=True)})


def reopen(session: Session, key: str) -> Step | None:
    """As if nothing had been decided; None where nothing has."""
    return _step(session, "taken back", {key: UNDECIDED}) if session.mark(key) != UNDECIDED else None


def wrote(session: Session, keys: Iterable[str], files: Iterable[WrittenFile]) -> Step:
    """The accepted fixes of `keys` stand in `files` now."""
    marks = dict.fromkeys(keys, UNDECIDED)
    said = f"{len(marks)} {'fix' if len(marks) == 1 else 'fixes'} written"
    return replace(_step(session, said, marks), files=tuple(files))


def step(
    session: Session, action: str, key: str, by: str, words: str | None = None
) -> tuple[Step | None, str]:
    """What an action of the table of keys does to a finding, and what to say where it does nothing.

    `words` are the fix for "edit", the reason for "keep" and "false_alarm".
    """
    match action:
        case "accept":
            return accept(session, key, by), "no fix to accept: e writes one, c says that the fault is real"
        case "edit":
            return accept(session, key, by, words or ""), "that is what stands there already"
        case "confirm":
            return confirm(session, key, by), ""
        case "false_alarm":
            return dismiss(session, key, by, words or ""), ""
        case "dismiss_rule":
            rule = session.findings[key].rule
            return dismiss_rule(session, rule, by), "every finding of this rule is decided"
        case "always_right":
            return always_right(session, key), ""
        case "keep":
            return keep(session, key, by, words or ""), ""
        case "skip":
            return skip(session, key), "nothing to skip here: n goes on"
        case "reopen":
            return reopen(session, key), "nothing is decided here"
    raise ValueError(action)


def together(taken: Iterable[Step]) -> Step | None:
    """Steps on several findings as one, which is undone as one; None for none."""
    each = tuple(taken)
    if not each:
        return None
    said = each[0].said if len(each) == 1 else f"{each[0].said} ({len(each)} places)"
    before = {key: mark for one in each for key, mark in one.before.items()}
    return replace(
        each[0], said=said, before=before, after={k: m for one in each for k, m in one.after.items()}
    )


def clean(words: str) -> str:
    """What a person typed, on one line and encodable, as it will be read back."""
    return " ".join(words.encode("utf-8", "replace").decode("utf-8").split())


def _step(session: Session, said: str, after: Mapping[str, Mark]) -> Step:
    return Step(said, {key: session.mark(key) for key in after}, after)
