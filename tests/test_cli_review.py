"""What `audit review` asks for and says before anything is shown."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.cli import app
from tests.review_story import story_in


def ask(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["review", *words], input="1\nq\n")
    return done.exit_code, done.output


def test_nothing_to_review_is_told(tmp_path: Path) -> None:
    code, said = ask(str(tmp_path / "nowhere"))
    assert code == 2
    assert "nowhere" in said


def test_standard_input_cannot_be_reviewed(tmp_path: Path) -> None:
    code, said = ask("-")
    assert code == 2
    assert "not standard input" in said


def test_a_selection_that_names_nothing_is_told(tmp_path: Path) -> None:
    code, said = ask(str(story_in(tmp_path / "bridge")), "--select", "no-such-rule")
    assert code == 2
    assert "no-such-rule" in said


def test_several_articles_are_not_held_against_siblings(tmp_path: Path) -> None:
    folder = str(story_in(tmp_path / "bridge"))
    code, said = ask(folder, folder, "--against", folder)
    assert code == 2
    assert "--against" in said


def test_one_article_beside_its_siblings(tmp_path: Path) -> None:
    folder = story_in(tmp_path / "bridge")
    code, said = ask(str(folder / "draft.en.txt"), "--against", str(folder / "morning.en.txt"))
    assert code == 0
    assert "morning" in said


def test_broken_decisions_are_told_with_their_line(tmp_path: Path) -> None:
    folder = story_in(tmp_path / "bridge")
    kept = folder / ".audit" / "draft.en.txt.decisions"
    kept.parent.mkdir()
    kept.write_text("this is no decision\n")
    code, said = ask(str(folder))
    assert code == 0
    assert "draft.en.txt.decisions:1" in said
    assert kept.read_text() == "this is no decision\n"


def test_without_textual_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from audit.cli import review

    monkeypatch.setattr(
        review, "find_spec", lambda name: None if name == "textual" else importlib.util.find_spec(name)
    )
    monkeypatch.setattr(review, "full_terminal", lambda: True)
    code, said = ask(str(story_in(tmp_path / "bridge")))
    assert code == 2
    assert said.count("\n") == 1
    assert "pip install 'translation-audit[review]'" in said
    assert "--plain" in said


_WITHOUT_TEXTUAL = """
import sys
sys.modules["textual"] = None
sys.argv = ["audit", "review", sys.argv[1], "--plain"]
from audit.cli import main
main()
"""


def test_the_prompts_need_no_textual(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WITHOUT_TEXTUAL, str(story_in(tmp_path / "bridge"))]
    done = subprocess.run(command, input="q\n", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "What to do" in done.stdout
