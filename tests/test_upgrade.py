"""Does a repository that was begun with one version of the catalogue get to the next without a surprise?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

import audit
from audit import catalogue
from audit.catalogue import RuleError, releases
from audit.cli import app
from audit.model import Release, Rule, Severity, Stage
from audit.report import github_comment, markdown
from audit.settings import SelectionError, Settings, choose
from audit.version import CATALOGUE
from tools import rule_versions

# What a rule of 0.1 finds, and what one finds that came after it.
_KNOWN = "The bridge in {{town}} was opened on Monday by the mayor, who thanked the workers.\n"
_LATER = "<think>The user wants a translation.</think> The bridge was opened on Monday by the mayor.\n"


def _audit(*words: str) -> tuple[int, str, str]:
    asked = CliRunner().invoke(app, list(words), prog_name="audit")
    return asked.exit_code, asked.stdout, asked.stderr


def _rules_found() -> list[str]:
    code, out, err = _audit("check", ".", "--format", "json", "--no-cache")
    assert code in (0, 1), err
    return [one["rule"] for one in json.loads(out)["findings"] if one["status"] == "new"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bridge.txt").write_text(_KNOWN, encoding="utf-8")
    (tmp_path / "mayor.md").write_text(_LATER, encoding="utf-8")
    (tmp_path / "audit.toml").write_text('rules-version = "0.1"\n', encoding="utf-8")
    return tmp_path


def test_from_baseline_to_upgrade(site: Path) -> None:
    with chdir(site):
        assert _rules_found() == ["template-marker"]
        assert _audit("baseline", ".")[0] == 0
        assert _rules_found() == []
        # What the upgrade will bring is told before it comes.
        assert "reasoning-left-in" in _audit("rules", "list", "--since", "0.1")[1]
        Path("audit.toml").write_text(f'rules-version = "{CATALOGUE}"\n', encoding="utf-8")
        assert _rules_found() == ["reasoning-left-in"]
        assert _audit("check", ".", "--no-cache")[0] == 1
        # A budget takes it in until somebody has the time.
        Path("audit.toml").write_text("[[budgets]]\nfindings = 1\n", encoding="utf-8")
        assert _audit("check", ".", "--no-cache")[0] == 0
        assert _audit("baseline", ".")[0] == 0
        assert _rules_found() == []


def test_a_rule_that_is_asked_for_by_name_speaks_whatever_version_is_kept_to(site: Path) -> None:
    with chdir(site):
        code, out, _ = _audit("check", ".", "--select", "reasoning-left-in", "--no-cache")
    assert code == 1
    assert "reasoning-left-in" in out


_STABLE, _PREVIEW = Stage.STABLE, Stage.PREVIEW


@pytest.mark.parametrize(
    ("was", "version", "stage", "severity"),
    [
        ((), "0.1", _PREVIEW, Severity.MAJOR),
        ((("0.1", _PREVIEW, Severity.MINOR),), "0.1", _PREVIEW, Severity.MAJOR),
        ((("0.1", _STABLE, Severity.MINOR),), "0.1", _STABLE, Severity.MINOR),
        ((("0.1", _STABLE, Severity.CRITICAL),), "0.1", _STABLE, Severity.MAJOR),
        (
            (("0.9", _PREVIEW, Severity.MAJOR), ("0.10", _STABLE, Severity.MAJOR)),
            "0.9",
            _PREVIEW,
            Severity.MAJOR,
        ),
        (
            (("0.9", _PREVIEW, Severity.MAJOR), ("0.10", _STABLE, Severity.MAJOR)),
            "0.11",
            _STABLE,
            Severity.MAJOR,
        ),
        (None, "0.1", _STABLE, Severity.MAJOR),
    ],
)
def test_a_rule_is_no_graver_and_no_further_than_it_was(
    was: tuple[tuple[str, Stage, Severity], ...] | None, version: str, stage: Stage, severity: Severity
) -> None:
    released = None if was is None else tuple(Release(*one) for one in was)
    rule = Rule("a", "names", "accuracy", Severity.MAJOR, "pattern", "m", "w", releases=released)
    then = rule.as_of(version)
    assert (then.stage, then.severity) == (stage, severity)


def test_a_retired_rule_stays_retired() -> None:
    released = (Release("0.1", _STABLE, Severity.MAJOR),)
    rule = Rule("a", "names", "accuracy", Severity.MAJOR, "pattern", "m", "w", stage=Stage.RETIRED)
    assert replace(rule, releases=released).as_of("0.1").stage is Stage.RETIRED


def test_a_version_that_never_was_is_an_error() -> None:
    with pytest.raises(SelectionError, match=r"rules-version: expected one of 0\.1, .*found '9\.9'"):
        choose(catalogue.load(), Settings(rules_version="9.9"))


def test_the_first_version_is_what_it_was() -> None:
    then = choose(catalogue.load(), Settings(rules_version="0.1"))
    now = choose(catalogue.load(), Settings())
    assert {rule.name for rule in then} < {rule.name for rule in now}


def test_rules_given_parameters_speak_in_any_version(site: Path) -> None:
    (site / "audit.toml").write_text(
        'rules-version = "0.1"\n[parameters.reasoning-left-in]\n', encoding="utf-8"
    )
    with chdir(site):
        assert "reasoning-left-in" in _rules_found()


def test_once_a_version_is_released_every_new_rule_is_in_preview() -> None:
    rules = catalogue.load()
    released = {one.version for rule in rules for one in rule.releases or ()}
    # 0.1 was not published, so that what came since is new to nobody.
    if CATALOGUE != "0.2" or CATALOGUE in released:
        assert not [rule.name for rule in releases.unannounced(rules)]


def test_a_rule_without_a_release_before_it_is_unannounced() -> None:
    rule = Rule("a", "names", "accuracy", Severity.MAJOR, "pattern", "m", "w", releases=())
    known = replace(rule, releases=(Release("0.2", _PREVIEW, Severity.MAJOR),))
    assert list(releases.unannounced([rule, known, replace(rule, stage=_PREVIEW)])) == [rule]


def test_a_release_adds_what_is_new_and_what_changed() -> None:
    same = Rule("a", "names", "accuracy", Severity.MAJOR, "pattern", "m", "w", releases=())
    rules = (
        replace(same, name="new"),
        replace(same, name="same", releases=(Release("0.2", _STABLE, Severity.MAJOR),)),
        replace(same, name="graver", releases=(Release("0.2", _STABLE, Severity.MINOR),)),
        replace(same, name="out", releases=(Release("0.2", _PREVIEW, Severity.MAJOR),)),
    )
    assert [name for name, _ in releases.changes(rules, "0.3")] == ["new", "graver", "out"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "expected the columns version rule stage severity"),
        (["0.1\ta\tstable"], "2: expected version, rule, stage and severity"),
        (["0.1\ta\tnever\tmajor"], "2: expected version, rule, stage and severity"),
        (["0.2\ta\tstable\tmajor", "0.1\ta\tstable\tminor"], "3: .*a stands in version 0.2 before it"),
        (["one\ta\tstable\tmajor"], "2: expected version, rule, stage and severity"),
    ],
)
def test_a_table_of_versions_that_is_wrong_says_where(
    rows: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = ["version\trule\tstage\tseverity"] if rows else []
    (tmp_path / releases.NAME).write_text("\n".join([*head, *rows]), encoding="utf-8")
    monkeypatch.setattr(releases, "rules_folder", lambda: tmp_path)
    with pytest.raises(RuleError, match=said):
        releases.read()


def test_what_was_released_is_not_written_again(capsys: pytest.CaptureFixture[str]) -> None:
    before = (catalogue.rules_folder() / releases.NAME).read_bytes()
    assert rule_versions.main("0.1") == 2
    assert "expected a version behind" in capsys.readouterr().err
    assert (catalogue.rules_folder() / releases.NAME).read_bytes() == before


_BUDGET = """
fail-on = "critical"
[[budgets]]
languages = ["de"]
fail-on = "minor"
findings = 2
[[budgets]]
paths = ["docs/de/legal/**"]
fail-on = "minor"
"""


@pytest.mark.parametrize(
    ("path", "lang", "faults", "code", "said"),
    [
        ("docs/de/a.txt", "de", 2, 0, ""),
        (
            "docs/de/a.txt",
            "de",
            3,
            1,
            "audit.toml:3: budgets[0]: 3 findings at or above minor, 2 are allowed",
        ),
        ("docs/de/a.txt", "de-AT", 3, 1, "budgets[0]: 3 findings"),
        ("docs/de/legal/a.txt", "de", 1, 1, "budgets[1]: 1 findings at or above minor, 0 are allowed"),
        ("docs/fr/a.txt", "fr", 1, 0, ""),
    ],
)
def test_a_budget_is_for_a_language_and_for_paths(
    path: str, lang: str, faults: int, code: int, said: str, tmp_path: Path
) -> None:
    text = "\n".join(f"Absatz {number}: {{{{wort}}}} steht hier im Text.\n" for number in range(faults))
    (tmp_path / "audit.toml").write_text(_BUDGET, encoding="utf-8")
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(f"---\nlang: {lang}\n---\n{text}", encoding="utf-8")
    with chdir(tmp_path):
        got, _, error = _audit("check", ".", "--select", "template-marker", "--no-cache")
    assert (got, said in error) == (code, True)
    assert bool(error) == bool(said)


def test_fail_on_of_the_command_line_holds_for_budgets_too(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text("[[budgets]]\nfail-on = 'minor'\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(_KNOWN, encoding="utf-8")
    with chdir(tmp_path):
        assert _audit("check", ".", "--no-cache")[0] == 1
        assert _audit("check", ".", "--no-cache", "--fail-on", "never")[0] == 0


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("[[budgets]]\nfindings = -1", "budgets[0].findings: expected at least 0, found -1"),
        ("[[budgets]]\nlanguages = ['not a tag']", "budgets[0].languages[0]"),
        ("[[budgets]]\nfinding = 3", "budgets[0].finding: unknown key"),
        ("[[budgets]]\nfail-on = 'bad'", "budgets[0].fail-on: "),
        ("rules-version = 2", "rules-version: expected a string"),
    ],
)
def test_what_a_budget_cannot_say_is_told_with_its_place(said: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text(said, encoding="utf-8")
    (tmp_path / "a.txt").write_text(_KNOWN, encoding="utf-8")
    with chdir(tmp_path):
        code, _, error = _audit("check", ".")
    assert code == 2
    assert reason in error


def _run_of(folder: Path, text: str) -> audit.Run:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    with chdir(folder):
        return audit.check(["a.txt"], Settings(select=("template-marker",)))


def test_the_comment_is_the_report_behind_its_sign_and_no_longer_than_github_takes(tmp_path: Path) -> None:
    few = _run_of(tmp_path, _KNOWN)
    assert github_comment.render(few) == f"{github_comment.MARKER}\n{markdown.render(few)}"
    many = _run_of(tmp_path, "".join(f"{number}. {_KNOWN}\n" for number in range(2000)))
    assert markdown.characters(github_comment.render(many)) <= markdown.COMMENT.most


# A pull request's comments as a file, and the two words of GitHub's program that the example says.
_GH = """#!/bin/sh
echo "$@" >> "$LOG"
case "$*" in
  *"--method POST"*|*"--method PATCH"*) ;;
  *) while [ "$1" != --jq ]; do shift; done; jq -r "$2" "$STORE" ;;
