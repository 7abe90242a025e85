"""Does `--output` put every report where it was asked for, whole or not at all?"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from audit.cli import app

_FAULTY = "The bridge in {{town}} was opened on Monday by the mayor, who thanked the workers.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "faulty.en.txt").write_text(_FAULTY, encoding="utf-8")
    return tmp_path


def _check(folder: Path, *words: str) -> Result:
    with chdir(folder):
        return CliRunner().invoke(app, ["check", "faulty.en.txt", *words], prog_name="audit")


def test_several_reports_of_one_run(folder: Path) -> None:
    asked = _check(
        folder, "--output", "sarif=a.sarif", "--output", "junit=a.xml", "--output", "gitlab=a.json"
    )
    assert asked.exit_code == 1
    assert "faulty.en.txt:1:15: major" in asked.stdout  # standard output keeps its own
    assert json.loads((folder / "a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (folder / "a.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert json.loads((folder / "a.json").read_text(encoding="utf-8"))[0]["check_name"] == "template-marker"


def test_a_path_alone_takes_the_report_of_the_format(folder: Path) -> None:
    asked = _check(folder, "--format", "checkstyle", "--output", "a.xml", "--output", "jsonl=-")
    assert "<checkstyle" in (folder / "a.xml").read_text(encoding="utf-8")
    assert [json.loads(line)["rule"] for line in asked.stdout.splitlines()] == ["template-marker"]


def test_a_dash_is_standard_output(folder: Path) -> None:
    assert _check(folder, "--format", "gitlab", "--output", "-").stdout == _check(
        folder, "--output", "gitlab=-"
    ).stdout  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--output", "srif=a"), "'srif' is no format"),
        (("--output", "sarif="), "expected PATH or FORMAT=PATH"),
        (("--output", "junit=a", "--output", "sarif=a"), "a: two reports, junit and sarif"),
        (("--output", "junit=-", "--output", "sarif=-"), "standard output: two reports"),
        (("--format", "json", "--output", "sarif=-"), "standard output: two reports, json and sarif"),
    ],
)
def test_what_was_typed_wrong_is_2_before_anything_is_judged(
    folder: Path, words: Sequence[str], said: str
) -> None:
    asked = _check(folder, *words)
    assert asked.exit_code == 2
    assert said in asked.stderr
    assert [path.name for path in folder.iterdir()] == ["faulty.en.txt"]


def test_a_name_with_an_equals_sign_is_a_file(folder: Path) -> None:
    assert _check(folder, "--output", "./srif=a").exit_code == 1
    assert (folder / "srif=a").is_file()


def test_a_file_that_cannot_be_written_is_named_and_the_others_are_there(folder: Path) -> None:
    asked = _check(folder, "--output", "junit=no/such/a.xml", "--output", "sarif=a.sarif")
    assert asked.exit_code == 2
    assert "no/such/a.xml: cannot be written" in asked.stderr
    assert (folder / "a.sarif").is_file()
    assert not (folder / "no").exists()


def test_a_report_replaces_a_file_and_keeps_its_permissions(folder: Path) -> None:
    old = folder / "a.json"
    old.write_text("old", encoding="utf-8")
    old.chmod(0o640)
    (folder / "link.json").symlink_to("a.json")
    assert _check(folder, "--output", "gitlab=link.json").exit_code == 1
    assert (folder / "link.json").is_symlink()
    assert json.loads(old.read_text(encoding="utf-8"))
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["a.json", "faulty.en.txt", "link.json"]


def test_a_write_that_fails_leaves_the_old_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.json").write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    asked = _check(folder, "--output", "gitlab=a.json")
    assert asked.exit_code == 2
    assert "a.json: cannot be written: No space left on device" in asked.stderr
    assert (folder / "a.json").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["a.json", "faulty.en.txt"]


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="devices of POSIX")
def test_a_device_is_written_and_not_replaced(folder: Path) -> None:
    assert _check(folder, "--output", f"gitlab={os.devnull}").exit_code == 1
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_help_names_every_format(folder: Path) -> None:
    from audit.report.formats import Format

    said = "".join(_check(folder, "--help").stdout.split())
    assert not [form for form in Format if form not in said]


@pytest.mark.parametrize("option", ["--summary", "--quiet"])
def test_a_format_for_programs_is_not_shortened(option: str, tmp_path: Path) -> None:
    text = tmp_path / "a.en.txt"
    text.write_text("The council opened the bridge on Monday.\n", encoding="utf-8")
    refused = CliRunner().invoke(app, ["check", str(text), option, "--format", "json"])
    assert refused.exit_code == 2
    assert f"leave {option} out" in refused.stderr
    beside = ["check", str(text), option, "--output", f"json={tmp_path / 'run.json'}", "--format", "text"]
    assert CliRunner().invoke(app, beside).exit_code == 0
    assert (tmp_path / "run.json").read_text(encoding="utf-8").startswith("{")
