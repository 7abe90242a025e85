"""Was the very same asked before, and has nothing changed of all that was looked at for the answer?

Then the answer is said again, and nothing is read, judged or even loaded for it. What an answer depends on is
the words of the command, the place, the environment, the streams, the program with its rules, and the state
of every file and folder that the run looked at, those included that were not there (`audit.files.watched`).
The answers lie with the user's other caches, in a folder that is nobody else's; one that is broken is none.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from audit import files, private
from audit.cli.output import heard, say, say_beside
from audit.program import program, rules

_COMMAND = "check"
_NO_CACHE = "--no-cache"
_FOLDER = "again"
# Bytes of one answer, and how many stay.
_LARGEST = 1 << 26
_STAY = 32
# Variables that say nothing of how a program is to behave.
_PASSED = frozenset(("_", "OLDPWD", "SHLVL", "PYTEST_CURRENT_TEST"))
# Nanoseconds within which a change may leave the time of change as it is: where the file system keeps
# fractions of seconds, and where it does not.
_FINE, _COARSE = 100_000_000, 2_000_000_000
_SECOND = 1_000_000_000


class _Asked(NamedTuple):
    """What is asked in this process: where its answer is kept, and what was looked at and said since when."""

    file: Path
    since: int
    seen: dict[str, files.Sight]
    said: list[tuple[bool, str]]


_asked: _Asked | None = None


@contextmanager
def asked(words: Sequence[str]) -> Iterator[Path | None]:
    """The file in which the answer to the words of the command line is kept, if it is known; what is looked
    at meanwhile is noted for `keep`. None where none is kept."""
    global _asked
    file = _file(words)
    if file is None:
        yield None
        return
    with files.watched() as seen:
        _asked = _Asked(file, time.time_ns(), seen, heard())
        try:
            yield file
        finally:
            _asked = None


def repeated(file: Path) -> int | None:
    """Say the answer again that is kept in a file: its exit code; None where there is none that holds."""
    try:
        answer = json.loads(file.read_bytes())
        if not all(list(files.sight(path)) == told for path, told in answer["seen"].items()):
            return None
        status, lines = int(answer["status"]), [(bool(beside), str(text)) for beside, text in answer["said"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    for beside, text in lines:
        (say_beside if beside else say)(text)
    return status


def keep(status: int) -> None:
    """Keep all that was said as the answer, with an exit code, unless something that it depends on is so
    young that it may change and look the same."""
    if _asked is None or files.UNKNOWN in _asked.seen or any(map(_young, _asked.seen.values())):
        return
    from audit import atomic

    answer = {"status": status, "said": _asked.said, "seen": _few(_asked.seen)}
    data = json.dumps(answer, separators=(",", ":")).encode()
    with suppress(OSError):
        if len(data) <= _LARGEST:
            atomic.write(_asked.file, data)
            for old in sorted(_asked.file.parent.iterdir(), key=lambda one: -one.stat().st_mtime_ns)[_STAY:]:
                old.unlink()


def _file(words: Sequence[str]) -> Path | None:
    """Where the answer to these words is kept; None where none is."""
    if words[:1] != [_COMMAND] or _NO_CACHE in words or (place := private.folder()) is None:
        return None
    environment = sorted(one for one in os.environ.items() if one[0] not in _PASSED)
    try:
        parts = (program(), rules(), words, Path.cwd(), environment, *map(_stream, (0, 1, 2)))
    except OSError:  # the folder in which one stands is gone
        return None
    return place / _FOLDER / blake2b(repr(parts).encode(errors="replace"), digest_size=20).hexdigest()


def _stream(number: int) -> os.terminal_size | None:
    """The size of the terminal that a stream is; None where it is none."""
    try:
        return os.get_terminal_size(number)
    except OSError:
        return None


def _young(told: files.Sight) -> bool:
    """Whether what was looked at had changed so shortly before that another change may not show."""
    assert _asked is not None
    return any(at > _asked.since - (_FINE if at % _SECOND else _COARSE) for at in told[3:])


def _few(seen: dict[str, files.Sight]) -> dict[str, files.Sight]:
    """The sights without those of nothing in a folder that is among them: its own would tell."""
    here = Path.cwd()
    there = {os.path.normpath(here / path) for path, told in seen.items() if told}
    return {
        path: told
        for path, told in seen.items()
        if told or os.path.dirname(os.path.normpath(here / path)) not in there
    }
