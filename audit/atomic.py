"""How is a file written so that nobody ever sees half of it, and nothing else of it changes?"""

from __future__ import annotations

import errno
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

# What temporary files are called: hidden, and so that no other program's is taken for one.
_MARK, _ENDING = ".audit-", ".tmp"
_NAME = 40
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# Where Linux shows what a process has open.
_HANDLES = Path("/proc/self/fd")
_ALIKE = "its {} cannot be kept"


def write(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path`, whole or not at all; folders are made as needed.

    An existing file keeps its owner, permissions and extended attributes, and a symbolic link goes on leading
    to the file it leads to. Raises OSError where that cannot be, or where the file goes by other names (hard
    links), which would keep the old text: it is left as it was.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target.parent)
    before = _before(target)
    handle, name = _temporary(target)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            _liken(handle, target, before)
            os.fsync(handle)
            if name is None:
                name = _name(target)
                _christen(handle, name)
            if sys.platform != "win32":  # while it is locked: nobody sweeps it away
                name.replace(target)
        if sys.platform == "win32":  # where no open file can be renamed
            name.replace(target)
    except BaseException:
        if name is not None:
            with suppress(OSError):
                name.unlink()
        raise
    _sync(target.parent)


def sweep(folder: Path) -> None:
    """Remove what writers that were killed left in a folder; what another is writing just now stays."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(".") and name.endswith(_ENDING) and _MARK in name:
                _remove(Path(entry.path))


def _remove(name: Path) -> None:
    """Remove a temporary file unless its writer lives, who holds the lock on it."""
    with suppress(OSError):
        if sys.platform == "win32":
            name.unlink()  # refused while it is open
        else:
            handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                name.unlink()
            finally:
                os.close(handle)


def _name(target: Path) -> Path:
    return target.parent / f".{target.name[:_NAME]}{_MARK}{secrets.token_hex(8)}{_ENDING}"


def _temporary(target: Path) -> tuple[int, Path | None]:
    """A new file beside `target`, open, locked and for its owner only, and its name. Where the system has
    files without a name (Linux) it gets one when it is whole: what is killed before leaves nothing."""
    if sys.platform == "linux" and _HANDLES.is_dir():
        with suppress(OSError):  # not on every file system
            handle = os.open(target.parent, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o600)
            fcntl.flock(handle, fcntl.LOCK_EX)
            return handle, None
    while True:
        name = _name(target)
        handle = os.open(name, _NEW, 0o600)
        if sys.platform == "win32":
            return handle, name
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return handle, name
        os.close(handle)  # swept away by another before it was locked


def _christen(handle: int, name: Path) -> None:
    """Give a file without a name one."""
    folder = os.open(name.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:  # with a folder named, links are followed: the file itself gets the name, not what shows it
        os.link(_HANDLES / str(handle), name.name, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _before(target: Path) -> os.stat_result | None:
    """What is known of the file that is to be replaced. Raises OSError where it goes by other names too."""
    try:
        before = target.stat()
    except FileNotFoundError:
        return None
    if before.st_nlink > 1:
        raise OSError(
            errno.EMLINK, f"it has {before.st_nlink} names (hard links), and would be one file no more"
        )
    return before


def _liken(handle: int, target: Path, before: os.stat_result | None) -> None:
    """Owner, permissions and attributes the file had; those a new file would get where there was none."""
    if sys.platform == "win32":
        return
    if before is None:
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(handle, 0o666 & ~mask)
        return
    now = os.fstat(handle)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        try:
            os.fchown(handle, before.st_uid, before.st_gid)
        except PermissionError:
            raise PermissionError(errno.EPERM, _ALIKE.format("owner")) from None
    os.fchmod(handle, before.st_mode & 0o7777)
    if sys.platform == "linux":
        for attribute in os.listxattr(target):
            _attribute(handle, target, attribute)


def _attribute(handle: int, target: Path, attribute: str) -> None:
    if sys.platform == "linux":
        value = os.getxattr(target, attribute)
        with suppress(OSError):
            if os.getxattr(handle, attribute) == value:
                return
        try:
            os.setxattr(handle, attribute, value)
        except OSError as error:
            raise OSError(error.errno, _ALIKE.format(f"attribute {attribute}")) from None


def _sync(folder: Path) -> None:
    """See to it that the new name outlives a loss of power, where the system can."""
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
