"""How does a decision get to where it lies, and how does one leave that speaks of nothing any more?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from audit.decide import kept
from audit.decide.files import DecisionError, Held, load
from audit.decide.ledger import Followed, ledger
from audit.decide.places import Roots, root_of
from audit.decide.recognise import About, about
from audit.decide.renamed import former
from audit.decide.steps import Change, take
from audit.engine import moved
from audit.model import Decision, Document, Finding, Run, Status, Story


class _Article(NamedTuple):
    """A file of the run: what it holds, and how many siblings that has."""

    documents: tuple[Document, ...]
    siblings: int


def record(
    stories: Iterable[Story],
    findings: Iterable[Finding],
    verdict: Status,
    reason: str = "",
    by: str = "",
    *,
    said: str = "decide",
    asked: Iterable[str] = (),
) -> tuple[Path, ...]:
    """Decide `findings` of `stories` (loaded from files); Status.NEW takes a decision back.

    Other decisions in the files stay; what was decided on an article under a former path, as far as it was
    below the paths `asked`, moves to its present one. `said` names the step, for who takes it back. Returns
    the files that were written. Raises DecisionError for what could not be written, when the rest is.
    """
    roots = Roots()
    told = tuple(stories)
    known = {(story.id, version.id): version for story in told for version in story.versions}
    decisions: dict[Path, dict[str, Decision]] = defaultdict(dict)
    for finding in findings:
        version = known[finding.story, finding.span.document]
        identity = moved(finding.fingerprint, roots.place(version))
        decision = Decision(identity, verdict, finding.rule, reason, by)
        decisions[roots.file_of(version.source.path)][identity] = decision
    if not decisions:
        return ()
    articles = _articles(told, roots)
    followed = _by_new(ledger(told, roots, asked).followed)

    def decided(path: Path, there: Held, old: tuple[Held, ...]) -> Held:
        here = articles[path]
        now = _about(here, roots)
        new = decisions[path]
        whole = _whole(there, path, old, followed[path], here, roots)
        others = (one for one in whole if one.fingerprint not in new)
        return Held((*others, *(() if verdict is Status.NEW else new.values())), there.about.renewed(now))

    take(said, (Change(path, partial(decided, path), tuple(followed[path])) for path in decisions))
    return tuple(sorted(decisions))


def settle(stories: Iterable[Story], followed: Iterable[Followed]) -> None:
    """Move the decisions on articles of `stories` that were renamed to where they belong now. Raises
    DecisionError."""
    roots = Roots()
    articles = _articles(stories, roots)
    olds = _by_new(followed)

    def settled(path: Path, there: Held, old: tuple[Held, ...]) -> Held:
        now = _about(articles[path], roots)
        return Held(_whole(there, path, old, olds[path], articles[path], roots), there.about.renewed(now))

    take("rename", (Change(path, partial(settled, path), tuple(old)) for path, old in olds.items()))


class Pruned(NamedTuple):
    """What a pruning takes away, decisions whose finding is gone (and the file each lies in) and files on
    articles that are gone; and the files whose decisions move to an article's present name."""

    decisions: tuple[tuple[str, Decision], ...]
    gone: tuple[Path, ...]
    moved: tuple[Followed, ...]


def prune(run: Run, asked: Iterable[str] = (), *, write: bool = True) -> Pruned:
    """Remove what speaks of nothing any more, as far as `run` (of the paths `asked`, with decisions) saw it.

    What somebody changed since stays. Without `write` it is only said. Raises DecisionError for what could
    not be done, when the rest is.
    """
    roots = Roots()
    found = ledger(run.stories, roots, asked)
    unread = [Path.cwd() / problem.path for problem in run.problems if problem.fatal]
    orphans = tuple(
        path
        for path in found.orphans  # what could not be read may be what they are on
        if not any(one.is_relative_to(root_of(path)) for one in unread)
    )
    pruned = Pruned(tuple(sorted(set(run.unmatched), key=str)), orphans, tuple(sorted(found.followed)))
    if not write:
        return pruned
    taken: dict[Path, set[Decision]] = defaultdict(set)
    for path, decision in pruned.decisions:
        taken[Path(path)].add(decision)
    articles = _articles(run.stories, roots)
    followed = _by_new(found.followed)
    renamed = {one.old for one in found.followed}
    seen = {path: load(path) for path in orphans}

    def left(path: Path, there: Held, old: tuple[Held, ...]) -> Held:
        if path in seen:
            return Held() if there == seen[path] else there
        here = articles[path]
        whole = _whole(there, path, old, followed[path], here, roots, taken)
        return Held(whole, there.about.renewed(_about(here, roots)) if old else there.about)

    touched = dict.fromkeys((*(taken.keys() - renamed), *seen), ()) | followed
    take("prune", (Change(path, partial(left, path), tuple(old)) for path, old in touched.items()))
    for root in {root_of(path) for path in articles}:
        kept.sweep(root)
    return pruned


