"""Would what somebody mended in a translation have been found before?

    python -m tools.fix_commits CHECKOUT [--count 20] [--seed 1]

CHECKOUT is a work tree with its history and an audit.toml that says which pages translate which. Of the
commits that change few lines of one translation and nothing of its original, so many are drawn; the page is
judged as it was before, beside its original as it was then. Each is told with what changed and what was
found: on the lines that changed, of the page as a whole, or that its original had gone on without it
("behind"). What the change is about is told by its
characters: links, figures, structure (headings, code, shortcodes, fields), text left as in the original;
all else is words.
"""

from __future__ import annotations

import argparse
import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import chdir
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from audit.cli.judging import configuration
from audit.decide.drift import between
from audit.git import GitError, git
from audit.group import plan
from audit.load import LoadError, load_bytes
from audit.model import Finding, Role, Run
from audit.run import check
from audit.settings import Settings
from audit.settings.roots import root_of

# A fix changes so many lines at most.
_LINES = 12
_NEAR = 1
# So many lines it may have more or fewer than before; a shorter page is there for a translation to come.
_SPARE, _STUB = 2, 12
_DATE = re.compile(r"(?:date|lastmod|updated)\w*:")
_WHOLE = frozenset(
    {"out-of-step", "untranslated-blocks", "wrong-language", "copy-of-sibling", "stale-translation"}
)
_LINK = re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]|https?://\S+|^\[[^\]]+\]:.*$", re.MULTILINE)
_STRUCTURE = re.compile(r"^#+|`[^`]*`|\{\{.*?\}\}|\{#.*?\}|^\w+:|^[-*+] |\*\*|[\[\]()<>|]", re.MULTILINE)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


_SAID = """
[[overrides]]
paths = ["/{}"]
lang = "en"
[[overrides]]
paths = ["/{}"]
lang = "{}"
role = "translation"
"""


class Fix(NamedTuple):
    """A commit, the translation that it mends, the language of that, and the page that it translates."""

    commit: str
    path: str
    lang: str
    original: str


class Change(NamedTuple):
    """The lines that a commit took away and put there, and the numbers of the former."""

    old: str
    new: str
    lines: frozenset[int]


def main(folder: Path, count: int, seed: int) -> None:
    os.chdir(folder)
    pairs = _pairs()
    fixes = list(_fixes(pairs))
    random.Random(seed).shuffle(fixes)
    told: Counter[tuple[str, bool]] = Counter()
    done = 0
    for fix in fixes:
        before, after, original = (
            _shown(f"{fix.commit}{at}:{path}")
            for at, path in (("^", fix.path), ("", fix.path), ("^", fix.original))
        )
        change = _change(before, after)
        if not original or not _mends(change, before):
            continue
        run = _judged(fix, before, original)
        hits = [one for one in run.findings if _about(run, one, change.lines)]
        drift = _drift(fix, original)
        kind = _kind(change, original)
        told[kind, bool(hits or drift)] += 1
        done += 1
        outcome = "found" if hits else "behind" if drift else "MISSED"
        print(f"\n{done}. {kind} {outcome} {fix.commit[:10]} {fix.path}")
        for sign, text in (("-", change.old), ("+", change.new)):
            print(f"   {sign} {' / '.join(text.splitlines())[:300]}")
        for one in hits[:3]:
            print(f"   {one.rule}: {one.message[:120]}")
        if done == count:
            break
    print()
    for kind in sorted({kind for kind, _ in told}):
        print(f"{kind}\tfound {told[kind, True]} of {told[kind, True] + told[kind, False]}")


def _mends(change: Change, before: str) -> bool:
    """Whether a commit changes some words of a page: it is no new translation, and no mere date."""
    old, new = (
        [line for line in text.splitlines() if line.strip() and not _DATE.match(line)]
        for text in (change.old, change.new)
    )
    return (
        0 < len(old) <= _LINES
        and abs(len(new) - len(old)) <= _SPARE
        and len(before.splitlines()) > _STUB
        and "untranslated" not in change.old
    )


