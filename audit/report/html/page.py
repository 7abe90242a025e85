"""How do verdict, filters, index and stories make one page, which asks nobody for anything?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.model import Run
from audit.report.entries import Notice, notices, shown_path
from audit.report.html.charts import distributions
from audit.report.html.document import document, keys_dialog, script, style
from audit.report.html.elements import Html, tag
from audit.report.html.facets import facets, panel, speakers, title_of_speakers
from audit.report.html.index import index
from audit.report.html.notes import Addresses
from audit.report.html.story import badge, section
from audit.report.scores import COLUMNS, legend
from audit.report.view import Chapter, chapters
from audit.report.wording import ending, plural, unasked, verdicts, visible
from audit.version import __version__

# More problems than these would push the articles out of sight.
_LISTED = 8


def render(run: Run) -> str:
    """The page. The same run gives the same bytes."""
    return document(_title(run), *_body(run, tuple(chapters(run))), style=style(), script=script())


def _title(run: Run) -> str:
    worst, _ = verdicts(run.scores)
    what = run.stories[0].id if len(run.stories) == 1 else f"{len(run.stories):,} stories"
    return f"{worst}: {what} – audit" if worst else f"{what} – audit"


def _body(run: Run, told: Sequence[Chapter]) -> Iterator[Html]:
    who, rules, addresses = speakers(run), {rule.name: rule for rule in run.rules}, Addresses()
    many = len(told) > 1
    lists = panel(facets(told, who, title_of_speakers(run)), rules)
    yield tag("a", "Skip to the report", href="#main", class_="skip")
    yield _top(run, many=many, filters=bool(lists))
    charts = list(distributions(run.scores)) if many else []
    yield tag(
        "main",
        *_main(run, told, lists, charts),
        *(section(chapter, number, who, rules, addresses, many=many) for number, chapter in enumerate(told)),
        id="main",
        tabindex=-1,
    )
    yield _foot(run)
    yield keys_dialog()


def _main(run: Run, told: Sequence[Chapter], lists: Html, charts: Sequence[Html]) -> Iterator[Html]:
    told_of, missed = notices(run), tuple(unasked(run))
    if told_of or missed:
        yield _notices(told_of, missed)
    if lists or charts:
        yield tag(
            "section",
            tag("h2", "Findings by", class_="vh") if lists else None,
            lists,
            *charts,
            id="filters",
            aria_label="Filters and charts",
        )
    if len(told) > 1:
        yield index(told)
    if not told:
        yield tag("p", "No text was read.", class_="quiet")


def _top(run: Run, *, many: bool, filters: bool) -> Html:
    """What stays in sight: the verdict, how much is shown, the way through the findings."""
    worst, _ = verdicts(run.scores)
    total = sum(finding.status.open for finding in run.findings)
    controls = tag(
        "div",
        tag("a", "All stories", href="#", id="all", class_="button") if many else None,
        tag("button", "Filters", type="button", id="toggle", aria_expanded="true", aria_controls="filters")
        if filters
        else None,
        tag("button", "Show all", type="button", id="clear", hidden=True) if filters else None,
        tag(
            "button", "‹", type="button", id="before", aria_label="Finding before", title="Finding before (k)"
        )
        if total
        else None,
        tag("span", f"{total:,}", id="position", class_="quiet") if total else None,
        tag("button", "›", type="button", id="next", aria_label="Next finding", title="Next finding (j)")
        if total
        else None,
        tag("button", "?", type="button", id="keys", aria_label="Keys", title="Keys (?)"),
        class_="controls",
    )
    return tag(
        "header",
        tag(
            "div",
            tag("h1", tag("span", "audit", class_="name"), *([" ", badge(worst)] if worst else [])),
            tag("p", ending(run), id="ending"),
            tag("p", id="status", role="status"),
            class_="verdict",
        ),
        controls,
        id="top",
    )


def _notices(told: Sequence[Notice], missed: Sequence[str]) -> Html:
    """What was not asked, and what could not be judged, before all that could; a long list waits to be
    opened."""
    ordered = sorted(told, key=lambda notice: not notice.fatal)
    lines = [tag("li", line, dir="auto") for line in missed]
    lines += [
        tag(
            "li",
            tag("b", notice.kind),
            " ",
            tag("code", tag("bdi", shown_path(notice.path))),
            " ",
            tag("span", visible(notice.message), dir="auto"),
            data_fatal=notice.fatal,
        )
        for notice in ordered
    ]
    listed = tag("ul", *lines, role="list")
    if len(lines) > _LISTED:
        listed = tag("details", tag("summary", plural(len(lines), "text")), listed)
    return tag("section", tag("h2", "Not judged, or with a reservation"), listed, id="problems")


def _foot(run: Run) -> Html:
    """How the figures came about."""
    lines = [tag("li", line, dir="auto") for line in legend(run.scores, COLUMNS)]
    figures = (
        tag("details", tag("summary", "How the figures came about"), tag("ul", *lines, role="list"))
        if lines
        else None
    )
    made = tag("p", f"Made by audit {__version__}. {run.signature}".rstrip(), class_="quiet")
    return tag("footer", figures, made)
