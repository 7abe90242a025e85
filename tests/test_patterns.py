"""Very many patterns are found as if each were looked for by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audit import patterns
from audit.patterns import PatternSet


@pytest.fixture(autouse=True)
def sieve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_SIEVE", patterns._Sieve())


def _found(those: PatternSet, text: str) -> list[tuple[int, str]]:
    return [(match.pattern, text[match.start : match.end]) for match in those(text)]


def test_matches_come_by_pattern_then_by_place() -> None:
    those = PatternSet(["in (?:the )?vigou?r", "Prime Minister", "vigour"])
    assert _found(those, "Entered in vigour. The Prime Minister; in the vigor.") == [
        (0, "in vigour"),
        (0, "in the vigor"),
        (1, "Prime Minister"),
        (2, "vigour"),
    ]


def test_the_automaton_finds_what_is_found_without_it() -> None:
    early = PatternSet(["cow from (?:the )?ice", r"\d+ wib", r"\w+!"])
    text = "the cow from the ice at 5 WIB, hurrah!"
    before = _found(early, text)
    for number in range(40):
        assert _found(early, f"nothing {number}") == []
    late = PatternSet(["cow from (?:the )?ice", "hurrah"])
    assert _found(early, text + " ") == before == [(0, "cow from the ice"), (1, "5 WIB"), (2, "hurrah!")]
    assert _found(late, text + " ") == [(0, "cow from the ice"), (1, "hurrah")]
    for number in range(40):
        assert _found(late, f"a hurrah, {number}") == [(1, "hurrah")]


class Struck:
    """An automaton in the making when a rule's time is over."""

    def add_word(self, word: str, value: object) -> None:
        raise TimeoutError(word)


def test_a_deadline_that_strikes_while_the_automaton_is_made_spoils_no_later_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    those = PatternSet(["harbour"])
    patterns._SIEVE._build()
    with monkeypatch.context() as busy:
        busy.setattr("audit.patterns.ahocorasick.Automaton", Struck)
        with pytest.raises(TimeoutError):
            patterns._SIEVE._build()
    assert _found(those, "The harbour is shut.") == [(0, "harbour")]


def test_a_pattern_with_a_capital_is_matched_as_written() -> None:
    assert _found(PatternSet(["Sun", "moon"]), "the sun, the Moon, the Sun") == [(0, "Sun"), (1, "Moon")]


def test_only_whole_words_match_also_beyond_ascii() -> None:
    assert _found(PatternSet(["ovek"]), "čovek ovek") == [(0, "ovek")]
    assert _found(PatternSet(["ovek"], words=False), "čovek") == [(0, "ovek")]


def test_the_replacement_gets_the_groups() -> None:
    (match,) = PatternSet([r"day (\d+) of (may|june)"], [r"\2 \1"])("on day 4 of May")
    assert match.instead == "May 4"


def test_one_pattern_may_stand_in_a_set_twice() -> None:
    assert _found(PatternSet(["twice", "twice"], ["a", "b"]), "twice") == [(0, "twice"), (1, "twice")]


# ")*" and its like behind a "+"; not in the sets of signs that some modules list.
_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{\{?\d*,?\d*\}?\})\+|\(\?>")


def test_no_pattern_has_a_group_that_gives_nothing_back(root: Path) -> None:
    """Before Python 3.11.5 such a group keeps what its last try took, though the try failed: "2024," was one
    number there (https://github.com/python/cpython/issues/106052)."""
    found = [
        f"{path.relative_to(root)}: {line.strip()}"
        for path in sorted((root / "audit").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if _POSSESSIVE_GROUP.search(line) and "frozenset(" not in line
    ]
    assert found == []
