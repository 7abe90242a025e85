"""What do measurements come as? Tables of estimates, for a person or a program to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from audit.model import Precision


class Estimate(NamedTuple):
    """A figure and where it would lie on other documents of the kind: `low`..`high`, None where unknown."""

    value: float
    low: float | None = None
    high: float | None = None


Cell = str | int | float | Estimate | None


class FigureColumn(NamedTuple):
    """`key` is its name in JSON, `digits` how many follow the point."""

    key: str
    heading: str
    digits: int = 3


@dataclass(frozen=True, slots=True)
class Table:
    """`name` says which question it answers, `subject` of which data; `note` how to read it.

    A table with `detail` repeats another under other circumstances: a program gets it, a person does not.
    """

    name: str
    subject: str
    columns: tuple[FigureColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """One finding and what people thought of its words, for those who improve a rule."""

    subject: str
    document: str
    system: str
    siblings: str
    rule: str
    severity: str
    words: str
    fix: str | None
    message: str
    context: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Measured:
    """All tables of one measurement, what it was made with, and the precisions of the rules by name."""

    tables: tuple[Table, ...]
    observations: tuple[Observation, ...] = ()
    problems: tuple[str, ...] = ()
    signature: str = ""
    precisions: tuple[tuple[str, Precision], ...] = ()
