"""How does the story matrix look on a page?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.model import Finding, Score, Story
from audit.report.html.elements import Html, hidden, join, tag
from audit.report.matrix import Form, FormMark, MatrixSection, Row, sections, signs, some

# More columns than these are read by who says what instead.
_COLUMNS = 6
_SAID = {FormMark.FOUND: "finding", FormMark.ODD: "unlike the others", FormMark.NONE: ""}


def matrix(
    story: Story, found: Sequence[Finding], scores: Sequence[Score], names: Mapping[str, str]
) -> Html | None:
    """Who says what; nothing for a story of one."""
    made = sections(story, found, scores)
    if not made:
        return None
    titles = list(names.values())
    beside = len(titles) <= _COLUMNS
    head = titles if beside else ["form", "versions"]
    table = tag(
        "table",
        tag(
            "caption",
            f"Names, pronouns, numbers, dates and quotations of {story.id}, side by side",
            class_="vh",
        ),
        tag(
            "thead",
            tag(
                "tr",
                tag("th", hidden("What"), scope="col"),
                *(tag("th", tag("bdi", one), scope="col") for one in head),
            ),
        ),
        *(_section(section, titles, beside=beside) for section in made if section.rows),
    )
    alike = [
        tag("p", tag("i", f"{section.title} alike: "), section.agreed_in_short(), class_="quiet", dir="auto")
        for section in made
        if section.agreed
    ]
    region = tag(
        "div", table, class_="wide", tabindex=0, role="region", aria_label=f"Who says what in {story.id}"
    )
    return tag(
        "section",
        tag("h3", "Side by side"),
        region if any(section.rows for section in made) else None,
        *alike,
        tag("p", signs(made), class_="quiet"),
        class_="matrix",
        aria_label="Side by side",
    )


def _section(section: MatrixSection, titles: Sequence[str], *, beside: bool) -> Html:
    span = len(titles) + 1 if beside else 3
    head = tag("tr", tag("th", section.title, scope="colgroup", colspan=span, class_="kind"))
    made = (_beside(row) if beside else _spoken(row, titles) for row in section.rows)
    return tag("tbody", head, *made)


def _beside(row: Row) -> Html:
    cells = (
        tag("td", join((_form(form) for form in forms), ", ") if forms else _absent()) for forms in row.cells
    )
    return tag("tr", tag("th", tag("bdi", row.label), scope="row"), *cells)


def _spoken(row: Row, titles: Sequence[str]) -> Html:
    """A line a form: the form, and which versions have it."""
    lines = row.spoken()
    made = []
    for number, (form, versions) in enumerate(lines):
        label = (
            tag("th", tag("bdi", row.label), scope="rowgroup", rowspan=len(lines)) if number == 0 else None
        )
        made.append(
            tag("tr", label, tag("td", _form(form)), tag("td", some(titles, versions), class_="quiet"))
        )
    return join(made)


def _absent() -> Html:
    return join((tag("span", "·", aria_hidden="true"), hidden("not mentioned")))


def _form(form: Form) -> Html:
    mark = (
        join((tag("span", f"{form.mark} ", aria_hidden="true"), hidden(f"{_SAID[form.mark]}: ")))
        if form.mark
        else None
    )
    times = tag("span", f" ×{form.times}", class_="quiet") if form.times > 1 else None
    return tag("span", mark, tag("bdi", form.text), times, class_="form", data_mark=form.mark.name.lower())
