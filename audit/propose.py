"""Which configuration fits a repository?"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from audit.group import Plan, PlannedStory, Root, StorySettings, plan
from audit.group.patterns import patterns
from audit.load import FORMATS

_PAIRED = ("folders of languages", "names")
# More sets than a person would read.
_MOST = 8
_WIDTH = 100


class Proposal(NamedTuple):
    """The text of an audit.toml, and lines that say what was seen."""

    text: str
    seen: tuple[str, ...]


def propose(folder: Path) -> Proposal:
    """The configuration for what lies below `folder`. Patterns are proposed only where they make the very
    stories that were found."""
    planned = plan([str(folder)])
    sets = _sets(folder, planned)
    if sets and not _same(folder, planned, sets):
        sets = []
    seen = tuple(_seen(folder, planned))
    return Proposal("\n".join((*_head(seen), *_stories(planned, sets), *_tail())) + "\n", seen)


def _seen(folder: Path, planned: Plan) -> Iterator[str]:
    texts = sum(len(story.versions) for story in planned.stories)
    several = sum(len(story.versions) > 1 for story in planned.stories)
    yield f"{texts:,} texts, {several:,} stories of several versions"
    for place, site in planned.sites:
        languages = f", languages {', '.join(site.languages)}" if site.languages else ""
        where = Path(os.path.relpath(place, folder.resolve())).as_posix()
        yield f"{site.name} in {where}, by {site.evidence}{languages}"
    counts = Counter(story.layout for story in planned.stories if story.layout in (*_PAIRED, "folder"))
    for layout, count in sorted(counts.items()):
        yield f"{count:,} stories by {'folders that are stories' if layout == 'folder' else layout}"
    skipped = Counter(why for _, why in planned.skipped)
    for why, count in sorted(skipped.items()):
        yield f"left out: {count:,} {why}"


def _sets(folder: Path, planned: Plan) -> list[tuple[str, ...]]:
    """Patterns for the stories that were found by names alone; in a set the originals come first."""
    found: dict[str, bool] = {}
    for story in planned.stories:
        if story.layout in _PAIRED and "{lang}" in story.id:
            pattern = _pattern(story, folder)
            beside = any(not version.told.lang for version in story.versions)
            found[pattern] = found.get(pattern, False) or beside
    joined: dict[str, bool] = {}
    for pattern, beside in found.items():
        short = _common(pattern, found)
        joined[short] = joined.get(short, False) or beside
    return [
        (_original(pattern), pattern) if beside else (pattern,) for pattern, beside in sorted(joined.items())
    ]


def _pattern(story: PlannedStory, folder: Path) -> str:
    """docs/{lang}/a/b.md as docs/{lang}/{story}.*, and news/a.{lang}.md as news/{story}.{lang}.*."""
    name = story.id if folder == Path() else Path(os.path.relpath(story.id, folder)).as_posix()
    before, _, after = name.partition("{lang}")
    if after.startswith("/"):
        return f"{before}{{lang}}/{{story}}.*"
    parent = before.rpartition("/")[0]
    prefix = f"{parent}/" if parent else ""
    return f"{prefix}{{lang}}.*" if before in ("", prefix) else f"{prefix}{{story}}.{{lang}}.*"


def _common(pattern: str, others: Iterable[str]) -> str:
    """Of patterns of names in several folders, the one that holds for all of them."""
    if not pattern.endswith("{story}.{lang}.*"):
        return pattern
    folders = [other.rpartition("/")[0].split("/") for other in others if other.endswith("{story}.{lang}.*")]
    shared = takewhile(lambda parts: len(set(parts)) == 1, zip(*folders, strict=False))
    prefix = "/".join(parts[0] for parts in shared if parts[0])
    return f"{prefix}/{{story}}.{{lang}}.*" if prefix else "{story}.{lang}.*"


def _original(pattern: str) -> str:
    return pattern.replace("{lang}/", "").replace(".{lang}", "")


def _same(folder: Path, planned: Plan, sets: list[tuple[str, ...]]) -> bool:
    """Whether the patterns make the same stories of several versions as were found."""
    if len(sets) > _MOST or planned.sites or any(story.layout == "folder" for story in planned.stories):
        return False
    said = StorySettings(tuple(patterns(paths) for paths in sets))
    root = Root(folder.resolve(), stories=said)
    again = plan([str(folder)], lambda _: root)
    return _members(planned) == _members(again)


def _members(planned: Plan) -> set[frozenset[str]]:
    return {
        frozenset(version.path for version in story.versions)
        for story in planned.stories
        if len(story.versions) > 1
    }


def _head(seen: Iterable[str]) -> Iterator[str]:
    yield "# Settings of audit for the texts below this folder; written by `audit init`, which saw:"
    yield from (f"#   {line}" for line in seen)
    yield "# `audit doctor` says what belongs together, `audit config` what holds."
    yield ""
    yield "# The mildest severity that makes a check fail: minor, major, critical or never."
    yield 'fail-on = "major"'


def _stories(planned: Plan, sets: list[tuple[str, ...]]) -> Iterator[str]:
    layouts = {layout.name for _, layout in planned.sites}
    sources = {layout.source_lang for _, layout in planned.sites if layout.source_lang}
    yield ""
    yield "[stories]"
    if sets:
        yield "# Texts whose {story} is the same are versions of one; a list within the list is one set."
        inner = ", ".join(
            _quoted(paths[0]) if len(paths) == 1 else f"[{', '.join(map(_quoted, paths))}]" for paths in sets
        )
        yield f"pattern = [{inner}]"
    elif len(layouts) == 1:
        yield f"layout = {_quoted(*layouts)}"
    else:
        yield "# What is recognised; or hugo, docusaurus, mkdocs, astro, jekyll, locales, folder, single."
        yield 'layout = "auto"'
    if len(sources) == 1:
        yield "# The language of the originals."
        yield f"source-lang = {_quoted(*sources)}"
    else:
        yield "# The language of the originals, if it is one; then they are no longer taken for translations."
        yield f"# source-lang = {_quoted(_commonest(planned))}"


def _commonest(planned: Plan) -> str:
    """The language that most stories of several versions have."""
    counts = Counter(
        version.told.lang
        for story in planned.stories
        if len(story.versions) > 1
        for version in story.versions
        if version.told.lang
    )
    return min(counts, key=lambda lang: (-counts[lang], lang), default="en")


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tail() -> Iterator[str]:
    yield ""
    yield from wrap(
        f"Read are files ending in {', '.join(FORMATS)}. What git ignores, hidden files, vendor and"
        " node_modules are left out without being named. Patterns as in a .gitignore:",
        _WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
    )
    yield '# exclude = ["drafts/"]'
    yield ""
    yield "# Packs that may speak: those of languages of origin, those of houses; without it the former."
    yield '# packs = ["calques", "ukrainian-place-names"]'
    yield ""
    yield "# Rules that some texts are to be spared, and what is known of them:"
    yield "# [[overrides]]"
    yield '# paths = ["content/fr/**"]'
    yield '# ignore = ["punctuation"]'
    yield '# origin = "en"'
