"""The command in a process of its own, with limits of its own, that need not start from nothing.

A server has read the program and its rules once (`tests.warm`); each command is a copy of it (fork), which
takes a fiftieth of the time of a start and is as much apart from the tests and from other commands.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

# Seconds of the clock after which a command counts as hung.
_HUNG = 300
# With which Python ends where standard output could not be written at the last.
_UNFLUSHED = 120
# What may stand for a stream in place of a file.
CLOSED, FULL = "closed", "full"


class Done(NamedTuple):
    """What a command came to: its exit code, what it said, what it told on standard error, its most bytes."""

    code: int
    said: str
    told: str
    memory: int


def run(
    folder: Path,
    words: Sequence[str],
    *,
    limits: Mapping[int, int] | None = None,
    streams: tuple[str, str] = ("", ""),
    encoding: tuple[str, str] = ("utf-8", "strict"),
    given: str = "",
    environment: Mapping[str, str] | None = None,
) -> Done:
    """Run `audit` with these words where it is as if in `folder`.

    `limits` are the system's, by their numbers in `resource`; `streams` are what standard output and standard
    error are, "" for a file that is read afterwards; `encoding` theirs, as Python would have chosen it;
    `given` stands in standard input.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.warm"])
    with TemporaryDirectory() as name:
        told = Path(name)
        (told / "given").write_text(given, encoding="utf-8")
        asked = (str(folder), tuple(words), dict(limits or {}), streams, encoding, dict(environment or {}))
        process = context.Process(target=_command, args=(told, *asked))
        process.start()
        process.join(_HUNG)
        if process.exitcode is None:
            process.kill()
            process.join()
        code = process.exitcode
        assert code is not None
        used = told / "used"
        return Done(
            code,
            _read(told / "said"),
            _read(told / "told"),
            json.loads(used.read_text(encoding="utf-8")) if used.exists() else 0,
        )


def _read(path: Path) -> str:
    return path.read_bytes().decode(errors="replace") if path.exists() else ""


def _command(
    told: Path,
    folder: str,
    words: Sequence[str],
    limits: Mapping[int, int],
    streams: tuple[str, str],
    encoding: tuple[str, str],
    environment: Mapping[str, str],
) -> None:
    from audit.cli import main

    os.chdir(folder)
    os.environ.update(environment)
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    sys.stdin = (told / "given").open(encoding="utf-8")
    sys.stdout = _stream(1, streams[0], told / "said", *encoding)
    sys.stderr = _stream(2, streams[1], told / "told", encoding[0], "backslashreplace")
    sys.argv = ["audit", *words]
    code: Any = 0
    try:
        main()
    except SystemExit as left:
        code = left.code or 0
        if sys.stdout is not None:
            try:
                sys.stdout.flush()
            except OSError:
                code = _UNFLUSHED
    finally:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << (0 if sys.platform == "darwin" else 10)
        (told / "used").write_text(json.dumps(most), encoding="utf-8")
    os._exit(code)  # as Python ends where standard error takes nothing


def _stream(number: int, what: str, file: Path, encoding: str, errors: str) -> Any:
    """Standard output or standard error as Python makes it of what is open there; None where it is closed."""
    if what == CLOSED:
        os.close(number)
        return None
    opened = os.open("/dev/full" if what == FULL else file, os.O_WRONLY | os.O_CREAT, 0o600)
    os.dup2(opened, number)
    os.close(opened)
    return open(number, "w", 1 if number == 2 else -1, encoding, errors, closefd=False)
