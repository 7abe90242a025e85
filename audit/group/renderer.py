"""Which program makes the site of a story, where its Markdown is another one than CommonMark?"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from audit import files
from audit.group.planned import PlannedStory

# MkDocs and what came after it read by Python-Markdown.
_CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml", "zensical.toml")
# A site's configuration is so few folders above a page, or above its original in another folder.
_UP = 8


def as_rendered(planned: PlannedStory) -> PlannedStory:
    """The story, to be read as Python-Markdown reads where a configuration of MkDocs lies above a version."""
    if not any(_python_markdown(Path(version.path).absolute().parent) for version in planned.versions):
        return planned
    versions = tuple(
        replace(version, formats=replace(version.formats, python_markdown=True))
        for version in planned.versions
    )
    return replace(planned, versions=versions)


@lru_cache(maxsize=4096)
def _python_markdown(folder: Path) -> bool:
    return any(
        files.is_regular(above / name)
        for above in (folder, *folder.parents[:_UP])
        for name in _CONFIGURATIONS
    )
