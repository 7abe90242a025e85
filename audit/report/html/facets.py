"""By what may findings be chosen, and how many are there of each?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.model import Rule, Run, Severity, Story
from audit.report.html.elements import NOTHING, Html, hidden, join, tag
from audit.report.view import Block, Chapter
from audit.report.wording import labels

# The marks that stand for a severity or verdict wherever it has a colour.
SIGNS = {Severity.CRITICAL: "▲", Severity.MAJOR: "◆", Severity.MINOR: "●"}
BLAMELESS_SIGN = "○"
_BAR = 100
# A name that so many stories have is one of a desk or a language, not of an article.
_RECURRING = 2


class Facet(NamedTuple):
    """A question by which findings are chosen: its word in the address, its title, the number by answer."""

    key: str
    title: str
    counts: tuple[tuple[str, int], ...]


def speakers(run: Run) -> Mapping[tuple[str, str], str]:
    """Who speaks in each version, by (story, document).

    The outlet where it is stated; else the file's name, where it recurs from story to story; else the
    language.
    """
    names = {story.id: labels(story) for story in run.stories}
    recurring = Counter(name for those in names.values() for name in set(those.values()))
    known = len(run.stories) == 1 or _mostly(recurring)
    return {
        (story.id, version.id): version.outlet
        or (names[story.id][version.id] if known else version.lang or "language not known")
        for story in run.stories
        for version in story.versions
    }


def _mostly(recurring: Counter[str]) -> bool:
    """Whether most versions have a name that stands in several stories."""
    several = sum(times for times in recurring.values() if times >= _RECURRING)
    return 2 * several >= recurring.total()


def facets(told: Sequence[Chapter], who: Mapping[tuple[str, str], str], title: str) -> tuple[Facet, ...]:
    """Severities worst first; rules and speakers with the most findings first. Where all versions have one
    speaker there is nothing to choose."""
    severities: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    speaking: Counter[str] = Counter()
    for chapter in told:
        for block in chapter.blocks:
            number = len(block.findings)
            severities[block.severity.value] += number
            rules[block.first.rule] += number
            speaking[who[chapter.story.id, block.version.id]] += number
    worst_first = [(one.value, severities[one.value]) for one in reversed(Severity) if severities[one.value]]
    return (
        Facet("severity", "Severity", tuple(worst_first)),
        Facet("rule", "Rule", _most_first(rules)),
        Facet("version", title, _most_first(speaking) if len(set(who.values())) > 1 else ()),
    )


def _most_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def title_of_speakers(run: Run) -> str:
    """What the list of speakers is called."""
    if any(version.outlet for story in run.stories for version in story.versions):
        return "Outlet"
    return "Version"


def panel(given: Sequence[Facet], rules: Mapping[str, Rule]) -> Html:
    """The lists to choose from; each line is a bar of a chart as well."""
    shown = [facet for facet in given if facet.counts]
    return join(_list(facet, rules) for facet in shown) if shown else NOTHING


def _list(facet: Facet, rules: Mapping[str, Rule]) -> Html:
    most = max(count for _, count in facet.counts)
    lines = (_line(facet.key, value, count, most, rules) for value, count in facet.counts)
    return tag(
        "fieldset",
        tag("legend", facet.title),
        tag("ul", *lines, role="list"),
        class_="facet",
        data_facet=facet.key,
    )


def _line(key: str, value: str, count: int, most: int, rules: Mapping[str, Rule]) -> Html:
    sign = tag("span", SIGNS[Severity(value)], class_="sign", aria_hidden="true") if key == "severity" else ""
    return tag(
        "li",
        tag(
            "label",
            tag("input", type="checkbox", value=value, data_facet=key),
            tag("span", sign, tag("bdi", value), class_="value"),
            _bar(count, most),
            tag("span", f"{count:,}", class_="count"),
            hidden(" findings"),
            data_severity=value if key == "severity" else None,
            title=rules[value].why if key == "rule" and value in rules else None,
        ),
        _except(value) if key == "rule" else None,
    )


def _except(rule: str) -> Html:
    """A way to pass over the findings of one rule and keep all others."""
    return tag(
        "button",
        "all but",
        hidden(f" {rule}"),
        type="button",
        class_="except",
        data_except=rule,
        aria_pressed="false",
        title=f"All findings but those of {rule}",
    )


def _bar(count: int, most: int) -> Html:
    return tag(
        "svg",
        tag("rect", width=round(_BAR * count / most, 1), height=6, rx=1),
        class_="measure",
        viewBox=f"0 0 {_BAR} 6",
        preserveAspectRatio="none",
        aria_hidden="true",
        data_most=most,
    )


def attributes(
    block: Block, story: Story, who: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, object]]:
    """What the page needs to know of a block to choose it: its answers, and for how many findings it
    stands."""
    yield "data_severity", block.severity.value
    yield "data_kind", block.kind.value
    yield "data_rule", block.first.rule
    yield "data_version", who[story.id, block.version.id]
    yield "data_count", len(block.findings)
