"""Is anything lost or left where many processes keep decisions and stamps at once, or are killed?

python -m tools.stress                100 rounds of 8 processes on one project, then 200 kills (POSIX)
python -m tools.stress ROUNDS KILLS   as many
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

from audit import check
from audit.cli import app
from audit.decide.files import DecisionError, load, update
from audit.decide.places import FOLDER, Roots
from audit.model import Decision, Status
from audit.settings import Settings
from audit.settings.configuration import Configuration

_PROCESSES = 8
# Few, so that most of a killed process's time goes into keeping.
_STORIES = 2
_SHARED = "shared.en.md"
_NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gro", "Hal", "Ida", "Jan", "Kai", "Lea")
_CONFIG = '[stories]\npattern = "{story}.{lang}.md"\nsource-lang = "en"\n'
_GONE = Decision("0123456789" * 2, Status.REAL, "doubled-word")


class Losses(NamedTuple):
    """What is gone though a process said it was kept, decisions and stamps; and files that nobody needs."""

    decisions: int = 0
    stamps: int = 0
    left: int = 0

    def and_(self, other: Losses) -> Losses:
        return Losses(*(one + two for one, two in zip(self, other, strict=True)))


def project(folder: Path, processes: int) -> None:
    """An article with a fault for each process, and for each a story with its original."""
    faults = (f"On Monday {name} spoke of {name.lower()} {name.lower()}.\n\n" for name in _NAMES[:processes])
    (folder / "audit.toml").write_text(_CONFIG, encoding="utf-8")
    (folder / _SHARED).write_text("# Spoken\n\n" + "".join(faults), encoding="utf-8")
    for number in range(processes):
        for lang, text in (("en", "They saw the the bridge."), ("fr", "Le pont est ouvert.")):
            path = folder / f"s{number}.{lang}.md"
            path.write_text(f"# Story {number}\n\n{text}\n", encoding="utf-8")


def rounds(folder: Path, times: int, processes: int = _PROCESSES) -> Losses:
    """What is lost where in each round every process decides on its own fault in one article and stamps its
    own story, while the first prunes."""
    project(folder, processes)
    losses = Losses()
    with chdir(folder):
        prints = _fingerprints(processes)
        path = Roots().file_of(_SHARED)
        for number in range(times):
            update(path, lambda old: [_GONE])
            (folder / FOLDER / "stamps").unlink(missing_ok=True)
            children = [_fork(_work(at, prints[at], f"by-{number}-{at}")) for at in range(processes)]
            told = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 for child in children]
            assert all(told), "every process says that it kept what it was to keep"
            decided = {one.by for one in load(path).decisions}
            stamps = (folder / FOLDER / "stamps").read_text(encoding="utf-8").split("\n")
            losses = losses.and_(
                Losses(
                    sum(f"by-{number}-{at}" not in decided for at in range(processes)),
                    sum(
                        not any(line.startswith(f"s{at}.fr.md\t") for line in stamps)
                        for at in range(processes)
                    ),
                    len(leavings(folder)),
                )
            )
    return losses


def _fingerprints(processes: int) -> list[str]:
    base = Settings(select=("doubled-word",), cache=False)
    found = check([_SHARED], base, settings_of=Configuration({}, base=base).of).findings
    assert len(found) == processes, "a fault for each"
    return [one.fingerprint for one in found]


def _work(at: int, fingerprint: str, by: str) -> list[list[str]]:
    prune = [["prune", "."]] if at == 0 else []
    decide = ["decide", "accepted", _SHARED, "--finding", fingerprint, "--by", by]
    return [decide, *prune, ["stamp", f"s{at}.en.md", f"s{at}.fr.md"]]


def kills(folder: Path, times: int) -> Losses:
    """What is lost where a process that changes all there is is killed at any moment, and what is left behind
    once the next one has ended."""
    project(folder, _STORIES)
    chance = random.Random(7)
    losses = Losses()
    work = [
        ["baseline", "."],
        ["stamp", "."],
        ["decide", "none", "s1.en.md", "--rule", "doubled-word"],
        ["prune", "."],
    ]
    with chdir(folder):
        sure = Roots().file_of(_SHARED)
        said = Decision(_fingerprints(_STORIES)[0], Status.REAL, "doubled-word", "said before", "Jo")
        start = time.monotonic()
        _wait(_fork(work))
        longest = time.monotonic() - start
        for number in range(times):
            update(sure, lambda old: [said])
            (folder / FOLDER / "stamps").write_text("x.fr.md\tx0123456789abcdef\n", encoding="utf-8")
            for path in (folder / FOLDER).glob("s[0-9]*.decisions"):
                path.unlink()
            if number % 2:
                update(sure, lambda old: [said, _GONE])
            child = _fork(work)
            time.sleep(chance.random() * longest)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            losses = losses.and_(Losses(_missing(sure, said), _unstamped(folder)))
            _wait(_fork([["prune", "."]]))
            losses = losses.and_(Losses(_missing(sure, said), _unstamped(folder), len(leavings(folder))))
    return losses


def _missing(path: Path, said: Decision) -> int:
    """Whether a decision is gone, or any file of decisions is no such file."""
    try:
        for file in path.parent.rglob("*.decisions"):
            load(file)
        return int(said not in load(path).decisions)
    except DecisionError:
        return 1


def _unstamped(folder: Path) -> int:
    return int("x.fr.md\tx0123456789abcdef" not in (folder / FOLDER / "stamps").read_text(encoding="utf-8"))


def leavings(folder: Path) -> list[Path]:
    """Files that no run needs: temporary ones."""
    return [path for path in folder.rglob("*") if path.name.endswith(".tmp")]


def _fork(commands: list[list[str]]) -> int:
    """A process that runs commands of audit one after the other; its number. It ends with 1 where one did not
    do what it was asked."""
    child = os.fork()
    if child:
        return child
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stderr = nowhere
        ended = [_ended(words) for words in commands]
    os._exit(int(any(ended)))


def _ended(words: list[str]) -> int:
    """The exit code of a command, 1 for one that failed in any way."""
    try:
        app(words)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    except Exception:
        return 1
    return 0


def _wait(child: int) -> None:
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main(times: int = 100, killed: int = 200) -> None:
    """Print what was lost."""
    print("| | decisions lost | stamps lost | files left |\n| --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        _print(f"{times} rounds of {_PROCESSES} processes", rounds(Path(folder).resolve(), times))
    with tempfile.TemporaryDirectory() as folder:
        _print(f"{killed} kills", kills(Path(folder).resolve(), killed))


def _print(name: str, lost: Losses) -> None:
    print(f"| {name} | {lost.decisions} | {lost.stamps} | {lost.left} |", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
