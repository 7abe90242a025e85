"""Are equal quantities found equal, and others not?"""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.model import Document, Number, Source
from audit.quantities.keys import quantity_keys
from audit.quantities.stated import states
from audit.quantities.values import Reading, agree, nearly, significant, slipped


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (7.9e9, 8e9, True),
        (1500, 1538, True),
        (100_000_000_005.0, 100_000_000_000.0, True),
        (30.0, 28.0, False),
        (30.0, 33.0, False),
        (3000, 3300, False),
        (0, 0, True),
        (0, 1, False),
    ],
)
def test_an_amount_is_another_one_rounded(left: float, right: float, same: bool) -> None:
    assert nearly(left, right) is nearly(right, left) is same


@pytest.mark.parametrize(
    ("amount", "digits"), [(1200, 2), (0.12, 2), (100_000_000_005.0, 12), (1e15, 1), (0, 1), (3.05, 3)]
)
def test_the_digits_of_an_amount_that_say_something(amount: float, digits: int) -> None:
    assert significant(amount) == digits


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Reading(38, "celsius"), Reading(100, "fahrenheit"), True),
        (Reading(38, "celsius"), Reading(110, "fahrenheit"), False),
        (Reading(10, "mile"), Reading(16, "kilometer"), True),
        (Reading(10, "mile"), Reading(20, "kilometer"), False),
        (Reading(1 / 3, ""), Reading(33, "percent"), True),
        (Reading(2, "week"), Reading(14, "day"), True),
        (Reading(10, "mile"), Reading(4.5, "kilogram"), False),
    ],
)
def test_a_measure_is_another_one_converted(one: Reading, other: Reading, same: bool) -> None:
    assert agree(one, other) is agree(other, one) is same


def test_a_slip_keeps_the_digits() -> None:
    assert slipped(3.2e6, 3.2e9)
    assert not slipped(3.2e6, 3.3e9)
    assert not slipped(5, 5)
    assert not slipped(0, 10)


def _document(text: str) -> Document:
    return annotate(Document("d", text, Source("d"), "en"))


@pytest.mark.parametrize(
    ("written", "asked", "stated"),
    [
        ("It took 3 minutes.", "It took three minutes.", True),
        ("They sold 153,800 cars.", "They sold 150,000 cars.", True),
        ("They sold 150,000 cars.", "They sold 153,800 cars.", True),
        ("They sold 150,000 cars.", "They sold 160,800 cars.", False),
        ("They sold about 150,000 cars.", "They sold 160,800 cars.", True),
        ("They sold 150,000 cars.", "They sold nearly 160,800 cars.", True),
        ("It is 40 miles away.", "It is 64 kilometres away.", True),
        ("It is 40 miles away.", "It is 74 kilometres away.", False),
        ("Waves of 18m were seen.", "Waves of 18 metres were seen.", True),
        ("On May 14 it rained.", "It rained on 14 farms.", True),
    ],
)
def test_a_document_states_a_quantity_in_any_way_of_writing_it(
    written: str, asked: str, stated: bool
) -> None:
    owner = _document(asked)
    (number,) = owner.facts_of(Number)
    assert states(_document(written), number, owner) is stated


def test_every_word_of_a_quantity_goes_by_the_key_of_its_value() -> None:
    ways = ("Some 1,500 came.", "Some 1500 came.", "Some fifteen hundred came.")
    assert {key for way in ways for key in quantity_keys(_document(way)).values()} == {"#1500"}
    heat = ("It was 38C.", "It was 38 °C.", "It was 38 degrees Celsius.", "It was 100 °F.")
    assert {key for way in heat for key in quantity_keys(_document(way)).values()} == {"#temperature 38"}
    assert quantity_keys(_document("It was 39C.")) != quantity_keys(_document("It was 38C."))
