"""Which links of a translation lead to no page of its site, or to no section of the page?

How a site names its pages is known to its generator alone. Therefore a page counts as there where any file of
the repository may be it, and nothing is said of a translation whose original has a link that would not be
found so.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from audit import files
from audit.decide.drift import retold, translated
from audit.git import GitError, Repositories, git
from audit.model import Document, ElementKind, Story
from audit.parts import tells_language

# What sites call the page of a folder, and what stands before the name of a post.
_INDEX = frozenset(("index", "_index", "readme"))
_DATE = re.compile(r"\d{4}-\d\d-\d\d-")
# What generators fill in, and what is no path.
_FILLED = re.compile(r"[{}<>$\ufffc\ue000\\|*]|\(|%[^0-9A-Fa-f]")
_PAGES = (".md", ".mdx", ".markdown", ".html", ".htm")
_EXPLICIT = r"""(?:\{{[^{{}}\n]*#|\b(?:id|name)\s*=\s*["']?|^\[|\.\. _){}(?![\w-])"""
_LARGEST = 1 << 22
# A page by its path is told by its folder's name and its own: other languages keep theirs elsewhere.
_NEAR = 2


def linked(stories: Sequence[Story]) -> tuple[Story, ...]:
    """The stories, with the links of their translations that lead nowhere (`Document.astray`)."""
    repositories = Repositories()
    sites: dict[Path, _Site | None] = {}
    found: dict[int, Document] = {}
    for version, original in translated(stories):
        own = _own(version) - _own(original)
        sections = {one for one in own if one.startswith("#")}
        astray = set(_sections(version, original, sections))
        if pages := own - sections:
            top = repositories.of(Path(version.source.path).absolute().parent)
            if top and top not in sites:
                sites[top] = _site(top)
            if top and (site := sites[top]) and site.knows(original):
                astray |= {one for one in pages if not site.has(version, one) and not site.has(original, one)}
        if astray:
            found[id(version)] = replace(version, astray=tuple(sorted(astray)))
    return retold(stories, found)


def _own(document: Document) -> set[str]:
    """The links of a page that stay on its site."""
    return {
        one.value
        for one in document.elements
        if one.kind is ElementKind.LINK and one.value and not _FILLED.search(one.value) and _stays(one.value)
    }


def _stays(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and bool(parts.path or parts.fragment) and "@" not in address


class _Site:
    """The files of a repository, by the last step of the address that they may have."""

    def __init__(self, top: Path, names: Iterable[str]) -> None:
        self._top = top
        self._names: set[str] = set()
        self._ways: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in names:
            self._names.add(name)
            for way in _ways(name):
                if way:
                    self._ways[way[-1]].append(way)

    def knows(self, original: Document) -> bool:
        """Whether the original has links to pages of the site, and all of them are found."""
        pages = [one for one in _own(original) if not one.startswith("#")]
        return bool(pages) and all(self.has(original, one) for one in pages)

    def has(self, document: Document, address: str) -> bool:
        """Whether any file of the repository may be the page that a link of a document leads to."""
        path = unquote(urlsplit(address).path)
        steps = tuple(step.lower() for step in path.split("/") if step not in ("", ".", "..", "~"))
        steps = _without_ending(tuple(step for step in steps if not tells_language(step)))
        if not steps:
            return True
        if path.lower().endswith(_PAGES) and not path.startswith("/"):
            below = Path(document.source.path).absolute().parent
            if below.is_relative_to(self._top):
                name = posixpath.normpath(f"{below.relative_to(self._top).as_posix()}/{path}")
                near = (step for step in name.lower().split("/") if not tells_language(step))
                return name in self._names or self._any(_without_ending(tuple(near))[-_NEAR:], whole=True)
        return self._any(steps, whole=path.startswith("/"))

    def _any(self, steps: tuple[str, ...], *, whole: bool) -> bool:
        wanted = steps if whole else steps[-1:]
        return any(way[-len(wanted) :] == wanted for way in self._ways.get(wanted[-1], ()))


def _site(top: Path) -> _Site | None:
    try:
        names = git(top, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    except GitError:
        return None
    return _Site(top, names.split("\0"))


def _ways(name: str) -> Iterator[tuple[str, ...]]:
    """The steps of the addresses that a file may have, without languages: as it is called, without its ending
    and a language before it, and as its folder."""
    steps = tuple(_DATE.sub("", step) for step in name.lower().split("/") if not tells_language(step))
    yield steps
    if not steps:
        return
    *above, last = steps
    stem, _, ending = last.rpartition(".")
    bare = stem or ending
    first, _, lang = bare.rpartition(".")
    bare = first if first and tells_language(lang) else bare
    yield (*above, bare)
    if bare in _INDEX:
        yield tuple(above)


def _without_ending(steps: tuple[str, ...]) -> tuple[str, ...]:
    if steps and steps[-1].endswith(_PAGES):
        steps = (*steps[:-1], steps[-1].rpartition(".")[0])
    return steps[:-1] if steps and steps[-1] in _INDEX else steps


def _sections(version: Document, original: Document, links: Iterable[str]) -> Iterator[str]:
    """Of links to sections of the page itself those that are called as a heading of the original, which this
    page words otherwise and has no name for."""
    theirs, ours = _slugs(original), _slugs(version)
    wanted = {one for one in {*links, *(_own(version) & _own(original))} if one.startswith("#")}
    lost = [one for one in wanted if one[1:] in theirs and one[1:] not in ours]
    if not lost or not ours:
        return
    try:
        written = files.read(Path(version.source.path), _LARGEST).decode("utf-8", errors="replace")
    except OSError:
        return
    for one in lost:
        if not re.search(_EXPLICIT.format(re.escape(one[1:])), written, re.MULTILINE):
            yield one


def _slugs(document: Document) -> set[str]:
    """The names that generators make of the headings of a page."""
    return {
        re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", document.words(one.span).strip().lower()))
        for one in document.elements
        if one.kind is ElementKind.HEADING
    }
