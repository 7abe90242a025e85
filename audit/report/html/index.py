"""What does one see first of many stories?"""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Severity, Verdict
from audit.report.html.elements import Html, hidden, tag
from audit.report.html.facets import SIGNS
from audit.report.html.story import badge
from audit.report.view import Chapter
from audit.report.wording import plural, verdicts

# Title, the key by which the column sorts, whether the first click puts the largest on top.
_COLUMNS = (
    ("story", "name", False),
    ("verdict", "verdict", True),
    ("findings", "findings", True),
    ("issues", "issues", True),
    ("versions", "versions", True),
    ("words", "words", True),
)


def index(told: Sequence[Chapter]) -> Html:
    """A row a story, in the order of the run; the page sorts and counts."""
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
            ),
            scope="col",
            aria_sort="none",
        )
        for title, key, down in _COLUMNS
    ]
    table = tag(
        "table",
        tag("caption", "Stories", class_="vh"),
        tag("thead", tag("tr", *head)),
        tag("tbody", *(_row(chapter, number) for number, chapter in enumerate(told))),
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


def _row(chapter: Chapter, number: int) -> Html:
    worst, said = verdicts(chapter.scores)
    issues = max((score.issues for score in chapter.scores), default=0.0)
    words = sum(score.words for score in chapter.scores)
    counts = {
        severity: sum(len(block.findings) for block in chapter.blocks if block.severity is severity)
        for severity in Severity
    }
    order = tuple(Verdict).index(worst) if worst else -1
    return tag(
        "tr",
        tag("th", tag("a", tag("bdi", chapter.story.id), href=f"#s{number}"), scope="row"),
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
