"""Does `audit check` do what was typed, and say with its exit code how it went?"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

import audit
from audit.cli import app, main
from audit.report.formats import WITHOUT_FIGURES, Format, render

_CLEAN = "The bridge in the town was opened on Monday by the mayor, who thanked the workers.\n"
_FAULTY = "The bridge in {{town}} was opened on Monday by the mayor, who thanked the workers.\n"


class Asked(NamedTuple):
    """How a command went."""

    returncode: int
    stdout: str
    stderr: str


def _audit(*words: str | Path, folder: Path, given: bytes | None = None) -> Asked:
    """In this process, which is quick."""
    with chdir(folder):
        asked = CliRunner().invoke(app, [str(word) for word in words], input=given, prog_name="audit")
    return Asked(asked.exit_code, asked.stdout, asked.stderr)


def _process(*words: str | Path, folder: Path, env: dict[str, str] | None = None) -> Asked:
    """As a person starts it."""
    root = Path(__file__).resolve().parents[1]
    asked = subprocess.run(
        [sys.executable, "-m", "audit", *map(str, words)],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1", **(env or {})},
    )
    return Asked(asked.returncode, asked.stdout.decode(), asked.stderr.decode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.en.txt").write_text(_CLEAN, encoding="utf-8")
    (tmp_path / "faulty.en.txt").write_text(_FAULTY, encoding="utf-8")
    return tmp_path


def test_clean_is_0(folder: Path) -> None:
    asked = _audit("check", "clean.en.txt", folder=folder)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "no findings in 1 version of 1 story" in asked.stdout


def test_findings_are_1(folder: Path) -> None:
    asked = _audit("check", "faulty.en.txt", folder=folder)
    assert asked.returncode == 1
    assert "faulty.en.txt:1:15: major: " in asked.stdout


@pytest.mark.parametrize(("limit", "code"), [("minor", 1), ("major", 1), ("critical", 0), ("never", 0)])
def test_fail_on_sets_the_limit(folder: Path, limit: str, code: int) -> None:
    assert _audit("check", "faulty.en.txt", "--fail-on", limit, folder=folder).returncode == code


def test_what_cannot_be_judged_is_2_and_the_rest_is_still_judged(folder: Path) -> None:
    asked = _audit("check", "lost.txt", "faulty.en.txt", folder=folder)
    assert asked.returncode == 2
    assert "could not judge: lost.txt" in asked.stdout
    assert "faulty.en.txt:1:15" in asked.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check",), "PATH"),
        (("check", "a", "--format", "xml"), "xml"),
        (("check", "clean.en.txt", "--select", "no-such-rule"), "no-such-rule"),
        (("check", "clean.en.txt", "--rules", "nowhere"), "nowhere"),
        (("check", "clean.en.txt", "faulty.en.txt", "--against", "clean.en.txt"), "one article"),
        (("check", ".", "--against", "clean.en.txt"), "one article"),
        (("check", "clean.en.txt", "--against"), "--against"),
        (("check", "clean.en.txt", "--reference"), "--reference"),
        (("check", "clean.en.txt", "--against", "--reference", "faulty.en.txt"), "--against"),
        (("check", "clean.en.txt", "faulty.en.txt", "--reference", "clean.en.txt"), "one article"),
        (("check", "clean.en.txt", "--output", "no/such/folder"), "cannot be written"),
        (("explain", "no-such-rule"), "no-such-rule"),
        (("nonsense",), "nonsense"),
    ],
)
def test_what_was_typed_wrong_is_2_and_said(folder: Path, words: Sequence[str], said: str) -> None:
    asked = _audit(*words, folder=folder)
    assert asked.returncode == 2
    assert said in asked.stderr


def test_a_wrong_word_prints_no_traceback(folder: Path) -> None:
    asked = _process("check", "clean.en.txt", "--select", "no-such-rule", folder=folder)
    assert asked.returncode == 2
    assert asked.stderr.count("\n") == 1


def test_a_rule_with_an_error_is_named_with_its_line(folder: Path) -> None:
    rules = folder / "rules" / "own"
    rules.mkdir(parents=True)
    (rules / "broken.yaml").write_text("category: style/x\nseverity: dreadful\n", encoding="utf-8")
    asked = _audit("check", "clean.en.txt", "--rules", "rules", folder=folder)
    assert asked.returncode == 2
    assert "broken.yaml" in asked.stderr
    assert "Traceback" not in asked.stderr


def test_standard_input_is_an_article(folder: Path) -> None:
    asked = _audit("check", "-", "--format", "json", folder=folder, given=_FAULTY.encode())
    assert asked.returncode == 1
    assert json.loads(asked.stdout)["findings"][0]["text"] == "{{town}}"


def test_against_takes_several_paths_and_may_be_repeated(seeds_copy: Path) -> None:
    names = sorted(path.name for path in seeds_copy.glob("*.en.txt"))
    together = _audit("check", names[0], "--against", *names[1:], "--format", "json", folder=seeds_copy)
    repeated = _audit(
        "check",
        "--against",
        names[1],
        "--format",
        "json",
        "--against",
        names[2],
        "--",
        names[0],
        folder=seeds_copy,
    )
    assert json.loads(together.stdout) == json.loads(repeated.stdout)
    assert json.loads(together.stdout)["scores"]


def test_select_and_ignore_take_commas_and_repetition(folder: Path) -> None:
    both = ("--select", "residue,names", "--select", "people")
    assert _audit("check", "faulty.en.txt", *both, folder=folder).returncode == 1
    assert (
        _audit("check", "faulty.en.txt", *both, "--ignore", "template-marker", folder=folder).returncode == 0
    )


def test_a_report_into_a_file_leaves_the_terminal_alone(folder: Path) -> None:
    asked = _audit("check", "faulty.en.txt", "--format", "json", "--output", "report.json", folder=folder)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["findings"]


def test_lines_of_json_are_nothing_but_findings(folder: Path) -> None:
    asked = _audit("check", "faulty.en.txt", "clean.en.txt", "--format", "jsonl", folder=folder)
    assert [json.loads(line)["document"] for line in asked.stdout.splitlines()] == ["faulty.en.txt"]
    assert _audit("check", "clean.en.txt", "--format", "jsonl", folder=folder).stdout == ""


def test_summary_and_quiet_say_less_and_less(folder: Path) -> None:
    full, summary, quiet = (
        _audit("check", "faulty.en.txt", *words, folder=folder).stdout
        for words in ((), ("--summary",), ("--quiet",))
    )
    assert "‹{{town}}›" in full
    assert "‹" not in summary
    assert "issues" in summary
    assert "issues" not in quiet
    assert "faulty.en.txt" in quiet


def test_rich_without_a_terminal_has_no_escapes(folder: Path) -> None:
    asked = _audit("check", "faulty.en.txt", "--format", "rich", "--width", "70", folder=folder)
    assert "MAJOR" in asked.stdout
    assert "\x1b" not in asked.stdout


def test_no_color_takes_the_colours_and_keeps_the_marks(folder: Path) -> None:
    force = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "NO_COLOR": ""}
    words = ("check", "faulty.en.txt", "--format", "rich")
    assert "\x1b[1;4;31m" in _process(*words, folder=folder, env=force).stdout
    for plain in (
        _process(*words, "--no-color", folder=folder, env=force),
        _process(*words, folder=folder, env={**force, "NO_COLOR": "1"}),
    ):
        assert ";31m" not in plain.stdout
        assert "‹{{town}}›" in plain.stdout


@pytest.mark.skipif(os.name == "nt", reason="a file name of any bytes is a thing of POSIX")
def test_a_file_name_that_is_no_utf8_harms_no_report(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xffd.txt")).write_text(_FAULTY, encoding="utf-8")
    for form in ("text", "rich", "json"):
        asked = _process("check", ".", "--format", form, folder=folder)
        assert "Traceback" not in asked.stderr
        assert "b�d.txt" in asked.stdout or json.loads(asked.stdout)


def test_a_reader_who_leaves_early_is_no_error(seeds_copy: Path) -> None:
    root = Path(__file__).resolve().parents[1]
    asked = subprocess.run(
        f'"{sys.executable}" -m audit check . --format json | head -n 1',
        shell=True,
        cwd=seeds_copy,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert (asked.returncode, asked.stdout.strip(), asked.stderr) == (0, b"{", b"")


def test_score_prints_figures_and_no_findings(seeds_copy: Path) -> None:
    asked = _audit("score", ".", folder=seeds_copy)
    assert asked.returncode == 0
    assert "chrF++" in asked.stdout
    assert "‹" not in asked.stdout


def test_version_is_the_packages_own(folder: Path) -> None:
    assert _audit("version", folder=folder).stdout == f"audit {audit.__version__}\n"
    assert _process("version", folder=folder).stdout == f"audit {audit.__version__}\n"


def test_every_command_explains_itself(folder: Path) -> None:
    for words in ((), ("check",), ("score",), ("explain",), ("rules",), ("rules", "show"), ("rules", "test")):
        asked = _audit(*words, "--help", folder=folder)
        assert asked.returncode == 0
        assert "Usage: audit" in asked.stdout


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.usefixtures("heeded")
def test_an_interrupted_run_is_130_and_quiet(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number}.en.txt").write_text(_CLEAN * 200, encoding="utf-8")
    root = Path(__file__).resolve().parents[1]
    started = subprocess.Popen(
        [sys.executable, "-m", "audit", "check", *sorted(path.name for path in tmp_path.iterdir())],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    time.sleep(1.5)
    started.send_signal(signal.SIGINT)
    said, complained = started.communicate(timeout=60)
    assert (started.returncode, said, complained) == (130, b"", b"")


def test_a_fault_of_our_own_is_2_and_no_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("our own")

    monkeypatch.setattr("audit.run.check", broken)
    monkeypatch.setattr(sys, "argv", ["audit", "check", str(folder)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2


@pytest.mark.parametrize("form", ["rich", "text"])
def test_quiet_needs_no_more_than_verdicts(form: str, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = ["check", str(seeds), "--quiet", "--format", form]
    expected = [line.split()[0] for line in CliRunner().invoke(app, command[:2]).stdout.splitlines()[:1]]

    def compares(*_: object, **__: object) -> None:
        raise AssertionError("compared for nothing")

    monkeypatch.setattr("audit.score._agreements", compares)
    monkeypatch.setattr("audit.score._consensuses", compares)
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 1
    assert done.stdout.split()[:1] == expected


@pytest.mark.parametrize("form", sorted(WITHOUT_FIGURES))
def test_formats_without_figures_say_the_same_without_their_cost(
    form: Format, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = render(form, audit.check([str(seeds)]))

    def counts(*_: object, **__: object) -> None:
        raise AssertionError("compared for nothing")

    monkeypatch.setattr("audit.score._agreements", counts)
    monkeypatch.setattr("audit.score._consensuses", counts)
    done = CliRunner().invoke(app, ["check", str(seeds), "--format", form])
    assert done.stdout == expected
