"""Is a file written whole, as the file it was, and is nothing left behind?"""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit import atomic

_POSIX = pytest.mark.skipif(os.name != "posix", reason="no such thing on Windows")
# Writes a file and dies on coming to a function; where not `unnamed`, files without a name are refused.
_KILLED = """
import os, signal, sys
from pathlib import Path
from audit import atomic
target, at, unnamed = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "yes"
if not unnamed:
    os.O_TMPFILE = os.O_CREAT | os.O_DIRECTORY | os.O_EXCL  # refused by every file system
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(Path if at == "replace" else os, at, killed)
atomic.write(target, b"after" * 1000)
"""
_PLACES = ("fdopen", "fchmod", "fsync", "link", "replace")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "article.en.txt"
    path.write_bytes(b"before")
    return path


def _names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@pytest.fixture
def no_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("no_mask")
@_POSIX
def test_a_new_file_gets_the_permissions_that_new_files_get(tmp_path: Path) -> None:
    atomic.write(tmp_path / "new/x.txt", b"one")
    assert (tmp_path / "new/x.txt").stat().st_mode & 0o777 == 0o644
    assert _names(tmp_path / "new") == ["x.txt"]


@_POSIX
def test_a_file_with_other_names_is_left_alone(path: Path) -> None:
    other = path.with_name("other.txt")
    other.hardlink_to(path)
    with pytest.raises(OSError, match="2 names"):
        atomic.write(path, b"after")
    assert path.read_bytes() == other.read_bytes() == b"before"
    assert path.samefile(other)
    assert _names(path.parent) == ["article.en.txt", "other.txt"]


@_POSIX
def test_a_file_whose_owner_cannot_be_kept_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = path.stat()
    asked: list[tuple[int, int]] = []

    def refused(_: int, owner: int, group: int) -> None:
        asked.append((owner, group))
        raise PermissionError(1, "Operation not permitted")

    class Foreign:
        st_nlink, st_mode, st_uid, st_gid = 1, there.st_mode, there.st_uid + 1, there.st_gid

    monkeypatch.setattr(os, "fchown", refused)
    monkeypatch.setattr(atomic, "_before", lambda _: Foreign)
    with pytest.raises(PermissionError, match="owner cannot be kept"):
        atomic.write(path, b"after")
    assert asked == [(there.st_uid + 1, there.st_gid)]
    assert path.read_bytes() == b"before"
    assert _names(path.parent) == ["article.en.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_another_stays_theirs(path: Path) -> None:
    os.chown(path, 4321, 4322)
    path.chmod(0o2750)
    atomic.write(path, b"after")
    there = path.stat()
    assert (there.st_uid, there.st_gid, there.st_mode & 0o7777) == (4321, 4322, 0o2750)
    assert path.read_bytes() == b"after"


@pytest.mark.skipif(sys.platform != "linux", reason="attributes as Linux has them")
def test_extended_attributes_stay(path: Path) -> None:
    if sys.platform == "linux":
        try:
            os.setxattr(path, "user.origin", b"desk")
        except OSError:
            pytest.skip("this file system has no attributes")
        atomic.write(path, b"after")
        assert os.getxattr(path, "user.origin") == b"desk"


@_POSIX
@pytest.mark.parametrize("unnamed", ["yes", "no"])
@pytest.mark.parametrize("place", _PLACES)
def test_whoever_is_killed_while_writing_leaves_the_file_whole_and_the_next_run_sweeps(
    path: Path, place: str, unnamed: str
) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, str(path), place, unnamed], check=False)
    if done.returncode == 0:
        assert (place, unnamed) == ("link", "no")  # never came to it
        return
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"before"
    if unnamed == "yes" and place not in ("link", "replace") and sys.platform == "linux":
        assert _names(path.parent) == [path.name]
    atomic.write(path, b"later")
    assert path.read_bytes() == b"later"
    assert _names(path.parent) == [path.name]


@_POSIX
def test_what_another_is_writing_is_not_swept_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "O_TMPFILE", os.O_CREAT | os.O_DIRECTORY | os.O_EXCL, raising=False)
    seen: list[list[str]] = []
    replace = Path.replace

    def slow(name: Path, target: Path) -> Path:
        atomic.sweep(name.parent)
        seen.append(_names(name.parent))
        return replace(name, target)

    monkeypatch.setattr(Path, "replace", slow)
    atomic.write(path, b"after")
    assert len(seen[0]) == 2
    assert path.read_bytes() == b"after"


def test_only_own_files_are_swept(tmp_path: Path) -> None:
    kept = [".x.tmp", "x.audit-1.tmp", ".audit-notes.txt", "a.tmp"]
    for name in [*kept, ".a.txt.audit-00ff.tmp"]:
        (tmp_path / name).touch()
    atomic.sweep(tmp_path)
    assert _names(tmp_path) == sorted(kept)


@_POSIX
def test_the_folder_is_synced_after_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    fsync = os.fsync

    def watched(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    atomic.write(path, b"after")
    assert synced == [False, True]
