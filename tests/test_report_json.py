"""Does the JSON keep its contract?"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import audit
from audit.model import Consensus, Run, Severity, Source, Span, Story
from audit.report import json as report
from audit.report import jsonl
from tests import support


@pytest.fixture(scope="module")
def schema(root: Path) -> Draft202012Validator:
    fields = json.loads((root / "docs" / "findings.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(fields)
    return Draft202012Validator(fields)


def _object(run: Run) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(report.render(run))
    return made


def test_a_run_made_by_hand_keeps_the_schema(schema: Draft202012Validator) -> None:
    schema.validate(_object(support.run()))


def test_a_real_run_keeps_the_schema(schema: Draft202012Validator, seeds: Path) -> None:
    made = _object(audit.check([str(seeds)]))
    schema.validate(made)
    assert len(made["scores"]) == 3


def test_an_empty_run_is_still_the_whole_object() -> None:
    assert _object(Run()) == {
        "version": audit.__version__,
        "findings": [],
        "scores": [],
        "support": [],
        "found": [],
        "problems": [],
    }


def test_a_finding_says_all_that_the_contract_names() -> None:
    finding = _object(support.run())["findings"][0]
    assert " ".join(finding) == (
        "rule category severity kind confidence measured message story document path span line column text "
        "evidence fix fingerprint status reason"
    )
    assert (finding["line"], finding["column"], finding["text"]) == (1, 43, "Dolan")
    assert finding["evidence"][0] == {
        "document": "second.en.txt", "path": "story/second.en.txt", "start": 39, "end": 44, "text": "Dolen",
    }  # fmt: skip


def test_a_consensus_keeps_the_schema(schema: Draft202012Validator) -> None:
    run = support.run()
    found = Consensus(61.5, 55.0, 68.25, 2, 3, "features:abc")
    made = _object(replace(run, scores=tuple(replace(one, consensus=found) for one in run.scores)))
    schema.validate(made)
    assert made["scores"][0]["consensus"]["score"] == 61.5
    assert _object(run)["scores"][0]["consensus"] is None


def test_a_metric_that_was_left_out_is_null(schema: Draft202012Validator) -> None:
    run = support.run()
    without = tuple(
        replace(score, agreements=tuple(replace(one, ter=None) for one in score.agreements))
        for score in run.scores
    )
    made = _object(replace(run, scores=without))
    schema.validate(made)
    assert made["scores"][0]["agreement"]["ter"] is None
    assert made["scores"][0]["agreement"]["chrf"] == 55.5


def test_every_part_of_a_score_has_its_signature() -> None:
    score = _object(support.run())["scores"][0]
    assert all(score[part]["signature"] for part in ("issues", "agreement", "facts"))
    assert score["agreement"]["chrf"] == 55.5
    assert [one["document"] for one in score["agreement"]["siblings"]] == ["second.en.txt", "third.en.txt"]


def test_a_score_without_siblings_has_no_agreement(schema: Draft202012Validator) -> None:
    run = support.run()
    bare = replace(run, scores=(replace(run.scores[0], agreements=(), facts=None),))
    made = _object(bare)
    schema.validate(made)
    assert made["scores"][0]["agreement"] is None
    assert made["scores"][0]["facts"] is None


def test_offsets_are_those_of_the_file() -> None:
    version = replace(
        support.document("a.txt", "One\nDolan"),
        source=Source("a.txt", breaks=((0, 10), (4, 15)), lines=(0, 10, 15)),
    )
    found = support.finding("r", Severity.MAJOR, "m", Span("a.txt", 4, 9))
    finding = _object(Run((Story("story", (version,)),), (found,)))["findings"][0]
    assert finding["span"] == {"start": 15, "end": 20}
    assert (finding["line"], finding["column"]) == (3, 1)


def test_lines_are_the_same_findings_and_nothing_else() -> None:
    run = support.run()
    lines = jsonl.render(run).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == _object(run)["findings"]


def test_no_character_breaks_a_line_or_reaches_the_terminal() -> None:
    text = "a\u2028b\x85c\x9b31m\x1b[0m"
    run = support.alone(text, support.finding("r", Severity.MINOR, "m", Span("story", 0, len(text))))
    written = jsonl.render(run)
    assert len(written.splitlines()) == 1
    assert not set("\x9b\x1b\x85\u2028") & set(written)
    assert json.loads(written)["text"] == text


def test_letters_stay_letters() -> None:
    run = support.alone("Č", support.finding("r", Severity.MINOR, "“Č”", Span("story", 0, 1)))
    assert "“Č”" in report.render(run)


def test_the_same_run_gives_the_same_bytes() -> None:
    assert report.render(support.run()) == report.render(support.run())
