"""How does one review in lines and prompts?"""

from __future__ import annotations

import sys

from audit.report.wording import visible
from audit.review.plain.conversation import Conversation
from audit.review.workbench import Workbench

__all__ = ["Conversation", "run"]


def run(workbench: Workbench) -> None:
    """Review on standard input and output until the person leaves or the input ends."""
    Conversation(workbench, _ask, _say).run()


def _ask(prompt: str) -> str | None:
    try:
        return input(visible(prompt) + (" " if prompt.endswith(" ") else ""))
    except (EOFError, KeyboardInterrupt):
        _say("")
        return None


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
