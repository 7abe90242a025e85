"""Is the SARIF log what the standard and GitHub expect?"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator

import audit
from audit.model import Rendering, Run, Severity, Source, Span, Story
from audit.report import github_sarif, sarif
from tests import hostile, support


@pytest.fixture(scope="module")
def schema(root: Path) -> Draft4Validator:
    """The official schema; tests/data/README.md says where it comes from."""
    fields = json.loads((root / "tests" / "data" / "sarif-2.1.0-rtm.5.schema.json").read_text("utf-8"))
    Draft4Validator.check_schema(fields)
    return Draft4Validator(fields, format_checker=Draft4Validator.FORMAT_CHECKER)


def _run(run: Run) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sarif.render(run))
    assert len(log["runs"]) == 1
    made: dict[str, Any] = log["runs"][0]
    return made


@pytest.mark.parametrize("run", [support.run(), hostile.run(), Run()], ids=["made", "hostile", "empty"])
def test_it_keeps_the_schema(schema: Draft4Validator, run: Run) -> None:
    schema.validate(json.loads(sarif.render(run)))
    schema.validate(json.loads(github_sarif.render(run)))


def test_the_schema_can_say_no(schema: Draft4Validator) -> None:
    log = json.loads(sarif.render(support.run()))
    log["runs"][0]["results"][0]["level"] = "dreadful"
    assert not schema.is_valid(log)


def test_a_real_run_keeps_the_schema(schema: Draft4Validator, seeds: Path) -> None:
    run = audit.check([str(seeds)])
    log = json.loads(sarif.render(run))
    schema.validate(log)
    assert len(log["runs"][0]["results"]) == len(run.findings)


def test_a_region_is_the_words_of_the_file(seeds: Path) -> None:
    for result in _run(audit.check([str(seeds)]))["results"]:
        place = result["locations"][0]["physicalLocation"]
        # As a reader of the standard finds them: code points, lines and columns from 1, the end excluded.
        path = unquote(place["artifactLocation"]["uri"].removeprefix("file://"))
        characters = Path(path).read_bytes().decode("utf-8")
        lines = characters.split("\n")
        region = place["region"]
        start = sum(len(line) + 1 for line in lines[: region["startLine"] - 1]) + region["startColumn"] - 1
        end = sum(len(line) + 1 for line in lines[: region["endLine"] - 1]) + region["endColumn"] - 1
        assert (region["charOffset"], region["charLength"]) == (start, end - start)
        assert region["snippet"]["text"] == characters[start:end]


def test_columns_count_code_points() -> None:
    made = _run(hostile.run())
    assert made["columnKind"] == "unicodeCodePoints"
    region = made["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (3, 7)  # after one emoji and a blank


def test_siblings_are_related_locations_that_the_message_links() -> None:
    result = _run(support.run())["results"][0]
    assert [one["id"] for one in result["relatedLocations"]] == [1, 2]
    assert result["relatedLocations"][0]["message"]["text"] == "Dolen"
    assert "[story/second.en.txt:1](1)" in result["message"]["text"]


def test_an_article_puts_no_link_into_a_message() -> None:
    result = _run(hostile.run())["results"][2]
    assert "\\[click\\](" in result["message"]["text"]


def test_a_fix_replaces_the_marked_words() -> None:
    result = _run(support.run())["results"][0]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["deletedRegion"]["startColumn"] == 43
    assert replacement["deletedRegion"]["endColumn"] == 48
    assert replacement["insertedContent"] == {"text": "Dolen"}
    assert change["artifactLocation"] == {"uri": "story/first.en.txt", "uriBaseId": "%SRCROOT%"}


def _beside_an_entity(*, editable: bool) -> dict[str, Any]:
    found = support.finding("r", Severity.MAJOR, "m", Span("d", 0, 5), fix="C & D")
    entity = Rendering(2, 3, 2, 7, editable=editable)
    source = Source(
        "d.html", breaks=((0, 0), (2, 2), (3, 7)), renderings=(entity,), writing=((0, ("html",)),)
    )
    version = replace(support.document("d", "A & B came."), source=source)
    result: dict[str, Any] = _run(Run((Story("story", (version,)),), (found,)))["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"], region["charLength"]) == (1, 10, 9)
    return result


def test_a_fix_is_written_with_the_escapes_of_the_file() -> None:
    (change,) = _beside_an_entity(editable=True)["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "C &amp; D"}


def test_no_fix_where_markup_stands_among_the_words() -> None:
    assert "fixes" not in _beside_an_entity(editable=False)


def test_what_is_settled_carries_a_suppression_and_github_does_not_see_it() -> None:
    results = _run(hostile.run())["results"]
    assert [bool(one.get("suppressions")) for one in results] == [False, True, False, False, False]
    reason = "😀 Ünal said ]]> <scr"
    assert results[1]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": f"accepted: {reason}"}
    ]
    uploaded = json.loads(github_sarif.render(hostile.run()))["runs"][0]["results"]
    assert [one["ruleId"] for one in uploaded] == ["rule-0", "rule-2", "rule-3", "rule-4"]


def test_what_is_settled_without_a_reason_is_justified_by_the_verdict() -> None:
    run = hostile.run()
    settled = replace(run, findings=tuple(replace(one, reason="") for one in run.findings))
    assert _run(settled)["results"][1]["suppressions"][0]["justification"] == "accepted"


def test_fingerprints_are_those_of_the_findings() -> None:
    results = _run(hostile.run())["results"]
    assert results[0]["partialFingerprints"] == {
        "auditFingerprint/v1": f"{0:016x}",
        "primaryLocationLineHash": f"{0:016x}:1",
    }


def test_levels_follow_severities() -> None:
    results = _run(support.run())["results"]
    assert [one["level"] for one in results] == ["error", "error", "error", "warning"]
    assert [one["properties"]["severity"] for one in results] == ["major", "critical", "major", "minor"]


def test_a_rule_explains_itself_in_markdown() -> None:
    made = _run(support.run())
    (rule,) = made["tool"]["driver"]["rules"]
    assert "**It marks**" in rule["help"]["markdown"]
    assert "<b>Dolan</b>" in rule["help"]["markdown"]
    assert "MQM/accuracy/name" in rule["properties"]["tags"]
    assert made["results"][0]["ruleIndex"] == 0


def test_problems_are_notifications() -> None:
    invocation = _run(hostile.run())["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert [one["level"] for one in invocation["toolExecutionNotifications"]] == ["error", "note"]
    assert _run(support.run())["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/ü.txt", "a%20b/%C3%BC.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("/abs/x.txt", "file:///abs/x.txt"),
        ("C:\\news\\x.txt", "file:///C:/news/x.txt"),
        ("b\udcffd.txt", "b%FFd.txt"),
        ("100%#?.txt", "100%25%23%3F.txt"),
    ],
)
def test_a_path_is_a_reference_of_rfc_3986(path: str, expected: str) -> None:
    run = support.alone("Dolan", support.finding("r", Severity.MINOR, "m", Span("story", 0, 5)))
    version = replace(run.stories[0].versions[0], source=Source(path))
    made = _run(replace(run, stories=(replace(run.stories[0], versions=(version,)),)))
    location = made["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == expected
    assert ("uriBaseId" in location) is not expected.startswith("file:")
