"""What does a program read that takes findings one at a time? A finding a line, then what was not judged."""

from __future__ import annotations

from audit.model import Run, Verdict
from audit.report.json import as_finding, as_score, documents, dumps


def render(run: Run) -> str:
    """Each finding of the JSON contract on a line of its own; then each score of a version that was not
    judged, which has a verdict and no rule."""
    known = documents(run)
    lines = [as_finding(finding, known) for finding in run.findings]
    lines += [as_score(score, known) for score in run.scores if score.verdict is Verdict.NOT_JUDGED]
    return "".join(map(dumps, lines))
