"""Do a rule's examples show what the rule says?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from string import Formatter
from typing import NamedTuple

from audit.catalogue import detector
from audit.catalogue import examples as written
from audit.decide.drift import between
from audit.engine import ALWAYS_FILLED, judge
from audit.load import Loaded, load_bytes
from audit.model import Document, Example, Finding, Proofreading, ReaderMark, Role, Rule, Source, Story
from audit.run import prepare

_CRASHES = "crashes: "


class Outcome(NamedTuple):
    """How one example went: `failure` is empty where it went as it says.

    `number` is its place among the rule's examples, from 0; None for an entry of the rule's table.
    """

    rule: str
    example: str
    failure: str
    number: int | None = None


def check_rule(rule: Rule) -> Iterator[Outcome]:
    """Every example of a rule, and of the table it reads, as a test."""
    for number, example in enumerate(rule.examples):
        failure = _failure(rule, example)
        if example.kind.startswith("todo") and not failure.startswith(_CRASHES):
            failure = "" if failure else f"solved: call it {example.kind.removeprefix('todo-')}"
        yield Outcome(rule.name, f"{example.kind} {number + 1}", failure, number)
    table = rule.params.get("table")
    if isinstance(table, tuple):
        origins = rule.params.get("origins", ())
        yield from (_entry(rule, row, origins) for row in table if row.get("example"))


def _entry(rule: Rule, row: Mapping[str, str], origins: object) -> Outcome:
    text, marks = written.unmark(row["example"])
    version = {"lang": rule.langs[0] if rule.langs[0] != "any" else "en", "text": text}
    if isinstance(origins, tuple) and origins:
        version["from"] = str(origins[0])
    example = Example("bad", (version,), marks)
    return Outcome(rule.name, next(iter(row.values())), _failure(rule, example))


def _failure(rule: Rule, example: Example) -> str:
    """What is wrong with an example; a crash of its rule is."""
    try:
        return _unknown_slots(rule, example) or _difference(rule, example)
    except Exception as error:
        return f"{_CRASHES}{type(error).__name__}: {error}"


def _unknown_slots(rule: Rule, example: Example) -> str:
    """The slots of the rule's words that its detector does not fill where it sees the example's fault."""
    said = {"message": _slots(rule.message), "difference": _slots(rule.difference)}
    if not any(slots - {*ALWAYS_FILLED} for slots in said.values()):
        return ""
    story = _prepared(example)
    for hit in detector(rule.detector)(story, story.versions[0], **rule.params):
        filled = {*ALWAYS_FILLED, *hit.slots}
        for field, slots in said.items():
            if unknown := sorted(slots - filled):
                expected = ", ".join(sorted(filled))
                return f"{field} has {{{unknown[0]}}}, which nothing fills: expected one of {expected}"
    return ""


def _slots(words: str) -> set[str]:
    return {slot for _, slot, _, _ in Formatter().parse(words) if slot}


def _prepared(example: Example) -> Story:
    """The story that an example tells, the judged version first."""
    versions = tuple(_document(number, text) for number, text in enumerate(example.texts))
    return prepare(Story("example", tuple(_drifted(example, versions))))


def _drifted(example: Example, versions: tuple[Document, ...]) -> Iterator[Document]:
    """The versions, with the drift of an original that the example says `was` another when they were made."""
    for version in versions:
        changes = [
            between(text["was"], original.text, "its last change", stated=False)
            for original, text in zip(versions, example.texts, strict=True)
            if "was" in text and original is not version
        ]
        yield replace(version, drift=changes[0]) if changes else version


def _difference(rule: Rule, example: Example) -> str:
    """How what the rule finds differs from what the example says."""
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
    story = _prepared(example)
    findings, problems = judge(story, (rule,))
    if problems:
        raise RuntimeError(problems[0].message)
    judged, source = story.versions[0], story.versions[0].source
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
        astray=(text["astray"],) if "astray" in text else (),
        proofreading=_proofread(read.text, text["marked"]) if "marked" in text else None,
    )


def _proofread(text: str, marked: str) -> Proofreading:
    """A reader that marks some words of an example. Raises ValueError where they do not stand in it."""
    start = text.index(marked)
    return Proofreading("a reader", (ReaderMark(start, start + len(marked), "word", "", ""),), True)


def _read(version: Mapping[str, str], name: str) -> Loaded:
    """The text as a file of its format would hold it, in the version's language where that holds several; as
    it stands where no format is named."""
    if "format" not in version:
        return Loaded(version["text"], Source(name))
    held = load_bytes(version["text"].encode(), name, f".{version['format']}")
    return next((one for one in held if one.stated.lang == version["lang"]), held[0])


def _excerpts(text: str, places: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"“{text[start:end]}” ({start}-{end})" for start, end in places)
