"""Does one file, whatever it holds, leave the others judged and no traceback, in bounded memory?"""

from __future__ import annotations

import gzip
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import audit
from audit.load import Loaded, load
from audit.measure.read import DataError, read
from tests import apart
from tools.attacks import ATTACKS, GOOD, HOUSE, MARKED, MOST_MEMORY, MOST_SECONDS, put

_LIMITS = {resource.RLIMIT_CPU: MOST_SECONDS, resource.RLIMIT_AS: 3 * MOST_MEMORY}


def _check(folder: Path, *arguments: str) -> apart.Done:
    """A check that the system ends if it takes more seconds of a processor. An address space holds more than
    what is used of it, so that the memory in use is looked at afterwards too."""
    words = ("check", "--no-cache", "--format", "text", *(arguments or (".",)))
    done = apart.run(folder, words, limits=_LIMITS)
    assert "Traceback" not in done.told
    assert "could not be judged" not in done.said
    assert done.code in (0, 1, 2, 3)
    assert 0 < done.memory <= MOST_MEMORY
    return done


@pytest.mark.parametrize("name", ATTACKS)
def test_a_file_that_is_made_to_harm_harms_itself_alone(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    done = _check(tmp_path)
    if ATTACKS[name][1]:
        assert done.code == 2
        assert done.told.startswith("audit: ")
        assert len(done.told) < 1_000
    else:
        assert MARKED in done.said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
@pytest.mark.parametrize(
    "name",
    ["story.toml", "audit.toml", "hugo.toml", "_config.yml", ".gitignore", "a.en.md", "confidence.tsv"],
)
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path, name: str) -> None:
    (tmp_path / "good.en.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    os.mkfifo(tmp_path / name)
    assert MARKED in _check(tmp_path).said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/etc/hosts")])
def test_a_rule_or_table_that_is_a_pipe_or_a_link_out_is_refused_and_not_shown(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    (tmp_path / "good.en.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "rules" / "x").mkdir(parents=True)
    make(tmp_path / "rules" / "x" / "mine.yaml")
    (tmp_path / "audit.toml").write_text(HOUSE, encoding="utf-8")
    make(tmp_path / "terms.tbx")
    for arguments in (("good.en.txt", "--no-config", "--rules", "rules"), ("good.en.txt",)):
        done = _check(tmp_path, *arguments)
        assert done.code == 2
        assert done.told.startswith("audit: ")
        assert "localhost" not in done.told + done.said


@pytest.mark.parametrize("path", ["a/" * 3_000, "a" * 6_000])
@pytest.mark.parametrize("arguments", [["{}"], [".", "{}"], [".", "--rules", "{}"], [".", "--config", "{}"]])
def test_a_path_that_no_system_takes_is_told_in_a_line(
    tmp_path: Path, path: str, arguments: list[str]
) -> None:
    (tmp_path / "good.en.txt").write_text(GOOD, encoding="utf-8")
    done = _check(tmp_path, *(one.format(path) for one in arguments))
    assert done.code == 2


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_that_comes_to_lie_in_an_articles_place_after_the_look_at_it_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The the secret of another folder.\n", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a.en.txt", "b.en.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")

    def swapped(path: Path, *rest: Any) -> tuple[Loaded, ...]:
        if path.name == "a.en.txt":
            path.unlink()
            path.symlink_to(secret)
        return load(path, *rest)

    monkeypatch.setattr(sys.modules["audit.group.documents"], "load", swapped)
    run = audit.check([str(folder)])
    assert [one.versions[0].id for one in run.stories] == ["b.en.txt"]
    assert any("a link that leads outside" in one.message for one in run.problems)


def test_a_table_of_confidences_that_is_a_link_out_is_refused_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "good.en.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "confidence.tsv").symlink_to("/etc/hosts")
    done = _check(tmp_path, "good.en.txt", "--rules", "rules")
    assert done.code == 2
    assert "leads outside" in done.told
    assert "localhost" not in done.told


def test_packed_data_that_unpack_to_any_size_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.measure.read._LARGEST", 1 << 20)
    (tmp_path / "data.jsonl.gz").write_bytes(gzip.compress(b" " * (1 << 21)))
    (tmp_path / "half.jsonl.gz").write_bytes(gzip.compress(b"{}" * 100)[:-12])
    for name in ("data.jsonl.gz", "half.jsonl.gz"):
        with pytest.raises(DataError, match="cannot be read"):
            read([tmp_path / name])


def test_a_pipe_in_the_place_of_data_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "data.jsonl")
    with pytest.raises(DataError, match="cannot be read"):
        read([tmp_path / "data.jsonl"])
