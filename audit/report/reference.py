"""What does a rule want, and why? As pages of the documentation, one a topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from audit.model import Example, Rule, Stage
from audit.report.markup import code, words
from audit.report.wording import HEADINGS, message_of, plural, shortened_value, sure

_MADE = "<!-- Written by `make docs` from rules/. Change the rules, not this page. -->"


def pages(rules: Iterable[Rule]) -> dict[str, str]:
    """Every page by its file name: an index and a page for each topic."""
    every = sorted(rules, key=lambda rule: (rule.topic, rule.name))
    topics = {topic: tuple(those) for topic, those in groupby(every, key=lambda rule: rule.topic)}
    made = {f"{topic}.md": "\n".join(_page(topic, those)) for topic, those in topics.items()}
    return {"README.md": "\n".join(_index(topics)), **made}


def _index(topics: Mapping[str, Sequence[Rule]]) -> Iterator[str]:
    count = sum(map(len, topics.values()))
    yield from (
        "# The rules",
        "",
        _MADE,
        "",
        f"{plural(count, 'rule')} on {plural(len(topics), 'topic')}. `audit explain RULE` shows the same in",
        "a terminal. `--select` and `--ignore` take rules, topics, categories and severities.",
        "",
    )
    for topic, rules in topics.items():
        yield from (f"## [{topic}]({topic}.md)", "", "| rule | severity | category |", "| --- | --- | --- |")
        for rule in rules:
            severity = rule.severity.value + ("" if rule.stage is Stage.STABLE else f" ({rule.stage.value})")
            yield f"| [{rule.name}]({topic}.md#{rule.name}) | {severity} | {rule.category} |"
        yield ""


def _page(topic: str, rules: Sequence[Rule]) -> Iterator[str]:
    yield from (f"# Rules: {topic}", "", _MADE, "", "[All rules](README.md)", "")
    for rule in rules:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield from (f"## {rule.name}", "")
    facts = [f"**{rule.severity.value}**", rule.category, f"confidence {sure(rule)}"]
    facts.append("any language" if "any" in rule.langs else f"languages: {', '.join(rule.langs)}")
    if rule.needs:
        facts.append(f"needs {', '.join(rule.needs)}")
    if rule.uses:
        facts.append(f"uses {', '.join(rule.uses)}")
    if rule.stage is not Stage.STABLE:
        facts.append(f"**{rule.stage.value}**: runs only when it is named")
    yield from (" · ".join(facts), "", f"Says: {words(message_of(rule))}", "", words(rule.why), "")
    for kind, heading in HEADINGS.items():
        those = [example for example in rule.examples if example.kind == kind]
        if those:
            yield from (
                f"{heading}:",
                "",
                *(line for example in those for line in example_lines(example)),
                "",
            )
    yield from _asides(rule)


def example_lines(example: Example) -> Iterator[str]:
    """An example as items of a list in Markdown."""
    judged, *siblings = example.texts
    yield f"- {_marked(judged['text'], example.marks)}{_told(judged)}"
    yield from (f"  - beside: {words(sibling['text'])}{_told(sibling)}" for sibling in siblings)
    if example.fixed is not None:
        yield f"  - instead: {words(example.fixed['text'])}"


def _marked(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """`text` with its marked words bold; asterisks would not be read as such beside every character."""
    pieces, at = [], 0
    for start, end in marks:
        wrong = text[start:end]
        pieces.append(words(text[at:start]))
        pieces.append(f"<b>{words(wrong)}</b>" if wrong.strip() else "<b>␣</b>")
        at = end
    return "".join((*pieces, words(text[at:])))


def _told(version: Mapping[str, str]) -> str:
    told = [version["lang"]] if version["lang"] != "en" else []
    told += [f"{key} {version[key]}" for key in ("from", "role", "date") if key in version]
    return f" ({', '.join(told)})" if told else ""


def _asides(rule: Rule) -> Iterator[str]:
    asides = [f"Detector `{rule.detector}`"]
    asides += [f"{name}: {code(shortened_value(value))}" for name, value in rule.params.items()]
    yield from ("; ".join(asides) + ".", "")
    if rule.source:
        yield from (f"Source: {words(rule.source)}", "")
    if rule.aliases:
        yield from (f"Formerly {', '.join(rule.aliases)}.", "")
