"""Which program is this, exactly? What was kept of an earlier run counts only if that was the same one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from audit.version import __version__

PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def program() -> bytes:
    """What tells this program and all it stands on from another: its code, and the versions of the rest."""
    import sqlite3
    from importlib import metadata

    said = [code(), sys.version, sqlite3.sqlite_version]
    with suppress(metadata.PackageNotFoundError):
        for requirement in sorted(metadata.requires("translation-audit") or ()):
            if "extra ==" not in requirement:
                name = requirement.split(">")[0].split("=")[0].split("<")[0].strip()
                said.append(f"{name} {metadata.version(name)}")
    return "\n".join(said).encode()


@lru_cache(maxsize=1)
def code() -> str:
    """What tells this code from another: its version; in a checkout, where one version changes, its files."""
    if (PACKAGE / "_rules").is_dir():
        return __version__
    return "\n".join((__version__, *stamps(PACKAGE)))


def stamps(folder: Path | str) -> Iterator[str]:
    """Path, size and time of change of every file below a folder, in order."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if not entry.is_dir():
                told = entry.stat()
                yield f"{entry.path} {told.st_size} {told.st_mtime_ns}"
            elif entry.name != "__pycache__":
                yield from stamps(entry.path)