esac
"""


@pytest.mark.parametrize(
    ("comments", "call"),
    [
        ([], "--method POST repos/o/r/issues/7/comments --field body=@comment.md --silent"),
        ([(1, "User", "{sign}\nforged")], "--method POST repos/o/r/issues/7/comments"),
        ([(1, "Bot", "another robot's\n{sign}")], "--method POST repos/o/r/issues/7/comments"),
        (
            [(1, "Bot", "hello"), (5, "Bot", "{sign}\n## audit"), (9, "User", "thanks")],
            "--method PATCH repos/o/r/issues/comments/5 --field body=@comment.md --silent",
        ),
    ],
)
def test_the_step_of_the_example_writes_one_comment_and_then_changes_it(
    comments: list[tuple[int, str, str]], call: str, root: Path, tmp_path: Path
) -> None:
    if not shutil.which("jq"):
        pytest.skip("jq is not installed: what the example asks GitHub's program for cannot be tried")
    page = (root / "docs" / "examples" / "github-pull-request.yml").read_text(encoding="utf-8")
    step = yaml.safe_load(page)["jobs"]["audit"]["steps"][-1]
    store = [
        {"id": number, "user": {"type": kind}, "body": body.format(sign=github_comment.MARKER)}
        for number, kind, body in comments
    ]
    (tmp_path / "store.json").write_text(json.dumps(store), encoding="utf-8")
    (tmp_path / "comment.md").write_text(github_comment.render(audit.Run()), encoding="utf-8")
    (tmp_path / "gh").write_text(_GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "LOG": str(tmp_path / "log"),
        "STORE": str(tmp_path / "store.json"),
        "COMMENTS": "repos/o/r/issues/7/comments",
        "COMMENT": "repos/o/r/issues/comments",
    }
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    asked = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert len(asked) == 2
    assert asked[1].startswith(f"api {call}")
