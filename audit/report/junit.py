"""What do Jenkins, GitLab and other readers of test results show? JUnit's XML.

A version is a suite, a rule that found something in it a test that failed, so that a build server can
say of a rule in an article since when it fails. Minor findings, which fail no run by default, are
skipped tests: seen, and red nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from audit.model import Run, Verdict
from audit.report.entries import Entry, Notice, notices, shown_path, standing
from audit.report.wording import plural, visible
from audit.report.xml import attributes, document, lines


def render(run: Run) -> str:
    """The suites: what could not be judged, then each version that was, with what was found in it."""
    root = Element("testsuites", attributes(name="audit"))
    if told := notices(run):
        _notices(root, told)
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in standing(run):
        found.setdefault((entry.story.id, entry.version.id), []).append(entry)
    judged = [
        (story, version) for story in run.stories for version in story.versions if story.judges(version)
    ]
    held = Counter(version.source.path for _, version in judged)
    verdicts = {(score.story, score.document): score.verdict for score in run.scores}
    for story, version in judged:
        name = shown_path(version.source.path)
        if held[version.source.path] > 1:  # a file may hold several documents
            name += f" ({visible(version.id)})"
        silent = verdicts.get((story.id, version.id), Verdict.PASS)
        _version(root, name, found.get((story.id, version.id), []), silent)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    return document(root)


def _version(root: Element, name: str, found: Sequence[Entry], verdict: Verdict) -> None:
    suite = SubElement(root, "testsuite", attributes(name=name))
    rules: dict[str, list[Entry]] = {}
    for entry in found:
        rules.setdefault(entry.finding.rule, []).append(entry)
    if not rules:
        silent = verdict in (Verdict.NOT_JUDGED, Verdict.NOTHING)
        said = verdict.value if silent else "no findings"
        case = SubElement(suite, "testcase", attributes(name=said, classname=name))
        if silent:
            SubElement(case, "skipped", attributes(type="verdict", message=verdict.value))
    for rule, those in sorted(rules.items()):
        case = SubElement(suite, "testcase", attributes(name=rule, classname=name))
        failed = any(entry.level == "error" for entry in those)
        several = f"{plural(len(those), 'finding')}: " if len(those) > 1 else ""
        severity = max((entry.finding.severity for entry in those), key=lambda one: one.rank)
        message = f"{several}{those[0].message}"
        told = SubElement(
            case,
            "failure" if failed else "skipped",
            attributes(type=severity.value, message=message),
        )
        told.text = lines(*(_line(entry) for entry in those))
    _count(suite)


def _line(entry: Entry) -> str:
    place = entry.region
    return f"{entry.path}:{place.line}:{place.column}: {entry.label}: {entry.message}"


def _notices(root: Element, told: Sequence[Notice]) -> None:
    suite = SubElement(root, "testsuite", attributes(name="audit"))
    for notice in told:
        path = shown_path(notice.path)
        case = SubElement(suite, "testcase", attributes(name=path, classname=f"audit.{notice.name}"))
        kind = "error" if notice.fatal else "skipped"
        SubElement(case, kind, attributes(type=notice.name, message=notice.said)).text = lines(
            f"{path}: {notice.said}"
        )
    _count(suite)


def _count(suite: Element) -> None:
    """The counts that the format wants before the tests."""
    suite.set("tests", str(len(suite)))
    for count, name in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(name) is not None for case in suite)))
