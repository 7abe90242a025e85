"""Which faults of a text alone are found in which language."""

from __future__ import annotations

from collections import Counter

import pytest

from tools.kinds_alone import Case, cases, said

EVERY = tuple(cases())


@pytest.mark.parametrize("case", [one for one in EVERY if not one.kind], ids=lambda case: case.lang)
def test_nothing_is_said_of_a_clean_text(case: Case) -> None:
    assert said(case) == ()


@pytest.mark.parametrize("lang", sorted({one.lang for one in EVERY}))
def test_faults_with_marks_and_leftovers_are_found_in_every_language(lang: str) -> None:
    kinds = {"bracket", "english-sentence", "foreign-marks", "mojibake", "unpaired"}
    those = [one for one in EVERY if one.lang == lang and one.kind in kinds]
    assert Counter(bool(said(one)) for one in those) == {True: len(kinds)}


def test_a_fault_stands_where_its_case_says() -> None:
    for one in EVERY:
        assert one.text[one.start : one.end].strip()
        assert one.text.startswith("\n", one.end) or one.end == len(one.text)
