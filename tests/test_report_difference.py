"""Does a difference tell what is new, gone, moved and changed?"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from audit.model import Finding, Problem, Run, Severity, Span, Status, Story, Verdict
from audit.report import difference_views as views
from audit.report import json as report
from audit.report.difference import Difference, ReportError, compare, read, report_of
from tests import hostile, support


def _between(old: Run, new: Run) -> Difference:
    return compare(report_of(old), report_of(new))


def _with(run: Run, *found: Finding) -> Run:
    return replace(run, findings=found)


def test_a_run_differs_in_nothing_from_itself() -> None:
    found = _between(support.run(), support.run())
    assert found.same == len(support.findings())
    assert [*found.new, *found.gone, *found.changed, *found.moved, *found.settled, *found.scores] == []
    assert not found.worse(Severity.MINOR)


def test_a_report_read_from_a_file_is_that_of_the_run() -> None:
    run = support.run()
    assert read(report.render(run), "a.json") == report_of(run)


def test_what_came_is_new_and_what_went_is_gone() -> None:
    run = support.run()
    first, second, *rest = run.findings
    found = _between(_with(run, first, *rest), _with(run, second, *rest))
    assert [one.rule for one in found.new] == [second.rule]
    assert [one.rule for one in found.gone] == [first.rule]
    assert found.same == len(rest)


@pytest.mark.parametrize(
    ("limit", "worse"), [(Severity.CRITICAL, False), (Severity.MAJOR, True), (Severity.MINOR, True)]
)
def test_it_is_worse_from_the_severity_of_what_is_new(limit: Severity, worse: bool) -> None:
    run = support.run()
    assert _between(_with(run), _with(run, run.findings[0])).worse(limit) is worse


def test_a_finding_that_stands_elsewhere_has_moved() -> None:
    run = support.run()
    first, *rest = run.findings
    there = replace(first, span=_later(first, 4))
    found = _between(run, _with(run, there, *rest))
    assert [(pair.old.column, pair.new.column) for pair in found.moved] == [(43, 47)]
    assert [*found.new, *found.gone] == []


def _later(found: Finding, by: int) -> Span:
    return found.span._replace(start=found.span.start + by, end=found.span.end + by)


def test_a_rule_that_says_it_otherwise_has_changed() -> None:
    run = support.run()
    first, *rest = run.findings
    milder = replace(first, severity=Severity.MINOR, confidence=0.4, message="m", fix=None)
    found = _between(run, _with(run, milder, *rest))
    (pair,) = found.changed
    assert (pair.old.severity, pair.new.severity) == (Severity.MAJOR, Severity.MINOR)
    said = views.to_text(found)
    assert "severity: major → minor" in said
    assert "confidence: 0.90 → 0.40" in said
    assert "fix: “Dolen” → none" in said


def test_what_was_settled_is_neither_new_nor_gone_and_what_is_open_again_is_new() -> None:
    run = support.run()
    first, *rest = run.findings
    settled = _with(run, replace(first, status=Status.ACCEPTED), *rest)
    found = _between(run, settled)
    assert [pair.new.status for pair in found.settled] == [Status.ACCEPTED]
    assert [*found.new, *found.gone] == []
    assert [one.rule for one in _between(settled, run).new] == [first.rule]


def _article(path: str, count: int) -> Run:
    """An article in which so many of its three names are marked."""
    text = "Dolan came. Dolan went. Dolan stayed."
    found = [
        replace(support.finding("r", Severity.MAJOR, "m", place), fingerprint=f"{path}{place.start}")
        for place in support.spans(path, text, "Dolan")[:count]
    ]
    return Run((Story("story", (support.document(path, text, path=path),)),), tuple(found))


def test_two_versions_of_an_article_are_one_whatever_they_are_called() -> None:
    old, new = _article("before.txt", 2), _article("after.txt", 3)
    found = _between(old, new)
    assert (found.same, len(found.new), len(found.gone)) == (2, 1, 0)
    assert found.new[0].place == "after.txt:1:25"


def test_a_verdict_that_changed_is_told() -> None:
    run = support.run()
    first, *rest = run.scores
    better = replace(run, scores=(replace(first, verdict=Verdict.PASS, issues=0.0), *rest))
    found = _between(run, better)
    assert [one.path for one in found.scores] == ["story/first.en.txt"]
    assert "story/first.en.txt: block, 41.2 issues → pass, 0.0 issues" in views.to_text(found)
    gone = _between(run, replace(run, scores=tuple(rest)))
    assert "story/first.en.txt: block, 41.2 issues (no longer there)" in views.to_text(gone)


def test_problems_of_both_sides_are_told_once() -> None:
    lost = Problem("lost.txt", "no such file")
    run = replace(support.run(), problems=(lost,))
    found = _between(run, run)
    assert len(found.problems) == 1
    assert views.to_text(found).startswith("! could not judge: lost.txt: no such file\n")


def test_json_has_all_that_the_text_has() -> None:
    run = support.run()
    first, *rest = run.findings
    made = json.loads(views.to_json(_between(_with(run, *rest), run)))
    assert [one["fingerprint"] for one in made["new"]] == [first.fingerprint]
    assert made["same"] == len(rest)
    assert set(made) == {
        "version", "new", "gone", "changed", "moved", "settled", "same", "scores", "problems",
    }  # fmt: skip


def test_an_article_gets_no_control_character_into_the_text() -> None:
    said = views.to_text(_between(Run(), hostile.run()))
    assert not set(said) & set("\x00\x1b\u202e")
    assert len(said.splitlines()) == said.count("\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "a.json: no report"),
        ("[]", "Expected `object`"),
        ('{"version": "1", "findings": [{}], "scores": [], "problems": []}', "missing required field `rule`"),
        ("\udcff".encode(errors="surrogatepass"), "a.json: no report"),
    ],
)
def test_what_is_no_report_is_refused_with_the_place(text: str | bytes, said: str) -> None:
    with pytest.raises(ReportError, match=said.replace("[", "\\[")):
        read(text, "a.json")
