"""Is nothing read but regular files of a bearable size, and nothing by a link that leads elsewhere?"""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from audit import files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "project" / "below").mkdir(parents=True)
    (tmp_path / "project" / "below" / "a.txt").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    (tmp_path / "secret.txt").write_text("hunter2")
    return tmp_path / "project"


def test_a_file_is_read_whole(folder: Path) -> None:
    assert files.read(folder / "below" / "a.txt", 18, inside=folder).startswith(b"\xef\xbb\xbfone")
    assert files.read_text(folder / "below" / "a.txt", 18) == "one\ntwo\nthree\n"


def test_a_file_of_more_bytes_than_expected_is_refused(folder: Path) -> None:
    with pytest.raises(files.UnfitFileError, match="at most 17 bytes"):
        files.read(folder / "below" / "a.txt", 17)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
@pytest.mark.parametrize("kind", ["pipe", "link to a pipe", "socket", "folder", "device"])
@pytest.mark.parametrize("bounded", [False, True])
def test_what_is_no_regular_file_is_refused_and_not_waited_for(
    folder: Path, kind: str, bounded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)  # a socket's name must be short
    place = folder / "thing"
    match kind:
        case "pipe":
            os.mkfifo(place)
        case "link to a pipe":
            os.mkfifo(folder / "pipe")
            place.symlink_to("pipe")
        case "socket":
            with socket.socket(socket.AF_UNIX) as server:
                server.bind("thing")
        case "folder":
            place.mkdir()
        case _:
            place = Path(os.devnull)
    with pytest.raises(files.UnfitFileError):
        files.read(place, 100, inside=place.parent if bounded else None)
    assert not files.is_regular(place)


@pytest.mark.parametrize(
    ("link", "target", "reads"),
    [
        ("in.txt", "below/a.txt", True),
        ("chain.txt", "in.txt", True),
        ("out.txt", "../secret.txt", False),
        ("folder", "..", False),
        ("self.txt", "self.txt", False),
        ("broken.txt", "nowhere", False),
    ],
)
def test_links_are_followed_only_inside_the_folder(folder: Path, link: str, target: str, reads: bool) -> None:
    (folder / "in.txt").symlink_to("below/a.txt")
    if link != "in.txt":
        (folder / link).symlink_to(target)
    place = folder / link / "secret.txt" if link == "folder" else folder / link
    if reads:
        assert files.read(place, 100, inside=folder)
    else:
        with pytest.raises(OSError, match=r"link|No such file"):
            files.read(place, 100, inside=folder)


def test_a_link_that_takes_the_place_of_a_folder_in_between_is_not_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.path.realpath

    def raced(path: Path, *, strict: bool = False) -> str:
        found = real(path, strict=strict)
        if found.endswith("a.txt"):
            (folder / "below").rename(folder / "moved")
            (folder / "below").symlink_to(folder / "moved")
        return found

    monkeypatch.setattr(os.path, "realpath", raced)
    with pytest.raises(OSError, match=r"(?i)symbolic|directory"):
        files.read(folder / "below" / "a.txt", 100, inside=folder)


def test_a_name_that_no_system_takes_is_no_file() -> None:
    assert not files.is_regular(Path("a\0b"))
    assert not files.is_regular(Path("a" * 6000))
