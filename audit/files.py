"""How is a file read that a stranger may have put there?

Only regular files are: a pipe would wait for a writer for ever, a device may do anything. Nothing is read
beyond a size. Where a folder is given that must not be left, links are followed only while they stay in it,
and the file is then opened from there step by step without following any, so that none that comes to lie on
the way in between counts. Where the system has no such calls (Windows), the way is looked at, then gone.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
# A pipe without a writer does not wait; no terminal becomes this process's own.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_STEP_BY_STEP = os.open in os.supports_dir_fd and bool(_NO_FOLLOW)


class UnfitFileError(OSError):
    """What lies there is not to be read: no regular file, too large, or led to by a link from elsewhere."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(errno.EINVAL, reason, str(path))


class TooLargeError(UnfitFileError):
    """A file of more bytes than anything of its kind has."""


def read(path: Path, most: int, *, inside: Path | None = None) -> bytes:
    """The bytes of the regular file at `path`, which has at most `most`; with `inside`, one that lies in this
    folder, links followed. Raises OSError, of which UnfitFileError is one."""
    handle = _opened(path) if inside is None else _opened_inside(path, inside)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UnfitFileError("expected a file, found a folder, a pipe or a device", path)
        data = file.read(most + 1)
    if len(data) > most:
        raise TooLargeError(f"larger than expected: at most {most:,} bytes", path)
    return data


def read_head(path: Path, most: int) -> bytes:
    """The first `most` bytes of the regular file at `path`, or all. Raises OSError."""
    with os.fdopen(_opened(path), "rb") as file:
        return file.read(most)


def read_text(path: Path, most: int, *, inside: Path | None = None) -> str:
    """The same as characters of UTF-8, without a byte order mark and with line feeds alone. Raises OSError
    and UnicodeDecodeError."""
    text = read(path, most, inside=inside).decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_regular(path: Path) -> bool:
    """Whether a regular file lies at `path`, links followed; whatever cannot be reached is none."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder lies at `path`, links followed; whatever cannot be reached is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Whether anything lies at `path`, links followed, that can be reached."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _opened(path: Path) -> int:
    """A descriptor of what lies at `path`, which no device was opened for."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnfitFileError("expected a file, found a folder, a pipe or a device", path)
    return os.open(path, _FLAGS)


def _opened_inside(path: Path, inside: Path) -> int:
    """The same where the way to it, links followed, stays in a folder."""
    try:
        folder = Path(os.path.realpath(inside, strict=True))
        real = Path(os.path.realpath(path, strict=True))
    except ValueError as error:  # a NUL in a name
        raise UnfitFileError(str(error), path) from None
    if not real.is_relative_to(folder) or real == folder:
        raise UnfitFileError("a link that leads outside of its folder is not followed", path)
    if not stat.S_ISREG(real.lstat().st_mode):
        raise UnfitFileError("expected a file, found a folder, a pipe or a device", path)
    if not _STEP_BY_STEP:
        return os.open(real, _FLAGS | _NO_FOLLOW)
    *folders, name = real.relative_to(folder).parts
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for step in folders:
            below = os.open(step, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | _NO_FOLLOW, dir_fd=at)
            os.close(at)
            at = below
        return os.open(name, _FLAGS | _NO_FOLLOW, dir_fd=at)
    finally:
        os.close(at)
