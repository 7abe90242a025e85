"""Which program is this, exactly? What was kept of an earlier run counts only if that was the same one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from audit.version import __version__

PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def program() -> bytes:
    """What tells this program and all it stands on from another: its code, and the versions of the rest."""
    return "\n".join((code(), sys.version, *_installed())).encode()


def _installed() -> Iterator[str]:
    """The packages that are installed, with their versions, by the names of the folders that say them."""
    for place in dict.fromkeys(sys.path):
        with suppress(OSError):
            with os.scandir(place or ".") as entries:
                names = sorted(entry.name for entry in entries)
            yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


@lru_cache(maxsize=1)
def archive() -> Path | None:
    """The zip that this program is run from, as workers of a cluster do; None where it lies in folders."""
    found = find_spec("audit")
    said: str | None = getattr(found.loader if found else None, "archive", None)
    return Path(said) if said else None


@lru_cache(maxsize=1)
def code() -> str:
    """What tells this code from another: its version; in a checkout, where one version changes, its files."""
    if packed := archive():
        told = packed.stat()
        return f"{__version__} {told.st_size} {told.st_mtime_ns}"
    if (PACKAGE / "_rules").is_dir():
        return __version__
    return "\n".join((__version__, *stamps(PACKAGE)))


@lru_cache(maxsize=1)
def rules() -> str:
    """What tells the rules that come with this code from others; "" where they lie in it."""
    beside = PACKAGE.parent / "rules"
    if archive():
        return ""
    return "" if (PACKAGE / "_rules").is_dir() else "\n".join(stamps(beside))


def stamps(folder: Path | str) -> Iterator[str]:
    """Path, size and time of change of every file below a folder, in order."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if not entry.is_dir():
                told = entry.stat()
                yield f"{entry.path} {told.st_size} {told.st_mtime_ns}"
            elif entry.name != "__pycache__":
                yield from stamps(entry.path)
