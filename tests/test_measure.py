"""Does `audit measure` count what it says it counts?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sacrebleu import sentence_bleu, sentence_chrf, sentence_ter
from typer.testing import CliRunner

from audit.catalogue import load_folder
from audit.cli import app
from audit.measure import confirmed, findings, scores
from audit.measure.families import Family, RaterMark, joined
from audit.measure.stories import Versions
from audit.measure.values import Estimate, FigureColumn, Table
from audit.measure.work import Choices
from audit.model import Relation, Rule
from audit.report.measure import cell

_RULE = """\
category: style/house
severity: {severity}
detector: pattern
params:
  find: ['{words}']
message: "“{{surface}}” is for lawyers"
why: Readers of news are not in court.
examples:
  - bad: {{en: "They saw [[{words}]] bridge."}}
  - good: {{en: "They saw a bridge."}}
"""
_NORTH = (
    "They crossed the aforesaid bridge.",
    "Nobody was hurt, said the harbour master.",
    "A herein mentioned ferry carried forty tourists to the island.",
)
_SOUTH = (
    "They went over the bridge mentioned before.",
    "The harbour master said nobody was hurt.",
    "Forty tourists were carried to the island by a ferry.",
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two rules of somebody's own: a major one on three words and a minor one on one."""
    folder = tmp_path / "own" / "house"
    folder.mkdir(parents=True)
    (folder / "aforesaid.yaml").write_text(
        _RULE.format(severity="major", words="the aforesaid"), encoding="utf-8"
    )
    (folder / "herein.yaml").write_text(_RULE.format(severity="minor", words="herein"), encoding="utf-8")
    return folder.parent


@pytest.fixture
def rules(house: Path) -> tuple[Rule, ...]:
    return load_folder(house)


def _mark(segments: tuple[str, ...], words: str, severity: str, rater: str) -> RaterMark:
    start = joined(segments).index(words)
    return RaterMark(start, start + len(words), severity, rater)


def _family() -> Family:
    return Family(
        set="made up",
        id="bridge",
        lang="en",
        origin="id",
        systems={"north": _NORTH, "south": _SOUTH},
        references={"refA": ("They crossed the bridge.", "Nobody was hurt.", "A ferry took forty tourists.")},
        marks={
            "north": (
                _mark(_NORTH, "They", "minor", "r1"),
                _mark(_NORTH, "the aforesaid", "minor", "r1"),
                _mark(_NORTH, "aforesaid bridge", "major", "r2"),
                _mark(_NORTH, "ferry carried", "minor", "r2"),
            )
        },
        scores={"north": (6.0, 0.0, 1.0), "south": (1.0, 0.0, 1.0)},
    )


