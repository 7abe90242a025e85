"""Which finding comes next?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from audit.model import Severity, Status
from audit.review.session import Session
from audit.text import fold

# The filter's words for what has become of a finding.
UNDECIDED, SKIPPED, DECIDED, PENDING = "undecided", "skipped", "decided", "to write"
STATES = (
    UNDECIDED,
    SKIPPED,
    DECIDED,
    PENDING,
    *(status.value for status in Status if status is not Status.NEW),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are walked through; empty parts let everything through. Those of the rules `without`
    are passed over. `words` are looked for, folded, in the marked words, the message and the rule's name."""

    severities: frozenset[Severity] = frozenset()
    rules: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    words: str = ""
    without: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        return self == Filter()

    def __call__(self, session: Session, key: str) -> bool:
        finding = session.findings[key]
        if self.severities and finding.severity not in self.severities:
            return False
        if finding.rule in self.without:
            return False
        if self.rules and not self.rules & {finding.rule, *finding.also}:
            return False
        if self.states and not self.states & states(session, key):
            return False
        if not self.words:
            return True
        said = (session.version(key).words(finding.span), finding.message, finding.rule)
        return any(fold(self.words) in fold(one) for one in said)

    def __str__(self) -> str:
        parts = [
            *sorted(self.severities, key=lambda one: -one.rank),
            *sorted(self.rules),
            *sorted(self.states),
            *(f"-{rule}" for rule in sorted(self.without)),
        ]
        return ", ".join([*parts, *([f"“{self.words}”"] if self.words else [])])


def states(session: Session, key: str) -> frozenset[str]:
    """The filter's words that are true of a finding."""
    mark = session.mark(key)
    if mark.decided:
        return frozenset({DECIDED, mark.status.value, *([PENDING] if mark.fix is not None else [])})
    return frozenset({SKIPPED if mark.skipped else UNDECIDED})


def parse_filter(words: str, rules: Iterable[str]) -> Filter:
    """Severities, states and rules by name, a rule behind a minus as one to pass over, whatever else as words
    to look for: `major undecided -spacing dolen`."""
    severities, names, those, without, rest = set(), set(), set(), set(), []
    known = frozenset(rules)
    text = words.replace("to write", "to-write").translate({ord(mark): " " for mark in ",“”"})
    for word in text.split():
        lower = word.casefold().replace("to-write", PENDING)
        if lower in tuple(Severity):
            severities.add(Severity(lower))
        elif lower in STATES:
            those.add(lower)
        elif lower in known:
            names.add(lower)
        elif lower.removeprefix("-") in known:
            without.add(lower.removeprefix("-"))
        else:
            rest.append(word)
    return Filter(
        frozenset(severities), frozenset(names), frozenset(those), " ".join(rest), frozenset(without)
    )


def step(
    keys: Sequence[str], current: str | None, forward: bool, fits: Callable[[str], bool] = lambda key: True
) -> str | None:
    """The next key that fits, from `current` on and round the end; None where no other does."""
    if not keys:
        return None
    ordered = keys if forward else keys[::-1]
    at = ordered.index(current) if current in ordered else -1
    around = (*ordered[at + 1 :], *ordered[: max(at, 0)])
    return next((key for key in around if fits(key)), None)


def open_ones(session: Session, keys: Sequence[str]) -> Callable[[str], bool]:
    """The undecided; those that were skipped only once nothing else is left."""
    left = frozenset(key for key in keys if not session.mark(key).decided)
    fresh = frozenset(key for key in left if not session.mark(key).skipped)
    return (fresh or left).__contains__


def begin(session: Session, fingerprint: str = "") -> str | None:
    """Where a review starts: at the finding where one stopped unless that is decided, else at the first
    undecided; None where there is nothing."""
    keys = list(session.findings)
    left = open_ones(session, keys)
    stopped = next((key for key in keys if session.findings[key].fingerprint == fingerprint), None)
    if stopped is not None:
        return stopped if left(stopped) else step(keys, stopped, True, left) or stopped
    return next(filter(left, keys), keys[0] if keys else None)
