"""Are the rules that were kept those of the files, and does nothing that happens to what is kept matter?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from audit import catalogue, literals
from audit.catalogue import compiled
from audit.model import Rule


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


@pytest.fixture(scope="module")
def rules() -> tuple[Rule, ...]:
    return catalogue.load_folder(catalogue.rules_folder(), patterns=False)


def _file(folder: Path) -> Path:
    (file,) = folder.rglob("*.marshal")
    return file


def test_what_was_kept_is_what_the_files_say(kept: Path, rules: tuple[Rule, ...]) -> None:
    folder = catalogue.rules_folder()
    assert compiled.recall(folder) is None
    compiled.keep(folder, rules, ["(one|two) three", "x*"])
    recalled = compiled.recall(folder)
    assert recalled == rules
    for one, other in zip(rules, recalled or (), strict=True):
        assert {name: type(value) for name, value in one.params.items()} == {
            name: type(value) for name, value in other.params.items()
        }


def test_what_patterns_need_is_kept_with_them(
    kept: Path, rules: tuple[Rule, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, pattern = catalogue.rules_folder(), "(one|two) three"
    expected = literals.needed.__wrapped__(pattern)
    compiled.keep(folder, rules, [pattern, "x*"])
    learned: dict[str, tuple[tuple[str, ...], ...]] = {}
    monkeypatch.setattr(literals, "_learned", learned)
    compiled.recall(folder)
    assert set(learned) == {pattern, "x*"}
    monkeypatch.setattr(literals, "_PatternReader", None)
    assert literals.needed.__wrapped__(pattern) == expected
    assert literals.needed.__wrapped__("x*") == ()


def test_another_program_or_other_files_count_as_not_kept(
    kept: Path, rules: tuple[Rule, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "rules"
    (folder / "a").mkdir(parents=True)
    compiled.keep(folder, rules, ["(one|two) three", "x*"])
    assert compiled.recall(folder) == rules
    (folder / "a" / "new.yaml").touch()
    assert compiled.recall(folder) is None
    compiled.keep(folder, rules, ["(one|two) three", "x*"])
    monkeypatch.setattr(compiled, "code", lambda: "another")
    assert compiled.recall(folder) is None


@pytest.mark.parametrize("cut", [0, 10, 60, 5000, -1])
def test_half_a_file_counts_as_none(kept: Path, rules: tuple[Rule, ...], cut: int) -> None:
    folder = catalogue.rules_folder()
    compiled.keep(folder, rules, ["(one|two) three", "x*"])
    file = _file(kept)
    file.write_bytes(file.read_bytes()[:cut])
    assert compiled.recall(folder) is None


def test_nothing_is_written_where_python_writes_nothing(
    kept: Path, rules: tuple[Rule, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled.keep(catalogue.rules_folder(), rules, [])
    assert not list(kept.rglob("*.marshal"))


def test_a_place_that_cannot_be_written_is_no_fault(
    kept: Path, rules: tuple[Rule, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept / "file").touch()
    monkeypatch.setattr(sys, "pycache_prefix", str(kept / "file"))
    compiled.keep(catalogue.rules_folder(), rules, [])
    assert compiled.recall(catalogue.rules_folder()) is None