def _rows(table: Table) -> list[dict[str, Any]]:
    """The rows by column, estimates without their intervals."""
    return [
        {
            column.key: value.value if isinstance(value, Estimate) else value
            for column, value in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    ]


def test_findings_are_confirmed_by_any_rater_and_cover_each_mark_once(rules: tuple[Rule, ...]) -> None:
    choices = Choices(rules, siblings=(0,))
    observed = findings.observe(_family(), choices)
    table, by_rule = confirmed.tables([observed], choices)
    every, major, contradictions, text, floor, *_ = _rows(table)
    words = len(" ".join(_NORTH).split())
    assert every["number"] == 2  # "the aforesaid" and "herein"
    assert every["confirmed"] == 0.5
    assert every["confirmed_major"] == 0.5
    assert every["per_1000_words"] == pytest.approx(2 / words * 1000)
    assert every["covers_major"] == 1.0
    assert every["covers_minor"] == pytest.approx(1 / 3)
    assert (major["number"], major["confirmed"]) == (1, 1.0)
    assert (contradictions["number"], text["number"]) == (0, 2)
    # of 22 single words 6 are marked, of 21 pairs of neighbours 8 have a marked word
    assert every["chance"] == pytest.approx((6 / 22 + 8 / 21) / 2)
    # They, the, aforesaid, bridge, ferry, carried are marked; aforesaid and bridge as major
    assert floor["number"] == words
    assert floor["confirmed"] == pytest.approx(6 / words)
    assert floor["confirmed_major"] == pytest.approx(2 / words)
    assert [row["rule"] for row in _rows(by_rule)] == ["aforesaid", "herein"]


def test_one_rater_is_confirmed_by_another_not_by_himself(rules: tuple[Rule, ...]) -> None:
    choices = Choices(rules, siblings=(0,))
    table, _ = confirmed.tables([findings.observe(_family(), choices)], choices)
    marks = {row["what"]: row for row in _rows(table) if "by another" in row["what"]}
    # of four marks the two on "aforesaid" confirm each other, one of them as major
    assert marks["one rater's marks (by another)"]["confirmed"] == 0.5
    assert marks["one rater's marks (by another)"]["confirmed_major"] == 0.25
    assert marks["one rater's major marks (by another)"]["confirmed"] == 1.0


def test_a_long_finding_is_judged_by_its_sentences(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "house"
    folder.mkdir(parents=True)
    words = "nobody was hurt, said the harbour master"
    (folder / "long.yaml").write_text(_RULE.format(severity="minor", words=words), encoding="utf-8")
    choices = Choices(load_folder(folder.parent), siblings=(0,))
    tables = list(confirmed.tables([findings.observe(_family(), choices)], choices))
    assert [table.name for table in tables] == ["findings", "rules", "passages"]
    assert _rows(tables[0])[0]["number"] == 0
    long, floor = _rows(tables[2])
    assert (long["number"], long["sentences"], long["confirmed"]) == (1, 1, 0.0)
    assert floor["sentences"] == 3
    assert floor["confirmed"] == pytest.approx(2 / 3)
    assert floor["confirmed_major"] == pytest.approx(1 / 3)


def test_an_omission_is_right_where_somebody_missed_words(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "house"
    folder.mkdir(parents=True)
    for number, words in enumerate((_NORTH[0][:-1], _NORTH[1][:-1])):
        rule = _RULE.format(severity="minor", words=words)
        (folder / f"long-{number}.yaml").write_text(rule, encoding="utf-8")
    ending = ("It sank.", "Nobody saw it.")
    family = Family(
        "s", "d", "en", "id", {"north": (*_NORTH[:2], *ending)},
        marks={"north": ()}, omissions={"north": frozenset({2})},
    )  # fmt: skip
    choices = Choices(load_folder(folder.parent), siblings=(0,))
    *_, passages = confirmed.tables([findings.observe(family, choices)], choices)
    said = {row["rule"]: row["omission"] for row in _rows(passages)}
    # The second segment stands before the one in which words were missed; of the last two one is that.
    assert said == {"long-1": 1.0, "every sentence": 0.5}


def test_segments_that_moved_are_aligned_by_what_they_say() -> None:
    shifted = (_SOUTH[0], "", " ".join(_SOUTH[1:]))
    family = Family("s", "d", "en", "id", {"north": _NORTH, "south": shifted})
    versions = Versions(family)
    by_product = versions.story("north", ["south"])
    by_number = versions.given("north", ["south"])
    assert by_product.comparison("north", "south").relation is Relation.PARALLEL
    assert [one.sentences for one in by_product.partners(versions.judged["north"], 1)] == [(1,)]
    assert by_number.partners(versions.judged["north"], 1) == ()
    assert [one.sentences for one in by_number.partners(versions.judged["north"], 2)] == [(1, 2)]


def test_siblings_testify_and_are_not_judged(rules: tuple[Rule, ...]) -> None:
    family = Family("s", "d", "en", "id", {"north": _NORTH, "west": _NORTH}, marks={"north": ()})
    observed = findings.observe(family, Choices(rules, siblings=(0, None)))
    assert [len(reading.noted) for reading in observed.readings] == [2, 2]


def test_scores_against_the_reference_are_sacrebleus(rules: tuple[Rule, ...]) -> None:
    family = _family()
    metrics = scores.observe(family, Choices(rules)).metrics
    for name, sign, plain in (
        ("chrF", 1, sentence_chrf), ("BLEU", 1, sentence_bleu), ("TER", -1, sentence_ter)
    ):  # fmt: skip
        for system, segments in family.systems.items():
            expected = [
                sign * plain(segment, [reference]).score
                for segment, reference in zip(segments, family.references["refA"], strict=True)
            ]
            assert list(metrics[f"{name} to refA"][system]) == pytest.approx(expected), (name, system)


def test_the_score_by_siblings_is_the_mean_over_those_drawn(rules: tuple[Rule, ...]) -> None:
    east = ("They crossed the said bridge.", "Nobody was hurt.", "A ferry carried forty tourists.")
    family = _family()
    systems = {**family.systems, "east": east}
    three = Family("s", "d", "en", "id", systems, scores={"north": (6.0, 0.0, 1.0)})
    observed = scores.observe(three, Choices(rules, siblings=(0, 1, None)))
    assert (observed.aligned, observed.cells) == (6, 6)
    both = [
        (sentence_chrf(one, [other]).score + sentence_chrf(one, [third]).score) / 2
        for one, other, third in zip(_NORTH, _SOUTH, east, strict=True)
    ]
    assert list(observed.metrics["chrF to siblings (all)"]["north"]) == pytest.approx(both)
    assert "chrF to siblings (0)" not in observed.metrics


def test_scores_are_compared_segment_by_segment_document_and_system(rules: tuple[Rule, ...]) -> None:
    choices = Choices(rules, siblings=(None,))
    (table,) = scores.tables([scores.observe(_family(), choices)], choices)
    rows = {row["metric"]: row for row in _rows(table)}
    # People tell the versions apart in the first segment alone, where the worse one is the shorter;
    # over the document the better one is the shorter.
    shorter = rows["shorter is better"]
    assert len(_NORTH[0]) < len(_SOUTH[0])
    assert len("".join(_NORTH)) > len("".join(_SOUTH))
    assert (shorter["pair_accuracy"], shorter["documents"], shorter["systems"]) == (0.0, 1.0, 1.0)
    assert shorter["like_length"] is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""), (Estimate(0.5), ".500"), (Estimate(0.5, 0.25, 1.0), ".500 (.250–1.000)"),
        (12345, "12,345"), (-0.25, "-.250"), ("a", "a"),
    ],
)  # fmt: skip
def test_a_cell_shows_what_is_known(value: Any, shown: str) -> None:
    assert cell(value, FigureColumn("x", "x")) == shown


