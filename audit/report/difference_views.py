"""How is a difference shown to people and to programs?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from audit.report.difference import Difference, Figures, Rescored, SamePair, Seen
from audit.report.json import dumps
from audit.report.wording import by_severity, plural, tally, visible
from audit.text import shorten
from audit.version import __version__

# A correction at the top moves all that stands below it; these many tell that it did.
_MOVED = 5
_WORDS = 60
_MESSAGE = 240
_STYLES = {"+": "red", "-": "green", "~": "yellow", "=": "dim", "!": "bold red", ">": "dim"}


def to_text(difference: Difference) -> str:
    """A line for each thing that changed: + new, - gone, ~ changed, > moved, = settled; then the sum."""
    return "".join(f"{line}\n" for _, line in _lines(difference))


def to_console(difference: Difference, console: Console) -> None:
    """The same in colours."""
    for sign, line in _lines(difference):
        console.print(Text(line, style=_STYLES.get(sign, "")), soft_wrap=True)


def to_json(difference: Difference) -> str:
    """One object; findings as in the report they are from, pairs as old and new."""
    return dumps(
        {
            "version": __version__,
            "new": [_plain(one) for one in difference.new],
            "gone": [_plain(one) for one in difference.gone],
            **{
                name: [{"old": _plain(pair.old), "new": _plain(pair.new)} for pair in pairs]
                for name, pairs in _groups(difference)
            },
            "same": difference.same,
            "scores": [
                {"path": one.path, "old": _plain(one.old), "new": _plain(one.new)}
                for one in difference.scores
            ],
            "problems": [_plain(one) for one in difference.problems],
        },
        indent=2,
    )


def _groups(difference: Difference) -> tuple[tuple[str, tuple[SamePair, ...]], ...]:
    return (("changed", difference.changed), ("moved", difference.moved), ("settled", difference.settled))


def _plain(value: object) -> Any:
    return msgspec.to_builtins(value)


def _lines(difference: Difference) -> Iterator[tuple[str, str]]:
    for problem in difference.problems:
        kind = "could not judge" if problem.fatal else "note"
        yield (
            ("!" if problem.fatal else "="),
            f"! {kind}: {visible(problem.path)}: {visible(problem.message)}",
        )
    for finding in difference.new:
        yield "+", f"+ {_finding(finding)}"
    for finding in difference.gone:
        yield "-", f"- {_finding(finding)}"
    for pair in difference.changed:
        yield "~", f"~ {_finding(pair.new)}"
        yield from (("~", f"    {change}") for change in _changes(pair))
    for pair in difference.moved[:_MOVED]:
        yield ">", f"> {visible(pair.old.place)} → {visible(pair.new.place)}: {_words(pair.new)}"
    if len(difference.moved) > _MOVED:
        yield ">", f"> and {plural(len(difference.moved) - _MOVED, 'other finding')} moved"
    for pair in difference.settled:
        yield "=", f"= {pair.new.status}: {_finding(pair.new)}"
    for one in difference.scores:
        yield "", _score(one)
    yield "", _sum(difference)


def _finding(finding: Seen) -> str:
    message = shorten(visible(finding.message), _MESSAGE)
    return f"{visible(finding.place)}: {finding.severity}: {message} [{finding.rule}]"


def _words(finding: Seen) -> str:
    return f"“{shorten(visible(finding.text), _WORDS)}” [{finding.rule}]"


def _changes(pair: SamePair) -> Iterator[str]:
    old, new = pair
    if old.severity is not new.severity:
        yield f"severity: {old.severity} → {new.severity}"
    if old.confidence != new.confidence:
        yield f"confidence: {old.confidence:.2f} → {new.confidence:.2f}"
    if old.message != new.message:
        yield f"it said: {shorten(visible(old.message), _MESSAGE)}"
    if old.fix != new.fix:
        yield f"fix: {_fix(old)} → {_fix(new)}"


def _fix(finding: Seen) -> str:
    if finding.fix is None:
        return "none"
    return f"“{shorten(visible(finding.fix), _WORDS)}”" if finding.fix else "(take it out)"


def _score(one: Rescored) -> str:
    if one.old is None or one.new is None:
        there = one.new or one.old
        told = _figures(there) if there else ""
        return f"{visible(one.path)}: {told} ({'new' if one.new else 'no longer there'})"
    return f"{visible(one.path)}: {_figures(one.old)} → {_figures(one.new)}"


def _figures(one: Figures) -> str:
    """`review, 12.5 issues, consensus 71`."""
    consensus = f", consensus {one.consensus.score:.0f}" if one.consensus else ""
    return f"{one.verdict}, {one.issues.per_1000_words:.1f} issues{consensus}"


def _sum(difference: Difference) -> str:
    new = tally(by_severity(one.severity for one in difference.new))
    counts = [f"new: {new}", f"gone: {len(difference.gone)}"]
    counts += [f"{name}: {len(pairs)}" for name, pairs in _groups(difference)]
    return "; ".join((*counts, f"the same: {difference.same}"))
