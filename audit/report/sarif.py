"""What do code scanning and SARIF viewers read? One log of SARIF 2.1.0."""

from __future__ import annotations

import re
from typing import Any

from audit.model import Document, Example, Finding, Rule, Run, Span
from audit.report.entries import (
    LEVELS,
    NOTE,
    Entry,
    Notice,
    as_written,
    entries,
    notices,
    region,
    shown_path,
    uri,
)
from audit.report.json import dumps
from audit.report.reference import example_lines
from audit.report.view import BLAMELESS
from audit.report.wording import HEADINGS, message_of, visible
from audit.version import __version__
from audit.write import encode

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
# GitHub's words for how often a rule is right (properties.precision), by the rule's own confidence.
_PRECISIONS = ((0.9, "very-high"), (0.8, "high"), (0.6, "medium"), (0.0, "low"))
# `[text](1)` in a message is a link to a related location: SARIF 2.1.0, section 3.11.6.
_LINK = re.compile(r"\]\(")
_BRACKET = re.compile(r"([\\\[\]])")


def render(run: Run, *, suppressed: bool = True) -> str:
    """One run of one tool; findings that may stay carry a suppression, or are left out."""
    ordinals = {rule.name: number for number, rule in enumerate(run.rules)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(run.rules)},
                "invocations": [_invocation(run)],
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The folder in which audit was started."}}
                },
                "artifacts": _artifacts(run),
                "results": [
                    _result(entry, ordinals)
                    for entry in entries(run)
                    if suppressed or entry.finding.status.open
                ],
                "columnKind": "unicodeCodePoints",
                "properties": {"rulesSignature": run.signature, "verdicts": _verdicts(run)},
            }
        ],
    }
    return dumps(log, indent=2)


def _verdicts(run: Run) -> list[dict[str, str]]:
    """What each version got, and why."""
    stories = {story.id: story for story in run.stories}
    return [
        {
            "uri": uri(stories[score.story].version(score.document).source.path),
            "story": score.story,
            "document": score.document,
            "verdict": score.verdict.value,
            "why": score.why,
        }
        for score in run.scores
    ]


def _driver(rules: tuple[Rule, ...]) -> dict[str, Any]:
    return {"name": "audit", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}


def _rule(rule: Rule) -> dict[str, Any]:
    """A rule with its help: why, and its examples, in Markdown for viewers that show it."""
    described: dict[str, Any] = {
        "id": rule.name,
        "shortDescription": {"text": visible(message_of(rule))},
        "fullDescription": {"text": visible(rule.why)},
        "help": {"text": visible(rule.why), "markdown": _help(rule)},
        "defaultConfiguration": {"level": _level(rule), "rank": _rank(rule.confidence)},
        "properties": {
            "tags": [rule.topic, f"MQM/{rule.category}", rule.severity.value],
            "precision": next(name for least, name in _PRECISIONS if rule.confidence >= least),
            "problem.severity": _level(rule).replace(NOTE, "recommendation"),
            "severity": rule.severity.value,
            "kind": rule.kind.value,
            "confidence": rule.confidence,
        },
    }
    if rule.aliases:
        described["deprecatedIds"] = list(rule.aliases)
    return described


def _level(rule: Rule) -> str:
    return NOTE if rule.kind in BLAMELESS else LEVELS[rule.severity]


def _help(rule: Rule) -> str:
    paragraphs = [visible(rule.why)]
    for kind, heading in HEADINGS.items():
        those: list[Example] = [example for example in rule.examples if example.kind == kind]
        if those:
            paragraphs += [f"**{heading}**", "\n".join(line for one in those for line in example_lines(one))]
    return "\n\n".join(paragraphs) + "\n"


def _rank(confidence: float) -> float:
    """SARIF's rank is a percentage."""
    return round(100 * confidence, 1)


def _invocation(run: Run) -> dict[str, Any]:
    return {
        "executionSuccessful": not any(problem.fatal for problem in run.problems),
        "toolExecutionNotifications": [_notification(notice) for notice in notices(run)],
    }


