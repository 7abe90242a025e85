"""Which faults of a text alone are found in which language."""

from __future__ import annotations

import pytest

from tools.kinds_alone import Case, cases, said

EVERY = tuple(cases())


@pytest.mark.parametrize("case", [one for one in EVERY if not one.kind], ids=lambda case: case.lang)
def test_nothing_is_said_of_a_clean_text(case: Case) -> None:
    assert said(case) == ()


# What nobody finds yet, by kind, and in which languages.
SILENT = {
    "two-spellings": "ar ko pl sr uk zh",
    "doubled-word": "de ja ko zh",
    "exonym": "ja ko tr uk",
    "letters": "ar ko",
    "other-sentence": "ar ko",
    "sexes": "ar ja ko zh",
    "spacing": "ja ko zh",
    "truncated": "ko",
}


@pytest.mark.parametrize("lang", sorted({one.lang for one in EVERY}))
def test_the_faults_that_are_silent_in_a_language_are_those_that_are_told(lang: str) -> None:
    those = [one for one in EVERY if one.lang == lang and one.kind]
    silent = {one.kind for one in those if not said(one)}
    assert silent == {kind for kind, langs in SILENT.items() if lang in langs.split()}


def test_a_fault_stands_where_its_case_says() -> None:
    for one in EVERY:
        assert one.text[one.start : one.end].strip()
        assert one.text.startswith("\n", one.end) or one.end == len(one.text)
