"""What would writing the accepted fixes make of the files?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.review import mending as fix
from audit.review.mending import Fix
from audit.review.session import Session, Written

# Unchanged lines around a changed one; an article has a paragraph a line.
_AROUND = 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file with the fixes in it; `keys` are the findings they mend, `left` those that cannot be written and
    stay pending. `lines` are the difference, each with its sign: a blank, +, - or @ for where it stands."""

    file: Written
    keys: tuple[str, ...]
    left: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]


def propose(session: Session) -> tuple[Proposal, ...]:
    """A proposal for each file in which an accepted fix is to be written. Raises FixError."""
    by_file: dict[str, dict[str, Fix]] = {}
    for key in session.pending:
        version, span = session.version(key), session.findings[key].span
        made = Fix(version, span.start, span.end, session.mark(key).fix or "")
        by_file.setdefault(version.source.path, {})[key] = made
    return tuple(_proposal(path, fixes) for path, fixes in by_file.items())


def put(files: Iterable[Written]) -> tuple[Written, ...]:
    """Write the files, each whole or not at all, and return them. Raises FixError where one has changed."""
    done = tuple(files)
    for file in done:
        fix.write(file.path, file.before, file.after)
    return done


def _proposal(path: str, fixes: dict[str, Fix]) -> Proposal:
    before = fix.read(path)
    mended = fix.apply(before, fixes.values())
    left = tuple(key for key, made in fixes.items() if made in mended.left)
    encoding = next(iter(fixes.values())).document.source.encoding
    return Proposal(
        Written(path, before, mended.data),
        tuple(key for key in fixes if key not in left),
        left,
        tuple(_lines(before.decode(encoding), mended.data.decode(encoding))),
    )


def _lines(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The difference of two texts, line by line."""
    compared = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=_AROUND)
    for number, line in enumerate(compared):
        if line.startswith("@@"):
            yield "@", f"line {line.split()[1].lstrip('-').partition(',')[0]}"
        elif number >= 2:  # the first two name the files
            yield line[0], line[1:]
