"""Which decisions speak of the articles of a run, and of which article is there only the decision left?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from audit import git
from audit.decide.files import DecisionError, read
from audit.decide.places import Roots, article_of, every
from audit.engine import moved
from audit.model import Decision, Problem, Story


class Kept(NamedTuple):
    """A decision, and the file it lies in."""

    path: str
    decision: Decision


class Ledger(NamedTuple):
    """The decisions on each article by its key, files of decisions on articles that are gone, and what could
    not be read."""

    kept: dict[str, tuple[Kept, ...]]
    orphans: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def ledger(stories: Iterable[Story], roots: Roots | None = None) -> Ledger:
    """All that was decided on the versions of `stories`. What was decided on a file that git saw renamed is
    taken along to its present name."""
    kept: dict[str, tuple[Kept, ...]] = {}
    orphans: list[Path] = []
    problems: list[Problem] = []
    for root, keys in sorted(_by_root(stories, roots or Roots()).items()):
        gone: list[Path] = []
        found: list[tuple[Path, str]] = []
        for path in every(root):
            article = article_of(path, root)
            if article not in keys:
                if not (root / article).exists():
                    gone.append(path)
                continue
            found.append((path, article))
        names = git.renames(root) if gone else {}
        for path in gone:
            present = names.get(article_of(path, root), "")
            if present in keys:
                found.append((path, present))
            else:
                orphans.append(path)
        for path, article in found:
            try:
                _keep(kept, path, read(path), keys[article])
            except DecisionError as error:
                problems.append(Problem(error.place, error.reason))
    return Ledger(kept, tuple(orphans), tuple(problems))


def _by_root(stories: Iterable[Story], roots: Roots) -> dict[Path, dict[str, list[str]]]:
    """For each root the articles of the run: path below it to the keys of the documents in that file."""
    found: dict[Path, dict[str, list[str]]] = {}
    for version in (version for story in stories for version in story.versions):
        if version.key:
            here = found.setdefault(Path(roots.of(version.source.path)), {})
            here.setdefault(roots.article(version), []).append(version.key)
    return found


def _keep(
    kept: dict[str, tuple[Kept, ...]], path: Path, decisions: Iterable[Decision], keys: list[str]
) -> None:
    """Give each document of the article its decisions. Those whose fingerprints fit no document come from a
    file that went by another name; a decision on the present name counts before them."""
    own: dict[str, list[Kept]] = {key: [] for key in keys}
    for decision in decisions:
        fitting = [key for key in keys if moved(decision.fingerprint, key) == decision.fingerprint]
        for key in fitting or keys:
            followed = replace(decision, fingerprint=moved(decision.fingerprint, key))
            own[key].append(Kept(str(path), followed))
    for key, found in own.items():
        kept[key] = (*found, *kept.get(key, ()))
