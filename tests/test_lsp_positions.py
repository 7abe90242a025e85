"""Positions of a text as editors count them, by hand and for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind

from audit.lsp.positions import Positions

_KINDS = list(PositionEncodingKind)
_TEXT = st.text(alphabet=st.sampled_from("aÄ€\U0001f309\n\r\u2028\x0b\x85 "), max_size=30)


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        (PositionEncodingKind.Utf8, 9),
        (PositionEncodingKind.Utf16, 4),
        (PositionEncodingKind.Utf32, 3),
    ],
)
def test_a_column_counts_the_units_that_were_agreed_on(kind: PositionEncodingKind, column: int) -> None:
    positions = Positions("x\n\U0001f309Ä€z", kind)
    assert positions.at(5) == Position(1, column)
    assert positions.offset(Position(1, column)) == 5


def test_only_what_the_protocol_calls_an_end_ends_a_line() -> None:
    positions = Positions("a\rb\r\nc\u2028d\x0be\x85f\ng", PositionEncodingKind.Utf16)
    assert positions.at(2) == Position(1, 0)
    assert positions.at(5) == Position(2, 0)
    assert positions.at(13) == Position(3, 0)


def test_beyond_the_end_of_a_line_is_its_end_and_beyond_the_text_its_end() -> None:
    positions = Positions("ab\r\ncd", PositionEncodingKind.Utf16)
    assert positions.offset(Position(0, 99)) == 2
    assert positions.offset(Position(9, 0)) == 6


@given(_TEXT, st.sampled_from(_KINDS))
def test_every_place_of_a_text_is_found_again(text: str, kind: PositionEncodingKind) -> None:
    positions = Positions(text, kind)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":  # between the two nothing can stand
            assert positions.offset(positions.at(offset)) == offset
