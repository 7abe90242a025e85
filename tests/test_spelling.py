"""Which spellings are one name, and which are a slip."""

from __future__ import annotations

import pytest

from audit.language.knowledge import of
from audit.language.spelling import near_miss, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Syrsky", "Syrskyi"),
        ("Hussein", "Husein"),
        ("Muhammad", "Mohammed"),
        ("Hassan", "Hasan"),
        ("al-Sadr", "Sadr"),
    ],
)
def test_accepted_romanisations_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Mossberg", "Mosberg"), ("Kowalczyk", "Kowalczuk"), ("Petterson", "Petersen")]
)
def test_other_names_keep_theirs(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Mossberg", "Mosberg"), ("Ferrari", "Ferari"), ("Novotny", "Novotni")]
)
def test_a_letter_off_is_a_near_miss(one: str, other: str) -> None:
    assert near_miss(one, other, of("en").name_endings)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Russia", "Russian"), ("Clinton", "Clintons"), ("Mario", "Maria"), ("Lee", "Lie"), ("Bell", "Hill")],
)
def test_inflections_and_short_names_are_none(one: str, other: str) -> None:
    assert not near_miss(one, other, of("en").name_endings)