def _notification(notice: Notice) -> dict[str, Any]:
    return {
        "descriptor": {"id": notice.name},
        "level": "error" if notice.fatal else NOTE,
        "message": {"text": f"{shown_path(notice.path)}: {notice.said}"},
        "locations": [{"physicalLocation": {"artifactLocation": _file(notice.path)}}],
    }


def _artifacts(run: Run) -> list[dict[str, Any]]:
    """Every file that holds a version, once."""
    sources = {version.source.path: version.source for story in run.stories for version in story.versions}
    return [
        {"location": _file(path), "roles": ["analysisTarget"], "encoding": source.encoding}
        for path, source in sources.items()
    ]


def _file(path: str) -> dict[str, str]:
    """A relative path hangs on the base, an absolute one stands for itself."""
    reference = uri(path)
    return {"uri": reference} if reference.startswith("file:") else {"uri": reference, "uriBaseId": _ROOT}


def _result(entry: Entry, ordinals: dict[str, int]) -> dict[str, Any]:
    finding, version = entry.finding, entry.version
    result: dict[str, Any] = {"ruleId": finding.rule}
    if finding.rule in ordinals:
        result["ruleIndex"] = ordinals[finding.rule]
    result |= {
        "level": entry.level,
        "message": {"text": _message(entry)},
        "locations": [{"physicalLocation": _place(version, finding.span, snippet=True)}],
        # GitHub tells alerts apart by the first, which it would else make of the line's text.
        "partialFingerprints": {
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
            "auditFingerprint/v1": finding.fingerprint,
        },
        "rank": _rank(finding.confidence),
    }
    if finding.evidence:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": visible(_of(entry, span).words(span))},
                "physicalLocation": _place(_of(entry, span), span),
            }
            for number, span in enumerate(finding.evidence, 1)
        ]
    if finding.fix is not None:
        written = encode(version, finding.span.start, finding.span.end, finding.fix)
        if written is not None:
            result["fixes"] = [_fix(entry, written)]
    if not finding.status.open:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": _justification(finding)}
        ]
    result["properties"] = _properties(entry)
    return result


def _justification(finding: Finding) -> str:
    """The verdict, and the reason where one was given."""
    return f"{finding.status.value}: {visible(finding.reason)}" if finding.reason else finding.status.value


def _message(entry: Entry) -> str:
    """What the lists say; each place of evidence as a link, without which GitHub does not show it."""
    text = entry.message
    if _LINK.search(text):
        text = _escaped(text)
    links = []
    for number, span in enumerate(entry.finding.evidence, 1):
        document = _of(entry, span)
        place = f"{shown_path(document.source.path)}:{region(document, span).line}"
        links.append(f"[{_escaped(place)}]({number})")
    return f"{text}. See {', '.join(links)}." if links else text


def _escaped(text: str) -> str:
    """Brackets that are no link's."""
    return _BRACKET.sub(r"\\\1", text)


def _of(entry: Entry, span: Span) -> Document:
    return entry.story.version(span.document)


def _place(document: Document, span: Span, *, snippet: bool = False) -> dict[str, Any]:
    return {
        "artifactLocation": _file(document.source.path),
        "region": _region(document, span, snippet=snippet),
    }


def _region(document: Document, span: Span, *, snippet: bool = False) -> dict[str, Any]:
    place = region(document, span)
    fields: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.offset,
        "charLength": place.length,
    }
    if snippet and as_written(document, span):
        fields["snippet"] = {"text": document.words(span)}
    return fields


def _fix(entry: Entry, fix: str) -> dict[str, Any]:
    replacement = {
        "deletedRegion": _region(entry.version, entry.finding.span),
        "insertedContent": {"text": fix},
    }
    file = _file(entry.version.source.path)
    return {
        "description": {"text": entry.advice},
        "artifactChanges": [{"artifactLocation": file, "replacements": [replacement]}],
    }


def _properties(entry: Entry) -> dict[str, Any]:
    finding = entry.finding
    return {
        "tags": [f"MQM/{finding.category}"],
        "severity": finding.severity.value,
        "kind": finding.kind.value,
        "confidence": finding.confidence,
        "status": finding.status.value,
        "story": finding.story,
        "document": finding.span.document,
        "lang": entry.version.lang,
        "signals": finding.signals,
        "asked": finding.asked,
        "also": list(finding.also),
    }
