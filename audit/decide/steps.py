"""How is a step taken on decisions, so that it can be taken back?

A step is what one command does. Of each `.audit` that it touches its changes are put down before they are
made, under the same lock, as the lines that go and those that come. To take it back is to undo each line
that is still as the step left it: what others decided since stays.
"""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from audit.decide import kept
from audit.decide.files import DecisionError, Held, lines_of, load, parse_all, write
from audit.decide.places import FOLDER, Roots, root_of

_STEPS = "steps"
_ENDING = ".json"
# So many can be taken back.
_KEPT = 20
# Folders that may hold very many others and no text.
_PASSED = frozenset((".git", "node_modules", ".venv"))


class Change(NamedTuple):
    """What becomes of a file of decisions: `make` gets what it holds now, and what those of an article's
    former names hold, in their order, which then go."""

    path: Path
    make: Callable[[Held, tuple[Held, ...]], Held]
    former: tuple[Path, ...] = ()


class Undone(NamedTuple):
    """What was taken back: the command's name, and how many decisions in how many files."""

    said: str
    decisions: int
    files: int


def take(said: str, changes: Iterable[Change]) -> None:
    """Make the changes, as a step of the command `said`. Raises DecisionError for those that could not be
    made, when all the others are."""
    name = f"{time.time_ns():020d}-{os.getpid()}"  # later ones sort later
    failed: list[DecisionError] = []
    by_root: dict[Path, list[Change]] = defaultdict(list)
    for change in changes:
        by_root[root_of(change.path)].append(change)
    moved = _of_roots(by_root, name, said, failed)
    _of_roots(moved, name, said, failed)
    if failed:
        more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
        raise DecisionError(failed[0].place, failed[0].reason + more)


def _of_roots(
    by_root: Mapping[Path, Iterable[Change]], name: str, said: str, failed: list[DecisionError]
) -> dict[Path, list[Change]]:
    """Make changes root by root, and return those that are left: what was taken from other roots goes."""
    left: dict[Path, list[Change]] = defaultdict(list)
    for root, changes in sorted(by_root.items()):
        puts: dict[Path, tuple[Held, Held]] = {}
        try:
            with kept.locked(root):
                for change in changes:
                    try:
                        there = load(change.path)
                        former = {old: load(old) for old in change.former}
                        puts[change.path] = there, change.make(there, tuple(former.values()))
                    except DecisionError as error:
                        failed.append(error)
                        continue
                    for old, held in former.items():
                        if root_of(old) == root:
                            puts[old] = held, Held()
                        else:
                            left[root_of(old)].append(Change(old, partial(_without, held)))
                failed += _put(root, name, said, puts)
        except OSError as error:
            failed.append(_unwritten(root, error))
    return left


def _without(seen: Held, there: Held, _: tuple[Held, ...]) -> Held:
    """Nothing, unless somebody changed it since it was seen."""
    return Held() if there == seen else there


def _put(root: Path, name: str, said: str, puts: Mapping[Path, tuple[Held, Held]]) -> list[DecisionError]:
    failed = []
    changed = {path: pair for path, pair in puts.items() if lines_of(pair[0]) != lines_of(pair[1])}
    if changed:
        _put_down(root, name, said, changed)
    for path, (_, after) in changed.items():
        try:
            write(path, after)
        except DecisionError as error:
            failed.append(error)
    return failed


def _put_down(root: Path, name: str, said: str, puts: Mapping[Path, tuple[Held, Held]]) -> None:
    files = {}
    for path, (before, after) in puts.items():
        old, new = lines_of(before), lines_of(after)
        gone, come = set(old), set(new)
        files[path.relative_to(root / FOLDER).as_posix()] = {
            "removed": [line for line in old if line not in come],
            "added": [line for line in new if line not in gone],
        }
    text = json.dumps({"said": said, "files": files}, ensure_ascii=True, indent=1)
    folder = kept.local(root) / _STEPS
    kept.write(folder / f"{name}{_ENDING}", text.encode())
    for old_step in sorted(_steps(root))[:-_KEPT]:
        kept.remove(folder / f"{old_step}{_ENDING}")


def undo(paths: Iterable[str]) -> Undone | None:
    """Take back the last step that is kept in an `.audit` below `paths`, or above them in their project; None
    where none is. Raises DecisionError."""
    by_name: dict[str, list[Path]] = defaultdict(list)
    for root in sorted(_roots(paths)):
        for name in _steps(root):
            by_name[name].append(root)
    if not by_name:
        return None
    last = max(by_name)
    done: list[Undone] = []
    failed: list[DecisionError] = []
    for root in by_name[last]:
        try:
            with kept.locked(root):
                done.append(_undo(root, kept.local(root) / _STEPS / f"{last}{_ENDING}"))
        except OSError as error:
            failed.append(_unwritten(root, error))
        except DecisionError as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return Undone(done[0].said, sum(one.decisions for one in done), sum(one.files for one in done))


def _undo(root: Path, step: Path) -> Undone:
    said, files = _read_step(step)
    count = changed = 0
    for name, (removed, added) in files.items():
        path = root / FOLDER / name
        there = load(path)
        now = {decision.fingerprint: decision for decision in there.decisions}
        before, after = (parse_all("".join(lines), str(step)) for lines in (removed, added))
        undone = 0
        for decision in after.decisions:
            if now.get(decision.fingerprint) == decision:
                del now[decision.fingerprint]
                undone += 1
        for decision in before.decisions:
            if decision.fingerprint not in now:
                now[decision.fingerprint] = decision
                undone += decision.fingerprint not in {one.fingerprint for one in after.decisions}
        about = there.about if there.decisions else before.about
        if undone or now:
            write(path, Held(tuple(now.values()), about))
        count += undone
        changed += bool(undone)
    kept.remove(step)
    return Undone(said, count, changed)


def _read_step(path: Path) -> tuple[str, dict[str, tuple[list[str], list[str]]]]:
    """What a step did. Raises DecisionError for what no step put down: it may lead nowhere else."""
    broken = DecisionError(str(path), "this is no step that was put down here: remove the file")
    try:
        found = json.loads(kept.read(path))
        files = {
            str(name): ([str(line) for line in one["removed"]], [str(line) for line in one["added"]])
            for name, one in found["files"].items()
        }
        said = str(found["said"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise broken from None
    for name in files:
        if Path(name).is_absolute() or ".." in name.split("/") or not name.endswith(".decisions"):
            raise broken
    return said, files


def _steps(root: Path) -> list[str]:
    try:
        names = [one.name for one in (root / FOLDER / kept.LOCAL / _STEPS).iterdir()]
    except OSError:
        return []
    return [name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)]


def _roots(paths: Iterable[str]) -> Iterator[Path]:
    """The folders with an `.audit` that is about what lies at these paths."""
    seen: set[Path] = set()
    roots = Roots()
    for path in paths:
        at = Path(path)
        seen.add(Path(roots.of(str(at / "article" if at.is_dir() else at))))
        for folder, names, _ in os.walk(Path.cwd() / at):
            if FOLDER in names:
                seen.add(Path(folder))
            names[:] = [name for name in names if name not in _PASSED and name != FOLDER]
    yield from seen


def _unwritten(root: Path, error: OSError) -> DecisionError:
    return DecisionError(str(root / FOLDER), f"decisions cannot be written: {kept.reason_of(error)}")
