"""Is every row of the ambiguous renderings a word with senses that English keeps apart?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from babel import Locale

from audit.language.knowledge import of

_HEADER = ["source", "origin", "senses", "note"]
_LEAST_ROWS = 700
_LEAST_OF = {"zh": 150, "id": 40, "ru": 60, "sr": 50, "ko": 40, "ja": 40, "tr": 30, "es": 40, "fr": 40}
# The detector compares at most so many words, and drops these.
_LONGEST = 3
_DROPPED = frozenset("a an the to be is are was were been being has have had will would".split())


class _Row(NamedTuple):
    source: str
    origin: str
    senses: tuple[tuple[str, ...], ...]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every two phrases of different senses."""
        for one, other in combinations(self.senses, 2):
            yield from ((left, right) for left in one for right in other)


@pytest.fixture(scope="module")
def lines(root: Path) -> list[str]:
    text = (root / "rules" / "siblings" / "ambiguous-renderings.tsv").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("# ")]


@pytest.fixture(scope="module")
def rows(lines: list[str]) -> list[_Row]:
    found = []
    for line in lines[1:]:
        source, origin, senses, _ = line.split("\t")
        found.append(_Row(source, origin, tuple(tuple(group.split(", ")) for group in senses.split(" | "))))
    return found


@pytest.fixture(scope="module")
def near(root: Path) -> set[tuple[str, str]]:
    path = root / "audit" / "language" / "en" / "synonyms.tsv"
    pairs = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            word, others = line.split("\t")
            pairs |= {(word, other) for other in others.split(" ")}
    return pairs


def test_the_table_has_its_columns_and_its_order(lines: list[str]) -> None:
    assert lines[0].split("\t") == _HEADER
    assert all(len(line.split("\t")) == len(_HEADER) for line in lines)
    assert lines[1:] == sorted(lines[1:], key=lambda line: (line.split("\t")[1], line))


def test_the_table_covers_the_languages_of_the_news(rows: list[_Row]) -> None:
    assert len(rows) >= _LEAST_ROWS
    for origin, least in _LEAST_OF.items():
        assert sum(row.origin == origin for row in rows) >= least, origin
    assert {row.origin for row in rows} <= set(Locale("en").languages)


def test_a_word_of_a_language_has_one_row(rows: list[_Row]) -> None:
    keys = [(row.origin, row.source) for row in rows]
    assert len(keys) == len(set(keys))


def test_a_row_has_two_senses_or_more_in_plain_lower_case(rows: list[_Row]) -> None:
    for row in rows:
        phrases = [phrase for sense in row.senses for phrase in sense]
        assert len(row.senses) >= 2, row
        assert len(phrases) == len(set(phrases)), row
        assert all(phrase and phrase == phrase.strip().lower() for phrase in phrases), row
        assert not any("|" in phrase for phrase in phrases), row


def test_every_phrase_can_be_met_by_the_detector(rows: list[_Row]) -> None:
    for row in rows:
        for phrase in (phrase for sense in row.senses for phrase in sense):
            assert 0 < len(phrase.split()) <= _LONGEST, (row.source, phrase)
            assert _stems(phrase), (row.source, phrase)


def test_no_phrase_of_a_sense_is_a_form_of_a_phrase_of_another(rows: list[_Row]) -> None:
    for row in rows:
        for left, right in row.pairs():
            assert _stems(left) != _stems(right), (row.source, left, right)


def test_no_two_senses_are_near_each_other(rows: list[_Row], near: set[tuple[str, str]]) -> None:
    for row in rows:
        for left, right in row.pairs():
            assert not {(left, right), (right, left)} & near, (row.source, left, right)


def _stems(phrase: str) -> tuple[str, ...]:
    stem = of("en").stem
    return tuple(stem(word) for word in phrase.split() if word not in _DROPPED)
