"""What does GitLab show beside a merge request? Its Code Quality report, a subset of Code Climate's."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from audit.model import Problem, Run
from audit.report.entries import Entry, problem_kind, shown_path, standing
from audit.report.json import dumps
from audit.report.wording import visible


def render(run: Run) -> str:
    """A list of issues; what could not be judged is one too. Severities are GitLab's own words."""
    issues = [_problem(problem) for problem in dict.fromkeys(run.problems)]
    issues += [_issue(entry) for entry in standing(run)]
    return dumps(issues, indent=2)


def _issue(entry: Entry) -> dict[str, Any]:
    place = entry.region
    return {
        "description": entry.message,
        "check_name": entry.finding.rule,
        "fingerprint": entry.finding.fingerprint,
        "severity": entry.finding.severity.value,
        "location": {"path": _relative(entry.path), "lines": {"begin": place.line, "end": place.end_line}},
    }


def _problem(problem: Problem) -> dict[str, Any]:
    seen = f"{problem.path}\0{problem.message}".encode(errors="surrogatepass")
    return {
        "description": f"{problem_kind(problem)}: {visible(problem.message)}",
        "check_name": "problem",
        "fingerprint": blake2b(seen, digest_size=8).hexdigest(),
        "severity": "blocker" if problem.fatal else "info",
        "location": {"path": _relative(shown_path(problem.path)), "lines": {"begin": 1}},
    }


def _relative(path: str) -> str:
    """GitLab finds no file whose path begins with a dot and a slash."""
    return path.removeprefix("./")
