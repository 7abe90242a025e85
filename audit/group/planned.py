"""What is a story before its files are read?"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from audit.load import DEFAULT, FormatSettings, Metadata
from audit.model import Relation

STANDARD_INPUT = "-"
# What it is called in reports.
STANDARD_INPUT_NAME = "standard input"
# The layouts of newsrooms: a folder whose texts are one story, and a file alone.
FOLDER, ALONE, MESSAGES = "folder", "", "locales"


@dataclass(frozen=True, slots=True)
class PlannedVersion:
    """A file to read: its path, the id its document gets, what is told of it from outside.

    `told` wins over what the file says of itself, `otherwise` holds where it says nothing; `formats` tells
    what of a structured file is prose. `inside` is the folder that no link leads out of on the way to it, for
    a file that was found in a folder; None for one that was named. Of a text that is a value and no file,
    `data` are the bytes, in `format`.
    """

    path: str
    id: str
    told: Metadata = field(default_factory=Metadata)
    otherwise: Metadata = field(default_factory=Metadata)
    formats: FormatSettings = DEFAULT
    inside: Path | None = None
    data: bytes | None = None
    format: str = ".txt"


@dataclass(frozen=True, slots=True)
class PlannedStory:
    """A story whose files are known and not yet read; `layout` says by what they belong together, and
    `only` are the paths of the files on trial where the others are there as witnesses."""

    id: str
    versions: tuple[PlannedVersion, ...]
    relation: Relation | None = None
    layout: str = ALONE
    only: frozenset[str] = frozenset()

    @property
    def judges_originals(self) -> bool:
        """Whether the original is judged too: in a repository it is a page like the others."""
        return self.layout not in (FOLDER, ALONE)
