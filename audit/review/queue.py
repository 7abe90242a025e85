"""Which story is looked at first, and for what reason?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.model import Severity, Verdict
from audit.report import text
from audit.report.view import EXCERPT, passage
from audit.report.wording import by_severity, labels, plural, tally, verdicts, visible, why
from audit.review.session import Session
from audit.review.workbench import Workbench
from audit.text import shorten

# A line of a list.
_REASON = 160


def queue(workbench: Workbench) -> tuple[str, ...]:
    """The stories, worst first: those in which something is undecided by their verdict as it is by now, then
    by what is undecided; those that are not judged yet; those of which all is decided. Equals as given."""
    return tuple(sorted(workbench.entries, key=lambda story: _rank(workbench, story)))


def reason(workbench: Workbench, story: str) -> str:
    """Why a story stands where it does, in one line: on what its worst verdict rests, else its gravest
    undecided finding."""
    session = workbench.entries[story].session
    if session is None:
        return ""
    scores = workbench.scores(story)
    worst = max(scores, key=lambda score: score.verdict.rank, default=None)
    left = _left(session)
    if worst and worst.verdict in (Verdict.BLOCK, Verdict.REVIEW) and why(worst):
        return shorten(why(worst), _REASON)
    if not left:
        return "everything is decided" if session.findings else "nothing found"
    first = max(left, key=lambda key: (session.findings[key].severity.rank, session.findings[key].confidence))
    finding = session.findings[first]
    return shorten(visible(f"{finding.message} [{finding.rule}]"), _REASON)


def across(session: Session, keys: Iterable[str]) -> Iterator[str]:
    """A line for each of some findings: its marked words in what stands around them, and its message."""
    names = labels(session.story)
    for key in keys:
        finding, version = session.findings[key], session.version(key)
        shown = passage(version, finding.span, longest=EXCERPT // 2)
        line = version.source.line_column(finding.span.start)[0]
        message = shorten(visible(finding.message), _REASON // 2)
        yield f"{names[version.id]} {line}: {text.marked(shown)}: {message}"


def standing(workbench: Workbench, story: str) -> str:
    """How much of a story is undecided, in words."""
    session = workbench.entries[story].session
    if session is None:
        return "not read yet"
    left = [session.findings[key].severity for key in _left(session)]
    if not left:
        return f"all of {plural(len(session.findings), 'finding')} decided"
    return f"{session.decided} of {len(session.findings)} decided, left: {tally(by_severity(left))}"


def _left(session: Session) -> list[str]:
    return [key for key in session.findings if not session.mark(key).decided]


def _rank(workbench: Workbench, story: str) -> tuple[int, int, tuple[int, ...]]:
    session = workbench.entries[story].session
    if session is None:
        return 1, 0, ()
    worst, _ = verdicts(workbench.scores(story))
    left = [session.findings[key].severity for key in _left(session)]
    counts = tuple(-left.count(severity) for severity in reversed(Severity))
    return 0 if left else 2, -worst.rank if worst else 0, counts
