"""To which article of a run belong decisions on one that is gone?"""

from __future__ import annotations

import os
import shlex
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from audit import git
from audit.decide import recognise
from audit.decide.files import Held
from audit.decide.places import article_of, decisions_file, root_of
from audit.decide.recognise import About
from audit.engine import moved
from audit.model import Document, Problem

# So many articles are named in one message.
_NAMED = 3
# Of articles that share a run of their texts so many are looked at, and so many of those that share most are
# compared: a file of decisions costs no more in a folder of more articles.
_SHARING, _COMPARED = 50, 20
# In a run with more parts than this, by different names, the file of parts decided on is not looked for.
_MOST_PARTS = 20_000


class Copy(NamedTuple):
    """An article, or a part of a file of several, as it stands in a story."""

    story: str
    version: Document


class RunFile(NamedTuple):
    """A file of the run: its root, its path below it, and what of it stands in which story."""

    root: Path
    name: str
    copies: tuple[Copy, ...]

    @property
    def file(self) -> Path:
        """Where the decisions on it lie."""
        return decisions_file(self.root, self.name)

    @property
    def parts(self) -> frozenset[str]:
        """The names of the articles in a file of several; none where the file is one."""
        return frozenset(copy.version.part for copy in self.copies) - {""}

    @property
    def shown(self) -> str:
        """Its path as it was asked for."""
        return self.copies[0].version.source.path


class Fitting(NamedTuple):
    """The articles that decisions may be on: those that fit surely, and those that fit perhaps."""

    sure: tuple[RunFile, ...] = ()
    perhaps: tuple[RunFile, ...] = ()

    def question(self, path: Path, was: Path) -> Problem:
        """Which article is meant by the decisions in the file at `path`, on the one that was at `was`, and
        how to say so."""
        shown = sorted(article.shown for article in (*self.sure, *self.perhaps))
        named = ", ".join(shown[:_NAMED]) + (" …" if len(shown) > _NAMED else "")
        command = shlex.join(("audit", "attach", os.path.relpath(was), shown[0]))
        one = len(shown) == 1
        return Problem(
            str(path),
            f"decisions on an article that is gone, {'perhaps renamed to' if one else 'as are'} {named}: "
            f"{command} gives them to {'it' if one else 'the first'}; until then they stay here",
            fatal=False,
        )


def former(path: Path, held: Held) -> str:
    """The path below its root of the article that the decisions in the file at `path` are on: its name tells,
    or, where that had to be shortened, the file."""
    told = held.about.article
    return told if told and decisions_file(root_of(path), told) == path else article_of(path, root_of(path))


class Renamed:
    """The articles of a run, the files of decisions whose articles are gone, and those whose are not."""

    def __init__(self, articles: Sequence[RunFile], gone: Mapping[Path, Held], decided: Set[Path]) -> None:
        self._articles = articles
        self._decided = decided
        self._gone = gone
        self._renames: dict[Path, Mapping[str, str]] = {}

    def fitting(self, path: Path) -> Fitting:
        """The article that git saw renamed, else those that state its id, else those with its text, or its
        parts."""
        if (renamed := self._by_git(path)) is not None:
            return Fitting((renamed,))
        stating = self._identities.get(self._gone[path].about.identity, ())
        return Fitting((stating[0],)) if len(stating) == 1 else self._by_text(path)

    def _by_git(self, path: Path) -> RunFile | None:
        root = root_of(path)
        if root not in self._renames:
            self._renames[root] = git.renames(root)
        present = self._renames[root].get(former(path, self._gone[path]))
        return self._files.get(decisions_file(root, present)) if present else None

    @cached_property
    def _files(self) -> dict[Path, RunFile]:
        return {article.file: article for article in self._articles}

    @cached_property
    def _identities(self) -> dict[str, list[RunFile]]:
        found: dict[str, list[RunFile]] = defaultdict(list)
        for article in self._articles:
            for identity in {copy.version.identity for copy in article.copies} - {""}:
                found[identity].append(article)
        return dict(found)

    def _by_text(self, path: Path) -> Fitting:
        about = self._gone[path].about
        if not about.sketch:
            return Fitting(self._with_parts(path))
        shared = Counter(
            at for digest in about.sketch for at in self._by_digest.get(digest, ())[:_SHARING]
        )  # so that only those are compared that can be alike
        likeness = [
            (self._articles[at], recognise.alike(about.sketch, self._sketches[at]))
            for at, _ in sorted(shared.most_common(_COMPARED))
            if self._may_be(about, self._articles[at])
        ]
        near = tuple(one for one, value in likeness if value >= recognise.PERHAPS)
        sure = tuple(
            one for one, value in likeness if value >= recognise.SAME and one.file not in self._decided
        )
        # One that is the same is not sure beside another that is nearly the same, or has decisions.
        return Fitting(sure) if len(near) == len(sure) else Fitting((), near)

    def _may_be(self, about: About, article: RunFile) -> bool:
        """Whether an article does not state another id."""
        stated = {copy.version.identity for copy in article.copies} - {""}
        return not (about.identity and stated) or about.identity in stated

    @cached_property
    def _sketches(self) -> list[tuple[str, ...]]:
        return [
            () if article.parts else recognise.sketch(article.copies[0].version.text)
            for article in self._articles
        ]

    @cached_property
    def _by_digest(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, sketch in enumerate(self._sketches):
            for digest in sketch:
                found[digest].append(at)
        return found

    @cached_property
    def _by_part(self) -> dict[str, list[int]]:
        """Articles by the names of their parts. Numbers, by which articles without an id go, are none."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, article in enumerate(self._articles):
            for part in article.parts:
                if not part.isdecimal():
                    found[part].append(at)
        return found if len(found) <= _MOST_PARTS else {}

    def _with_parts(self, path: Path) -> tuple[RunFile, ...]:
        """The files of several articles that hold all those that were decided on, by their ids."""
        held = self._gone[path]
        if not self._by_part or not held.decisions:
            return ()
        name = former(path, held)
        wanted = {one.fingerprint[len(one.fingerprint) // 2 :] for one in held.decisions}
        holding = Counter(
            at
            for part, those in self._by_part.items()
            if moved("", f"{name}#{part}") in wanted
            for at in those
        )
        return tuple(self._articles[at] for at, count in sorted(holding.items()) if count == len(wanted))
