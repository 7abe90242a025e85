"""What does git know of these files?"""

from __future__ import annotations

import subprocess
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
