"""What does a rule want, and why? For a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from audit.model import Example, Rule, Stage
from audit.report.rich import badge
from audit.report.wording import HEADINGS, measured, message_of, plural, shortened_value, sure, visible
from audit.version import CATALOGUE

_WRONG = "bold underline red"
_RIGHT = "bold underline green"
_QUIET = "dim"


def table(rules: Iterable[Rule], console: Console) -> None:
    """All rules by topic, with their severity and category; what is not stable says so."""
    every = sorted(rules, key=lambda rule: (rule.topic, rule.name))
    names = max((len(rule.name) for rule in every), default=0)
    for topic, those in groupby(every, key=lambda rule: rule.topic):
        console.print(Text(topic, style="bold"))
        listed = Table.grid(padding=(0, 2, 0, 0))
        listed.add_column(width=names + 2, no_wrap=True)
        listed.add_column(width=10, no_wrap=True)
        listed.add_column(overflow="fold")
        for rule in those:
            about = Text(rule.category, style=_QUIET)
            if rule.stage is not Stage.STABLE:
                about.append(f" ({rule.stage})", style="bold")
            listed.add_row(Text(f"  {rule.name}"), badge(rule.severity), about)
        console.print(listed)
        console.print()
    counted = f"{plural(len(every), 'rule')} (version {CATALOGUE} of the catalogue)"
    console.print(Text(f"{counted}; audit explain RULE says why", style=_QUIET))


def page(rule: Rule, console: Console, *, parameters: bool = False) -> None:
    """One rule: why, examples bad and good, and what stands behind it."""
    plain = console.color_system is None or console.no_color
    title = Text.assemble((rule.name, "bold"), (f"  {rule.topic}", _QUIET))
    console.print(Line(title, align="left", style=_QUIET))
    console.print()
    console.print(
        Text.assemble(badge(rule.severity), f"  {rule.category}", (f"  {message_of(rule)}", "italic"))
    )
    console.print()
    console.print(Text(rule.why))
    for heading, examples in _grouped(rule.examples):
        console.print()
        console.print(Text(heading, style="bold"))
        for example in examples:
            for item in _example(example, plain=plain):
                console.print(Padding(item, (0, 0, 0, 2)))
    console.print()
    console.print(_facts(rule, parameters=parameters))


def _grouped(examples: tuple[Example, ...]) -> Iterator[tuple[str, list[Example]]]:
    for kind, heading in HEADINGS.items():
        those = [example for example in examples if example.kind == kind]
        if those:
            yield heading, those


def _example(example: Example, *, plain: bool) -> Iterator[RenderableType]:
    """The judged text with its marks, its siblings, the text put right."""
    judged, *siblings = example.texts
    wrong = example.kind.endswith("bad")
    sign = Text("✗ " if wrong else "✓ ", style="bold red" if wrong else "bold green")
    yield _hanging(sign, _text(judged, example.marks, _WRONG, plain=plain))
    for sibling in siblings:
        yield _hanging(Text("  "), _text(sibling, (), "", plain=plain, prefix="beside: "))
    if example.fixed is not None:
        marks = _changed(judged["text"], example.fixed["text"])
        yield _hanging(Text("✓ ", style="bold green"), _text(example.fixed, marks, _RIGHT, plain=plain))


def _hanging(sign: Text, words: Text) -> RenderableType:
    row = Table.grid()
    row.add_column(width=2)
    row.add_column(overflow="fold")
    row.add_row(sign, words)
    return row


def _text(
    version: Mapping[str, str], marks: Iterable[tuple[int, int]], style: str, *, plain: bool, prefix: str = ""
) -> Text:
    told = [f"{key} {version[key]}" for key in ("from", "role", "date") if key in version]
    if version["lang"] != "en":
        told.insert(0, version["lang"])
    shown, at = visible(version["text"]), 0
    words = Text.assemble((prefix, _QUIET))
    for start, end in marks:
        words.append(shown[at:start])
        words.append(f"‹{shown[start:end]}›" if plain else shown[start:end], style=style)
        at = end
    words.append(shown[at:].rstrip())
    return words.append(f"  ({', '.join(told)})", style=_QUIET) if told else words


def _changed(before: str, after: str) -> list[tuple[int, int]]:
    """The words of `after` that `before` does not have there."""
    left = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    if left is None:
        return []
    shorter = min(len(before), len(after)) - left
    same = next((at for at in range(shorter) if before[-1 - at] != after[-1 - at]), shorter)
    start, end = after.rfind(" ", 0, left) + 1, len(after) - same
    stop = after.find(" ", end)
    return [
        (start, (stop if stop >= 0 else len(after)) if end > start and after[end - 1 : end] != " " else end)
    ]


def _facts(rule: Rule, *, parameters: bool) -> RenderableType:
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style=_QUIET, no_wrap=True)
    facts.add_column(overflow="fold")
    rows = {
        "confidence": sure(rule),
        **measured(rule),
        "languages": ", ".join(rule.langs),
        "needs": ", ".join(rule.needs),
        "uses": ", ".join(rule.uses),
        "stage": rule.stage.value,
        "source": rule.source,
        "formerly": ", ".join(rule.aliases),
        "switch off": f"--ignore {rule.name}",
    }
    if parameters:
        rows |= {"detector": rule.detector, "unless": " | ".join(rule.unless)}
        rows |= {f"  {name}": shortened_value(value) for name, value in rule.params.items()}
        rows["file"] = rule.path
    for name, value in rows.items():
        if value:
            facts.add_row(name, Text(visible(value)))
    return facts
