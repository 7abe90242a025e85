"""What the default rules find in the founding articles, against an expert's labels."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import audit
from audit.model import Document, Finding, Run, Severity

SEEDS = Path(__file__).parents[1] / "seeds"
LABELS = [json.loads(line) for line in (SEEDS / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
CONTROL = "written-in-english.en.txt"
# Fixes that are advice to an editor, not words to put in.
ADVICE = ("check", "one wording", "(delete)", "(move to metadata)")
# The label knows from the world who is meant; no version of the story names him.
OUT_OF_THE_WORLD = {"NATO skeptics to NATO"}


@pytest.fixture(scope="module")
def run() -> Run:
    return audit.check([str(SEEDS)])


def found(run: Run, label: dict[str, Any]) -> list[Finding]:
    return [
        finding
        for finding in run.findings
        if finding.span.document == label["file"]
        and finding.span.start < label["end"]
        and label["start"] < finding.span.end
    ]


def identify(label: dict[str, Any]) -> str:
    return f"{label['file']}:{label['start']}-{label['quote'][:30]}"


MUST = [label for label in LABELS if label["need"] == "must"]
SHOULD = [label for label in LABELS if label["need"] == "should"]


def version(run: Run, name: str) -> Document:
    return run.stories[0].version(name)


@pytest.mark.parametrize("label", MUST, ids=identify)
def test_every_must_label_is_found_with_its_severity(run: Run, label: dict[str, Any]) -> None:
    assert label["severity"] in {finding.severity for finding in found(run, label)}


@pytest.mark.parametrize(
    "label",
    [
        label
        for label in MUST
        if not label["fix"].startswith(ADVICE) and label["quote"] not in OUT_OF_THE_WORLD
    ],
    ids=identify,
)
def test_a_must_label_is_fixed_as_the_expert_would(run: Run, label: dict[str, Any]) -> None:
    text = version(run, label["file"]).text
    wanted = text[: label["start"]] + label["fix"] + text[label["end"] :]
    repaired = [
        text[: finding.span.start] + finding.fix + text[finding.span.end :]
        for finding in found(run, label)
        if finding.fix is not None
    ]
    assert wanted in repaired


def test_at_least_half_of_the_should_labels_are_found(run: Run) -> None:
    assert sum(bool(found(run, label)) for label in SHOULD) >= len(SHOULD) / 2


def test_the_human_control_has_no_major_finding(run: Run) -> None:
    control = [finding for finding in run.findings if finding.span.document == CONTROL]
    assert [finding for finding in control if finding.severity is not Severity.MINOR] == []


def test_at_most_three_findings_are_in_no_label(run: Run) -> None:
    labelled = {id(finding) for label in LABELS for finding in found(run, label)}
    rest = [f for f in run.findings if f.span.document != CONTROL and id(f) not in labelled]
    assert len(rest) <= 3, Counter(finding.rule for finding in rest)


def test_nothing_could_not_be_judged(run: Run) -> None:
    assert [problem for problem in run.problems if problem.fatal] == []


def test_an_inconsistency_is_one_finding_for_each_occurrence(run: Run) -> None:
    text = version(run, "from-serbian.en.txt")
    assert sum(text.words(f.span) == "Kiev" for f in run.findings if f.span.document == text.id) == 5
