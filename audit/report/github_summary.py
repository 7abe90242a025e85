"""What stands in the summary of a job on GitHub Actions? The Markdown report, as long as GitHub takes it."""

from __future__ import annotations

from audit.model import Run
from audit.report import markdown


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


# A step may write 1 MiB into $GITHUB_STEP_SUMMARY; a longer one is an error and shown not at all.
_SUMMARY = markdown.Limit(1 << 20, _bytes, "the summary of a job on GitHub")


def render(run: Run) -> str:
    """The report of `markdown` with the limit of a job summary."""
    return markdown.render(run, _SUMMARY)
