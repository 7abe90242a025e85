"""Do the files that other people's pipelines read say what those programs understand?"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from audit.load import FORMATS
from tests.test_repository import left_over

_SCHEMAS = {
    "action.yml": "vendor.github-actions",
    "docs/examples/github-pull-request.yml": "vendor.github-workflows",
    "docs/examples/github-code-scanning.yml": "vendor.github-workflows",
    "docs/examples/reviewdog.yml": "vendor.github-workflows",
    "docs/examples/gitlab.yml": "vendor.gitlab-ci",
    ".github/workflows/test.yml": "vendor.github-workflows",
    ".github/workflows/release.yml": "vendor.github-workflows",
    ".github/dependabot.yml": "vendor.dependabot",
}
# Data, of which a repository has much that is no article.
_DATA = {".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".pot", ".pdf", ".arb", ".yml", ".yaml"}


@pytest.mark.parametrize("name", _SCHEMAS)
def test_a_file_for_github_or_gitlab_keeps_its_schema(root: Path, name: str) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema carries the schemas: make test")
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", _SCHEMAS[name], root / name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_example_is_one_that_is_tested(root: Path) -> None:
    examples = {path.name for path in (root / "docs" / "examples").iterdir()}
    tested = {Path(name).name for name in _SCHEMAS} | {"Jenkinsfile", "pre-commit-config.yaml"}
    assert examples <= tested


def test_every_command_of_an_example_is_understood(root: Path) -> None:
    lines = [
        line
        for path in sorted((root / "docs" / "examples").iterdir())
        for line in re.findall(r"\baudit (check [^'\n#]*)", path.read_text(encoding="utf-8"))
    ]
    assert len(lines) >= 2
    assert not [line for line in lines if left_over(line.split())]


def test_every_input_that_an_example_gives_exists(root: Path) -> None:
    inputs = set(yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))["inputs"])
    for path in sorted((root / "docs" / "examples").glob("*.yml")):
        for job in yaml.safe_load(path.read_text(encoding="utf-8")).get("jobs", {}).values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("OWNER/audit@"):
                    assert set(step["with"]) <= inputs, path


def test_the_hooks_take_every_format_of_articles(root: Path) -> None:
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for hook in hooks:
        missed = [ending for ending in set(FORMATS) - _DATA if not re.search(hook["files"], f"a{ending}")]
        assert not missed, f"{hook['id']}: add to files"
    (alone, _) = hooks
    assert re.search(alone["exclude"], "docs/README.md")
    assert not re.search(alone["exclude"], "content/readme-the-story.md")


def test_pre_commit_understands_the_hooks_and_the_example(root: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed: make test")
    for command, path in (
        ("validate-manifest", root / ".pre-commit-hooks.yaml"),
        ("validate-config", root / "docs" / "examples" / "pre-commit-config.yaml"),
    ):
        checked = _pre_commit(root, command, str(path))
        assert checked.returncode == 0, checked.stdout


@pytest.mark.wheel
@pytest.mark.xdist_group("wheel")
def test_a_commit_with_a_finding_is_refused_and_one_without_is_not(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pre-commit for real: it clones this checkout, installs it and runs the hook on what is staged."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed: make test")
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("not a git checkout")
    for name, value in (("GIT_AUTHOR_NAME", "a"), ("GIT_COMMITTER_NAME", "a")):
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.replace("NAME", "EMAIL"), "a@example.org")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    folder = tmp_path / "content"
    folder.mkdir()
    revision = _git(root, "rev-parse", "HEAD").strip()
    hooks = [{"id": "audit", "args": ["--format=text"]}, {"id": "audit-stories", "args": ["."]}]
    config = {"repos": [{"repo": str(root), "rev": revision, "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    _git(folder, "init", "--quiet")
    article = folder / "bridge.en.txt"
    article.write_text(
        "The bridge in {{town}} was opened by the mayor, who thanked the workers.\n", encoding="utf-8"
    )
    _git(folder, "add", ".")
    refused = _pre_commit(folder, "run")
    if "An unexpected error has occurred" in refused.stdout and "pip" in refused.stdout:
        pytest.skip("pre-commit could not install audit: no registry of packages in reach")
    assert refused.returncode == 1, refused.stdout
    assert refused.stdout.count("bridge.en.txt:1:15: major: ") == 2  # by each of the hooks
    article.write_text(
        "The bridge in the town was opened by the mayor, who thanked the workers.\n", encoding="utf-8"
    )
    _git(folder, "add", ".")
    passed = _pre_commit(folder, "run")
    assert passed.returncode == 0, passed.stdout


def _pre_commit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout
