"""What the command line says of itself, and of words it does not know."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from audit.cli import HELP, app, application
from audit.cli.rules import _names
from audit.cli.usage import perhaps
from tools.outputs import help_page

_FAULTY = "The bridge in  town was opened by the mayor, who said that she the the works were done.\n"


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, words, prog_name="audit", env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"})


def _commands(group: typer.Typer, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for command in group.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        yield (*words, name)
    for one in group.registered_groups:
        if one.typer_instance is not None:
            yield from _commands(one.typer_instance, (*words, str(one.name)))


@pytest.mark.parametrize("words", list(_commands(app)), ids=" ".join)
def test_the_help_of_a_command_fits_80_columns_and_names_no_type_of_python(words: tuple[str, ...]) -> None:
    asked = _run(*words, "--help")
    assert asked.exit_code == 0
    assert "list[" not in asked.stdout
    assert "<str>" not in asked.stdout
    assert max(map(len, asked.stdout.splitlines())) <= 80


def test_the_kept_page_of_help_is_what_the_commands_say_today(root: Path) -> None:
    assert (root / "audit" / "cli" / HELP).read_text(encoding="utf-8") == help_page(), "make docs"


@pytest.mark.parametrize("columns", ["80", "60"])
def test_help_is_said_in_the_width_there_is(columns: str) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "audit", "--help"],
        env={"COLUMNS": columns, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert asked.stdout.startswith("Usage: audit [OPTIONS] COMMAND [ARGS]...")
    assert max(map(len, asked.stdout.splitlines())) <= int(columns)


@pytest.mark.parametrize("module", application.COMMANDS)
def test_a_module_brings_the_commands_by_which_it_is_found(module: str) -> None:
    brought = {words[0] for words in _commands(application.with_commands((module,)))}
    assert brought - {"version"} == set(application.COMMANDS[module])


def test_the_version_is_an_option_too() -> None:
    assert _run("--version").stdout == _run("version").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--format", "htlm", "."), "there is no 'htlm': perhaps html?"),
        (("check", "--format", "md", "."), "there is no 'md': perhaps markdown?"),
        (("check", "--format", "zzz", "."), "expected one of rich, text"),
        (("score", "--format", "jsn", "."), "perhaps json?"),
        (("check", "--output", "srif=a", "."), "'srif' is no format: perhaps sarif"),
        (("explain", "doubled-wrd"), "perhaps doubled-word"),
        (("explain", "near-miss"), "perhaps near-miss-of-sibling-name?"),
    ],
)
def test_an_unknown_word_is_answered_with_what_was_meant(words: tuple[str, ...], said: str) -> None:
    asked = _run(*words)
    assert asked.exit_code == 2
    assert said in " ".join(asked.stderr.split())


def test_what_is_near_to_nothing_means_nothing() -> None:
    assert perhaps("qqq", ["html", "json"]) == perhaps("", ["html"]) == ""


def test_rules_are_listed_by_name_as_without_one() -> None:
    assert _run("rules", "list").stdout == _run("rules").stdout
    assert "doubled-word" in _run("rules", "list").stdout


def test_a_shell_completes_the_names_of_rules() -> None:
    assert "doubled-word" in _names("doubled-")
    assert _names("zzz") == []


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.html", "<!DOCTYPE html>"),
        ("a.HTM", "<!DOCTYPE html>"),
        ("a.json", "{"),
        ("a.md", "#"),
        ("a.sarif", "{"),
        ("a.report", "REVIEW  faulty.en.txt"),
    ],
)
def test_the_ending_of_a_file_implies_its_format(tmp_path: Path, name: str, begins: str) -> None:
    (tmp_path / "faulty.en.txt").write_text(_FAULTY, encoding="utf-8")
    with chdir(tmp_path):
        _run("check", "faulty.en.txt", "--output", name)
        _run("check", "faulty.en.txt", "--format", "jsonl", "--output", f"said-{name}")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert (tmp_path / f"said-{name}").read_text(encoding="utf-8").startswith('{"rule"')


def test_fix_says_what_unsafe_would_do_more(tmp_path: Path) -> None:
    stories = {
        "a.en.txt": "Minister Paolo Ferrabosqui resigned on Monday over the budget.\n",
        "b.en.txt": "Education minister Paolo Ferraboschi resigned on Monday because of the budget.\n",
        "c.en.txt": "Paolo Ferraboschi, the minister, resigned on Monday over the budget.\n",
    }
    for name, text in stories.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with chdir(tmp_path):
        said = _run("fix", ".").stdout
        assert "near-miss-of-sibling-name) may change what is said: --unsafe makes those too" in said
        assert "--unsafe makes" not in _run("fix", "--unsafe", ".").stdout
