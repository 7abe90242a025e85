"""What does a configuration say of the texts below its folder?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audit.globs import Globs
from audit.load import DEFAULT, FormatSettings, Metadata


def _nothing(_: str) -> Metadata:
    return Metadata()


@dataclass(frozen=True, slots=True)
class Root:
    """The part of a configuration that is about files.

    `folder` is without links; `exclude` is relative to it. `told` gives what holds of the text at a path
    where it says nothing itself.
    """

    folder: Path | None = None
    exclude: Globs | None = None
    formats: FormatSettings = DEFAULT
    told: Callable[[str], Metadata] = _nothing

    def excludes(self, path: Path, *, folder: bool = False) -> bool:
        """Whether a path (without links) is left out."""
        if not self.exclude or self.folder is None or not path.is_relative_to(self.folder):
            return False
        return self.exclude.match(path.relative_to(self.folder).as_posix() + "/" * folder)


RootOf = Callable[[Path], Root]


def nowhere(_: Path) -> Root:
    """The root of texts that no configuration is for."""
    return Root()