def attach(former_path: str, documents: Sequence[Document]) -> Followed:
    """Give the decisions on the article that was at a path to the one that now is `documents`, all of a file.
    Raises DecisionError, also where there are none."""
    roots = Roots()
    here = _Article(tuple(documents), 0)
    old, new = roots.file_of(former_path), roots.file_of(documents[0].source.path)
    if old == new or not load(old).decisions:
        raise DecisionError(str(old), f"there are no decisions on {former_path}")

    def joined(there: Held, former: tuple[Held, ...]) -> Held:
        whole = _whole(there, new, former, [old], here, roots)
        return Held(whole, there.about.renewed(_about(here, roots)))

    take("attach", [Change(new, joined, (old,))])
    return Followed(old, new)


def abouts(stories: Iterable[Story]) -> dict[Path, About]:
    """What is told of the articles of `stories`, by the files of the decisions on them."""
    roots = Roots()
    return {path: _about(here, roots) for path, here in _articles(stories, roots).items()}


def _articles(stories: Iterable[Story], roots: Roots) -> dict[Path, _Article]:
    """The files of a run by the files of decisions on them; an article in several stories is one."""
    held: dict[Path, dict[str, Document]] = defaultdict(dict)
    siblings: dict[Path, int] = defaultdict(int)
    for story in stories:
        for version in story.versions:
            if version.key:
                path = roots.file_of(version.source.path)
                held[path][version.part] = version
                siblings[path] = max(siblings[path], len(story.versions) - 1)
    return {path: _Article(tuple(those.values()), siblings[path]) for path, those in held.items()}


def _about(here: _Article, roots: Roots) -> About:
    return about(roots.article(here.documents[0]), here.documents, here.siblings)


def _by_new(followed: Iterable[Followed]) -> dict[Path, list[Path]]:
    found: dict[Path, list[Path]] = defaultdict(list)
    for one in followed:
        found[one.new].append(one.old)
    return found


def _whole(
    there: Held,
    path: Path,
    old: Sequence[Held],
    olds: Sequence[Path],
    here: _Article,
    roots: Roots,
    taken: dict[Path, set[Decision]] | None = None,
) -> tuple[Decision, ...]:
    """What is decided on an article: what lies in its file, over what lies in those of its former names as
    it reads under the present one; without what is `taken` from each."""
    taken = taken or {}
    first = here.documents[0]
    alone = "" if first.part else roots.place(first)
    decisions: dict[str, Decision] = {}
    for held, place in zip(old, olds, strict=True):
        ways = _ways({former(place, held), held.about.article} - {""}, here, roots)
        for one in held.decisions:
            if one not in taken.get(place, ()):
                half = one.fingerprint[len(one.fingerprint) // 2 :]
                name = ways.get(half, alone)
                identity = moved(one.fingerprint, name) if name else one.fingerprint
                decisions[identity] = replace(one, fingerprint=identity)
    decisions |= {one.fingerprint: one for one in there.decisions if one not in taken.get(path, ())}
    return tuple(decisions.values())


def _ways(names: Iterable[str], here: _Article, roots: Roots) -> dict[str, str]:
    """From the second halves of fingerprints under former names to the places of the parts now."""
    return {
        moved("", f"{name}#{one.part}" if one.part else name): roots.place(one)
        for name in names
        for one in here.documents
    }
