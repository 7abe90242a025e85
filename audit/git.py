"""What does git know of these files?"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from audit import files

# Seconds; git answers in tenths of one, unless a lock or a network file system holds it up.
_PATIENCE = 30
# How far back a file's former names are looked for.
_COMMITS = 2000


class GitError(ValueError):
    """Git did not answer: what it said."""


def git(folder: Path, *arguments: str) -> str:
    """What git prints when it is asked in `folder`. Raises GitError.

    Nothing that a repository's own configuration names is run: no hook, no monitor of files, no filter, no
    converter, no pager, no helper; and nothing is fetched, wherever it is missing.
    """
    # No file name is quoted or taken for a pattern, and nothing of the user's settings changes the output.
    return _asked(folder, [*_GIT, *arguments], _neutral(folder)).decode(errors="surrogateescape")


_GIT = ("git", "--no-pager", "--no-optional-locks", "--literal-pathspecs")


def _asked(folder: Path, command: list[str], environment: Mapping[str, str], given: bytes = b"") -> bytes:
    _look(folder)
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except FileNotFoundError:
        raise GitError("there is no git here") from None
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise GitError(f"git did not answer: {error}") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise GitError(said[0] if said else f"git ended with {done.returncode}")
    return done.stdout


def _look(folder: Path) -> None:
    """Note, for who watches, the files whose change tells that git may answer otherwise: what lies at the top
    of a `.git`, and its references. Where that is kept elsewhere nobody knows."""
    own = next((top / ".git" for top in (folder, *folder.parents) if files.is_there(top / ".git")), folder)
    if not files.is_folder(own / "refs"):
        files.look(files.UNKNOWN)
        return
    for below, _, names in os.walk(own / "refs"):
        files.look(below)
        for name in names:
            files.look(Path(below, name))
    for entry in files.entries(own):
        files.look(entry.path)


# What a configuration may name programs or places by, made to name none. Programs of a repository's own
# names (filter.X.clean) are asked for and overruled one by one.
_SETTINGS = {
    "core.quotePath": "false",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.sshCommand": "false",
    "core.gitProxy": "",
    "core.askPass": "",
    "credential.helper": "",
    "diff.external": "",
    "diff.ignoreSubmodules": "all",
    "diff.renameLimit": "2000",
    "log.showSignature": "false",
    "gpg.program": "false",
    "protocol.allow": "never",
    "status.submoduleSummary": "false",
    "submodule.recurse": "false",
}
_VARIABLES = {
    "GIT_NO_LAZY_FETCH": "1",  # from git 2.44 on; before it no protocol being allowed does the same
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "",
}
_PROGRAMS = re.compile(r"filter\..*\.(?:clean|smudge|process|required)", re.DOTALL)


def _neutral(folder: Path) -> Mapping[str, str]:
    """The environment in which git runs nothing and fetches nothing."""
    environment = _configured(_SETTINGS)
    said = _asked(folder, ["git", "config", "--list", "--name-only", "-z"], environment)
    listed = said.decode(errors="surrogateescape")
    named = {key for key in listed.split("\0") if _PROGRAMS.fullmatch(key)}
    filters = {key: "false" if key.endswith(".required") else "" for key in sorted(named)}
    return _configured(_SETTINGS | filters)


def _configured(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment with settings that count more than any file's, and than those that stand in it already.
    By variables, since a name with an equals sign in it could not be given as an option."""
    said = os.environ.get("GIT_CONFIG_COUNT", "")
    before = int(said) if said.isdecimal() else 0
    given = {"GIT_CONFIG_COUNT": str(before + len(settings))}
    for number, (key, value) in enumerate(settings.items(), before):
        given |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return {**os.environ, **_VARIABLES, **given}


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
            if files.is_there(place / ".git"):
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
    options = (
        "--no-ext-diff",
        "--no-textconv",
        "--ignore-submodules=all",
        "--diff-filter=R",
        "--find-renames",
        "--name-status",
        "-z",
        "--relative",
    )
    try:
        staged = git(folder, "diff", "--cached", "HEAD", *options)
        past = git(folder, "log", f"--max-count={_COMMITS}", "--format=", *options)
    except GitError:
        return {}
    moves: dict[str, str] = {}
    for old, new in (*_pairs(staged), *_pairs(past)):  # latest first
        moves.setdefault(old, moves.get(new, new))
    return moves


def last_commits(top: Path) -> dict[str, str]:
    """For each file below the top of a repository the commit that changed it last, "" where what lies there
    is changed and not committed; nothing of files that no commit of late changed, and nothing without git."""
    own = ("--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
    listing = ("--name-only", "-z", *own)
    try:
        at_work = git(top, "diff", *listing, "HEAD")
        past = git(top, "log", f"--max-count={_COMMITS}", "--format=%x01%H", *listing)
    except GitError:
        return {}
    found = dict.fromkeys(filter(None, at_work.split("\0")), "")
    for commit in past.split("\x01")[1:]:
        name, *paths = (one.strip("\n") for one in commit.split("\0"))
        for path in filter(None, paths):
            found.setdefault(path, name)
    return found


def last_commit(path: Path) -> str:
    """The commit that changed a file last; "" where no commit has it as it lies there."""
    try:
        if git(path.parent, "status", "--porcelain", "--ignore-submodules=all", "--", path.name):
            return ""
        return git(path.parent, "log", "--max-count=1", "--format=%H", "--", path.name).strip()
    except GitError:
        return ""


def as_of(top: Path, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
    """What files of a repository held at commits, by commit and path; nothing of those that git has not."""
    asked = [(commit, path) for commit, path in wanted if _COMMIT.fullmatch(commit) and "\n" not in path]
    lines = "".join(f"{commit}:{path}\n" for commit, path in asked).encode(errors="surrogateescape")
    try:
        said = _asked(top, [*_GIT, "cat-file", "--batch"], _neutral(top), lines) if asked else b""
    except GitError:
        return {}
    found, at = {}, 0
    for key in asked:
        end = said.find(b"\n", at)
        head = said[at:end] if end >= 0 else b""
        at += len(head) + 1
        size = _BLOB.search(head)
        if size:
            found[key] = said[at : at + int(size[1])]
            at += int(size[1]) + 1
        elif other := _OBJECT.search(head):
            at += int(other[1]) + 1
    return found


_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_BLOB = re.compile(rb"^[0-9a-f]+ blob (\d+)$")
_OBJECT = re.compile(rb"^[0-9a-f]+ \w+ (\d+)$")


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
    options = (
        "--no-ext-diff",
        "--no-color",
        "--no-textconv",
        "--find-renames",
        "--unified=0",
        "--no-prefix",
        "--ignore-submodules=all",
    )
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
