"""Does `audit diff` compare what was named, and say with its exit code how it went?"""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from audit.cli import app

_CLEAN = "The bridge in the town was opened on Monday by the mayor, who thanked the workers.\n"
_FAULTY = _CLEAN.replace("the town", "{{town}}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.en.txt").write_text(_CLEAN, encoding="utf-8")
    (tmp_path / "faulty.en.txt").write_text(f"{_CLEAN}\n{_FAULTY}", encoding="utf-8")
    return tmp_path


def _audit(folder: Path, *words: str) -> Result:
    with chdir(folder):
        return CliRunner().invoke(app, list(words), prog_name="audit")


def test_an_article_before_and_after(folder: Path) -> None:
    worse = _audit(folder, "diff", "clean.en.txt", "faulty.en.txt")
    assert worse.exit_code == 1
    assert "+ faulty.en.txt:3:15: major: " in worse.stdout
    better = _audit(folder, "diff", "faulty.en.txt", "clean.en.txt")
    assert better.exit_code == 0
    assert "- faulty.en.txt:3:15: major: " in better.stdout


def test_a_report_and_the_articles_of_today(folder: Path) -> None:
    assert _audit(folder, "check", ".", "--format", "json", "--output", "old.json").exit_code == 1
    (folder / "clean.en.txt").write_text(_FAULTY, encoding="utf-8")
    asked = _audit(folder, "diff", "old.json", ".", "--format", "json")
    assert asked.exit_code == 1
    made = json.loads(asked.stdout)
    assert [one["path"] for one in made["new"]] == ["clean.en.txt"]
    assert made["same"] == 1


def test_folders_before_and_after(folder: Path) -> None:
    for name, text in (("before", _CLEAN), ("after", _FAULTY)):
        (folder / name / "story").mkdir(parents=True)
        (folder / name / "story" / "a.en.txt").write_text(text, encoding="utf-8")
        (folder / name / "story" / "b.en.txt").write_text(f"{_CLEAN}{_FAULTY}", encoding="utf-8")
    made = json.loads(_audit(folder, "diff", "before", "after", "--format", "json").stdout)
    assert [one["path"] for one in made["new"]] == ["after/story/a.en.txt"]
    assert len(made["gone"]) == 0


@pytest.mark.parametrize(("limit", "code"), [("minor", 1), ("major", 1), ("critical", 0), ("never", 0)])
def test_fail_on_sets_the_limit_of_what_is_new(folder: Path, limit: str, code: int) -> None:
    assert _audit(folder, "diff", "clean.en.txt", "faulty.en.txt", "--fail-on", limit).exit_code == code


def test_what_cannot_be_judged_is_2(folder: Path) -> None:
    asked = _audit(folder, "diff", "clean.en.txt", "lost.txt")
    assert asked.exit_code == 2
    assert "could not judge: lost.txt" in asked.stdout


def test_a_broken_report_is_2_and_named(folder: Path) -> None:
    (folder / "old.json").write_text('{"findings": [{}], "scores": [], "problems": []}', encoding="utf-8")
    asked = _audit(folder, "diff", "old.json", "clean.en.txt")
    assert asked.exit_code == 2
    assert asked.stderr.startswith("audit: old.json: no report: ")
    assert asked.stderr.count("\n") == 1
