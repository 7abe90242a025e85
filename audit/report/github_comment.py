"""What stands in the one comment on a pull request? The Markdown report, behind a sign by which it is found
again and replaced."""

from __future__ import annotations

from audit.model import Run
from audit.report import markdown

# Readers do not see it. No article can write it: comments are looked for by it at their very beginning.
MARKER = "<!-- audit: one comment, kept up to date -->"


def render(run: Run) -> str:
    """The report of `markdown` behind the sign, together no longer than GitHub takes."""
    room = markdown.COMMENT._replace(most=markdown.COMMENT.most - len(MARKER) - 1)
    return f"{MARKER}\n{markdown.render(run, room)}"
