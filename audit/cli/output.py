"""How does what we say leave the process?"""

from __future__ import annotations

import errno
import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

if TYPE_CHECKING:
    from rich.console import Console

    from audit.cli.options import FigureStyle

# Seconds after which a person wonders whether anything happens.
_PATIENCE = 1.0
_BAR = 30
# Characters of a name in a message.
_LINE = 200
# The environment variable that asks for the traceback of a fault of our own.
DEBUG = "AUDIT_DEBUG"


# Whether it went to standard error, and the words, of what was said: None while nobody wants to know.
_said: list[tuple[bool, str]] | None = None


def heard() -> list[tuple[bool, str]]:
    """What is said from now on, in order, as it comes."""
    global _said
    _said = []
    return _said


class _Closed(io.TextIOBase):
    """Standard output of a process that was started without any."""

    def write(self, text: str) -> int:
        if not text:  # as Rich writes where it has caught all that it had to say
            return 0
        raise OSError(errno.EBADF, "it is closed")


def open_streams() -> None:
    """Streams that are there to be asked, where the process was started without; what standard output has no
    letters for is written by its number."""
    if sys.stdout is None:
        sys.stdout = _Closed()
    elif isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.stderr is None:
        sys.stderr = io.StringIO()


def lost(error: OSError) -> NoReturn:
    """Say in a line that something could not be read or written, and leave with 2."""
    if isinstance(error, BrokenPipeError):
        _drop(sys.stdout)
        sys.exit(0)  # who reads has seen enough
    fail(unwritten(error))


def unwritten(error: OSError) -> str:
    """The line in which it is told that something, standard output if it has no name, could not be read or
    written; what is left for standard output goes nowhere."""
    _drop(sys.stdout)
    from audit.text import shorten

    name = shorten(str(error.filename), _LINE) if error.filename is not None else "standard output"
    return f"{name}: cannot be read or written: {error.strerror or error}"


def fault(error: Exception) -> str:
    """The line in which a fault of our own is told; its traceback goes before it where it was asked for."""
    from audit.text import shorten

    if os.environ.get(DEBUG):
        import traceback

        with suppress(OSError, ValueError):
            traceback.print_exception(error)
    said = shorten(str(error), _LINE)
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return f"a fault of audit itself: {what} ({DEBUG}=1 shows where; please report it)"


def _drop(stream: TextIO) -> None:
    """Let what is left in a stream go nowhere: Python would complain once more when it flushes at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(text: str) -> None:
    """Write `text` to standard output; a reader who has seen enough may leave."""
    if _said is not None:
        _said.append((False, text))
    stream = sys.stdout
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure and stream.isatty():
        reconfigure(errors="replace")
    elif reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _drop(stream)


def tell(line: str) -> None:
    """Write a line to standard output; nothing in it, as of the name of a file, moves the cursor."""
    from audit.report.wording import visible

    say(f"{visible(line)}\n")


def warn(line: str) -> None:
    """The same on standard error."""
    from audit.report.wording import visible

    say_beside(f"audit: {visible(line)}\n")


def say_beside(text: str) -> None:
    """Write `text` to standard error, if that can be."""
    if _said is not None:
        _said.append((True, text))
    with suppress(OSError):
        sys.stderr.write(text)


def deliver(text: str, output: Path | None) -> None:
    """Write a report to the file that was asked for, or to standard output."""
    if output is None:
        say(text)
    elif reason := write(text, output):
        fail(reason)


def write(text: str, path: Path) -> str:
    """Write `text` into a file, whole or not at all; why it could not be done, "" where it could."""
    from audit import atomic

    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device has nothing that could be replaced
            path.write_bytes(data)
        else:
            path.parent.stat()  # a folder that is not there is a slip of the pen, not one to be made
            atomic.write(path, data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        return f"{path}: cannot be written: {reason or error}"
    return ""


def shown_in(asked: FigureStyle | None, output: Path | None) -> FigureStyle:
    """The format asked for; else rich where a person looks at a terminal."""
    from audit.cli.options import FigureStyle

    if asked is not None:
        return asked
    return FigureStyle.RICH if output is None and sys.stdout.isatty() else FigureStyle.TEXT


def console(*, no_color: bool = False, width: int | None = None, output: Path | None = None) -> Console:
    """Standard output as Rich sees it; no words are taken for markup, an emoji or a thing to highlight."""
    from rich.console import Console

    colors = False if output is not None else None
    return Console(
        width=width,
        no_color=True if no_color else None,
        force_terminal=colors,
        highlight=False,
        markup=False,
        emoji=False,
    )


def fail(message: str) -> NoReturn:
    """Say on standard error what is wrong with what was asked for, and leave with 2."""
    from audit.report.wording import visible

    with suppress(OSError):
        sys.stderr.write("audit: " + "\n".join(map(visible, message.split("\n"))) + "\n")
    sys.exit(2)


@contextmanager
def told() -> Iterator[None]:
    """What is wrong with what was asked for is said in a line, not in a traceback."""
    from audit.archive.errors import ArchiveError
    from audit.catalogue import RuleError
    from audit.git import GitError
    from audit.settings import ConfigError, SelectionError
    from audit.spark.errors import SparkError

    try:
        yield
    except (ArchiveError, ConfigError, GitError, RuleError, SelectionError, SparkError) as error:
        fail(str(error))


@contextmanager
def progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, once the work has taken a while and where a person sees it."""
    if not sys.stderr.isatty():
        yield None
        return
    began = time.monotonic()
    drawn = False

    def draw(done: int, of: int) -> None:
        nonlocal drawn
        if of > 1 and time.monotonic() - began > _PATIENCE:
            full = _BAR * done // of
            sys.stderr.write(f"\r{'━' * full}{'╌' * (_BAR - full)} {done:,} of {of:,} stories")
            sys.stderr.flush()
            drawn = True

    try:
        yield draw
    finally:
        if drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
