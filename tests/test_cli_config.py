"""Do the commands obey configuration files, and do they say what holds?"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from audit.cli import app

_DOUBLED = "The minister said on Monday that the the bridge would be opened to the public next year.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of two texts with the same fault, in which the test stands."""
    (tmp_path / ".git").mkdir()
    for name in ("news/a.en.txt", "old/b.en.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(_DOUBLED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _audit(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def _say(text: str, name: str = "audit.toml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def _found(*words: str) -> dict[str, str]:
    """The severities of the fault by file."""
    run = json.loads(_audit("check", ".", "--format", "json", *words).stdout)
    return {one["path"]: one["severity"] for one in run["findings"]}


def test_files_say_severity_exclusion_and_what_makes_a_run_fail(here: Path) -> None:
    assert set(_found()) == {"news/a.en.txt", "old/b.en.txt"}
    _say('fail-on = "critical"\nexclude = ["old/"]\n[severity]\ndoubled-word = "critical"\n')
    assert _found() == {"news/a.en.txt": "critical"}
    assert _audit("check", ".").exit_code == 1
    assert _audit("check", ".", "--fail-on", "never").exit_code == 0
    _say('fail-on = "critical"\n')
    assert _audit("check", ".").exit_code == 0


def test_overrides_hold_for_their_paths(here: Path) -> None:
    _say('[[overrides]]\npaths = ["old/**"]\nignore = ["repetition"]\n')
    assert set(_found()) == {"news/a.en.txt"}
    _say('[[overrides]]\npaths = ["old/**"]\nseverity.doubled-word = "critical"\n')
    assert _found()["old/b.en.txt"] == "critical"
    assert _found()["news/a.en.txt"] != "critical"
    assert _found("--jobs", "2") == _found()


def test_every_folder_obeys_its_own_nearest_file(here: Path) -> None:
    _say('[severity]\ndoubled-word = "critical"\n')
    _say('ignore = ["doubled-word"]\n', "old/audit.toml")
    assert _found() == {"news/a.en.txt": "critical"}
    _say('[severity]\ndoubled-word = "minor"\n', "old/audit.toml")
    assert _found() == {"news/a.en.txt": "critical", "old/b.en.txt": "minor"}


def test_a_run_without_configuration_and_with_a_named_one(here: Path) -> None:
    _say('exclude = ["**"]\n')
    _say('exclude = ["news/"]\n', "other.toml")
    assert set(_found("--no-config")) == {"news/a.en.txt", "old/b.en.txt"}
    assert set(_found("--config", "other.toml")) == {"old/b.en.txt"}


def test_an_excluded_file_that_is_named_is_left_out_and_told(here: Path) -> None:
    _say('exclude = ["old/"]\n')
    asked = _audit("check", "old/b.en.txt", "news/a.en.txt", "--format", "text")
    assert "old/b.en.txt: excluded by the configuration" in asked.stdout
    assert asked.exit_code in (0, 1)


@pytest.mark.parametrize(
    "words", [("check", "."), ("score", "."), ("config",), ("doctor",), ("init", "--force")]
)
def test_a_wrong_file_is_told_in_a_line_and_ends_with_2(here: Path, words: tuple[str, ...]) -> None:
    _say("selekt = []\n", "news/audit.toml")
    if words[0] == "config":
        words = ("config", "news")
    asked = _audit(*words)
    if words[0] == "init":  # who writes a configuration anew is not kept from it by a broken one
        assert asked.exit_code == 0
        return
    assert asked.exit_code == 2
    assert asked.stderr.startswith("audit: news/audit.toml:1: selekt: unknown key")
    assert "Traceback" not in asked.output


def test_config_prints_what_holds_with_where_it_was_said(here: Path) -> None:
    _say('extends = "base.toml"\nignore = ["spacing"]\n[[overrides]]\npaths = ["old/**"]\norigin = "sr"\n')
    _say('select = ["names"]\n[severity]\n"doubled-word" = "minor"\n', "base.toml")
    said = _audit("config", "old", "--ignore", "calques")
    assert said.exit_code == 0
    lines = said.stdout.splitlines()
    assert lines[0] == "# Settings for old: audit.toml over base.toml"
    assert 'select = ["names"]  # base.toml:1' in lines
    assert 'ignore = ["calques"]  # command line' in lines
    assert 'fail-on = "major"  # default' in lines
    assert 'doubled-word = "minor"  # base.toml:3' in lines
    assert 'origin = "sr"  # audit.toml:5' in lines
    effective = tomllib.loads(said.stdout)
    Path("audit.toml").write_text(said.stdout, encoding="utf-8")
    assert tomllib.loads(_audit("config", "old").stdout) == effective
    read = json.loads(_audit("config", "old", "--json").stdout)
    assert read["files"] == ["audit.toml"]
    assert read["settings"]["select"] == {"value": ["names"], "origin": "audit.toml:2"}


def test_config_says_which_word_names_no_rule(here: Path) -> None:
    _say('select = ["nmaes"]\n')
    asked = _audit("config")
    assert asked.exit_code == 2
    assert "audit.toml:1: select: 'nmaes' is no rule" in asked.stderr
    assert _audit("config", "gone").exit_code == 2


@pytest.mark.parametrize(("count", "lines"), [(5, 5), (40, 1)])
def test_a_reservation_that_many_texts_share_is_said_once(here: Path, count: int, lines: int) -> None:
    for number in range(count):
        Path(f"{number}.md").write_text("The café opens at noon on Friday.\n", encoding="cp1252")
    run = json.loads(_audit("check", ".", "--format", "json", "--no-cache").stdout)
    notes = [one["message"] for one in run["problems"] if "read as cp1252" in one["message"]]
    assert len(notes) == lines
    assert notes[0].endswith("(and in 39 more texts)" if lines == 1 else "expect UTF-8")


def test_packs_are_said_for_paths_and_shown_with_their_origin(here: Path) -> None:
    for name in ("news/c.en.txt", "old/d.en.txt"):
        Path(name).write_text("The train left Kiev for Lvov at noon on Monday.\n", encoding="utf-8")
    _say('[[overrides]]\npaths = ["old/**"]\npacks = ["ukrainian-place-names"]\n')
    found = json.loads(_audit("check", ".", "--format", "json").stdout)["findings"]
    assert {one["path"] for one in found if one["rule"] == "ukrainian-place-names"} == {"old/d.en.txt"}
    assert set(_found("--select", "doubled-word")) == {"news/a.en.txt", "old/b.en.txt"}
    said = _audit("config", "old").stdout
    assert 'packs = ["ukrainian-place-names"]  # audit.toml:3' in said.splitlines()
    assert "packs" not in said.partition("[[overrides]]")[0]
    Path("audit.toml").write_text(said, encoding="utf-8")
    assert tomllib.loads(_audit("config", "old").stdout) == tomllib.loads(said)
    _say('packs = ["ukrainian-places"]\n')
    asked = _audit("check", ".")
    assert asked.exit_code == 2
    assert "audit.toml:1: packs: 'ukrainian-places' is no pack: expected one of" in asked.stderr
    assert "Did you mean ukrainian-place-names?" in asked.stderr
