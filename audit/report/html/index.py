"""What does one see first of many stories?"""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Severity
from audit.report.html.elements import Html, hidden, tag
from audit.report.html.facets import SIGNS
from audit.report.html.story import badge
from audit.report.view import Chapter
from audit.report.wording import plural, verdicts, why, without_head

# Title, the key by which the column sorts, whether the first click puts the largest on top, what it says.
_COLUMNS = (
    ("story", "name", False, "and the one reason why it stands where it does"),
    ("verdict", "verdict", True, "the worst of its versions"),
    ("findings", "findings", True, "what was found and nobody has dismissed, by severity"),
    ("issues", "issues", True, "expected penalty points per 1,000 words, of the worst version"),
    ("versions", "versions", True, "how many texts of the story were read"),
    ("words", "words", True, "of all its versions"),
)


def index(told: Sequence[Chapter]) -> Html:
    """A row a story, worst first, each with its one reason; the page sorts anew and counts."""
    head = [
        tag(
            "th",
            tag(
                "button",
                title,
                tag("span", aria_hidden="true", class_="arrow"),
                type="button",
                data_sort=key,
                data_down=down,
                title=said,
            ),
            scope="col",
            aria_sort="none",
        )
        for title, key, down, said in _COLUMNS
    ]
    names = without_head([chapter.story.id for chapter in told])
    order = sorted(range(len(told)), key=lambda number: _rank(told[number]), reverse=True)
    table = tag(
        "table",
        tag("caption", "Stories", class_="vh"),
        tag("thead", tag("tr", *head)),
        tag("tbody", *(_row(told[number], number, names[number]) for number in order)),
        class_="stories",
    )
    return tag(
        "section",
        tag("h2", "Stories", id="stories", tabindex=-1),
        tag(
            "p",
            tag(
                "label",
                "Search ",
                tag("input", type="search", id="search", autocomplete="off", spellcheck="false"),
            ),
            tag("span", plural(len(told), "story"), id="listed", class_="quiet"),
            class_="search",
        ),
        tag("div", table, class_="wide", tabindex=0, role="region", aria_label="Table of stories"),
        id="index",
        aria_labelledby="stories",
    )


def _rank(chapter: Chapter) -> tuple[int, float]:
    """The worst verdict of a story, and how much speaks against its worst version; equals stay in order."""
    worst, _ = verdicts(chapter.scores)
    issues = max((score.issues for score in chapter.scores), default=0.0)
    return (worst.rank if worst else -1, issues)


def _reason(chapter: Chapter) -> str:
    """On what the worst verdict of a story rests, in a line."""
    told = [(score.verdict.rank, why(score)) for score in chapter.scores if why(score)]
    return max(told, key=lambda one: one[0])[1] if told else ""


def _row(chapter: Chapter, number: int, name: str) -> Html:
    worst, said = verdicts(chapter.scores)
    said_why = _reason(chapter)
    issues = max((score.issues for score in chapter.scores), default=0.0)
    words = sum(score.words for score in chapter.scores)
    counts = {
        severity: sum(len(block.findings) for block in chapter.blocks if block.severity is severity)
        for severity in Severity
    }
    order = worst.rank if worst else -1
    return tag(
        "tr",
        tag(
            "th",
            tag("a", tag("bdi", name), href=f"#s{number}", title=chapter.story.id),
            tag("span", said_why, class_="reason", dir="auto") if said_why else None,
            scope="row",
        ),
        tag("td", badge(worst) if worst else "", tag("span", f" {said}", class_="quiet") if said else None),
        tag("td", *(_count(severity, counts[severity]) for severity in reversed(Severity)), class_="counts"),
        tag("td", f"{issues:.1f}" if chapter.scores else "", class_="figure"),
        tag("td", str(len(chapter.story.versions)), class_="figure"),
        tag("td", f"{words:,}" if chapter.scores else "", class_="figure"),
        data_story=f"s{number}",
        data_name=chapter.story.id.casefold(),
        data_verdict=order,
        data_issues=f"{issues:.3f}",
        data_versions=len(chapter.story.versions),
        data_words=words,
    )


def _count(severity: Severity, count: int) -> Html:
    return tag(
        "span",
        tag("span", SIGNS[severity], class_="sign", aria_hidden="true"),
        tag("span", str(count), class_="shown"),
        hidden(f" {severity.value} "),
        class_="of",
        data_severity=severity.value,
        hidden=not count,
    )
