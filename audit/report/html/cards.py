"""What does the note beside a finding say?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from audit.model import Rule, Story, SupportMap
from audit.report.html.elements import Html, hidden, join, quoting, spoken_in, tag, words
from audit.report.html.facets import BLAMELESS_SIGN, SIGNS, attributes
from audit.report.html.notes import Note
from audit.report.view import (
    EXCERPT,
    MESSAGE,
    WITNESSES,
    ShownSentence,
    evidence,
    fix,
    opposite,
    originals,
    passage,
    witnesses,
)
from audit.report.wording import plural
from audit.text import shorten

# Of one inconsistency so many places are listed with their words.
_PLACES = 6


class StoryContext:
    """What the parts of one story have in common: its names, who speaks, the rules, how far words are borne
    out."""

    def __init__(
        self,
        story: Story,
        names: Mapping[str, str],
        who: Mapping[tuple[str, str], str],
        rules: Mapping[str, Rule],
        versions: Mapping[str, str],
        support: Sequence[SupportMap] = (),
        tools: Callable[[Note], Html] | None = None,
    ) -> None:
        self.story, self.names, self.who, self.rules, self.versions = story, names, who, rules, versions
        self.support = {one.document: one for one in support}
        # What stands in a note for a person to act with, where the page is one to act in.
        self.tools = tools


def card(context: StoryContext, note: Note) -> Html:
    """A note that opens: a line with the message, and behind it what shows it, and what to write instead."""
    block = note.block
    summary = tag(
        "summary",
        tag("span", str(note.number), class_="number"),
        tag(
            "span",
            tag(
                "span",
                BLAMELESS_SIGN if block.blameless else SIGNS[block.severity],
                class_="sign",
                aria_hidden="true",
            ),
            block.label,
            class_="severity",
        ),
        tag("span", quoting(shorten(block.first.message, MESSAGE)), class_="message", dir="auto"),
        _instead(note),
    )
    return tag(
        "details",
        summary,
        tag("div", *_body(context, note), class_="body"),
        class_="card",
        id=f"c{note.key}",
        data_b=note.key,
        data_home=note.home,
        **dict(attributes(block, context.story, context.who)),
    )


def again(note: Note, address: str) -> Html:
    """In a later paragraph, a word that the note above speaks of this one too."""
    return tag(
        "a",
        tag("span", str(note.number), class_="number"),
        " again: ",
        tag("span", quoting(shorten(note.block.first.message, MESSAGE)), dir="auto"),
        class_="again",
        href=f"#{address}",
        data_b=note.key,
        data_severity=note.block.severity.value,
        data_kind=note.block.kind.value,
    )


def _instead(note: Note) -> Html | None:
    """What stands there and what to write instead."""
    if note.block.first.fix is None:
        return None
    old, new = fix(note.block)
    lang = spoken_in(note.block.version.lang)
    return tag(
        "span",
        tag("del", old, **lang),
        tag("span", " → ", aria_hidden="true"),
        hidden("write instead: "),
        tag("ins", new, **lang),
        class_="instead",
    )


def _body(context: StoryContext, note: Note) -> Iterator[Html]:
    block = note.block
    shown = evidence(context.story, block)
    for one in shown:
        if one.document.id == block.version.id:
            place = tag("span", f"compare {_at(one)}", class_="who")
            yield tag("p", place, _quoted(one), class_="passage own")
    if counted := witnesses(block, shown):
        yield tag("p", quoting(counted), class_="said", dir="auto")
    siblings = [one for one in shown if one.document.id != block.version.id]
    for one in siblings[:WITNESSES]:
        yield tag("p", _sibling(context, one), _quoted(one), class_="passage")
    told = {one.document.id for one in shown}
    for original in originals(context.story, block.version):
        said = opposite(context.story, block, original) if original.id not in told else None
        if said:
            yield tag("p", _sibling(context, said), _quoted(said), class_="passage opposite")
    if rest := siblings[WITNESSES:]:
        places = join((_sibling(context, one) for one in rest), ", ")
        yield tag("p", "and ", places, class_="quiet")
    if len(block.findings) > 1:
        yield _places(note)
    rule = context.rules.get(block.first.rule)
    if rule:
        yield tag("p", rule.why, class_="why")
    yield _source(note)
    if context.tools:
        yield context.tools(note)


def _sibling(context: StoryContext, one: ShownSentence) -> Html:
    """A sibling's name and place: a way to read it beside."""
    return tag(
        "a",
        f"{context.names[one.document.id]} {_at(one)}",
        class_="who",
        href=f"#{context.versions[one.document.id]}",
        data_beside=context.versions[one.document.id],
    )


def _quoted(one: ShownSentence) -> Html:
    """The passage with its marked words."""
    pieces, at = [], 0
    for start, end in one.marks:
        pieces += [words(one.text[at:start]), tag("b", one.text[start:end])]
        at = end
    pieces.append(words(one.text[at:]))
    return tag("q", *pieces, **spoken_in(one.document.lang))


def _places(note: Note) -> Html:
    """Every place where the version does it."""
    block = note.block
    listed = [
        tag(
            "li",
            tag("a", _at(one), href=f"#{address}", class_="who"),
            _quoted(one),
        )
        for address, one in zip(
            note.addresses[:_PLACES],
            (passage(block.version, finding.span, longest=EXCERPT // 2) for finding in block.findings),
            strict=False,
        )
    ]
    more = len(block.findings) - len(listed)
    return tag(
        "div",
        tag("p", f"{plural(len(block.findings), 'place')}:", class_="quiet"),
        tag("ul", *listed, role="list", class_="places"),
        tag("p", f"and {more:,} more", class_="quiet") if more else None,
    )


def _source(note: Note) -> Html:
    """The rule, how sure it is, where in the file, and the address to send to somebody."""
    block = note.block
    known = f"measured on {block.measured:,}" if block.measured else "estimated"
    line = ":".join(map(str, block.version.source.line_column(note.place.start)))
    return tag(
        "p",
        tag("code", block.first.rule),
        f" · {block.confidence:.0%} sure, {known} · line {line}",
        *([" · also ", join((tag("code", name) for name in block.also), ", ")] if block.also else []),
        tag(
            "span",
            " · ",
            tag("a", "link to this", hidden(f" finding, {note.number}"), href=f"#{note.home}"),
            class_="link",
        ),
        class_="source",
    )


def _at(shown: ShownSentence) -> str:
    return ":".join(map(str, shown.line_column))
