"""Do confidences come from what people confirmed, and say so?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audit import catalogue
from audit.catalogue.confidence import NAME, read
from audit.measure import confidence, findings
from audit.measure.families import Decisions
from audit.model import Kind, Precision
from audit.report.wording import measured, sure

RULE = next(rule for rule in catalogue.load() if rule.name == "spacing")


def precision(signals: int, count: int, confirmed: int) -> Precision:
    return Precision(signals, count, confirmed, 0.1, 0.9, "a set")


def test_without_measurement_the_estimate_stands_and_each_signal_halves_its_doubt() -> None:
    rule = replace(RULE, confidence=0.6, precisions=())
    assert [rule.sure(signals).value for signals in (0, 1, 2, 3)] == [0.6, 0.6, 0.8, 0.9]
    assert rule.sure(2).findings == 0
    assert sure(rule) == "0.60 (estimated)"
    assert measured(rule) == {}


def test_a_few_findings_do_not_outweigh_the_estimate() -> None:
    few = replace(RULE, confidence=0.6, precisions=(precision(0, 9, 9),))
    assert few.sure().value == 0.6
    # ten confirmed of ten, and the estimate as ten more of which six are right
    assert replace(few, precisions=(precision(0, 10, 10),)).sure().value == 0.8


def test_the_number_of_signals_sets_the_confidence_where_enough_was_measured() -> None:
    rule = replace(
        RULE,
        confidence=0.5,
        precisions=(
            precision(0, 90, 65),
            precision(1, 40, 20),
            precision(2, 29, 29),
            precision(3, 190, 192 - 10),
        ),
    )
    overall = rule.sure(0)
    assert (overall.value, overall.findings) == (0.7, 90)
    assert rule.sure(1).value == round((20 + 7) / 50, 3)
    assert rule.sure(2) == rule.sure(1)  # 29 findings by two signals are too few: the next smaller number
    assert rule.sure(7) == rule.sure(3)
    assert rule.sure(3).findings == 190


def test_a_table_says_what_is_wrong_with_it_and_where(tmp_path: Path) -> None:
    table = tmp_path / NAME
    header = "rule\tsignals\tfindings\tconfirmed\tlow\thigh\tsets\n"
    for text, said in (
        ("rule\tsignals\n", ":1: expected the columns rule signals"),
        ("# a comment\n" + header + "spacing\t0\t10\n", ":3: expected 7 cells"),
        (header + "spacing\t0\tten\t9\t.5\t.9\tx\n", ":2: expected numbers"),
        (header + "spacing\t0\t10\t11\t.5\t.9\tx\n", ":2: expected at most as many confirmed"),
        (header + "spacing\t0\t10\t9\t.9\t.5\tx\n", ":2: expected at most as many confirmed"),
    ):
        table.write_text(text, encoding="utf-8")
        with pytest.raises(catalogue.RuleError) as error:
            read(tmp_path)
        assert said in str(error.value)


def test_what_a_newsroom_measured_replaces_what_came_with_the_product(tmp_path: Path) -> None:
    decided = [Decisions("own copy", str(at), (("spacing", "real"),) * 12) for at in range(3)]
    false = Decisions(
        "own copy", "d", (("spacing", "false-alarm"), ("spacing", "accepted"), ("name", "real"))
    )
    rows = list(confidence.precisions([], [*decided, false], seed=0))
    confidence.save(tmp_path / NAME, rows, "signature")
    rule = next(rule for rule in catalogue.load([tmp_path]) if rule.name == "spacing")
    (own,) = rule.precisions
    assert (own.signals, own.findings, own.confirmed, own.sets) == (0, 37, 36, "own copy")
    assert 0 < own.low < 36 / 37 < own.high == 1
    assert rule.sure().findings == 37


def noted(
    rule: str, place: tuple[int, int], *, confirmed: int, signals: int = 1, words: int = 1
) -> findings.Noted:
    return findings.Noted(
        rule, Kind.TEXT, 0.9, (), True, words, confirmed, (), (), False, signals, place, 0.3
    )


def test_the_same_words_beside_other_siblings_are_counted_once_a_number_of_signals() -> None:
    right, wrong = noted("a", (0, 4), confirmed=2, signals=2), noted("a", (9, 12), confirmed=0, signals=3)
    long = noted("a", (0, 90), confirmed=2, words=7)
    five, nine = (noted("a", (9, 12), confirmed=0, signals=signals) for signals in (5, 9))
    readings = (
        findings.Reading("system", 2, (right, long)),
        findings.Reading("system", 3, (right, wrong)),
        findings.Reading("system", None, (right, wrong, five, nine)),
    )
    family = findings.FamilyFindings("set", "a-b", {}, readings, (), ())
    rows = {one.signals: one for _, one in confidence.precisions([family], [], seed=0)}
    assert {signals: (one.findings, one.confirmed) for signals, one in rows.items()} == {
        0: (2, 1),
        2: (1, 1),
        3: (1, 0),
        5: (1, 0),
    }


def test_the_committed_table_names_rules_that_exist() -> None:
    folder = catalogue.rules_folder()
    names = {rule.name for rule in catalogue.load()}
    assert set(read(folder)) <= names
