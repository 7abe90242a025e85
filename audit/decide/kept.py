"""How is what lies in `.audit` read and written, so that none of it is lost and nothing else is touched?

Whoever changes something there holds the one lock of that `.audit` from reading to writing. Each file is
written whole. No link is followed below the folder in which `.audit` lies, for reading or for writing, and
only regular files are opened.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit import atomic, files
from audit.decide.places import FOLDER, root_of
from audit.files import UnfitFileError

# Bytes; a file of more is none that a person decided line by line.
_LARGEST = 64 << 20
# Seconds to wait for other processes that change something here.
_PATIENCE = 60.0
LOCAL = "local"
_LOCK = "lock"


def read(path: Path) -> bytes:
    """The bytes of a file below an `.audit`. Raises OSError, of which FileNotFoundError is for none."""
    files.look(path)
    _walk(path)
    return files.read(path, _LARGEST, inside=root_of(path) / FOLDER)


def write(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file below an `.audit`; folders are made as needed. Raises OSError."""
    _walk(path)
    atomic.write(path, data)


def remove(path: Path) -> None:
    """Take a file below an `.audit` away, if it is there. Raises OSError."""
    _walk(path)
    path.unlink(missing_ok=True)


def sweep(root: Path) -> None:
    """Remove what writers that were killed left in the `.audit` of `root`."""
    for folder, _, _ in os.walk(root / FOLDER):
        if not Path(folder).is_symlink():
            atomic.sweep(Path(folder))


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Alone with what is kept in the `.audit` of `root`. It is not to be asked for twice. Raises OSError."""
    from filelock import FileLock, Timeout

    path = local(root) / _LOCK
    _walk(path)
    try:
        with FileLock(path, timeout=_PATIENCE):
            yield
    except Timeout:
        raise OSError(errno.EAGAIN, "another audit is writing here: try again", str(path)) from None


def local(root: Path) -> Path:
    """The folder in the `.audit` of `root` for what is of use on this machine alone; git is told to leave it
    out. Raises OSError."""
    folder = root / FOLDER / LOCAL
    ignore = folder / ".gitignore"
    if not _walk(ignore):
        atomic.write(ignore, b"*\n")
    return folder


def _walk(path: Path) -> bool:
    """Whether there is a file at `path`. Raises UnfitFileError where a link leads there, or something else
    lies there or on the way."""
    at = root_of(path)
    steps = path.relative_to(at).parts
    for number, step in enumerate(steps, 1):
        at = at / step
        try:
            mode = at.lstat().st_mode
        except FileNotFoundError:
            return False
        if stat.S_ISLNK(mode):
            raise UnfitFileError(f"no link is followed in {FOLDER}", at)
        if not (stat.S_ISREG(mode) if number == len(steps) else stat.S_ISDIR(mode)):
            wanted = "file" if number == len(steps) else "folder"
            raise UnfitFileError(f"expected a {wanted} here", at)
    return True


def reason_of(error: OSError) -> str:
    """What went wrong, in words; where, if it is another place than what was asked for."""
    return f"{error.strerror or error}" + (f": {os.fsdecode(error.filename)}" if error.filename else "")
