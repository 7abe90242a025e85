"""What does a configuration say of the texts below its folder?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audit.globs import Globs
from audit.group.patterns import Patterns
from audit.load import DEFAULT, FormatSettings, Metadata
from audit.model import Role

# What `layout` may say beside the name of a layout.
AUTOMATIC, SINGLE = "auto", "single"


@dataclass(frozen=True, slots=True)
class StorySettings:
    """How texts become stories: by `patterns` (each a set whose texts belong together), else by a layout.

    `layout` is AUTOMATIC (whichever is recognised), the name of one, planned.FOLDER (each folder is a story)
    or SINGLE (each file is one). `source_lang` is the language of the originals, `roles` those of languages.
    """

    patterns: tuple[Patterns, ...] = ()
    layout: str = AUTOMATIC
    source_lang: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)


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
    stories: StorySettings = field(default_factory=StorySettings)
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
