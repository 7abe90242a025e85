"""What `audit languages` says is known of each language."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit import catalogue
from audit.cli import app
from audit.language import knowledge
from audit.language.inventory import SUBJECTS, inventory, known
from audit.language.knowledge import of
from audit.language.needs import NEEDS, lacking, speaks
from audit.language.tables import lines
from audit.model import Stage
from audit.report.languages import summary

RULES = tuple(rule for rule in catalogue.load() if rule.stage is Stage.STABLE)


def test_english_has_everything_and_others_have_what_they_have() -> None:
    assert known("en", RULES).has == set(NEEDS)
    german = known("de", RULES)
    assert {"stems", "frequencies", "function-words", "never-doubled"} <= german.has < set(NEEDS)
    assert german.rules < known("en", RULES).rules


FOLDERS = Path(knowledge.__file__).parent
CODE = "".join(one.read_text(encoding="utf-8") for one in sorted(FOLDERS.parent.rglob("*.py")))
TABLES = sorted(path for path in FOLDERS.glob("*/*") if path.suffix in (".txt", ".tsv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_table_is_one_that_is_read_says_its_source_and_has_no_entry_twice(path: Path) -> None:
    assert f'"{path.name}"' in CODE, f"nothing reads a table called {path.name}"
    text = path.read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines() if line.startswith("# "))
    assert re.search(r"Apache-2\.0|MIT|Unicode|CC BY|WordNet|[Ll]icen[cs]e", head), head
    entries = lines(text)
    assert len(set(entries)) == len(entries)


@pytest.mark.parametrize(
    "name",
    ["annotate/dates.py", "annotate/clocks.py", "detect/foreign_script.py", "detect/left_sentence.py"],
)
def test_how_dates_are_written_and_what_was_left_in_is_asked_of_no_english_by_name(name: str) -> None:
    assert '"en"' not in (FOLDERS.parent / name).read_text(encoding="utf-8")


def test_what_nobody_said_of_dates_is_empty() -> None:
    assert of("en").date_words("article") == {"the"}
    assert of("de").date_words("article") == frozenset()
    assert "elided" in of("fr").dates_are
    assert of("hr").dates_are == {"small"}


def test_every_need_is_one_of_a_column_and_the_other_way_round() -> None:
    columns = [need for needs in SUBJECTS.values() for need in needs]
    assert sorted(columns) == sorted(NEEDS)


def test_every_need_is_a_rules_or_of_use_to_rules_of_any_language() -> None:
    asked = {need for rule in catalogue.load() for need in (*rule.needs, *rule.uses)}
    assert set(NEEDS) <= asked


def test_a_language_that_nobody_described_has_what_needs_no_table() -> None:
    assert known("tlh", RULES).has == set()
    assert known("eu", RULES).has == {"stems"}


def test_every_folder_of_a_language_is_listed_once() -> None:
    codes = [one.code for one in inventory(RULES)]
    assert codes == sorted(set(codes))
    assert {"en", "de", "ru", "zh"} <= set(codes)
    assert "any" not in codes


def test_the_command_prints_a_line_a_language() -> None:
    said = CliRunner().invoke(app, ["languages"], prog_name="audit")
    assert said.exit_code == 0
    assert max(len(line) for line in said.stdout.splitlines()) <= 110
    both = CliRunner().invoke(app, ["languages", "de", "vi"], prog_name="audit").stdout.splitlines()
    assert both[:2] == [
        "judged alone and beside siblings: German",
        "known in part and not judged: Vietnamese",
    ]
    assert [line.split()[0] for line in both[4:6]] == ["de", "vi"]


def test_the_readme_says_what_is_judged_in_which_language(root: Path) -> None:
    readme = " ".join((root / "README.md").read_text(encoding="utf-8").split())
    for line in summary(tuple(inventory(RULES))):
        what, _, names = line.partition(": ")
        assert f"| {what} | {names} |" in readme


def test_of_one_language_it_says_what_it_has_what_it_lacks_and_which_rules_wait() -> None:
    said = CliRunner().invoke(app, ["languages", "eu"], prog_name="audit").stdout
    has, lacks = said.split("\nlacks\n")
    assert has.splitlines()[1].startswith("a text by itself is not judged: ")
    assert has.splitlines()[2].startswith("  not looked for: a person’s sex, ")
    assert has.endswith("\nhas\n  stems: what the forms of a word have in common\n")
    assert (
        "  negators: how it denies (asked by modality-against-siblings, negation-against-siblings, "
        "negation-count-against-siblings)" in lacks
    )
    assert "negation.tsv" in lacks


def test_what_is_no_language_is_an_error() -> None:
    said = CliRunner().invoke(app, ["languages", "qqq"], prog_name="audit")
    assert said.exit_code == 2
    assert "is no language" in said.stderr


def test_a_rule_speaks_where_what_it_needs_is_known() -> None:
    rule = replace(RULES[0], langs=("any",), needs=("siblings", "open-words"))
    assert speaks(rule, "de-AT")
    assert not speaks(rule, "tlh")
    assert not speaks(replace(rule, langs=("fr",)), "de")
    assert lacking("eu", ("followed", "stems", "modals")) == ("modals",)
