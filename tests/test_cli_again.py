"""Is an answer said again exactly as long as nothing that it came of is another?"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from audit import files
from audit.cache import FILE
from audit.cli import again, application, main

_FIRST = "The minister said on Monday that the the bridge would be opened.\n"
_SECOND = "The minister said on Monday that the bridge would be opened, and left.\n"
_HOUSE = '[house-words]\nen = "words.yml"\n'
# As long as a change may not show, and longer.
_OLD = 0.15

Answer = tuple[int | str | None, str, str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "above" / "project"
    for folder, text in (("one", _FIRST), ("two", _SECOND)):
        (place / folder).mkdir(parents=True)
        for version in "ab":
            (place / folder / f"{version}.en.txt").write_text(text, encoding="utf-8")
    (place / "audit.toml").write_text(_HOUSE, encoding="utf-8")
    (place / "words.yml").write_text(
        "version: 1\nrules:\n  - expected: start\n    pattern: begin\n", encoding="utf-8"
    )
    monkeypatch.setenv("AUDIT_CACHE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Runs a command when all files are old enough: its exit code and what it says on both streams."""

    def run(*words: str) -> Answer:
        time.sleep(_OLD)
        monkeypatch.setattr(sys, "argv", ["audit", *words])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code, *capsys.readouterr()

    return run


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Filled as often as a command is not answered from what is kept."""
    told: list[str] = []
    run = application.main

    def counting() -> None:
        told.append("run")
        run()

    monkeypatch.setattr(application, "main", counting)
    return told


@pytest.mark.parametrize(
    "words",
    [
        ("check", "."),
        ("check", ".", "--quiet"),
        ("check", "one", "two", "--format", "json"),
        ("check", "one/a.en.txt"),
        ("check", "one/a.en.txt", "--against", "one"),
        ("check", ".", "--select", "no-such-rule-of-ours", "--no-config"),
    ],
    ids=" ".join,
)
def test_the_same_is_said_again_to_the_same_words(
    project: Path, ask: Callable[..., Answer], judged: list[str], words: tuple[str, ...]
) -> None:
    first, second = ask(*words), ask(*words)
    assert first == second
    assert len(judged) == (2 if first[0] == 2 else 1)


def _write(name: str, text: str) -> Callable[[Path], object]:
    def write(project: Path) -> None:
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


def test_one_entry_serves_every_report(project: Path, ask: Callable[..., Answer], tmp_path: Path) -> None:
    def entries() -> int:
        with closing(sqlite3.connect(tmp_path / "cache" / "audit" / FILE)) as database:
            return int(database.execute("SELECT count(*) FROM stories").fetchone()[0])

    ask("check", ".", "--quiet")
    before = entries()
    for form in ("text", "json", "html", "sarif"):
        ask("check", ".", "--format", form)
    assert entries() == before


_CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": _write("one/a.en.txt", _SECOND),
    "a text of the same length and time": lambda project: _in_place(project / "two" / "a.en.txt"),
    "a further version": _write("one/c.en.txt", _FIRST),
    "a further folder": _write("three/a.en.txt", _FIRST),
    "a version that is gone": lambda project: (project / "one" / "a.en.txt").unlink(),
    "the configuration": _write("audit.toml", '[severity]\ndoubled-word = "minor"\n'),
    "a nearer configuration": _write("one/audit.toml", ""),
    "a list of the house": _write("words.yml", "rules:\n  - expected: x\n    pattern: minister\n"),
    "words that are right": _write(".audit/names.txt", "the the\n"),
    "decisions": _write(".audit/one/a.en.txt.decisions", "broken\n"),
    "a story's own file": _write("one/story.toml", 'id = "another"\n'),
    "a repository above": lambda project: (project.parent / ".git").mkdir(),
    "what git ignores": _write(".git/keep", ""),
}


def _in_place(path: Path) -> None:
    told = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("Monday", "Sunday"), encoding="utf-8")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


@pytest.mark.parametrize("change", _CHANGES)
def test_whatever_changes_is_judged(
    project: Path, ask: Callable[..., Answer], judged: list[str], change: str
) -> None:
    ask("check", ".", "--quiet")
    _CHANGES[change](project)
    said = ask("check", ".", "--quiet")
    assert len(judged) == 2
    assert said == ask("check", ".", "--quiet", "--no-cache")


def test_other_words_another_place_and_other_variables_are_another_question(
    project: Path, ask: Callable[..., Answer], judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("check", ".")
    ask("check", "./")
    monkeypatch.setenv("NO_COLOR", "1")
    ask("check", ".")
    monkeypatch.chdir(project / "one")
    ask("check", ".")
    assert len(judged) == 4


@pytest.mark.parametrize("words", [("--no-cache",), ("--changed-since", "HEAD"), ("--output", "x.txt")])
def test_what_is_no_answer_to_the_words_alone_is_not_kept(
    project: Path, ask: Callable[..., Answer], judged: list[str], words: tuple[str, ...]
) -> None:
    ask("check", ".", *words)
    ask("check", ".", *words)
    assert len(judged) == 2


def test_a_file_that_changed_just_now_may_change_again_unseen(
    project: Path, ask: Callable[..., Answer], judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    (project / "one" / "a.en.txt").write_text(_SECOND, encoding="utf-8")
    ask("check", ".")
    ask("check", ".")
    assert len(judged) == 2


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[]", b'{"status": 0, "said": [[0]], "seen": {}}', b"[" * 9_999]
)
def test_an_answer_that_is_broken_is_none(
    project: Path, ask: Callable[..., Answer], judged: list[str], broken: bytes, tmp_path: Path
) -> None:
    first = ask("check", ".")
    (kept,) = (tmp_path / "cache" / "audit" / again._FOLDER).iterdir()
    kept.write_bytes(broken)
    assert ask("check", ".") == first
    assert len(judged) == 2


def test_few_answers_stay(
    project: Path, ask: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "_STAY", 2)
    for width in ("80", "90", "100"):
        ask("check", ".", "--width", width)
    assert len(list((tmp_path / "cache" / "audit" / again._FOLDER).iterdir())) == 2


_EVENTS = ("open", "os.scandir", "os.listdir")
_opened: list[str] | None = None


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _opened is not None and event in _EVENTS and isinstance(arguments[0], str | os.PathLike):
        _opened.append(os.fspath(arguments[0]))


@pytest.fixture
def opened(project: Path) -> Iterator[list[str]]:
    """Every file and folder that Python opens meanwhile; a hook cannot be taken away, only told nothing."""
    global _opened
    sys.addaudithook(_hook)
    _opened = []
    yield _opened
    _opened = None


def test_whatever_a_run_opens_below_the_project_was_looked_at(project: Path, opened: list[str]) -> None:
    from typer.testing import CliRunner

    for path, text in {
        "one/story.toml": 'id = "x"\n',
        ".audit/one/a.en.txt.decisions": "broken\n",
        ".audit/names.txt": "the the\n",
        ".gitignore": "*.log\n",
        "site/docusaurus.config.js": "module.exports = {i18n: {locales: ['en', 'fr']}};\n",
        "site/docs/a.md": _FIRST,
        "site/i18n/fr/docusaurus-plugin-content-docs/current/a.md": "Le pont.\n",
        "hugo/config/_default/hugo.toml": "defaultContentLanguage = 'en'\n",
        "hugo/config/_default/languages.toml": "[en]\n[fr]\n",
        "hugo/content/en/a.md": _FIRST,
        "hugo/content/fr/a.md": "Le pont.\n",
        "own/no-bridge.yaml": "broken: true\n",
    }.items():
        _write(path, text)(project)
    (project / ".git").mkdir()
    opened.clear()
    with files.watched() as seen:
        CliRunner().invoke(application.everything(), ["check", ".", "--no-cache"])
        CliRunner().invoke(application.everything(), ["check", ".", "--no-cache", "--rules", "own"])
    known = {os.path.realpath(path) for path in seen if path != files.UNKNOWN}
    # Step by step from an open folder a file is opened by its bare name.
    known |= {Path(path).name for path in known}
    below = {path for path in opened if os.path.realpath(path).startswith(f"{project}{os.sep}")}
    assert len(below) > 20
    assert {path for path in below if os.path.realpath(path) not in known and path not in known} == set()
