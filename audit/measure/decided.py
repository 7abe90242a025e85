"""What did a newsroom decide on the findings of its own copy?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.measure.families import Decisions
from audit.measure.statistics import Addend, Resampling
from audit.measure.values import Cell, FigureColumn, Table

_COLUMNS = (
    FigureColumn("rule", "rule"),
    FigureColumn("real", "real"),
    FigureColumn("accepted", "accepted"),
    FigureColumn("false_alarm", "false alarms"),
    FigureColumn("precision", "precision"),
)


def tables(stories: Sequence[Decisions], seed: int) -> Iterator[Table]:
    """The precision of each rule: real findings among those found real or false."""
    if not stories:
        return
    resampling = Resampling(len(stories), seed)
    rules = sorted({rule for story in stories for rule, _ in story.verdicts})
    rows = [_row(rule, stories, resampling) for rule in ("", *rules)]
    note = f"{len(stories)} stories; accepted findings are right but left as they are, and count for neither"
    yield Table("decisions", "this newsroom", _COLUMNS, tuple(rows), note)


def _row(rule: str, stories: Sequence[Decisions], resampling: Resampling) -> tuple[Cell, ...]:
    verdicts = [[verdict for name, verdict in story.verdicts if rule in ("", name)] for story in stories]
    real, accepted, false = (
        [those.count(verdict) for those in verdicts] for verdict in ("real", "accepted", "false-alarm")
    )
    precision = resampling.share(
        [Addend(hits, hits + misses) for hits, misses in zip(real, false, strict=True)]
    )
    return rule or "all rules", sum(real), sum(accepted), sum(false), precision
