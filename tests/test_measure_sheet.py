"""Are majors drawn to be read by hand, with what a reader needs, and summed up as the sheet was filled in?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.cli import app
from audit.measure.statistics import wilson

_PLAIN = ["The mayor opened the bridge.", "Some 400 people came to the river on Monday."]
_WRONG = ["The mayor opened the bridge.", "Some 4,000 people came to the river on Monday."]


_RULE = """\
category: accuracy/number
severity: major
detector: pattern
params:
  find: ['4,000']
message: "“{surface}” is too many"
why: The river bank is narrow.
examples:
  - bad: {en: "Some [[4,000]] came."}
  - good: {en: "Some 400 came."}
"""


def _ask(*words: object) -> tuple[int, str]:
    asked = CliRunner().invoke(app, ["measure", *map(str, words)])
    return asked.exit_code, asked.output


def _data(folder: Path) -> Path:
    records = [
        {
            "set": "made up", "lang_pair": pair, "doc_id": f"{pair} {at}", "source": ["Satu.", "Dua."],
            "systems": {"a": _PLAIN, "b": _PLAIN, "c": _PLAIN, "wrong": _WRONG}, "refs": {"refA": _PLAIN},
        }
        for pair in ("id-en", "de-en")
        for at in range(4)
    ]  # fmt: skip
    (folder / "own" / "house").mkdir(parents=True)
    (folder / "own" / "house" / "too-many.yaml").write_text(_RULE, encoding="utf-8")
    path = folder / "families.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_sheet_has_as_many_of_each_pair_with_siblings_and_original(tmp_path: Path) -> None:
    data = _data(tmp_path)
    asked = (data, "--rules", tmp_path / "own", "--select", "house", "--sample", 4, "--seed", 3)
    code, sheet = _ask(*asked)
    assert code == 0
    assert sheet == _ask(*asked)[1]
    assert sheet.startswith("# audit sheet: 4 major findings in 2 pairs of languages, seed 3\n")
    assert (sheet.count("where: id-en"), sheet.count("where: de-en")) == (2, 2)
    first = sheet.split("## ")[1]
    assert "text: Some ‹4,000› people came" in first
    assert first.count("Some 400 people came to the river on Monday.") >= 3
    assert "original: Dua." in first
    assert first.rstrip().endswith("judgement:")


def test_a_fault_that_several_versions_of_a_document_share_is_drawn_once(tmp_path: Path) -> None:
    data = _data(tmp_path)
    text = data.read_text(encoding="utf-8")
    data.write_text(
        text.replace(f'"c": {json.dumps(_PLAIN)}', f'"c": {json.dumps(_WRONG)}'), encoding="utf-8"
    )
    _, sheet = _ask(data, "--rules", tmp_path / "own", "--select", "house", "--sample", 20)
    places = [line.split(", ")[2] for line in sheet.splitlines() if line.startswith("where: ")]
    assert len(places) == 8
    assert len(set(places)) == 8


def test_a_sheet_that_was_filled_in_is_summed_up_by_rule(tmp_path: Path) -> None:
    data = _data(tmp_path)
    _, sheet = _ask(data, "--rules", tmp_path / "own", "--select", "house", "--sample", 4)
    for said in ("right", "Wrong", "arguable"):
        sheet = sheet.replace("judgement:\n", f"judgement: {said} \n", 1)
    path = tmp_path / "filled.txt"
    path.write_text(sheet, encoding="utf-8")
    code, said = _ask(path, "--json")
    assert code == 0
    (table,) = json.loads(said)["tables"]
    every, *by_pair, by_rule = table["rows"]
    assert every["rule"] == "all findings"
    assert by_rule["rule"] == "too-many"
    assert {(one["rule"], one["number"] + one["unread"]) for one in by_pair} == {("de-en", 2), ("id-en", 2)}
    assert [every[one] for one in ("number", "right", "arguable", "wrong", "unread")] == [3, 1, 1, 1, 1]
    assert every["share"]["value"] == pytest.approx(1 / 3, abs=1e-6)


def test_a_text_alone_is_drawn_without_siblings_and_minor_findings_where_they_are_asked_for(
    tmp_path: Path,
) -> None:
    data = _data(tmp_path)
    rule = tmp_path / "own" / "house" / "too-many.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("severity: major", "severity: minor"))
    asked = (data, "--rules", tmp_path / "own", "--select", "house", "--siblings", 0, "--sample", 4)
    assert _ask(*asked)[1].startswith("# audit sheet: 0 major findings")
    sheet = _ask(*asked, "--minor")[1]
    assert sheet.startswith("# audit sheet: 4 findings in 2 pairs of languages")
    assert "text: Some ‹4,000› people came" in sheet
    assert "\na: " not in sheet


def test_a_judgement_that_is_none_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "filled.txt"
    path.write_text("# audit sheet: 1 major\n\n## 1 of 1: a-rule, text\njudgement: maybe\n", encoding="utf-8")
    code, said = _ask(path)
    assert code == 2
    assert "filled.txt:4: expected right, arguable, wrong or nothing, found 'maybe'" in said


def test_wilsons_interval_is_that_of_his_paper() -> None:
    # 85 of 100, as tables have it.
    assert wilson(85, 100) == pytest.approx((0.767, 0.907), abs=0.001)
    assert wilson(0, 10)[0] == pytest.approx(0.0)
