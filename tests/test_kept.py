"""Is what was kept of an earlier run what the same program would come to, and does nothing else count?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from audit import kept
from audit.language import cldr


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def _never() -> dict[str, int]:
    raise AssertionError("it was kept")


def test_what_is_kept_is_not_made_again(place: Path) -> None:
    assert kept.kept("of-words", lambda: {"one": 1}) == {"one": 1}
    assert kept.kept("of-words", _never) == {"one": 1}


def test_another_program_makes_it_anew(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.kept("of-words", lambda: {"one": 1})
    monkeypatch.setattr(kept, "program", lambda: b"another")
    assert kept.kept("of-words", lambda: {"two": 2}) == {"two": 2}


@pytest.mark.parametrize("cut", [0, 10, 39, -1])
def test_half_of_it_counts_as_none(place: Path, cut: int) -> None:
    kept.kept("of-words", lambda: {"one": 1})
    (file,) = place.rglob("*.marshal")
    file.write_bytes(file.read_bytes()[:cut])
    assert kept.kept("of-words", lambda: {"two": 2}) == {"two": 2}


@pytest.mark.parametrize("name", ["../above", "a/b", "a.b", ""])
def test_a_name_that_leads_elsewhere_is_made_and_not_kept(place: Path, name: str) -> None:
    assert kept.kept(name, lambda: {"one": 1}) == {"one": 1}
    assert not list(place.rglob("*.marshal"))


@pytest.mark.parametrize("code", ["en", "de", "zh", "tr", "ar", "qqq", "", "../en"])
def test_how_a_language_writes_is_the_same_kept_or_not(place: Path, code: str) -> None:
    first = cldr.manner.__wrapped__(code)
    assert cldr.manner.__wrapped__(code) == first == cldr.Manner(*cldr._manner(code))


def test_only_what_may_be_the_code_of_a_language_is_kept(place: Path) -> None:
    cldr.manner.__wrapped__("en")
    cldr.manner.__wrapped__("words-of-a-text")
    assert [file.name.partition(".")[0] for file in place.rglob("*.marshal")] == ["cldr-en"]
