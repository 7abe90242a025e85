"""How do decisions lie in a file?

One sorted line a decision: fingerprint, verdict, rule, who (with @), and the reason in words. No date and no
line number, so that two people's decisions merge and nothing changes when nothing changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from audit import atomic
from audit.decide.places import FOLDER, private_folder
from audit.model import Decision, Status

_DECISION = re.compile(
    r"(?P<fingerprint>[0-9a-f]{8,64}) (?P<verdict>real|false-alarm|accepted) (?P<rule>[a-z0-9-]+)"
    r"(?: @(?P<by>\S+))?(?: (?P<reason>.*))?"
)
# Seconds to wait for another process that writes the same file.
_PATIENCE = 10.0

Change = Callable[[tuple[Decision, ...]], Iterable[Decision]]


class DecisionError(ValueError):
    """A file of decisions that cannot be read or written: where, and what was expected."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


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


def parse_all(text: str, place: str) -> tuple[Decision, ...]:
    """The decisions of a file's lines; empty ones are passed over. Raises DecisionError with the line."""
    decisions = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        decision = parse(line)
        if decision is None:
            expected = "fingerprint, verdict (real, false-alarm, accepted), rule and reason"
            raise DecisionError(f"{place}:{number}", f"expected {expected}, found {line[:60]!r}")
        decisions.append(decision)
    return tuple(decisions)


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions in `path`, none where there is no such file. Raises DecisionError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(str(path), f"decisions cannot be read: {error}") from None
    return parse_all(text, str(path))


def update(path: Path, change: Change) -> tuple[Decision, ...]:
    """Replace the decisions in `path` by what `change` makes of those that stand there now, and return them.

    Between reading and writing no other `update` of the file comes in, in this process or another; a reader
    sees the old file or the new one. Of two decisions on one finding the later stands. Raises DecisionError.
    """
    from filelock import FileLock, Timeout

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(_lock_of(path), timeout=_PATIENCE)
        with lock:
            changed = {decision.fingerprint: decision for decision in change(read(path))}
            decisions = tuple(changed[fingerprint] for fingerprint in sorted(changed))
            if decisions:
                atomic.write(path, "".join(map(line_of, decisions)).encode())
            else:
                path.unlink(missing_ok=True)
    except Timeout:
        raise DecisionError(str(path), "another audit is writing these decisions: try again") from None
    except OSError as error:
        raise DecisionError(str(path), f"decisions cannot be written: {error.strerror or error}") from None
    return decisions


def line_of(decision: Decision) -> str:
    """A decision as its line; a reason stays on it."""
    by = [f"@{'-'.join(decision.by.split())}"] if decision.by.strip() else []
    reason = " ".join(decision.reason.split())
    if reason.startswith("@") and not by:
        reason = f"“{reason}”"  # else its first word would read as a name
    words = (decision.fingerprint, decision.verdict.value, decision.rule, *by, *([reason] if reason else []))
    return " ".join(words) + "\n"


def _lock_of(path: Path) -> Path:
    """A name of its own among the things that no repository keeps."""
    from hashlib import blake2b

    audit = next((folder for folder in path.parents if folder.name == FOLDER), path.parent)
    name = blake2b(str(path.relative_to(audit)).encode(errors="surrogateescape"), digest_size=8).hexdigest()
    return private_folder(audit) / f"{name}.lock"