def _ask(*words: object) -> tuple[int, str]:
    asked = CliRunner().invoke(app, ["measure", *map(str, words)])
    return asked.exit_code, asked.output


def _data(folder: Path) -> Path:
    folder.mkdir()
    family = _family()
    records: list[dict[str, Any]] = [
        {
            "set": f"made up {number}", "lang_pair": "id-en", "doc_id": f"bridge-{number}",
            "systems": {name: list(those) for name, those in family.systems.items()},
            "spans": {"north": [
                [{"start": 13, "end": 26, "severity": "major", "category": "Style", "rater": "r1"}], [], [],
            ]},
            "mqm": {name: list(those) for name, those in family.scores.items()},
        }
        for number in (1, 2)
    ]  # fmt: skip
    records += [
        {"good": "They saw it.", "bad": "They saw the aforesaid.", "phenomenon": "law", "reference": "Saw."},
        {
            "id": "7", "text": "the aforesaid he", "pronoun_offset": 4,
            "original_text": "there, the aforesaid",
        },
        {"doc_id": "wire", "segments": ["He read the aforesaid law.", "herein"]},
    ]  # fmt: skip
    path = folder / "data.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    (folder / "story.decisions").write_text(
        "00aa11bb22cc33dd real doubled-word\n0f0f0f0f0f0f0f0f false-alarm doubled-word\n", encoding="utf-8"
    )
    (folder / "notes.txt").write_text("not read", encoding="utf-8")
    return folder


def test_every_kind_of_data_has_its_tables(tmp_path: Path, house: Path) -> None:
    data = _data(tmp_path / "data")
    code, said = _ask(data, "--rules", house, "--select", "house", "--siblings", "0,all", "--json")
    assert code == 0
    report = json.loads(said)
    tables = {(table["name"], table["subject"]): table["rows"] for table in report["tables"]}
    names = {name for name, _ in tables}
    assert names == {
        "findings", "rules", "scores", "contrast", "contrast_rules", "pronouns", "false_alarms", "decisions",
    }  # fmt: skip
    rows = [(row["what"], row["siblings"]) for row in tables["findings", "made up 1 id-en"][:8]]
    assert [siblings for _, siblings in rows] == ["0"] * 4 + ["all"] * 4
    assert [what.strip() for what, _ in rows[:4]] == ["findings", "major", "contradictions", "text by itself"]
    (law,) = (row for row in tables["contrast", "pairs"] if row["phenomenon"] == "law")
    assert (law["found"]["value"], law["blamed"]["value"]) == (1.0, 0.0)
    assert law["found_beside_reference"]["value"] == 1.0
    turned = tables["pronouns", "pronouns turned"][0]
    assert (turned["found"], turned["alarms"]) == (1, 0)
    alarms = tables["false_alarms", "human text"][0]
    assert (alarms["number"], alarms["major"]) == (2, 1)
    assert tables["decisions", "this newsroom"][0]["precision"]["value"] == 0.5
    assert "seed:0" in report["signature"]


def test_the_same_in_two_processes_and_for_a_person(tmp_path: Path, house: Path) -> None:
    data = _data(tmp_path / "data")
    asked = (data, "--rules", house, "--select", "house", "--siblings", "1", "--list", "--width", 200)
    one, two = (_ask(*asked, "--processes", processes) for processes in (1, 2))
    assert one == two
    assert "“the aforesaid” is for lawyers" in one[1]
    assert "[major] “the aforesaid”" in one[1]


def test_so_many_documents_of_each_set(tmp_path: Path, house: Path) -> None:
    article = {"segments": ["He read the aforesaid law."]}
    path = tmp_path / "wire.jsonl"
    path.write_text("".join(json.dumps({**article, "doc_id": str(n)}) + "\n" for n in range(5)))
    _, said = _ask(path, "--rules", house, "--select", "house", "--docs", 2, "--json")
    (table,) = json.loads(said)["tables"]
    assert table["rows"][0]["number"] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.jsonl",), "there is no such file"),
        ((__file__,), "none of the formats"),
        ((__file__, "--siblings", "many"), "--siblings takes numbers"),
        ((__file__, "--select", "no-such-rule"), "no-such-rule"),
    ],
)
def test_what_cannot_be_measured_is_said_in_a_line(words: tuple[str, ...], said: str) -> None:
    code, output = _ask(*words)
    assert code == 2
    assert said in output
    assert output.count("\n") == 1
