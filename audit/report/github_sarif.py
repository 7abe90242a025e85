"""What is uploaded to GitHub's code scanning? SARIF without what has been settled.

GitHub does not read suppressions: it would open an alert for every finding that somebody has accepted
(github/codeql-action, issue 1230).
"""

from __future__ import annotations

from audit.model import Run
from audit.report import sarif


def render(run: Run) -> str:
    """The log of `sarif`, of the findings that stand."""
    return sarif.render(run, suppressed=False)
