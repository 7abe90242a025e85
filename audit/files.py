"""How is a file read that a stranger may have put there?

Only regular files are: a pipe would wait for a writer for ever, a device may do anything. Nothing is read
beyond a size. Where a folder is given that must not be left, links are followed only while they stay in it,
and the file is then opened from there step by step without following any, so that none that comes to lie on
the way in between counts. Where the system has no such calls (Windows), the way is looked at, then gone.

Who wants to know later whether anything is another since it was looked at asks to be told (`watched`).
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
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


# What tells the state of what lies somewhere from another: kind and rights, number, size, times of change
# of the words and of the rest, in nanoseconds; nothing where nothing can be reached.
Sight = tuple[int, ...]
# Looked at where what something depends on cannot be told: nobody has a path of it.
UNKNOWN = "\0"

_watch: dict[str, Sight] | None = None


@contextmanager
def watched() -> Iterator[dict[str, Sight]]:
    """What is looked at meanwhile, by path, as it was at the first look, before it was read."""
    global _watch
    _watch, before = {}, _watch
    try:
        yield _watch
    finally:
        _watch = before


def sight(path: str) -> Sight:
    """The state of what lies at `path`, links followed."""
    try:
        told = os.stat(path)
    except (OSError, ValueError):
        return ()
    return told.st_mode, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def look(path: str | os.PathLike[str]) -> None:
    """Note that something depends on what lies at `path`, or that nothing does, for who watches."""
    if _watch is not None and (name := os.fspath(path)) not in _watch:
        _watch[name] = sight(name)


def _mode(path: str | os.PathLike[str]) -> int:
    """Kind and rights of what lies at `path`, links followed; 0 where nothing can be reached."""
    look(path)
    try:
        return os.stat(path).st_mode
    except (OSError, ValueError):
        return 0


class UnfitFileError(OSError):
    """What lies there is not to be read: no regular file, too large, or led to by a link from elsewhere."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(errno.EINVAL, reason, str(path))


class TooLargeError(UnfitFileError):
    """A file of more bytes than anything of its kind has."""


def read(path: Path, most: int, *, inside: Path | None = None) -> bytes:
    """The bytes of the regular file at `path`, which has at most `most`; with `inside`, one that lies in this
    folder, links followed. Raises OSError, of which UnfitFileError is one."""
    look(path)
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
    look(path)
    with os.fdopen(_opened(path), "rb") as file:
        return file.read(most)


def read_text(path: Path, most: int, *, inside: Path | None = None) -> str:
    """The same as characters of UTF-8, without a byte order mark and with line feeds alone. Raises OSError
    and UnicodeDecodeError."""
    text = read(path, most, inside=inside).decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_regular(path: str | os.PathLike[str]) -> bool:
    """Whether a regular file lies at `path`, links followed; whatever cannot be reached is none."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Whether a folder lies at `path`, links followed; whatever cannot be reached is none."""
    return stat.S_ISDIR(_mode(path))


def is_there(path: str | os.PathLike[str]) -> bool:
    """Whether anything lies at `path`, links followed, that can be reached."""
    return _mode(path) != 0


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, by name. Raises OSError."""
    look(folder)
    with os.scandir(folder) as those:
        return sorted(those, key=lambda entry: entry.name)


def _opened(path: Path) -> int:
    """A descriptor of what lies at `path`, which no device was opened for."""
    if not stat.S_ISREG(os.stat(path).st_mode):
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
