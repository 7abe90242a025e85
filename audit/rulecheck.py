"""Do a rule's examples show what the rule says?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from audit.catalogue import examples as written
from audit.engine import judge
from audit.load import Loaded, load_bytes
from audit.model import Document, Example, Finding, Role, Rule, Source, Story
from audit.run import prepare


class Verdict(NamedTuple):
    """How one example went: `failure` is empty where it went as it says.

    `number` is its place among the rule's examples, from 0; None for an entry of the rule's table.
    """

    rule: str
    example: str
    failure: str
    number: int | None = None


def check_rule(rule: Rule) -> Iterator[Verdict]:
    """Every example of a rule, and of the table it reads, as a test."""
    for number, example in enumerate(rule.examples):
        failure = _failure(rule, example)
        if example.kind.startswith("todo"):
            failure = "" if failure else f"solved: call it {example.kind.removeprefix('todo-')}"
        yield Verdict(rule.name, f"{example.kind} {number + 1}", failure, number)
    table = rule.params.get("table")
    if isinstance(table, tuple):
        origins = rule.params.get("origins", ())
        yield from (_entry(rule, row, origins) for row in table if row.get("example"))


def _entry(rule: Rule, row: Mapping[str, str], origins: object) -> Verdict:
    text, marks = written.unmark(row["example"])
    version = {"lang": rule.langs[0] if rule.langs[0] != "any" else "en", "text": text}
    if isinstance(origins, tuple) and origins:
        version["from"] = str(origins[0])
    example = Example("bad", (version,), marks)
    return Verdict(rule.name, next(iter(row.values())), _failure(rule, example))


def _failure(rule: Rule, example: Example) -> str:
    findings = run_example(rule, example)
    found = sorted((finding.span.start, finding.span.end) for finding in findings)
    judged = example.texts[0]["text"]
    if example.kind.endswith("good"):
        return f"fires at {_excerpts(judged, found)}" if found else ""
    if found != sorted(example.marks):
        return f"expected {_excerpts(judged, example.marks)}, found {_excerpts(judged, found) or 'nothing'}"
    if example.fixed is not None:
        fixed = Example("good", (example.fixed, *example.texts[1:]))
        if rule.safe and (made := _corrected(judged, findings)) != example.fixed["text"]:
            return f"the fix makes it “{made}”"
        still = run_example(rule, fixed)
        if still:
            places = [(finding.span.start, finding.span.end) for finding in still]
            return f"the fixed text fires at {_excerpts(example.fixed['text'], places)}"
    return ""


def run_example(rule: Rule, example: Example) -> tuple[Finding, ...]:
    """What `rule` alone finds in the judged version of an example, by characters of the text as written.

    A crash is raised.
    """
    versions = tuple(_document(number, text) for number, text in enumerate(example.texts))
    story = prepare(Story("example", versions))
    findings, problems = judge(story, (rule,))
    if problems:
        raise RuntimeError(problems[0].message)
    judged, source = versions[0], versions[0].source
    return tuple(
        replace(
            finding,
            span=judged.span(source.offset(finding.span.start), source.end_offset(finding.span.end)),
        )
        for finding in findings
        if finding.span.document == judged.id
    )


def _corrected(text: str, findings: Iterable[Finding]) -> str:
    for finding in sorted(findings, key=lambda finding: finding.span, reverse=True):
        text = text[: finding.span.start] + (finding.fix or "") + text[finding.span.end :]
    return text


def _document(number: int, text: Mapping[str, str]) -> Document:
    name = f"version-{number + 1}"
    read = _read(text, name)
    return Document(
        id=name,
        text=read.text,
        source=read.source,
        elements=tuple(
            replace(element, span=element.span._replace(document=name)) for element in read.elements
        ),
        fields=read.fields,
        lang=text["lang"],
        origin=text.get("from", ""),
        role=Role(text.get("role", Role.TRANSLATION)),
        date=datetime.date.fromisoformat(text["date"]) if "date" in text else None,
    )


def _read(version: Mapping[str, str], name: str) -> Loaded:
    """The text as a file of its format would hold it, in the version's language where that holds several; as
    it stands where no format is named."""
    if "format" not in version:
        return Loaded(version["text"], Source(name))
    held = load_bytes(version["text"].encode(), name, f".{version['format']}")
    return next((one for one in held if one.stated.lang == version["lang"]), held[0])


def _excerpts(text: str, places: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"“{text[start:end]}” ({start}-{end})" for start, end in places)
