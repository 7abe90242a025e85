"""How do decisions lie in a file?

First what tells the article again should it be renamed, in lines that begin with `#`. Then one sorted line a
decision: fingerprint, verdict, rule, who (with @), and the reason in words. No date and no line number, so
that two people's decisions merge and nothing changes when nothing changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from audit.decide import kept
from audit.decide.places import root_of
from audit.decide.quoting import quoted, unquoted
from audit.decide.recognise import About
from audit.model import Decision, Status

_DECISION = re.compile(
    r"(?P<fingerprint>[0-9a-f]{8,64}) (?P<verdict>real|false-alarm|accepted) (?P<rule>[a-z0-9-]+)"
    r"(?: @(?P<by>\S+))?(?: (?P<reason>.*))?"
)
_TOLD = re.compile(r"#(?P<name>[a-z]+)(?: (?P<value>.*))?")

Change = Callable[[tuple[Decision, ...]], Iterable[Decision]]


class DecisionError(ValueError):
    """A file of decisions that cannot be read or written: where, and what was expected."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class Held(NamedTuple):
    """What a file of decisions holds, and of which article."""

    decisions: tuple[Decision, ...] = ()
    about: About = About()


def parse(line: str) -> Decision | None:
    """The decision a line states; None where it states none."""
    found = _DECISION.fullmatch(line.rstrip())
    if not found:
        return None
    return Decision(
        found["fingerprint"],
        Status(found["verdict"]),
        found["rule"],
        found["reason"] or "",
        found["by"] or "",
    )


def parse_all(text: str, place: str) -> Held:
    """What a file's lines say; empty ones are passed over, and what is told that is not known. Raises
    DecisionError with the line."""
    decisions = []
    told: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if said := _TOLD.fullmatch(line.rstrip("\r")):
            told[said["name"]] = said["value"] or ""
            continue
        decision = parse(line)
        if decision is None:
            expected = "fingerprint, verdict (real, false-alarm, accepted), rule and reason"
            raise DecisionError(f"{place}:{number}", f"expected {expected}, found {line[:60]!r}")
        decisions.append(decision)
    return Held(tuple(decisions), _about(told))


def _about(told: Mapping[str, str]) -> About:
    siblings = told.get("siblings", "")
    return About(
        unquoted(told.get("article", "")),
        unquoted(told.get("id", "")),
        int(siblings) if siblings.isdecimal() and len(siblings) < 9 else 0,
        tuple(told.get("text", "").split()),
    )


def lines_of(held: Held) -> list[str]:
    """A file's lines, each with its end; none where nothing is decided. Of two decisions on one finding the
    later stands."""
    last = {decision.fingerprint: decision for decision in held.decisions}
    if not last:
        return []
    about = held.about
    told = {
        "article": quoted(about.article),
        "id": quoted(about.identity),
        "siblings": str(about.siblings or ""),
        "text": " ".join(about.sketch),
    }
    heads = [f"#{name} {value}\n" for name, value in told.items() if value]
    return [*heads, *(line_of(last[fingerprint]) for fingerprint in sorted(last))]


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions in `path`, none where there is no such file. Raises DecisionError."""
    return load(path).decisions


def load(path: Path) -> Held:
    """All that lies in `path`, nothing where there is no such file. Raises DecisionError."""
    try:
        text = kept.read(path).decode("utf-8-sig", "surrogateescape")
    except FileNotFoundError:
        return Held()
    except OSError as error:
        raise DecisionError(str(path), f"decisions cannot be read: {kept.reason_of(error)}") from None
    return parse_all(text, str(path))


def write(path: Path, now: Held) -> None:
    """Put `now` in the place of what lies in `path`; no decisions are no file. Raises DecisionError. What is
    written was read under the lock that is still held."""
    lines = lines_of(now)
    try:
        if lines:
            kept.write(path, "".join(lines).encode(errors="surrogateescape"))
        else:
            kept.remove(path)
    except OSError as error:
        raise DecisionError(str(path), f"decisions cannot be written: {kept.reason_of(error)}") from None


def update(path: Path, change: Change, about: About | None = None) -> tuple[Decision, ...]:
    """Replace the decisions in `path` by what `change` makes of those that stand there now, and return them.

    Between reading and writing nobody else changes anything in this `.audit`, in this process or another; a
    reader sees the old file or the new one. Raises DecisionError.
    """
    try:
        with kept.locked(root_of(path)):
            there = load(path)
            now = Held(tuple(change(there.decisions)), there.about.renewed(about) if about else there.about)
            if lines_of(now) != lines_of(there):
                write(path, now)
    except OSError as error:
        raise DecisionError(str(path), f"decisions cannot be written: {kept.reason_of(error)}") from None
    return now.decisions


def line_of(decision: Decision) -> str:
    """A decision as its line; a reason stays on it."""
    by = [f"@{'-'.join(decision.by.split())}"] if decision.by.strip() else []
    reason = " ".join(decision.reason.split())
    if reason.startswith("@") and not by:
        reason = f"“{reason}”"  # else its first word would read as a name
    words = (decision.fingerprint, decision.verdict.value, decision.rule, *by, *([reason] if reason else []))
    return " ".join(words).encode(errors="replace").decode() + "\n"
