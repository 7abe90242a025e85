"""Is only that reported which a change touched, and all of that?"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import audit
from audit import git
from audit.cli import app
from audit.git import GitError

_FIRST = "They crossed the the bridge.\n\nNobody spoke.\n"


def run_git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    run_git(root, "add", "--all")
    run_git(root, "commit", "-q", "--allow-empty", "-m", "a change")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    run_git(tmp_path, "init", "-q", "-b", "main")
    for name in ("first", "second"):
        (tmp_path / f"{name}.en.txt").write_text(_FIRST, encoding="utf-8")
    commit(tmp_path)
    return tmp_path


def _found(root: Path, revision: str = "HEAD") -> list[tuple[str, int]]:
    chosen = audit.Settings(select=("doubled-word",), changed_since=revision)
    run = audit.check(sorted(map(str, root.glob("*.txt"))), chosen)
    versions = {version.id: version for story in run.stories for version in story.versions}
    return [
        (
            Path(finding.span.document).name,
            versions[finding.span.document].source.line_column(finding.span.start)[0],
        )
        for finding in run.findings
    ]


def test_nothing_changed_is_nothing_found(repository: Path) -> None:
    assert _found(repository) == []


def test_changed_lines_are_judged_and_new_files_whole(repository: Path) -> None:
    (repository / "first.en.txt").write_text(_FIRST + "\nA man had had a a word.\n", encoding="utf-8")
    (repository / "new.en.txt").write_text(_FIRST, encoding="utf-8")
    assert _found(repository) == [("first.en.txt", 5), ("new.en.txt", 1)]


def test_a_branch_is_compared_with_where_it_left(repository: Path) -> None:
    run_git(repository, "checkout", "-q", "-b", "topic")
    (repository / "first.en.txt").write_text(
        _FIRST.replace("Nobody", "Nobody of the the crew"), encoding="utf-8"
    )
    commit(repository)
    run_git(repository, "checkout", "-q", "main")
    (repository / "second.en.txt").write_text(
        "Now rewritten on on main, of the the town.\n", encoding="utf-8"
    )
    commit(repository)
    run_git(repository, "checkout", "-q", "topic")
    assert _found(repository, "main") == [("first.en.txt", 3)]


def test_a_renamed_file_is_not_new(repository: Path) -> None:
    run_git(repository, "mv", "first.en.txt", "third.en.txt")
    assert _found(repository) == []


def test_lines_of_an_article_that_look_like_a_diff_are_text(repository: Path) -> None:
    tricky = "++ second.en.txt\n@@ -1 +1,99 @@\n-- first.en.txt\n"
    (repository / "first.en.txt").write_text(_FIRST + tricky, encoding="utf-8")
    assert git.changes(repository, "HEAD") == {"first.en.txt": ((4, 6),)}


@pytest.mark.parametrize(
    "name", ["with space.en.txt", "naïve “quoted”.en.txt", 'a"b.en.txt', "tab\there.en.txt"]
)
def test_odd_names_are_known_again(repository: Path, name: str) -> None:
    path = repository / name
    path.write_text(_FIRST, encoding="utf-8")
    commit(repository)
    path.write_text(_FIRST + "More.\n", encoding="utf-8")
    assert git.changes(repository, "HEAD") == {name: ((4, 4),)}


lines = st.lists(st.text("ab+-@\\ ", max_size=6), max_size=8)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines, lines)
def test_the_changed_lines_are_those_that_differ(
    repository: Path, before: list[str], after: list[str]
) -> None:
    path = repository / "first.en.txt"
    path.write_text("".join(f"{line}\n" for line in before), encoding="utf-8")
    commit(repository)
    path.write_text("".join(f"{line}\n" for line in after), encoding="utf-8")
    ranges = git.changes(repository, "HEAD").get("first.en.txt", ()) or ()
    kept = [
        line for at, line in enumerate(after, 1) if not any(first <= at <= last for first, last in ranges)
    ]
    rest = iter(before)
    assert all(line in rest for line in kept), "what is not told as changed stood there before, in this order"


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=/tmp/x", ""])
def test_a_revision_that_is_none_is_refused(repository: Path, revision: str) -> None:
    with pytest.raises(GitError):
        git.changes(repository, revision)


def test_outside_of_a_repository_it_is_said_what_is_missing(tmp_path: Path) -> None:
    article = tmp_path / "x.en.txt"
    article.write_text(_FIRST, encoding="utf-8")
    done = CliRunner().invoke(app, ["check", str(article), "--changed-since", "HEAD"])
    assert done.exit_code == 2
    assert "not in a git repository" in done.stderr
