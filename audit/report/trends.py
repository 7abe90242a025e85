"""How do the findings of an archive read as tables, as a page with pictures, as rows for a spreadsheet?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from audit.model import TrendRow, Trends
from audit.report.formats import TrendFormat
from audit.report.html.elements import Html, tag
from audit.report.wording import visible
from audit.text import shorten

_HEAD = ("articles", "blocked", "findings", "per 1,000 words")
_SHOWN, _NAME = 15, 40
_WIDTH, _HEIGHT, _BAR = 640, 160, 0.7
_STYLE = (
    "body{font:16px/1.4 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}table{border-collapse:collapse;margin:.5rem 0 2rem}td,th{padding:.15rem .8rem;"
    "text-align:right;border-bottom:1px solid #8884}td:first-child,th:first-child{text-align:left}"
    "svg{max-width:100%;height:auto}rect{fill:#2a6fbb}text{fill:currentColor;font-size:11px}"
)


def render(trends: Trends, form: TrendFormat) -> str:
    """The tables in a format."""
    return {TrendFormat.TEXT: _text, TrendFormat.HTML: _page, TrendFormat.CSV: _rows}[form](trends)


def headline(trends: Trends) -> str:
    """All of it in a line."""
    total = trends.total
    said = (
        f"{total.articles:,} articles judged, {total.blocked:,} blocked ({total.share_blocked:.1%}),"
        f" {total.findings:,} findings, {total.per_1000_words:.2f} per 1,000 words"
    )
    changed = f"; {trends.better:,} have fewer findings than the time before, {trends.worse:,} more"
    return said + (changed if trends.better or trends.worse else "")


def _text(trends: Trends) -> str:
    lines = [headline(trends), ""]
    for about, rows in trends.tables:
        if not rows:
            continue
        shown = _of(about, rows)
        cells = [(about, *_HEAD), *((shorten(visible(row.name), _NAME), *_cells(row)) for row in shown)]
        wide = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
        for name, *figures in cells:
            right = (figure.rjust(width) for figure, width in zip(figures, wide[1:], strict=True))
            lines.append("  ".join((name.ljust(wide[0]), *right)).rstrip())
        lines += [f"and {len(rows) - len(shown):,} more", ""] if len(rows) > len(shown) else [""]
    return "\n".join(lines)


def _of(about: str, rows: Sequence[TrendRow]) -> Sequence[TrendRow]:
    """The rows that are shown: of weeks the last, else the first."""
    return rows[-_SHOWN:] if about == "week" else rows[:_SHOWN]


def _cells(row: TrendRow) -> tuple[str, ...]:
    return (
        f"{row.articles:,}",
        f"{row.share_blocked:.1%}",
        f"{row.findings:,}",
        f"{row.per_1000_words:.2f}",
    )


def _rows(trends: Trends) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("about", "name", "articles", "blocked", "findings", "words"))
    for about, rows in trends.tables:
        writer.writerows((about, _cell(visible(row.name)), *row[1:]) for row in rows)
    return out.getvalue()


def _cell(words: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@")) else words


def _page(trends: Trends) -> str:
    body = [tag("h1", "What an archive came to"), tag("p", headline(trends))]
    for about, rows in trends.tables:
        if rows:
            body += [tag("h2", f"By {about}"), *_picture(about, rows), _table(about, _of(about, rows))]
    page = tag(
        "html",
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag(
                "meta",
                http_equiv="Content-Security-Policy",
                content="default-src 'none'; style-src 'unsafe-inline'",
            ),
            tag("title", "Trends"),
            tag("style", _STYLE),
        ),
        tag("body", *body),
        lang="en",
    )
    return f"<!DOCTYPE html>\n{page}\n"


def _table(about: str, rows: Sequence[TrendRow]) -> Html:
    head = tag("tr", *(tag("th", name, scope="col") for name in (about, *_HEAD)))
    lines = (
        tag(
            "tr",
            tag("th", visible(row.name), scope="row", dir="auto"),
            *(tag("td", cell) for cell in _cells(row)),
        )
        for row in rows
    )
    return tag("table", tag("thead", head), tag("tbody", *lines))


def _picture(about: str, rows: Sequence[TrendRow]) -> Iterator[Html]:
    """Findings per 1,000 words, week by week, as bars."""
    weeks = [row for row in rows if row.name[:1].isdecimal()][-26:]
    if about != "week" or len(weeks) < 2:
        return
    most = max(row.per_1000_words for row in weeks) or 1.0
    step = _WIDTH / len(weeks)
    bars = []
    for at, row in enumerate(weeks):
        high = _HEIGHT * row.per_1000_words / most
        told = tag(
            "title", f"{row.name}: {row.per_1000_words:.2f} per 1,000 words, {row.articles:,} articles"
        )
        bars.append(
            tag(
                "rect",
                told,
                x=f"{at * step:.1f}",
                y=f"{_HEIGHT - high:.1f}",
                width=f"{step * _BAR:.1f}",
                height=f"{high:.1f}",
            )
        )
    ends = (tag("text", weeks[0].name, x="0", y=str(_HEIGHT + 16)),)
    last = tag("text", weeks[-1].name, x=str(_WIDTH), y=str(_HEIGHT + 16), text_anchor="end")
    yield tag(
        "svg",
        *bars,
        *ends,
        last,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT + 20}",
        role="img",
        aria_label="findings per 1,000 words by week",
    )
