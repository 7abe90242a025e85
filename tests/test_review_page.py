"""An article on a page: every character once, no line too wide, nothing in it that could act."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from audit.report.wording import visible
from audit.review.page import Highlight, Page, wrapped


def _text(page: Page) -> str:
    return "".join(run.text for line in page.lines for run in line.runs)


@settings(deadline=None)
@given(st.text("ab é東\n \t-", max_size=80), st.integers(2, 12))
def test_every_character_is_shown_once_on_lines_that_fit(text: str, width: int) -> None:
    page = Page(text, (), width)
    assert _text(page) == visible(text.replace("\n", ""))
    assert all(cell_len("".join(run.text for run in line.runs).rstrip()) <= width for line in page.lines)


@settings(deadline=None)
@given(
    st.text("ab \n", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5),
    st.integers(3, 20),
)
def test_marks_add_their_signs_and_lose_nothing(text: str, places: list[tuple[int, int]], width: int) -> None:
    inlines = [
        Highlight(min(one, len(text)), min(max(one, other), len(text)), "major", "key", "▲", "→")
        for one, other in places
        if one < other and one < len(text)
    ]
    shown = _text(Page(text, inlines, width))
    assert shown.replace("▲", "").replace("→", "") == visible(text.replace("\n", ""))
    assert shown.count("▲") == shown.count("→") == len(inlines)


def test_marked_words_have_their_style_and_whose_they_are() -> None:
    (line,) = Page("one two three", [Highlight(4, 7, "major", "key", "▲", " 2")], 40).lines
    assert [tuple(run) for run in line.runs] == [
        ("one ", "", ""), ("▲two", "major", "key"), (" 2", "new", "key"), (" three", "", "")
    ]  # fmt: skip


def test_of_marks_that_overlap_the_later_is_seen() -> None:
    (line,) = Page("one two", [Highlight(0, 7, "minor", "a"), Highlight(4, 7, "major", "b")], 40).lines
    assert [tuple(run) for run in line.runs] == [("one ", "minor", "a"), ("two", "major", "b")]


def test_a_mark_goes_on_in_the_next_paragraph_with_one_sign() -> None:
    page = Page("one\ntwo", [Highlight(0, 7, "minor", "a", "•", "!")], 40)
    assert [[run.text for run in line.runs] for line in page.lines] == [["•one"], ["two", "!"]]


def test_the_line_of_an_offset() -> None:
    page = Page("one two\n\nthree", (), 4)
    assert [page.line_of(offset) for offset in (0, 3, 4, 7, 8, 9, 13)] == [0, 0, 1, 1, 2, 3, 4]


@pytest.mark.parametrize("character", ["\x1b", "\x9b", "\u202e", "\u2066", "\x07", "\r", "\u2028", "\udc80"])
def test_what_could_act_on_the_terminal_is_replaced_by_what_can_be_seen(character: str) -> None:
    text = f"one{character}[31mtwo"
    for inlines in ((), (Highlight(0, len(text), "major", "k"),)):
        shown = _text(Page(text, inlines, 40))
        assert character not in shown
        assert len(shown) == len(text)


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert wrapped("abcdefgh", 3) == [(0, 3), (3, 6), (6, 8)]
    assert wrapped("東東東", 4) == [(0, 2), (2, 3)]
