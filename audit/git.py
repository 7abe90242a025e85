"""What does git know of these files?"""

from __future__ import annotations

import re
import subprocess
from contextlib import suppress
from pathlib import Path

# Seconds; git answers in tenths of one, unless a lock or a network file system holds it up.
_PATIENCE = 30
# How far back a file's former names are looked for.
_COMMITS = 2000


class GitError(ValueError):
    """Git did not answer: what it said."""


def git(folder: Path, *arguments: str) -> str:
    """What git prints when it is asked in `folder`. Raises GitError."""
    # No file name is quoted or taken for a pattern, and nothing of the user's settings changes the output.
    command = ["git", "--no-optional-locks", "--literal-pathspecs", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=_PATIENCE, check=False)
    except FileNotFoundError:
        raise GitError("there is no git here") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git did not answer: {error}") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise GitError(said[0] if said else f"git ended with {done.returncode}")
    return done.stdout.decode(errors="surrogateescape")


class Repositories:
    """The repositories in which folders lie; each folder is looked at once."""

    def __init__(self) -> None:
        self._known: dict[Path, Path | None] = {}

    def of(self, folder: Path) -> Path | None:
        """The nearest folder with a `.git`, from this one upwards; None where there is none."""
        passed = []
        for place in (folder, *folder.parents):
            if place in self._known:
                found = self._known[place]
                break
            passed.append(place)
            if (place / ".git").exists():
                found = place
                break
        else:
            found = None
        self._known.update(dict.fromkeys(passed, found))
        return found


def renames(folder: Path) -> dict[str, str]:
    """Where files below `folder` went: old path to the present one, both below `folder`; nothing without git.

    Read from the commits of late and from what is staged. Of several moves the whole way is followed.
    """
    options = ("--diff-filter=R", "--find-renames", "--name-status", "-z", "--relative")
    try:
        staged = git(folder, "diff", "HEAD", "--no-ext-diff", *options)
        past = git(folder, "log", f"--max-count={_COMMITS}", "--format=", *options)
    except GitError:
        return {}
    moves: dict[str, str] = {}
    for old, new in (*_pairs(staged), *_pairs(past)):  # latest first
        moves.setdefault(old, moves.get(new, new))
    return moves


def _pairs(listing: str) -> list[tuple[str, str]]:
    """R100 NUL old NUL new NUL ... as pairs."""
    fields = [field.strip("\n") for field in listing.split("\0") if field.strip("\n")]
    return [(fields[at + 1], fields[at + 2]) for at in range(0, len(fields) - 2, 3)]


# Lines from..to, both counted from 1; None where every line is new.
Lines = tuple[tuple[int, int], ...] | None

_HUNK = re.compile(r"@@ -\d+(?:,(?P<old>\d+))? \+(?P<start>\d+)(?:,(?P<new>\d+))? @@")


def top(path: Path) -> Path | None:
    """The top folder of the repository that holds `path`; None outside of one."""
    return Repositories().of(path.absolute().parent)


def changes(folder: Path, revision: str) -> dict[str, Lines]:
    """The files below `folder` (the top of a repository) that differ from where this branch left `revision`,
    each with its new and changed lines; files that git does not know yet are new. Raises GitError."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        commit = git(folder, *asked).strip()
    except GitError:
        raise GitError(f"git knows no revision {revision!r}") from None
    with suppress(GitError):  # without a common past, all that differs from the revision itself
        commit = git(folder, "merge-base", commit, "HEAD").strip()
    options = ("--no-ext-diff", "--no-color", "--no-textconv", "--find-renames", "--unified=0", "--no-prefix")
    found = _changed_lines(git(folder, "diff", *options, commit, "--"))
    unknown = git(folder, "ls-files", "--others", "--exclude-standard", "-z")
    return found | dict.fromkeys(filter(None, unknown.split("\0")))


def _changed_lines(diff: str) -> dict[str, Lines]:
    """The lines that a diff without context adds, by file. What stands in a hunk is passed over by its
    length, as a text may hold lines that look like a diff's own."""
    found: dict[str, list[tuple[int, int]]] = {}
    ranges: list[tuple[int, int]] = []
    lines = diff.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("+++ "):
            ranges = found.setdefault(_unquoted(line[4:]), [])
        elif hunk := _HUNK.match(line):
            old, new = (int(hunk[side] or 1) for side in ("old", "new"))
            start = int(hunk["start"])
            # Where lines only went, the two beside the gap changed their neighbour.
            ranges.append((start, start + new - 1) if new else (start, start + 1))
            passed = 0
            while passed < old + new and at < len(lines):
                passed += not lines[at].startswith("\\")
                at += 1
    return {name: tuple(ranges) for name, ranges in found.items()}


def _unquoted(name: str) -> str:
    """A name as git writes it: a tab behind one with spaces, quotes around one with odd characters."""
    name = name.rstrip("\t")
    if not (name.startswith('"') and name.endswith('"')):
        return name
    escaped = name[1:-1].encode(errors="surrogateescape").decode("latin-1")
    return (
        escaped.encode("latin-1").decode("unicode_escape").encode("latin-1").decode(errors="surrogateescape")
    )
