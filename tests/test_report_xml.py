"""Do readers of XML find in JUnit's and Checkstyle's format what the run has?"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import audit
from audit.model import Problem, Run, Severity, Story
from audit.report import checkstyle, junit
from audit.report.xml import lines
from tests import hostile, support


def _read(text: str) -> etree._Element:
    return etree.fromstring(text.encode("utf-8"))


@pytest.fixture(scope="module")
def schema(root: Path) -> etree.XMLSchema:
    """The schema of Jenkins' xUnit plugin; tests/data/README.md says where it comes from."""
    return etree.XMLSchema(etree.parse(root / "tests" / "data" / "junit-10.xsd"))


@pytest.mark.parametrize("run", [support.run(), hostile.run(), Run()], ids=["made", "hostile", "empty"])
def test_junit_keeps_the_schema(schema: etree.XMLSchema, run: Run) -> None:
    schema.assertValid(_read(junit.render(run)))


def test_the_schema_can_say_no(schema: etree.XMLSchema) -> None:
    assert not schema.validate(_read(junit.render(support.run()).replace("<failure", "<misfortune", 1)
                                     .replace("</failure", "</misfortune", 1)))  # fmt: skip


def test_a_real_run_keeps_the_schema(schema: etree.XMLSchema, seeds: Path) -> None:
    schema.assertValid(_read(junit.render(audit.check([str(seeds)]))))


def test_a_version_is_a_suite_and_a_rule_a_test_that_failed() -> None:
    root = _read(junit.render(support.run()))
    suites = {suite.get("name"): suite for suite in root}
    first = suites["story/first.en.txt"]
    assert [case.get("name") for case in first] == ["name-spelled-two-ways", "pronoun-against-siblings"]
    failure = first[0].find("failure")
    assert failure is not None
    assert failure.get("type") == "major"
    assert (failure.get("message") or "").startswith("2 findings: “Dolan” is spelled")
    assert [line.split(": ")[0] for line in (failure.text or "").split("\n")] == [
        "story/first.en.txt:1:43", "story/first.en.txt:3:55",
    ]  # fmt: skip


def test_what_fails_no_run_is_seen_and_red_nowhere() -> None:
    root = _read(junit.render(support.run()))
    third = root.find("testsuite[@name='story/third.en.txt']")
    assert third is not None
    assert (third.get("failures"), third.get("skipped")) == ("0", "1")
    clean = root.find("testsuite[@name='story/second.en.txt']/testcase")
    assert clean is not None
    assert (clean.get("name"), len(clean)) == ("no findings", 0)


def test_the_counts_are_those_of_the_tests() -> None:
    for run in (support.run(), hostile.run()):
        root = _read(junit.render(run))
        cases = root.findall(".//testcase")
        assert root.get("tests") == str(len(cases))
        assert root.get("failures") == str(sum(case.find("failure") is not None for case in cases))
        assert root.get("errors") == str(len(root.findall(".//error")))


def test_a_version_that_is_not_judged_has_not_passed() -> None:
    run = support.run()
    story = replace(run.stories[0], judged=frozenset({"first.en.txt"}))
    root = _read(junit.render(replace(run, stories=(story,), findings=run.findings[:1], problems=())))
    assert [suite.get("name") for suite in root] == ["story/first.en.txt"]


def test_two_documents_of_one_file_are_two_suites() -> None:
    versions = tuple(support.document(name, "Dolan", path="a.csv") for name in ("a.csv#1", "a.csv#2"))
    root = _read(junit.render(Run((Story("story", versions),))))
    assert [suite.get("name") for suite in root] == ["a.csv (a.csv#1)", "a.csv (a.csv#2)"]


def test_a_problem_is_an_error_and_a_note_is_not() -> None:
    root = _read(junit.render(hostile.run()))
    problems = root.find("testsuite[@name='audit']")
    assert problems is not None
    assert [case[0].tag for case in problems] == ["error", "skipped"]


def test_checkstyle_has_a_file_a_version_and_an_error_a_finding() -> None:
    root = _read(checkstyle.render(support.run()))
    assert root.tag == "checkstyle"
    assert [file.get("name") for file in root] == [
        "story/first.en.txt", "story/second.en.txt", "story/third.en.txt",
    ]  # fmt: skip
    error = root[0][1]
    assert dict(error.attrib) == {
        "line": "1", "column": "76", "severity": "error", "source": "audit.people.pronoun-against-siblings",
        "message": "“she” for a man; 1 of 1 sibling writes “he”",
    }  # fmt: skip
    assert [one.get("severity") for one in root[1]] == ["info"]


@pytest.mark.parametrize("run", [support.run(), hostile.run(), Run()], ids=["plain", "hostile", "empty"])
def test_checkstyle_has_nothing_that_its_authors_schema_does_not_know(run: Run) -> None:
    """Their config/checkstyle-report-1.0.0.xsd in our words: it is under the LGPL, and so is not here."""
    root = _read(checkstyle.render(run))
    assert (root.tag, {*root.attrib}) == ("checkstyle", {"version"})
    for file in root:
        assert (file.tag, {*file.attrib}) == ("file", {"name"})
        for error in file:
            assert error.tag == "error"
            assert not len(error)
            assert {*error.attrib} <= {"line", "column", "message", "severity", "source"}
            assert error.attrib["severity"] in ("error", "warning", "info")
            assert all(int(error.attrib[name]) > 0 for name in ("line", "column") if name in error.attrib)


def test_a_file_that_could_not_be_judged_is_there() -> None:
    root = _read(checkstyle.render(Run(problems=(Problem("lost.txt", "no such file"),))))
    (error,) = root[0]
    assert (root[0].get("name"), error.get("severity")) == ("lost.txt", "error")


def test_what_an_article_says_stays_text() -> None:
    for text in (junit.render(hostile.run()), checkstyle.render(hostile.run())):
        root = _read(text)
        assert not root.findall(".//script")
        said = " ".join(root.itertext()) + " ".join(
            value for one in root.iter() for value in one.attrib.values()
        )
        assert "<script>alert(1)</script>" not in text
        assert "]]>" not in text
        assert "␀␛[31m\ufffd" in said


@given(st.text())
@settings(deadline=None)
def test_any_text_can_be_put_into_xml(text: str) -> None:
    run = support.alone(
        "Dolan", support.finding("r", Severity.MINOR, text, support.span("story", "Dolan", "Dolan"))
    )
    for report in (junit, checkstyle):
        assert _read(report.render(run)) is not None
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in lines(text))
