"""Does the GitHub Action do what its inputs say, whatever stands in them?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.test_report_github import commands_in
from tools import action

_FAULTY = "The bridge in {{town}} was opened on Monday by the mayor, who thanked the workers.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work" / "$(touch pwned) ; x").mkdir(parents=True)
    (tmp_path / "work" / "$(touch pwned) ; x" / "faulty.en.txt").write_text(_FAULTY, encoding="utf-8")
    (tmp_path / "temp").mkdir()
    return tmp_path


def _run(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The script as the step of action.yml starts it, with an audit that is installed already."""
    root = Path(__file__).resolve().parents[1]
    known = {name: value for name, value in os.environ.items() if not name.startswith(("AUDIT_", "GITHUB_"))}
    environment = {
        **known,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "RUNNER_TEMP": str(folder / "temp"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "GITHUB_OUTPUT": str(folder / "output"),
        "AUDIT_VERSION": "installed",
        **{f"AUDIT_{name.upper()}": value for name, value in inputs.items()},
    }
    return subprocess.run(
        [sys.executable, root / "tools" / "action.py"],
        cwd=folder / "work",
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_annotates_sums_up_and_hands_on_the_exit_code(folder: Path) -> None:
    (folder / "summary.md").write_text("before\n", encoding="utf-8")
    done = _run(
        folder, paths="$(touch pwned) ; x\n", summary="true", outputs="github-sarif=a b.sarif\njunit=x.xml\n"
    )
    assert done.returncode == 1, done.stderr
    (annotation,) = commands_in(done.stdout)
    assert annotation.properties["file"] == "$(touch pwned) ; x/faulty.en.txt"
    assert (folder / "summary.md").read_text(encoding="utf-8").startswith("before\n## audit: review\n")
    assert (folder / "output").read_text(encoding="utf-8") == "exit-code=1\n"
    assert (folder / "work" / "a b.sarif").is_file()
    assert (folder / "work" / "x.xml").is_file()
    assert not list(folder.rglob("pwned"))


@pytest.mark.parametrize(("fail_on", "code"), [("critical", 0), ("never", 0), ("minor", 1)])
def test_fail_on_reaches_audit(folder: Path, fail_on: str, code: int) -> None:
    assert _run(folder, paths=".", fail_on=fail_on).returncode == code


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"paths": "\n"}, "paths: expected files and folders"),
        ({"paths": "-"}, "paths: expected files and folders"),
        ({"paths": ".", "outputs": "audit.sarif"}, "outputs: expected FORMAT=PATH"),
        ({"paths": ".", "version": "1.0; touch pwned"}, "version: expected a number"),
        ({"paths": ".", "version": "--index-url=https://evil.example"}, "version: expected a number"),
        ({"paths": ".", "summary": "perhaps"}, "summary: expected true or false"),
    ],
)
def test_what_cannot_be_done_is_said_and_2(folder: Path, inputs: dict[str, str], said: str) -> None:
    done = _run(folder, **inputs)
    assert done.returncode == 2
    (error,) = commands_in(done.stdout)
    assert error.name == "error"
    assert error.data.startswith(said)
    assert (folder / "output").read_text(encoding="utf-8") == "exit-code=2\n"


def test_a_path_that_looks_like_an_option_is_a_path(folder: Path) -> None:
    (folder / "work" / "--fail-on=never").write_text(_FAULTY, encoding="utf-8")
    done = _run(folder, paths="--fail-on=never")
    assert done.returncode == 2  # a file without an ending, which is not read
    assert "--fail-on=never" in done.stdout


def test_a_report_that_is_not_made_for_the_log_gives_no_command(folder: Path) -> None:
    done = _run(folder, paths=".", format="text")
    first, *_, last = commands_in(done.stdout)
    assert first.name == "stop-commands"
    assert last.name == first.data
    assert done.stdout.index("stop-commands") < done.stdout.index("{{town}}")


def test_changed_only_compares_with_the_base_where_there_is_one() -> None:
    asked = {"AUDIT_PATHS": ".", "AUDIT_CHANGED_ONLY": "true", "AUDIT_BASE": "a1b2c3"}
    assert "--changed-since=a1b2c3" in action.arguments(asked, None)
    for none in ("", "0" * 40):
        words = action.arguments({**asked, "AUDIT_BASE": none}, None)
        assert not [word for word in words if word.startswith("--changed-since")]


def test_changed_only_fails_on_what_a_commit_brought(folder: Path) -> None:
    work = folder / "work"

    def git(*words: str) -> str:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
        return subprocess.run(command, cwd=work, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "one")
    base = git("rev-parse", "HEAD")
    assert _run(folder, paths=".", changed_only="true", base=base).returncode == 0
    (work / "new.en.txt").write_text(_FAULTY, encoding="utf-8")
    git("add", ".")
    git("commit", "--quiet", "-m", "two")
    done = _run(folder, paths=".", changed_only="true", base=base)
    assert done.returncode == 1
    assert [one.properties["file"] for one in commands_in(done.stdout)] == ["new.en.txt"]
    assert _run(folder, paths=".", changed_only="true", base="no-such-revision").returncode == 2
    assert _run(folder, paths=".", changed_only="true", base="--output=pwned").returncode == 2
    assert not list(folder.rglob("pwned"))


def test_no_input_is_ever_part_of_a_command_line(root: Path) -> None:
    steps = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    assert not [step for step in steps if "${{" in step.get("run", "")]


def test_every_input_reaches_the_script(root: Path) -> None:
    manifest = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    *_, step = manifest["runs"]["steps"]
    read = set(re.findall(r"AUDIT_[A-Z_]+", (root / "tools" / "action.py").read_text(encoding="utf-8")))
    assert set(step["env"]) == read - {"AUDIT_"}
    given = {name.replace("-", "_").upper() for name in manifest["inputs"]}
    assert {f"AUDIT_{name}" for name in given - {"PYTHON_VERSION"}} == set(step["env"])
