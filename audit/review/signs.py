"""With which sign, in which style and in which words does the review show a finding?

Severity is never told by colour alone: each has a sign of its own, and a finding that is decided shows what
was decided instead."""

from __future__ import annotations

from audit.model import Severity, Status
from audit.review.page import Highlight
from audit.review.session import Mark, Session

SEVERITIES = {Severity.CRITICAL: "◆", Severity.MAJOR: "▲", Severity.MINOR: "•"}
STATUSES = {Status.REAL: "!", Status.ACCEPTED: "=", Status.FALSE_ALARM: "×"}
FIXED, SKIPPED = "✓", "…"

LEGEND = (
    *((sign, severity.value) for severity, sign in SEVERITIES.items()),
    (FIXED, "fix accepted"),
    (STATUSES[Status.REAL], "real, to be mended elsewhere"),
    (STATUSES[Status.FALSE_ALARM], "false alarm"),
    (STATUSES[Status.ACCEPTED], "kept as it is"),
    (SKIPPED, "skipped"),
)


def sign(severity: Severity, mark: Mark) -> str:
    """The sign before the marked words."""
    if mark.fix is not None:
        return FIXED
    if mark.decided:
        return STATUSES[mark.status]
    return SEVERITIES[severity] + (SKIPPED if mark.skipped else "")


def style(severity: Severity, mark: Mark, *, current: bool) -> str:
    """The name of the style of the marked words."""
    if mark.fix is not None:
        kind = "mended"
    elif mark.decided and mark.status is not Status.REAL:
        kind = "decided"
    else:
        kind = severity.value
    return f"current-{kind}" if current else kind


def state(mark: Mark) -> str:
    """What has become of a finding, in words."""
    by = f" by {mark.by}" if mark.by else ""
    said = {
        Status.NEW: "skipped" if mark.skipped else "undecided",
        Status.REAL: ("fix accepted, not yet written" if mark.fix is not None else "real") + by,
        Status.ACCEPTED: "kept as it is" + by,
        Status.FALSE_ALARM: "false alarm" + by,
    }[mark.status]
    return f"{said}: {mark.reason}" if mark.reason else said


def inlines(session: Session, document: str, current: str | None) -> list[Highlight]:
    """The findings of one version as they stand in its text: the mildest first, the current one last, so that
    those are seen which matter more."""
    found = []
    for key in session.of_version(document):
        finding, mark = session.findings[key], session.mark(key)
        chosen = key == current
        after = f" {mark.fix}" if mark.fix else ""
        found.append(
            (
                (chosen, not mark.decided, finding.severity.rank, finding.span.start - finding.span.end),
                Highlight(
                    finding.span.start,
                    finding.span.end,
                    style(finding.severity, mark, current=chosen),
                    key,
                    sign(finding.severity, mark),
                    after,
                ),
            )
        )
    return [inline for _, inline in sorted(found, key=lambda item: item[0])]
