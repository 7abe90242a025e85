"""Which layout does a site's own configuration speak for? One module a layout, one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from audit import files
from audit.git import Repositories
from audit.group.layouts import astro, docusaurus, hugo, jekyll, locales, mkdocs
from audit.group.layouts.layout import Layout
from audit.group.problems import Problems

__all__ = ["LAYOUTS", "Layout", "Sites"]

Recogniser = Callable[[Path, frozenset[str]], Layout | None]

LAYOUTS: Mapping[str, Recogniser] = MappingProxyType(
    {
        "hugo": hugo.recognise,
        "docusaurus": docusaurus.recognise,
        "mkdocs": mkdocs.recognise,
        "astro": astro.recognise,
        "jekyll": jekyll.recognise,
        "locales": locales.recognise,
    }
)


class Sites:
    """Finds for a folder the site it is part of: the nearest parent with a configuration that tells.

    Nothing above what was asked for is looked at, unless it lies in a repository: then nothing above that.
    """

    def __init__(self, repositories: Repositories, problems: Problems) -> None:
        self._repositories = repositories
        self._problems = problems
        self._limits: dict[Path, Path] = {}
        self._known: dict[tuple[Path, Path], tuple[Path, Layout] | None] = {}

    def of(
        self, folder: Path, top: Path, names: tuple[str, ...] = tuple(LAYOUTS)
    ) -> tuple[Path, Layout] | None:
        """The site of a folder at or below `top` with its layout, one of `names`; None where no configuration
        tells."""
        if top not in self._limits:
            self._limits[top] = self._repositories.of(top) or top
        site = self._nearest(folder, self._limits[top])
        return site if site and site[1].name in names else None

    def found(self) -> tuple[tuple[Path, Layout], ...]:
        """The sites that were found so far."""
        every = {site[0]: site[1] for site in self._known.values() if site}
        return tuple(sorted(every.items()))

    def _nearest(self, folder: Path, limit: Path) -> tuple[Path, Layout] | None:
        key = folder, limit
        if key not in self._known:
            layout = _recognise(folder, self._problems)
            if layout:
                self._known[key] = folder, layout
            elif folder in (limit, folder.parent):
                self._known[key] = None
            else:
                self._known[key] = self._nearest(folder.parent, limit)
        return self._known[key]


def _recognise(folder: Path, problems: Problems) -> Layout | None:
    try:
        there = frozenset(one.name for one in files.entries(folder))
    except OSError:
        return None
    for name, recognise in LAYOUTS.items():
        try:
            if layout := recognise(folder, there):
                return layout
        except Exception as error:  # a configuration of somebody's must not take the articles with it
            reason = f"its layout ({name}) cannot be told: {type(error).__name__}: {error}"
            problems.report(str(folder), reason)
    return None