def _drift(fix: Fix, original: str) -> bool:
    """Whether the original had changed since somebody worked on the translation before."""
    last = _git("log", "-1", "--format=%H", f"{fix.commit}^", "--", fix.path).strip()
    then = _shown(f"{last}:{fix.original}") if last else ""
    ending = Path(fix.original).suffix
    try:
        texts = [load_bytes(text.encode(), f"a{ending}", ending)[0].text for text in (then, original)]
    except LoadError:
        return False
    return between(texts[0], texts[1], last[:12], stated=False) is not None


def _pairs() -> Mapping[str, tuple[str, str]]:
    """For each translation its language and its original."""
    settings = configuration(Settings())
    found: dict[str, tuple[str, str]] = {}
    for story in plan(["."], lambda here: root_of(settings.of(here))).stories:
        sources = [one for one in story.versions if (one.told.role or one.otherwise.role) is Role.SOURCE]
        if len(sources) == 1:
            found |= {
                os.path.normpath(one.path): (one.told.lang or "", os.path.normpath(sources[0].path))
                for one in story.versions
                if one is not sources[0] and one.told.lang
            }
    return found


def _fixes(pairs: Mapping[str, tuple[str, str]]) -> Iterator[Fix]:
    """The commits that change translations and none of their originals: the first of the pages of each."""
    log = _git("log", "--no-merges", "--no-renames", "--diff-filter=M", "--name-only", "--format=%x00%H")
    for entry in log.split("\0")[1:]:
        commit, *names = entry.split()
        mended = [name for name in names if name in pairs]
        if len(mended) == 1 and pairs[mended[0]][1] not in names:
            yield Fix(commit, mended[0], *pairs[mended[0]])


def _change(before: str, after: str) -> Change:
    old, new = before.splitlines(), after.splitlines()
    gone: list[str] = []
    came: list[str] = []
    lines: set[int] = set()
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[a:b]
            came += new[c:d]
            lines |= set(range(a + 1, b + 1)) or {a, a + 1}
    return Change("\n".join(gone), "\n".join(came), frozenset(lines))


def _judged(fix: Fix, before: str, original: str) -> Run:
    """The page beside its original, at their places among the site's other files, of which only the names
    are there."""
    with TemporaryDirectory() as name:
        top = Path(name)
        for path in _git("ls-tree", "-r", "--name-only", "-z", f"{fix.commit}^").split("\0"):
            if path:
                (top / path).parent.mkdir(parents=True, exist_ok=True)
                (top / path).touch()
        (top / fix.path).write_text(before, encoding="utf-8")
        (top / fix.original).write_text(original, encoding="utf-8")
        git(top, "init", "-q")
        file = top / "audit.toml"
        file.write_text(_SAID.format(fix.original, fix.path, fix.lang), encoding="utf-8")
        settings = configuration(Settings(cache=False, decisions=False), config=file)
        originals = (str(top / fix.original),)
        # Both are found by their places below the folder of the configuration.
        with chdir(top):
            return check([str(top / fix.path)], originals=originals, settings_of=settings.of)


def _about(run: Run, finding: Finding, lines: frozenset[int]) -> bool:
    if finding.rule in _WHOLE:
        return True
    story = next(story for story in run.stories if story.id == finding.story)
    source = story.version(finding.span.document).source
    first, _ = source.line_column(finding.span.start)
    last, _ = source.line_column(max(finding.span.end - 1, finding.span.start))
    return any(first - _NEAR <= line <= last + _NEAR for line in lines)


def _kind(change: Change, original: str) -> str:
    """What a change is about, by what differs first in this order."""
    known = {line.strip() for line in original.splitlines() if len(line.split()) > 2}
    if any(line.strip() in known for line in change.old.splitlines()):
        return "untranslated"
    for kind, sign in (("links", _LINK), ("figures", _FIGURE), ("structure", _STRUCTURE)):
        if sorted(sign.findall(change.old)) != sorted(sign.findall(change.new)):
            return kind
    return "words"


def _shown(place: str) -> str:
    return _git("show", place)


def _git(*words: str) -> str:
    """What git says in the site, which is a stranger's; nothing where it does not know."""
    try:
        return git(Path(), *words).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except GitError:
        return ""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    main(given.folder, given.count, given.seed)
