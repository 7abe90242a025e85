"""What a pattern needs is in every text that it matches."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import catalogue
from audit.catalogue.examples import unmark
from audit.literals import in_plain_sight, needed
from audit.patterns import compile_pattern

_PIECES = st.sampled_from(
    [
        "a",
        "the ",
        "Haus",
        "straße",
        "é",
        r"\d",
        r"\w",
        ".",
        "[ab]",
        "[^a]",
        "[a-c]",
        r"\.",
        r"\s",
        "K",
        "x",
        "ſ",
    ]
)


def _joined(parts: list[str]) -> str:
    return "".join(parts)


_PATTERNS = st.recursive(
    _PIECES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(_joined),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "+?"])).map(
            lambda pair: f"({pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=12,
)


def _holds(text: str, pattern: str) -> bool:
    folded = text.casefold()
    return in_plain_sight(pattern) in folded and all(
        any(string in folded for string in strings) for strings in needed(pattern)
    )


@settings(max_examples=400, deadline=None)
@given(_PATTERNS, st.text("aAbcxKkſsßéÉ. 12Hauseth", max_size=24))
def test_a_text_that_matches_holds_what_the_pattern_needs(pattern: str, text: str) -> None:
    for match in compile_pattern(f"(?i){pattern}").finditer(text):
        assert _holds(match[0], pattern)


def test_every_row_of_the_tables_finds_its_example_by_what_it_needs() -> None:
    tried = 0
    for rule in catalogue.load():
        table = rule.params.get("table")
        for row in table if isinstance(table, tuple) else ():
            if row.get("find") and row.get("example"):
                tried += 1
                assert _holds(unmark(row["example"])[0], row["find"]), row["find"]
    assert tried > 1000


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("in the framework of", {"in the framework of"}),
        ("colou?r bar", {"color bar", "colour bar"}),
        ("(?:man|woman) aged", {"man aged"}),
        (r"a+ (\d+) years", {f"{digit} years" for digit in range(10)}),
        (r"(?im)^[*#]{0,4}translation:", {"translation:"}),
        (r"\bTASS\b", {"tass"}),
        ("Straße", {"strasse"}),
    ],
)
def test_the_most_telling_strings_come_first(pattern: str, strings: set[str]) -> None:
    assert needed(pattern)[0] == strings


@pytest.mark.parametrize("pattern", ["", ".*", r"\w+", "a?", "(?:a|)b*", "[[:alpha:]]x", r"\Qab\E", "a("])
def test_what_needs_nothing_or_is_not_read_is_always_tried(pattern: str) -> None:
    assert needed(pattern) == ()


@pytest.mark.parametrize(
    ("pattern", "string"),
    [
        ("in (?:the )?framework of", "framework of"),
        ("the (?:Old (?:Town|City)) hall", " hall"),
        ("colou?r bars", "r bars"),
        (r"(a|b) day \d+ Of", " day "),
        ("one|other", ""),
        ("[a\\]b]c", ""),
    ],
)
def test_what_stands_in_plain_sight_is_outside_of_groups_and_choices(pattern: str, string: str) -> None:
    assert in_plain_sight(pattern) == string
