"""Is a fault of our own told in a line, and does it cost no more than what it happened in?"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import partialmethod
from pathlib import Path
from typing import NoReturn

import pytest

from audit.cli import main
from audit.report import junit
from audit.review.terminal.app import ReviewApp
from audit.review.terminal.app import run as run_screen
from audit.review.workbench import Workbench
from tests.review_story import story_in, workbench_of

_FAULTY = "The bridge in {{town}} was opened on Monday by the mayor, who thanked the workers.\n"
_TOLD = "a fault of audit itself: ZeroDivisionError: of our own (AUDIT_DEBUG=1 shows where"


def _fails(*_: object, **__: object) -> NoReturn:
    raise ZeroDivisionError("of our own")


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int | str | None, str]]:
    """Runs a command where an article lies: its exit code, and what it says on standard error."""
    (tmp_path / "faulty.en.txt").write_text(_FAULTY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int | str | None, str]:
        monkeypatch.setattr(sys, "argv", ["audit", *words])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code, capsys.readouterr().err

    return run


def test_a_report_that_fails_costs_no_other(
    command: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(junit, "render", _fails)
    asked = ("--output", "junit=a.xml", "--output", "json=a.json", "--output", "sarif=a.sarif")
    code, said = command("check", "faulty.en.txt", *asked)
    assert code == 2
    assert said.startswith(f"audit: the report junit cannot be made: {_TOLD}")
    assert "Traceback" not in said
    assert not (tmp_path / "a.xml").exists()
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["findings"]
    assert json.loads((tmp_path / "a.sarif").read_text(encoding="utf-8"))["runs"]


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        (("check", "faulty.en.txt"), "audit.run.check"),
        (("score", "faulty.en.txt"), "audit.report.text.render_scores"),
        (("diff", "faulty.en.txt", "faulty.en.txt"), "audit.report.difference.compare"),
        (("fix", "faulty.en.txt"), "audit.fix.fixes"),
        (("measure", "faulty.en.txt"), "audit.measure.every.measure"),
        (("review", "--plain", "faulty.en.txt"), "audit.review.plain.run"),
        (("doctor", "."), "audit.survey.survey"),
        (("config",), "audit.report.config.text"),
    ],
)
def test_a_fault_of_our_own_is_a_line_and_on_demand_a_traceback(
    command: Callable[..., tuple[int, str]],
    monkeypatch: pytest.MonkeyPatch,
    words: Sequence[str],
    broken: str,
) -> None:
    monkeypatch.setattr(broken, _fails)
    code, said = command(*words)
    assert code == 2
    assert said.startswith(f"audit: {_TOLD}")
    assert "Traceback" not in said
    monkeypatch.setenv("AUDIT_DEBUG", "1")
    code, said = command(*words)
    assert code == 2
    assert "Traceback" in said
    assert _TOLD in said


def test_a_fault_on_the_review_screen_closes_it_and_shows_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    workbench: Workbench = workbench_of(tmp_path, story_in(tmp_path / "bridge"))
    monkeypatch.setattr("audit.review.terminal.app.StoriesScreen", _fails)
    monkeypatch.setattr(ReviewApp, "run", partialmethod(ReviewApp.run, headless=True))
    with pytest.raises(ZeroDivisionError):
        run_screen(workbench, light=True)
    assert "Traceback" not in "".join(capfd.readouterr())
