"""Is it told what people's versions get beside machines', and machines' worst beside their best?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from audit.catalogue import load_folder
from audit.measure import findings, order, people
from audit.measure.families import Family
from audit.measure.findings import FamilyFindings, MeasuredVersion, Noted
from audit.measure.values import Estimate, Table
from audit.measure.work import Choices
from audit.model import Kind, Verdict

_RULE = """\
category: accuracy/mistranslation
severity: major
detector: pattern
params:
  find: ['aforesaid']
message: "“{surface}” is for lawyers"
why: Readers of news are not in court.
examples:
  - bad: {en: "They saw [[aforesaid]] bridge."}
  - good: {en: "They saw a bridge."}
"""
_CHOICES = Choices((), siblings=(3,))


def _noted(kind: Kind, *, major: bool) -> Noted:
    return Noted("a-rule", kind, 0.8, (), major, 1, 0, (), (), False, 1, (0, 1), 0.1)


def _reading(system: str, verdict: Verdict, *noted: Noted, issues: float = 0.0) -> MeasuredVersion:
    return MeasuredVersion(system, 3, noted, verdict, issues)


_MAJOR = _noted(Kind.CONTRADICTION, major=True)
_SHADE = _noted(Kind.SUPPORT, major=False)


def _family(**other: Any) -> FamilyFindings:
    """100 words a version: two machines, one blocked, and a person's that is to be reviewed."""
    return FamilyFindings(
        **{
            "set": "made up id-en",
            "pair": "id-en",
            "ground": {},
            "readings": (
                _reading("m1", Verdict.BLOCK, _MAJOR, _MAJOR, _SHADE),
                _reading("m2", Verdict.PASS),
            ),
            "observations": (),
            "problems": (),
            "people": (_reading("ref", Verdict.REVIEW, _noted(Kind.TEXT, major=False), _SHADE),),
            "words": {"m1": 100, "m2": 100, "ref": 100},
            **other,
        }
    )


def _rows(table: Table) -> list[dict[str, Any]]:
    return [
        {
            column.key: value.value if isinstance(value, Estimate) else value
            for column, value in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    ]


def test_people_and_machines_are_counted_apart_and_support_apart_from_findings() -> None:
    table, by_rule = people.tables([_family()], _CHOICES)
    person, machine, ratio = _rows(table)
    assert (person["versions"], machine["versions"], ratio["versions"]) == (1, 2, None)
    assert (person["blocked"], person["review_or_block"]) == (0.0, 1.0)
    assert (machine["blocked"], machine["review_or_block"]) == (0.5, 0.5)
    assert (person["per_1000_words"], person["with_support_per_1000_words"]) == (10.0, 20.0)
    assert (machine["major_per_1000_words"], machine["per_1000_words"]) == (10.0, 10.0)
    assert machine["with_support_per_1000_words"] == 15.0
    assert (ratio["blocked"], ratio["review_or_block"], ratio["per_1000_words"]) == (0.0, 2.0, 1.0)
    (rule,) = _rows(by_rule)
    assert (rule["people"], rule["machines"], rule["ratio"]) == (2, 3, pytest.approx(20 / 15))


def test_several_sets_are_pooled_and_a_set_without_people_is_left_out() -> None:
    other = _family(set="another", people=(_reading("ref", Verdict.PASS),))
    alone = _family(set="machines alone", people=())
    tables = [one for one in people.tables([_family(), other, alone], _CHOICES) if one.name == "people"]
    assert [table.subject for table in tables] == ["another", "made up id-en", "all sets"]
    pooled = _rows(tables[-1])[0]
    assert (pooled["versions"], pooled["review_or_block"]) == (2, 0.5)
    # Of two documents of which one is reviewed a draw may have none or two.
    interval = tables[-1].rows[0][4]
    assert isinstance(interval, Estimate)
    assert (interval.low, interval.high) == (0.0, 1.0)


def _versions() -> Family:
    plain = ("They crossed a bridge.", "Nobody was hurt there.")
    systems = {f"m{at}": plain for at in range(6)}
    humans = {"refA": ("They saw the aforesaid bridge.", "Nobody was hurt."), "refB": plain}
    return Family("made up id-en", "bridge", "en", "id", systems, references=humans)


def test_machines_that_nobody_read_are_judged_two_for_each_person(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "aforesaid.yaml").write_text(_RULE, encoding="utf-8")
    choices = Choices(load_folder(tmp_path), siblings=(0, 3))
    seen = findings.observe(_versions(), choices)
    assert sorted((one.system, one.siblings) for one in seen.people) == [
        ("refA", 0), ("refA", 3), ("refB", 0), ("refB", 3),
    ]  # fmt: skip
    assert len({one.system for one in seen.readings}) == 4
    assert seen.ground == {}
    assert [(one.system, len(one.noted)) for one in seen.among_people] == [("refA", 1), ("refB", 0)]
    assert {one.verdict for one in seen.people if one.system == "refA"} == {Verdict.REVIEW}
    (table, *_) = people.tables([seen], choices)
    assert _rows(table)[-1]["what"] == "people beside one other person"
    again = findings.observe(_versions(), choices)
    assert again == seen


def _rated(at: int, verdicts: dict[str, Verdict], penalties: dict[str, float]) -> FamilyFindings:
    readings = tuple(_reading(name, verdict, issues=at) for name, verdict in verdicts.items())
    return _family(readings=readings, words=dict.fromkeys(verdicts, 100), penalties=penalties, people=())


def test_the_worst_tenth_is_held_against_the_best_third() -> None:
    names = [f"m{at}" for at in range(12)]
    penalties = {name: float(at) for at, name in enumerate(names)}
    told = {name: Verdict.BLOCK if name == "m11" else Verdict.PASS for name in names}
    (table,) = order.tables([_rated(0, told, penalties)], _CHOICES)
    by = {row["by"]: row for row in _rows(table)}
    # Of twelve the last two are the worst tenth and the first four the best third; one of the two is blocked.
    assert (by["verdict"]["worst"], by["verdict"]["best"]) == (2, 4)
    assert by["verdict"]["auroc"] == 0.75
    assert by["shortest first"]["auroc"] == 0.5
    assert not list(order.tables([_unscored(_rated(0, told, penalties))], _CHOICES))


def _unscored(family: FamilyFindings) -> FamilyFindings:
    """The same versions, which nobody scored."""
    return family._replace(penalties={})


def test_a_draw_has_a_pair_as_often_as_both_of_its_documents() -> None:
    names = [f"m{at}" for at in range(3)]
    good = _rated(0, dict.fromkeys(names, Verdict.PASS), dict.fromkeys(names, 0.0))
    bad = _rated(1, {"m9": Verdict.BLOCK}, {"m9": 30.0})
    (table,) = order.tables([good, bad], _CHOICES)
    found = table.rows[0][-1]
    assert isinstance(found, Estimate)
    assert found == (1.0, 1.0, 1.0)
