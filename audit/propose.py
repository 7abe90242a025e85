"""Which configuration fits a repository?"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from audit.group import Plan, PlannedStory, Root, StorySettings, head, plan
from audit.group.patterns import patterns
from audit.load import FORMATS
from audit.model import primary
from audit.version import CATALOGUE

_PAIRED = ("folders of languages", "names")
# More sets than a person would read.
_MOST = 8
_WIDTH = 100
_LANGUAGE = re.compile(r"\{lang\}/|[._-]\{lang\}")
# Texts whose language is looked at where no name tells it.
_LOOKED_AT = 20
# Share of the stories in which a language must be, for its texts to be taken for the originals.
_IN_MOST = 0.9
# Of texts beside the folders of their translations fewer must have some: pages are renamed and dropped.
_IN_HALF = 0.5
# Languages in nearly as many stories are as likely; a site in so many languages is written in English first
# where English is in most stories, though translations are kept of pages that the original has no more.
_AS_MANY, _WORLD = 0.97, 4


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
    """docs/{lang}/a/b.md as docs/{lang}/{story}.*, news/a.{lang}.md as news/{story}.{lang}.*, and
    news/a-{lang}.md as news/{story}-{lang}.*."""
    name = story.id if folder == Path() else Path(os.path.relpath(story.id, folder)).as_posix()
    before, _, after = name.partition("{lang}")
    if after.startswith("/"):
        return f"{before}{{lang}}/{{story}}.*"
    parent = before.rpartition("/")[0]
    prefix = f"{parent}/" if parent else ""
    return f"{prefix}{{lang}}.*" if before in ("", prefix) else f"{prefix}{{story}}{before[-1]}{{lang}}.*"


def _common(pattern: str, others: Iterable[str]) -> str:
    """Of patterns of names in several folders, the one that holds for all of them."""
    if not pattern.endswith("{story}.{lang}.*"):
        return pattern
    folders = [other.rpartition("/")[0].split("/") for other in others if other.endswith("{story}.{lang}.*")]
    shared = takewhile(lambda parts: len(set(parts)) == 1, zip(*folders, strict=False))
    prefix = "/".join(parts[0] for parts in shared if parts[0])
    return f"{prefix}/{{story}}.{{lang}}.*" if prefix else "{story}.{lang}.*"


def _original(pattern: str) -> str:
    return _LANGUAGE.sub("", pattern)


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
    """What holds for all texts: in TOML it stands before the first table."""
    yield "# Settings of audit for the texts below this folder; written by `audit init`, which saw:"
    yield from (f"#   {line}" for line in seen)
    yield "# `audit doctor` says what belongs together, `audit config` what holds."
    yield ""
    yield "# The mildest severity that makes a check fail: minor, major, critical or never."
    yield 'fail-on = "major"'
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
    yield "# The rules of this version until you choose a newer one (audit rules list --since VERSION):"
    yield f'# rules-version = "{CATALOGUE}"'
    yield ""
    yield "# Packs that may speak: those of languages of origin, those of houses; without it the former."
    yield '# packs = ["calques", "ukrainian-place-names"]'


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
    yield from _source(planned, sources)


def _source(planned: Plan, said: set[str]) -> Iterator[str]:
    """The language of the originals, and why it is taken for that; a remark where it is a guess."""
    if len(said) == 1:
        yield "# The language of the originals, as the site's own configuration says."
        yield f"source-lang = {_quoted(*said)}"
        return
    lang, why, sure = _commonest(planned)
    if sure:
        yield f"# The language of the originals: {why}."
        yield f"source-lang = {_quoted(lang)}"
    else:
        yield f"# The language of the originals, with which the others are compared; perhaps this one: {why}."
        yield f"# source-lang = {_quoted(lang)}"


def _commonest(planned: Plan) -> tuple[str, str, bool]:
    """The language that most stories of several versions have, and most pages where several do; why; and
    whether that is clear."""
    several = [story for story in planned.stories if len(story.versions) > 1]
    beside = [version for story in several for version in story.versions if not version.told.lang]
    spoken = Counter(head.language(Path(version.path)) for version in beside[:_LOOKED_AT])
    plain = max(sorted(spoken), key=lambda lang: spoken[lang], default="")
    counts = Counter(
        lang
        for story in several
        for lang in {version.told.lang or plain for version in story.versions}
        if lang
    )
    if not counts:
        return "en", "no story of several versions was found", False
    pages = Counter(
        version.told.lang or (plain if len(story.versions) > 1 else "")
        for story in planned.stories
        for version in story.versions
    )
    # of languages in as many stories, that in which the most pages are, for some are not translated yet
    world, highest = len(counts) >= _WORLD, max(counts.values())
    likely = [
        lang
        for lang, count in counts.items()
        if count >= _AS_MANY * highest
        or (lang == plain and count >= _IN_HALF * highest)
        or (world and primary(lang) == "en" and count >= _IN_MOST * highest)
    ]
    most = max(pages[lang] for lang in likely)
    ranked = sorted(
        likely,
        key=lambda lang: (
            lang != plain,
            world and primary(lang) != "en",
            pages[lang] < _AS_MANY * most,
            primary(lang) != "en",
            -pages[lang],
            lang,
        ),
    )
    first, others = ranked[0], max((count for lang, count in counts.items() if lang != ranked[0]), default=0)
    why = f"{counts[first]:,} of {len(several):,} stories have it, the next language {others:,}"
    if plain == first:
        return first, f"it is that of the texts beside the translations; {why}", bool(beside)
    alone = all(pages[lang] < _AS_MANY * pages[first] for lang in likely if lang != first)
    english = primary(first) == "en" and world
    return first, why, counts[first] >= _IN_MOST * len(several) and (alone or english)


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tail() -> Iterator[str]:
    yield ""
    yield "# How many findings texts may have before a run fails:"
    yield "# [[budgets]]"
    yield '# languages = ["fr"]'
    yield "# findings = 20"
    yield ""
    yield "# Rules that some texts are to be spared, and what is known of them:"
    yield "# [[overrides]]"
    yield '# paths = ["content/fr/**"]'
    yield '# ignore = ["punctuation"]'
    yield '# origin = "en"'
