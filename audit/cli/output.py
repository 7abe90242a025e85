"""How does what we say leave the process?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


def say(text: str) -> None:
    """Write `text` to standard output as UTF-8; a reader who has seen enough may leave."""
    stream = sys.stdout
    if hasattr(stream, "reconfigure") and not stream.isatty():
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # Python would complain once more when it flushes the stream at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def fail(message: str) -> NoReturn:
    """Say on standard error what is wrong with what was asked for, and leave with 2."""
    sys.stderr.write(f"audit: {message}\n")
    sys.exit(2)


@contextmanager
def told() -> Iterator[None]:
    """What is wrong with a rule or a selection is said in a line, not in a traceback."""
    from audit.catalogue import RuleError
    from audit.settings import SelectionError

    try:
        yield
    except (RuleError, SelectionError) as error:
        fail(str(error))
