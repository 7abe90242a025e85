"""Which decisions speak of the articles of a run, and of which article is there only the decision left?"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from audit import files
from audit.decide.files import DecisionError, Held, load
from audit.decide.places import FOLDER, Roots, article_of, every, root_of
from audit.decide.renamed import Copy, Renamed, RunFile, former
from audit.engine import moved
from audit.model import Decision, Problem, Story

# Folders that may hold very many others and no text.
_PASSED = frozenset((".git", "node_modules", ".venv", FOLDER))


class KeptDecision(NamedTuple):
    """A decision as its file has it, `line`, in the file at `path`, on the version `document` of a story; and
    as it reads beside the findings of that version. `siblings` are those that its story had."""

    path: str
    document: str
    line: Decision
    decision: Decision
    siblings: int = 0


class Followed(NamedTuple):
    """A file of decisions whose article goes by another path now: the file, and the one that is its now."""

    old: Path
    new: Path


class Ledger(NamedTuple):
    """The decisions on each version, by the ids of story and version; files of decisions on articles that are
    gone; those on articles that were renamed; and what could not be read, or told for certain."""

    kept: Mapping[tuple[str, str], tuple[KeptDecision, ...]] = {}
    orphans: tuple[Path, ...] = ()
    followed: tuple[Followed, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, story: Story) -> tuple[KeptDecision, ...]:
        """What was decided on the versions of a story."""
        return tuple(one for version in story.versions for one in self.kept.get((story.id, version.id), ()))


def ledger(stories: Iterable[Story], roots: Roots | None = None, asked: Iterable[str] = ()) -> Ledger:
    """All that was decided on the versions of `stories`, each with its key.

    What was decided on an article that was renamed is taken along to its present path, where git saw it
    renamed, or exactly one article of the run states its id or has its text; where several might be meant,
    that is a problem. Orphans are told of below the paths that were `asked` for, where the run read other
    articles of their format: else it would not have seen them either.
    """
    roots = roots or Roots()
    covered = tuple(os.path.normpath(Path.cwd() / path) for path in asked)
    articles = _articles(stories, roots)
    those = {article.root for article in articles.values()} | set(_roots_below(covered, roots))
    problems = [one for root in sorted(those) for one in _outside(root, roots)]
    standing: list[tuple[Path, RunFile]] = []
    gone: dict[Path, Held] = {}
    for path in (path for root in sorted(those) for path in every(root)):
        if path in articles:
            standing.append((path, articles[path]))
            continue
        try:
            if held := _gone(path):
                gone[path] = held
        except DecisionError as error:
            problems.append(Problem(error.place, error.reason))
    renamed = Renamed(tuple(articles.values()), gone, {path for path, _ in standing})
    read = {Path(article.name).suffix for article in articles.values()}
    orphans: list[Path] = []
    followed: list[Followed] = []
    for path, held in gone.items():
        fitting = renamed.fitting(path)
        where = root_of(path) / former(path, held)
        if len(fitting.sure) == 1:
            (article,) = fitting.sure
            followed.append(Followed(path, article.file))
            standing.insert(0, (path, article))  # what lies under the present name counts before it
        elif any(where.is_relative_to(one) for one in covered):
            if fitting.sure or fitting.perhaps:
                problems.append(fitting.question(path, where))
            elif where.suffix in read:
                orphans.append(path)
    kept: dict[tuple[str, str], list[KeptDecision]] = defaultdict(list)
    for path, article in standing:
        try:
            held = gone[path] if path in gone else load(path)
        except DecisionError as error:
            problems.append(Problem(error.place, error.reason))
            continue
        for copy, line in _assigned(path, held, article):
            decision = replace(line, fingerprint=moved(line.fingerprint, copy.version.key))
            own = KeptDecision(str(path), copy.version.id, line, decision, held.about.siblings)
            kept[copy.story, copy.version.id].append(own)
    return Ledger(
        {where: tuple(one) for where, one in kept.items()}, tuple(orphans), tuple(followed), tuple(problems)
    )


def _articles(stories: Iterable[Story], roots: Roots) -> dict[Path, RunFile]:
    """The articles of the run by the files of the decisions on them."""
    copies: dict[tuple[str, str], list[Copy]] = defaultdict(list)
    for story in stories:
        for version in story.versions:
            if version.key:
                copies[roots.of(version.source.path), roots.article(version)].append(Copy(story.id, version))
    found = (RunFile(Path(root), name, tuple(those)) for (root, name), those in copies.items())
    return {article.file: article for article in found}


def _roots_below(asked: Iterable[str], roots: Roots) -> Iterator[Path]:
    """Folders with decisions below those asked for that are in no project, where each may have its own."""
    for path in asked:
        if not roots.project(path):
            for folder, names, _ in os.walk(path):
                files.look(folder)
                if FOLDER in names:
                    yield Path(folder)
                names[:] = [name for name in names if name not in _PASSED]


def _gone(path: Path) -> Held | None:
    """What lies in the file at `path` where its article is gone."""
    root = root_of(path)
    files.look(root / article_of(path, root))
    if os.path.lexists(root / article_of(path, root)):
        return None
    held = load(path)
    files.look(root / former(path, held))
    return None if os.path.lexists(root / former(path, held)) else held


def _assigned(path: Path, held: Held, article: RunFile) -> Iterator[tuple[Copy, Decision]]:
    """For each copy of an article the decisions on it in the file at `path`. Those on another part of a file
    than is at hand are passed over; where a file is one article all are on it."""
    names = {former(path, held), held.about.article, article.name} - {""}
    for copy in article.copies:
        part = copy.version.part
        halves = {moved("", f"{name}#{part}" if part else name) for name in names}
        for line in held.decisions:
            if not article.parts or line.fingerprint[len(line.fingerprint) // 2 :] in halves:
                yield copy, line


def _outside(root: Path, roots: Roots) -> Iterator[Problem]:
    above = roots.outside(str(root))
    if above is not None:
        reason = f"decisions on {root} lie outside of this repository, where they do not count: move them to"
        yield Problem(above, f"{reason} {root / FOLDER}", fatal=False)
