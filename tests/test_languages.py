"""What `audit languages` says is known of each language."""

from __future__ import annotations

from typer.testing import CliRunner

from audit.cli import app
from audit.language.inventory import inventory, kinds, known


def test_english_has_everything_and_others_have_what_they_have() -> None:
    assert all(known("en").entries[kind] for kind in kinds())
    german = known("de").entries
    assert german["stems"]
    assert german["small"] > 100
    assert german["people"] == 0


def test_a_language_that_nobody_described_has_what_needs_no_table() -> None:
    assert known("tlh").entries == dict.fromkeys(kinds(), 0)
    assert known("eu").entries["stems"] == 1


def test_every_folder_of_a_language_is_listed_once() -> None:
    codes = [one.code for one in inventory()]
    assert codes == sorted(set(codes))
    assert {"en", "de", "ru", "zh"} <= set(codes)
    assert "any" not in codes


def test_the_command_prints_a_line_a_language_in_80_columns() -> None:
    said = CliRunner().invoke(app, ["languages"], prog_name="audit")
    assert said.exit_code == 0
    assert max(len(line) for line in said.stdout.splitlines() if line[:1].islower()) <= 110
    alone = CliRunner().invoke(app, ["languages", "de", "vi"], prog_name="audit").stdout.splitlines()
    assert [line.split()[0] for line in alone[1:3]] == ["de", "vi"]
    assert max(map(len, alone[:3])) <= 80


def test_what_is_no_language_is_an_error() -> None:
    said = CliRunner().invoke(app, ["languages", "qqq"], prog_name="audit")
    assert said.exit_code == 2
    assert "is no language" in said.stderr
