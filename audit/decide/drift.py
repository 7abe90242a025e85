"""What does each original say that it did not when its translation was made?

As the repository keeps it: the translation says so itself (`drifted_from_default`), or names the commit of
the original that it is of (`default_lang_commit`, as the sites of Kubernetes' projects do); else the original
is compared with what it was when the translation was last changed. A translation with a stamp of ours has
that, and needs no git.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from rapidfuzz.fuzz import ratio

from audit import files
from audit.detect.stale import FIELD
from audit.git import Repositories, as_of, last_commits
from audit.load import LoadError, load_bytes
from audit.model import Document, Drift, Role, Story
from audit.text import generated

DRIFTED, COMMIT = "drifted_from_default", "default_lang_commit"
_NO = frozenset(("", "false", "no", "0"))
# Blocks at least so much alike (of 100), and with the same figures, differ by a slip that was mended.
_ALIKE = 95
# A heading or an item of so few words that is worded a little differently asks for no other translation.
_SHORT, _REWORDED = 7, 75
_FIGURES = re.compile(r"\d+")


def translated(stories: Iterable[Story]) -> Iterator[tuple[Document, Document]]:
    """The translations that have one original in their story, each with that."""
    for story in stories:
        originals = [version for version in story.versions if version.role is Role.SOURCE]
        if len(originals) == 1:
            yield from (
                (version, originals[0]) for version in story.versions if version.role is Role.TRANSLATION
            )


def drifted(stories: Sequence[Story]) -> tuple[Story, ...]:
    """The stories, with what is known of the drift of their translations. Files in no repository of git, and
    those whose past it has not, have what they state."""
    found: dict[int, Drift] = {}
    by_top: dict[Path, list[tuple[Document, Document]]] = defaultdict(list)
    repositories = Repositories()
    for version, original in translated(stories):
        if version.fields.get(DRIFTED, "").strip().lower() not in _NO:
            found[id(version)] = Drift(DRIFTED, True)
        elif FIELD not in version.fields and not original.part:
            top = repositories.of(Path(original.source.path).absolute().parent)
            if top:
                by_top[top].append((version, original))
    for top, pairs in by_top.items():
        found |= _by_git(top, pairs)
    return retold(
        stories,
        {id(one): replace(one, drift=found[id(one)]) for one, _ in translated(stories) if id(one) in found},
    )


def retold(stories: Sequence[Story], versions: Mapping[int, Document]) -> tuple[Story, ...]:
    """The stories, with other versions in the place of some, by the identity of these."""
    if not versions:
        return tuple(stories)
    return tuple(
        replace(story, versions=tuple(versions.get(id(one), one) for one in story.versions))
        for story in stories
    )


def _by_git(top: Path, pairs: Iterable[tuple[Document, Document]]) -> dict[int, Drift]:
    last = last_commits(top)
    wanted: dict[int, tuple[Document, Document, str, str]] = {}
    for version, original in pairs:
        stated = version.fields.get(COMMIT, "").split("#")[0].strip()
        commit = stated or last.get(_below(version, top), "")
        if commit:
            wanted[id(version)] = version, original, commit, _below(original, top)
    before = as_of(top, dict.fromkeys((commit, path) for _, _, commit, path in wanted.values()))
    texts: dict[tuple[str, str], str | None] = {}
    found = {}
    for version, original, commit, path in wanted.values():
        data = before.get((commit, path))
        if data is None:
            continue
        key = commit, path
        if key not in texts:
            texts[key] = _text(data, original)
        then = texts[key]
        own = COMMIT in version.fields
        if then is not None and (drift := between(then, original.text, commit[:12], stated=own)):
            found[id(version)] = drift
    return found


def _below(document: Document, top: Path) -> str:
    """The path of a document's file below the top of its repository."""
    path = Path(document.source.path)
    try:
        return (path.parent.resolve() / path.name).relative_to(top.resolve()).as_posix()
    except (OSError, ValueError):
        return ""


def _text(data: bytes, original: Document) -> str | None:
    """What the original said; None where it was no text then, or held several."""
    try:
        if data == files.read(Path(original.source.path), max(len(data), 1)):
            return original.text
    except OSError:
        pass  # it is larger now
    try:
        loaded = load_bytes(data, original.source.path, Path(original.source.path).suffix.lower())
    except LoadError:
        return None
    return loaded[0].text if len(loaded) == 1 else None


def between(then: str, now: str, since: str, *, stated: bool) -> Drift | None:
    """What changed between two states of an original: blocks that came, went or say something else; nothing
    of white space, markup, capitals and slips of the pen, and no line that a program writes."""
    before, after = _blocks(then), _blocks(now)
    changed: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        old, new = before[a:b], after[c:d]
        paired = min(len(old), len(new))
        changed += [one for one, other in zip(new, old, strict=False) if not _alike(one, other)]
        changed += (*new[paired:], *old[paired:])
    changed = [one for one in changed if any(map(str.isalnum, one)) and not generated(one)]
    return Drift(since, stated, len(changed), max(len(after), len(changed)), changed[0]) if changed else None


def _blocks(text: str) -> list[str]:
    return [words for block in text.split("\n") if (words := " ".join(block.split()))]


def _alike(one: str, other: str) -> bool:
    least = _ALIKE if max(len(one.split()), len(other.split())) > _SHORT else _REWORDED
    return (
        _FIGURES.findall(one) == _FIGURES.findall(other) and ratio(one.casefold(), other.casefold()) >= least
    )
