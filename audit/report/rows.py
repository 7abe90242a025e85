"""How are findings and scores kept in a table, a row each?

The columns are the keys of the JSON report (docs/findings.schema.json), nested values included; their types
`audit.report.arrow` tells.
"""

from __future__ import annotations

from typing import Any

from audit.model import Judged, Run
from audit.report.json import as_finding, as_problem, as_score, documents


def finding_rows(result: Judged | Run) -> list[dict[str, Any]]:
    """A row for each finding of a story or a run, those included that were decided on; keys as in the JSON
    report, places in characters of the text or file that was given."""
    run = _run(result)
    known = documents(run)
    return [as_finding(finding, known) for finding in run.findings]


def score_rows(result: Judged | Run) -> list[dict[str, Any]]:
    """A row for each version on trial in a story or a run: its verdict, why, and its figures; keys as in the
    JSON report."""
    run = _run(result)
    known = documents(run)
    return [as_score(score, known) for score in run.scores]


def problem_rows(result: Judged | Run) -> list[dict[str, Any]]:
    """A row for each problem of a story or a run; keys as in the JSON report."""
    return list(map(as_problem, result.problems))


def _run(result: Judged | Run) -> Run:
    if isinstance(result, Run):
        return result
    return Run((result.story,) if result.story else (), result.findings, result.scores)
