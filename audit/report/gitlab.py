"""What does GitLab show beside a merge request? Its Code Quality report, a subset of Code Climate's."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from audit.model import Run
from audit.report.entries import NOTE, Entry, Notice, notices, shown_path, standing
from audit.report.json import dumps


def render(run: Run) -> str:
    """A list of issues; what could not be or was not judged is one too. Severities are GitLab's own words."""
    issues = [_notice(notice) for notice in dict.fromkeys(notices(run))]
    issues += [_issue(entry) for entry in standing(run)]
    return dumps(issues, indent=2)


def _issue(entry: Entry) -> dict[str, Any]:
    place = entry.region
    return {
        "description": entry.message,
        "check_name": entry.finding.rule,
        "fingerprint": entry.finding.fingerprint,
        "severity": "info" if entry.level == NOTE else entry.finding.severity.value,
        "location": {"path": _relative(entry.path), "lines": {"begin": place.line, "end": place.end_line}},
    }


def _notice(notice: Notice) -> dict[str, Any]:
    seen = f"{notice.path}\0{notice.message}".encode(errors="surrogatepass")
    return {
        "description": notice.said,
        "check_name": notice.name,
        "fingerprint": blake2b(seen, digest_size=8).hexdigest(),
        "severity": "blocker" if notice.fatal else "info",
        "location": {"path": _relative(shown_path(notice.path)), "lines": {"begin": 1}},
    }


def _relative(path: str) -> str:
    """GitLab finds no file whose path begins with a dot and a slash."""
    return path.removeprefix("./")
