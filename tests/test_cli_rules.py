"""Do the commands about rules list, show and test them?"""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.cli import app

_RULE = """\
category: style/house
severity: minor
detector: pattern
params:
  find: ['the aforesaid']
message: "“{surface}” is for lawyers"
why: Readers of news are not in court.
examples:
  - bad: {en: "They crossed [[the aforesaid]] bridge."}
    fixed: {en: "They crossed that bridge."}
  - good: {en: "They crossed the bridge."}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of somebody's own rules."""
    folder = tmp_path / "own" / "house"
    folder.mkdir(parents=True)
    (folder / "legal-words.yaml").write_text(_RULE, encoding="utf-8")
    return folder.parent


def _ask(*words: str) -> tuple[int, str]:
    asked = CliRunner().invoke(app, list(words))
    return asked.exit_code, asked.output


def test_rules_are_listed_with_those_of_ones_own(own: Path) -> None:
    code, said = _ask("rules", "--rules", str(own))
    assert code == 0
    assert "template-marker" in said
    assert "legal-words" in said


def test_a_rule_is_explained(own: Path) -> None:
    code, said = _ask("explain", "legal-words", "--rules", str(own))
    assert code == 0
    assert "Readers of news are not in court." in said
    assert "✗ They crossed ‹the aforesaid› bridge." in said


def test_show_tells_the_parameters_too(own: Path) -> None:
    code, said = _ask("rules", "show", "legal-words", "--rules", str(own))
    assert code == 0
    assert "pattern" in said
    assert "find" in said


def test_a_near_miss_is_answered_with_what_was_perhaps_meant() -> None:
    code, said = _ask("explain", "template-markr")
    assert code == 2
    assert "template-marker" in said


def test_the_examples_of_ones_own_rules_are_run(own: Path) -> None:
    assert _ask("rules", "test", str(own)) == (0, "1 rule, 2 examples, 0 failures\n")


def test_an_example_that_fails_is_named_with_file_and_line(own: Path) -> None:
    path = own / "house" / "legal-words.yaml"
    path.write_text(_RULE.replace("[[the aforesaid]] bridge", "the [[aforesaid]] bridge"), encoding="utf-8")
    code, said = _ask("rules", "test", str(own))
    assert code == 1
    assert f"{path}:9: bad 1" in said
    assert "1 failure" in said


def test_a_rule_that_cannot_be_read_is_2(own: Path) -> None:
    (own / "house" / "legal-words.yaml").write_text("category: [", encoding="utf-8")
    code, said = _ask("rules", "test", str(own))
    assert code == 2
    assert "legal-words.yaml" in said
