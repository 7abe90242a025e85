"""Do confidences come from what people confirmed, and say so?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audit import catalogue
from audit.catalogue.confidence import COLUMNS, NAME, read
from audit.measure import calibration, confidence, findings
from audit.measure.families import Decisions
from audit.measure.values import Estimate
from audit.measure.work import Choices
from audit.model import Kind, Precision, Rule
from audit.report.wording import measured, sure

RULE = next(rule for rule in catalogue.load() if rule.name == "spacing")


def precision(signals: int, count: int, confirmed: int) -> Precision:
    return Precision(signals, count, confirmed, 0.0, count, 0.1, 0.9, "a set")


def test_without_measurement_the_estimate_stands_and_each_signal_halves_its_doubt() -> None:
    one = replace(RULE, confidence=0.6, precisions=())
    assert [one.sure(signals).value for signals in (0, 1, 2, 3)] == [0.6, 0.6, 0.8, 0.9]
    assert one.sure(2).findings == 0
    assert sure(one) == "0.60 (estimated)"
    assert measured(one) == {}


def test_a_few_findings_count_and_do_not_outweigh_the_estimate() -> None:
    few = replace(RULE, confidence=0.6, precisions=(precision(0, 9, 9),))
    assert few.sure().value == round((9 + 6) / 19, 3)
    assert few.sure(2).value == round((9 + 8) / 19, 3)
    assert few.sure().findings == 0  # too few for a confidence to be called measured
    assert measured(few)["  right"].endswith("by the marks of a set; too little to speak for itself")
    # ten confirmed of ten, and the estimate as ten more of which six are right
    assert replace(few, precisions=(precision(0, 10, 10),)).sure().value == 0.8


def test_the_number_of_signals_sets_the_confidence_where_enough_was_measured() -> None:
    one = replace(
        RULE,
        confidence=0.5,
        precisions=(
            precision(0, 90, 65),
            precision(1, 40, 20),
            precision(2, 29, 29),
            precision(3, 190, 192 - 10),
        ),
    )
    overall = one.sure(0)
    assert (overall.value, overall.findings) == (0.7, 90)
    assert one.sure(1).value == round((20 + 7) / 50, 3)
    assert one.sure(2) == one.sure(1)  # 29 findings by two signals are too few: the next smaller number
    assert one.sure(7) == one.sure(3)
    assert one.sure(3).findings == 190


def test_a_table_says_what_is_wrong_with_it_and_where(tmp_path: Path) -> None:
    table = tmp_path / NAME
    header = "\t".join(COLUMNS) + "\n"
    for text, said in (
        ("rule\tsignals\n", ":1: expected the columns rule signals"),
        ("# a comment\n" + header + "spacing\t0\t10\n", ":3: expected 9 cells"),
        (header + "spacing\t0\tten\t9\t.1\t9\t.5\t.9\tx\n", ":2: expected numbers"),
        (header + "spacing\t0\t10\t11\t.1\t9\t.5\t.9\tx\n", ":2: expected at most as many confirmed"),
        (header + "spacing\t0\t10\t9\t.1\t9\t.9\t.5\tx\n", ":2: expected at most as many confirmed"),
        (header + "spacing\t0\t10\t9\t.1\t99\t.5\t.9\tx\n", ":2: expected at most as many confirmed"),
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
    rows = list(confidence.precisions([], [*decided, false], (), seed=0))
    confidence.save(tmp_path / NAME, rows, "signature")
    ours = next(one for one in catalogue.load([tmp_path]) if one.name == "spacing")
    (own,) = ours.precisions
    assert (own.signals, own.findings, own.confirmed, own.sets) == (0, 37, 36, "own copy")
    assert 0 < own.low < 36 / 37 < own.high == 1
    assert ours.sure().findings == 37


def noted(
    rule: str,
    place: tuple[int, int],
    *,
    confirmed: int,
    signals: int = 1,
    words: int = 1,
    kind: Kind = Kind.TEXT,
    chance: float = 0.25,
) -> findings.Noted:
    return findings.Noted(rule, kind, 0.9, (), True, words, confirmed, (), (), False, signals, place, chance)


def family(
    *readings: findings.MeasuredVersion,
    pair: str = "a-b",
    name: str = "set",
    marked: tuple[int, int] = (2, 6),
) -> findings.FamilyFindings:
    """One document, of whose words some are marked, so many of so many."""
    words = (1,) * marked[0] + (0,) * (marked[1] - marked[0])
    ground = {"system": findings.Ground(words, (), (), (), ())}
    return findings.FamilyFindings(name, pair, ground, readings, (), ())


def rule(name: str, kind: Kind = Kind.TEXT) -> Rule:
    return replace(RULE, name=name, kind=kind, confidence=0.5, precisions=())


def test_the_same_words_beside_other_siblings_are_counted_once_a_number_of_signals() -> None:
    right, wrong = noted("a", (0, 4), confirmed=2, signals=2), noted("a", (9, 12), confirmed=0, signals=3)
    long = noted("a", (0, 90), confirmed=2, words=7)
    five, nine = (noted("a", (9, 12), confirmed=0, signals=signals) for signals in (5, 9))
    read = family(
        findings.MeasuredVersion("system", 2, (right, long)),
        findings.MeasuredVersion("system", 3, (right, wrong)),
        findings.MeasuredVersion("system", None, (right, wrong, five, nine)),
    )
    rows = {one.signals: one for _, one in confidence.precisions([read], [], [rule("a")], seed=0)}
    assert {signals: (one.findings, one.confirmed) for signals, one in rows.items()} == {
        0: (3, 1),
        2: (1, 1),
        3: (1, 0),
        5: (1, 0),
    }


def test_what_chance_confirms_counts_for_nothing() -> None:
    some = [noted("a", (at, at + 1), confirmed=at % 4 == 0) for at in range(40)]
    sure_ = [noted("b", (at, at + 1), confirmed=True) for at in range(40)]
    read = family(findings.MeasuredVersion("system", 3, (*some, *sure_)))
    rows = dict(confidence.precisions([read], [], [rule("a"), rule("b")], seed=0))
    assert (rows["a"].confirmed, rows["a"].right) == (10, 0.0)
    assert rows["b"].right == 1.0
    assert rows["b"].weight == pytest.approx(30)


def test_raters_who_mark_less_are_taken_to_see_less() -> None:
    assert confidence.seen([family()]) == 1.0
    hasty = confidence.seen([family(marked=(1, 8))])
    assert 0.5 < hasty < 0.6
    some = [noted("a", (at, at + 1), confirmed=at % 2, chance=0.0) for at in range(40)]
    read = family(findings.MeasuredVersion("system", 3, tuple(some)), marked=(1, 8))
    one = dict(confidence.precisions([read], [], [rule("a")], seed=0))["a"]
    assert one.right == pytest.approx(0.5 / hasty)


def test_a_contradiction_that_nothing_settled_tells_nothing_of_its_rule() -> None:
    settled = noted("a", (0, 1), confirmed=1, kind=Kind.CONTRADICTION)
    open_ = noted("a", (5, 6), confirmed=0, kind=Kind.DIFFERENCE)
    read = family(findings.MeasuredVersion("system", 3, (settled, open_)))
    rows = list(confidence.precisions([read], [], [rule("a", Kind.CONTRADICTION)], seed=0))
    assert [(one.findings, one.confirmed) for _, one in rows] == [(1, 1), (1, 1)]


def _beside(pair: str, right: int, of: int) -> findings.FamilyFindings:
    some = [noted("a", (at, at + 1), confirmed=at < right, chance=0.0) for at in range(of)]
    return family(findings.MeasuredVersion("system", 3, tuple(some)), pair=pair, name=pair)


def test_confidences_are_held_against_the_pair_they_were_not_measured_on() -> None:
    choices = Choices((rule("a"),))
    (table,) = calibration.tables([_beside("x-en", 80, 100), _beside("y-en", 30, 100)], choices)
    rows = {str(row[0]): row for row in table.rows}
    keys = [column.key for column in table.columns]
    left_out = dict(zip(keys, rows["x-en"], strict=True))
    # Thirty of a hundred are right in the other pair. The author's estimate counts for ten more, and so does
    # that of any number of signals for that of one.
    confident = (30 + 10 * (30 + 5) / 110) / 110
    assert left_out["confidence"] == pytest.approx(confident, abs=0.001)
    assert left_out["confirmed"] == pytest.approx(0.8)
    error = left_out["error"]
    assert isinstance(error, Estimate)
    assert error.value == pytest.approx(0.8 - confident, abs=0.001)
    assert not list(calibration.tables([_beside("x-en", 80, 100)], choices))


def test_the_committed_table_names_rules_that_exist() -> None:
    folder = catalogue.rules_folder()
    names = {rule.name for rule in catalogue.load()}
    assert set(read(folder)) <= names
