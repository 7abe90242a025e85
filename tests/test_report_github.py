"""Does GitHub's runner read what the annotations mean, and nothing an article says?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import pytest

from audit.model import Run, Severity, Span
from audit.report import github
from tests import hostile, support

# What the runner does, after its ActionCommand.cs: a line whose first characters are "::" is a command
# with properties, and so is one that has "##[" anywhere in it; properties and data are unescaped in turn.
_KNOWN = re.compile(r"##\[([\w-]+)")
_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTY = (*_DATA[:2], ("%3A", ":"), ("%2C", ","), ("%25", "%"))


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def commands_in(log: str) -> list[Command]:
    found = []
    for line in log.splitlines():
        trimmed = line.lstrip()
        if not trimmed.startswith("::") or "::" not in trimmed[2:]:
            found += [Command(old, {}, "") for old in _KNOWN.findall(line)]
            continue
        head, _, data = trimmed[2:].partition("::")
        name, _, given = head.partition(" ")
        pairs = (pair.partition("=") for pair in given.split(",") if pair)
        properties = {key: _unescaped(value, _PROPERTY) for key, _, value in pairs}
        found.append(Command(name, properties, _unescaped(data, _DATA)))
    return found


def _unescaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for escaped, character in escapes:
        text = text.replace(escaped, character)
    return text


def test_a_finding_is_an_annotation_beside_its_words() -> None:
    critical, *_ = [one for one in commands_in(github.render(support.run())) if one.name == "error"]
    assert critical.properties == {
        "file": "story/first.en.txt", "line": "1", "endLine": "1", "col": "76", "endColumn": "79",
        "title": "critical: pronoun-against-siblings",
    }  # fmt: skip
    assert critical.data == "“she” for a man; 1 of 1 sibling writes “he”"


def test_an_article_gives_no_command_and_loses_no_character() -> None:
    commands = commands_in(github.render(hostile.run()))
    assert {one.name for one in commands} == {"error", "warning"}
    assert len(commands) == 6  # a fatal problem, a note, four findings that stand
    assert commands[0].properties["file"] == hostile.PATH.replace("\ude80", "\ufffd")
    assert "::error::no ##[add-mask]x %0A" in commands[2].data


@pytest.mark.parametrize(("severity", "name"), [(Severity.MAJOR, "error"), (Severity.MINOR, "warning")])
def test_ten_are_annotated_and_the_rest_is_said(severity: Severity, name: str) -> None:
    log = github.render(hostile.many(25, severity))
    commands = commands_in(log)
    assert [one.name for one in commands] == [name] * 10
    assert "15 more findings that GitHub has no room to annotate:" in log
    for number in range(25):
        assert f"number {number}" in log


def test_the_lines_of_the_log_are_nocommands_in() -> None:
    run = hostile.many(12)
    text = run.stories[0].versions[0].text
    worst = support.finding("r", Severity.MAJOR, "##[add-mask]x ::stop-commands::t", Span("story", 0, 5))
    log = github.render(Run(run.stories, (*run.findings, worst)))
    assert text
    assert "stop-commands" in log
    assert {one.name for one in commands_in(log)} == {"error"}


def test_the_worst_findings_are_the_annotated_ones() -> None:
    run = hostile.many(30, Severity.MAJOR)
    worst = support.finding("worst", Severity.CRITICAL, "the worst", Span("story", 0, 5))
    commands = commands_in(github.render(Run(run.stories, (*run.findings, worst))))
    assert commands[0].data.startswith("the worst")


def test_of_equally_grave_findings_the_surest_are_annotated() -> None:
    run = hostile.many(30, Severity.MAJOR)
    sure = replace(support.finding("sure", Severity.MAJOR, "surely", Span("story", 0, 5)), confidence=1.0)
    others = (replace(one, confidence=0.5) for one in run.findings)
    commands = commands_in(github.render(Run(run.stories, (*others, sure))))
    assert commands[0].data.startswith("surely")


def test_a_passage_over_several_lines_has_no_columns() -> None:
    text = "one\ntwo\nthree"
    run = support.alone(text, support.finding("r", Severity.MINOR, "m", Span("story", 1, len(text))))
    (command,) = commands_in(github.render(run))
    assert (command.properties["line"], command.properties["endLine"]) == ("1", "3")
    assert "col" not in command.properties
