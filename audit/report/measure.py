"""How right is audit? Tables of a measurement for a terminal, and the same for a program."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from audit.measure.values import Cell, Estimate, FigureColumn, Measured, Table
from audit.report.json import dumps

_QUIET = "dim"


def render(measured: Measured, console: Console) -> None:
    """Every table, what could not be measured, and what the figures were made with."""
    shown = [table for table in measured.tables if not table.detail]
    for table in shown:
        console.print(_grid(table))
        console.print()
    if len(shown) < len(measured.tables):
        console.print("The same tables beside other numbers of siblings: --json")
    for one in measured.observations:
        fix = f" → {one.fix}" if one.fix is not None else ""
        place = f"{one.subject} {one.document} {one.system} ({one.siblings})"
        said = f"{one.rule} {one.severity} [{one.judgement}] “{one.words}”{fix}: {one.message}"
        console.print(f"{place}: {said} | {one.context}", soft_wrap=True)
    for problem in measured.problems:
        console.print(f"problem: {problem}")
    console.print(Text(measured.signature, style=_QUIET))


def _grid(table: Table) -> Grid:
    title = f"{table.name.replace('_', ' ')}: {table.subject}"
    grid = Grid(title=title, caption=table.note, title_justify="left", caption_justify="left", box=None)
    grid.title_style, grid.caption_style = "bold", _QUIET
    for number, column in enumerate(table.columns):
        words = number == 0 or all(isinstance(row[number], str | None) for row in table.rows)
        grid.add_column(column.heading, justify="left" if words else "right", overflow="fold")
    for row in table.rows:
        grid.add_row(*(cell(value, column) for value, column in zip(row, table.columns, strict=True)))
    return grid


def cell(value: Cell, column: FigureColumn) -> str:
    """A figure as it is printed: an estimate with its interval, nothing where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, Estimate):
        if value.low is None or value.high is None:
            return _figure(value.value, column.digits)
        ends = f"{_figure(value.low, column.digits)}–{_figure(value.high, column.digits)}"
        return f"{_figure(value.value, column.digits)} ({ends})"
    if isinstance(value, float):
        return _figure(value, column.digits)
    return f"{value:,}" if isinstance(value, int) else value


def _figure(value: float, digits: int) -> str:
    """Shares as .873, others as they are."""
    text = f"{value:.{digits}f}"
    return text.removeprefix("0") if text.startswith("0.") else text.replace("-0.", "-.")


def to_json(measured: Measured) -> str:
    """One object: tables with a record a row; an estimate is value, low and high."""
    report = {
        "signature": measured.signature,
        "tables": [
            {
                "name": table.name,
                "subject": table.subject,
                "note": table.note,
                "rows": [
                    {column.key: _plain(value) for column, value in zip(table.columns, row, strict=True)}
                    for row in table.rows
                ],
            }
            for table in measured.tables
        ],
        "observations": [
            {field: getattr(one, field) for field in one.__dataclass_fields__}
            for one in measured.observations
        ],
        "problems": list(measured.problems),
    }
    return dumps(report, indent=1)


def _plain(value: Cell) -> object:
    if isinstance(value, Estimate):
        return {"value": _round(value.value), "low": _round(value.low), "high": _round(value.high)}
    return _round(value) if isinstance(value, float) else value


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
