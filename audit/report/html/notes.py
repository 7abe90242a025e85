"""Which notes stand beside which version, under which numbers and addresses?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from audit.model import Finding, Span
from audit.report.view import Block, Chapter


class Note(NamedTuple):
    """One inconsistency of a version: its key in the page, its number in the version, and the address of
    each of its findings."""

    key: str
    number: int
    block: Block
    addresses: tuple[str, ...]

    @property
    def place(self) -> Span:
        return self.block.first.span

    @property
    def home(self) -> str:
        """The address of its first finding."""
        return self.addresses[0]


class Addresses:
    """Gives each finding of a page an address of its own: its fingerprint, that links survive a new run."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def of(self, finding: Finding) -> str:
        name = finding.fingerprint or finding.rule
        times = self._taken[name] = self._taken.get(name, 0) + 1
        return f"f={name}" if times == 1 else f"f={name}-{times}"


def notes(chapter: Chapter, story: int, addresses: Addresses) -> dict[str, tuple[Note, ...]]:
    """The notes of each version, by document, numbered as one reads."""
    made: dict[str, tuple[Note, ...]] = {}
    key = 0
    for version in chapter.story.versions:
        here = sorted(
            (block for block in chapter.blocks if block.version.id == version.id),
            key=lambda block: (block.first.span, -block.severity.rank, block.first.rule),
        )
        those = []
        for number, block in enumerate(here, 1):
            key += 1
            own = tuple(addresses.of(finding) for finding in block.findings)
            those.append(Note(f"{story}-{key}", number, block, own))
        made[version.id] = tuple(those)
    return made


def worst_first(these: Sequence[Note]) -> list[Note]:
    """Of notes on one word the severest is the one it shows."""
    return sorted(these, key=lambda note: (-note.block.severity.rank, note.number))
