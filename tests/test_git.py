"""Is nothing run and nothing fetched that a repository names, whatever is asked of git?"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

import audit.git
from audit.git import GitError, changes, git, renames

_AUTHOR = {
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.c",
    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.c",
}  # fmt: skip


def _run(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **_AUTHOR}, check=True, capture_output=True
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    _run(folder, "init", "--quiet")
    (folder / "a.txt").write_text("".join(f"line {number}\n" for number in range(20)))
    (folder / "b.txt").write_text("one\n")
    _run(folder, "add", ".")
    _run(folder, "commit", "--quiet", "-m", "first")
    return folder


@pytest.fixture
def trap(repository: Path) -> Path:
    """The file that any program run by git would leave."""
    trap = repository.parent / "sprung"
    program = repository.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch '{trap}'\ncat\n")
    program.chmod(0o755)
    hooks = repository / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout"):
        (hooks / hook).write_bytes(program.read_bytes())
        (hooks / hook).chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.askPass", "core.alternateRefsCommand",
        "diff.external", "diff.x.command", "diff.x.textconv", "filter.x.clean", "filter.x.smudge",
        "filter.y=z.clean", "filter.Y.process", "gpg.program", "credential.helper", "pager.diff", "pager.log",
        "uploadpack.packObjectsHook", "alias.diff",
    ):  # fmt: skip
        _run(repository, "config", key, str(program))
    _run(repository, "config", "log.showSignature", "true")
    _run(repository, "config", "filter.x.required", "true")
    (repository / ".gitattributes").write_text("a.txt diff=x filter=x\nb.txt filter=Y\n*.md filter=y=z\n")
    return trap


def test_no_program_that_a_repository_names_is_run(repository: Path, trap: Path) -> None:
    (repository / "a.txt").write_text((repository / "a.txt").read_text().replace("line 3", "line three"))
    (repository / "b.txt").write_text("two\n")
    (repository / "c.md").write_text("new\n")
    found = changes(repository, "HEAD")
    assert found["a.txt"] == ((4, 4),)
    assert found["c.md"] is None
    assert renames(repository) == {}
    assert git(repository, "log", "--format=%s").strip() == "first"
    assert not trap.exists()
    _run(repository, "status")
    assert trap.exists()  # the trap was one


def test_a_submodule_is_not_looked_into(repository: Path, trap: Path) -> None:
    inner = repository / "inner"
    inner.mkdir()
    _run(inner, "init", "--quiet")
    (inner / "x.txt").write_text("x")
    _run(inner, "add", ".")
    _run(inner, "commit", "--quiet", "-m", "inner")
    _run(inner, "config", "core.fsmonitor", str(trap.parent / "program"))
    for name in ("core.fsmonitor", "filter.x.clean", "filter.x.required", "filter.Y.process"):
        _run(repository, "config", "--unset", name)
    _run(repository, "add", "inner")
    trap.unlink(missing_ok=True)
    (inner / "x.txt").write_text("y")
    assert "b.txt" not in changes(repository, "HEAD")
    renames(repository)
    assert not trap.exists()


def test_nothing_is_fetched_into_a_partial_clone(repository: Path) -> None:
    _run(repository, "config", "uploadpack.allowFilter", "true")
    _run(repository, "mv", "a.txt", "moved.txt")
    (repository / "moved.txt").write_text((repository / "moved.txt").read_text() + "more\n")
    _run(repository, "commit", "--quiet", "-am", "second")
    clone = repository.parent / "clone"
    _run(
        repository.parent,
        "clone",
        "--quiet",
        "--no-checkout",
        "--filter=blob:none",
        f"file://{repository}",
        "clone",
    )
    before = sorted((clone / ".git" / "objects").rglob("*"))
    renames(clone)  # needs what is not there to see how alike the two are
    with pytest.raises(GitError):
        git(clone, "cat-file", "-p", "HEAD:moved.txt")
    assert sorted((clone / ".git" / "objects").rglob("*")) == before


def test_what_the_environment_sets_for_git_still_counts(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "x.y")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "kept")
    assert git(repository, "config", "x.y").strip() == "kept"
    assert git(repository, "config", "core.fsmonitor").strip() == "false"


def test_git_that_does_not_answer_is_waited_for_half_a_minute_at_most(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert audit.git._PATIENCE == 30
    slow = repository.parent / "slow"
    slow.mkdir()
    (slow / "git").write_text("#!/bin/sh\nexec sleep 600\n")
    (slow / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(audit.git, "_PATIENCE", 0.2)
    with pytest.raises(GitError, match="git did not answer"):
        git(repository, "log")
