"""The review as a person starts it: the real program in a real terminal, which tmux is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.model import Status
from tests.review_story import judged, rules_in, story_in, workbench_of

pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed: apt-get install tmux"),
]

_PATIENCE = 60.0


class Terminal:
    """A terminal of a tmux server of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self._tmux = ["tmux", "-L", f"audit-{os.getpid()}-{name}", "-f", "/dev/null"]
        self._folder = folder

    def start(self, size: tuple[int, int], *command: str, **environment: str) -> None:
        said = " ".join(f"{key}={value}" for key, value in environment.items())
        words = " ".join(f"'{word}'" for word in command)
        self.tmux(
            "new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "-c", str(self._folder),
            f"env -u COLUMNS -u LINES {said} {words}; echo; echo left with $?; sleep 600",
        )  # fmt: skip

    def tmux(self, *words: str) -> str:
        done = subprocess.run([*self._tmux, *words], capture_output=True, text=True, check=False)
        return done.stdout

    def type(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def wait(self, *words: str, above: tuple[str, str] = ("", "")) -> str:
        """The screen once it shows all of `words`, and the first of two above the second."""
        until = time.monotonic() + _PATIENCE
        while True:
            screen = self.tmux("capture-pane", "-p")
            if all(word in screen for word in words) and above[0] in screen.partition(above[1] or "\n")[0]:
                return screen
            assert time.monotonic() < until, f"{words} not seen in:\n{screen}"
            time.sleep(0.1)

    def close(self) -> None:
        self.tmux("kill-server")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return story_in(tmp_path / "bridge")


@pytest.fixture
def command(tmp_path: Path, folder: Path) -> tuple[str, ...]:
    rules = rules_in(tmp_path / "rules")
    selected = ("--select", "wrong-bridge,loud-word,wrong-office,figure-alone")
    return (
        sys.executable,
        "-m",
        "audit",
        "review",
        str(folder),
        "--rules",
        str(rules),
        *selected,
        "--by",
        "ana",
    )


@pytest.fixture
def terminal(tmp_path: Path, root: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    made = Terminal(root, str(abs(hash(request.node.name))))
    yield made
    made.close()


@pytest.mark.parametrize("kind", ["xterm-256color", "xterm", "screen"])
def test_a_review_from_start_to_end(
    terminal: Terminal, command: tuple[str, ...], tmp_path: Path, folder: Path, kind: str
) -> None:
    terminal.start((80, 24), *command, TERM=kind)
    screen = terminal.wait("wrong-bridge", "0 of 6 decided", "n next")
    assert "▲brigde" in screen
    assert "◆mayoress" in screen
    terminal.type("a")
    terminal.wait("1 of 6 decided", "1 fix to write", "wrong-office")
    terminal.type("k")
    terminal.wait("Keep it as it is")
    terminal.type("so she asked", "Enter")
    terminal.wait("2 of 6 decided")
    terminal.type("w")
    terminal.wait("Write these changes?")
    terminal.type("w")
    terminal.wait("1 fix written")
    assert (folder / "draft.en.txt").read_text().startswith("The bridge over")
    terminal.type("q")
    terminal.wait("1 of 5 findings decided", "left with 0")
    assert judged(workbench_of(tmp_path, folder))[1].decided == 1


def test_a_terminal_that_is_closed_loses_no_decision(
    terminal: Terminal, command: tuple[str, ...], tmp_path: Path, folder: Path
) -> None:
    terminal.start((140, 40), *command, TERM="xterm-256color")
    terminal.wait("wrong-bridge", "0 of 6 decided")
    terminal.type("d")
    terminal.wait("1 of 6 decided")
    terminal.type("a")  # no fix there
    terminal.type("c")
    terminal.wait("2 of 6 decided")
    terminal.close()
    session = judged(workbench_of(tmp_path, folder))[1]
    found = [session.mark(key).status for key in session.findings]
    assert found[:3] == [Status.FALSE_ALARM, Status.REAL, Status.NEW]


def test_a_simple_terminal_gets_prompts(terminal: Terminal, command: tuple[str, ...]) -> None:
    terminal.start((100, 50), *command, TERM="dumb")
    terminal.wait("What to do (? for help):")
    terminal.type("d", "Enter")
    terminal.wait("dismissed as a false alarm")
    terminal.type("q", "Enter")
    terminal.wait("1 of 6 findings decided", "left with 0")


def test_a_terminal_that_changes_its_size_is_filled_anew(
    terminal: Terminal, command: tuple[str, ...]
) -> None:
    terminal.start((140, 40), *command, TERM="xterm-256color")
    terminal.wait("1 courier", "2 morning", "per 1,000 words")
    terminal.tmux("resize-window", "-x", "80", "-y", "24")
    screen = terminal.wait("wrong-bridge", "n next")
    assert max(map(len, screen.splitlines())) <= 80
    terminal.wait("▲brigde")


def test_two_reviewers_see_each_others_decisions_also_those_of_the_same_moment(
    root: Path, command: tuple[str, ...]
) -> None:
    ana, bo = (Terminal(root, f"{os.getpid()}-{name}") for name in ("ana", "bo"))
    try:
        ana.start((140, 40), *command, TERM="xterm-256color")
        bo.start((80, 24), *command[:-1], "bo", TERM="xterm-256color")
        for one in (ana, bo):
            one.wait("wrong-bridge", "0 of 6 decided")
        ana.type("d")
        bo.wait("1 of 6 decided")
        bo.type("Tab")
        bo.wait("wrong-office")
        bo.type("c")
        ana.wait("2 of 6 decided")
        # Each on another finding, at once.
        ana.type("Tab")
        ana.wait("loud-word")
        bo.type("BTab")
        bo.wait("loud-word  6 of 6")
        ana.type("d")
        bo.type("c")
        for one in (ana, bo):
            one.wait("4 of 6 decided")
    finally:
        ana.close()
        bo.close()


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_the_queue_has_the_worst_first_with_its_reason_and_a_word_is_made_right(
    terminal: Terminal, command: tuple[str, ...], folder: Path, size: tuple[int, int]
) -> None:
    mild = folder.parent / "aside"
    mild.mkdir()
    (mild / "draft.en.txt").write_text("They utilised steel on Monday, he said.\n", encoding="utf-8")
    terminal.start(size, *command[:4], str(folder.parent), *command[5:], TERM="xterm-256color")
    terminal.wait("lifts", "2 stories  0 of 7", "tab next undecided", "? help", above=("bridge", "aside"))
    terminal.wait("0 of 7 findings decided")
    terminal.type("Up", "Enter")
    terminal.wait("wrong-bridge")
    terminal.type("N")
    terminal.wait("always right here", "2 of 6 decided")
    (names,) = folder.parent.rglob("names.txt")
    assert names.read_text(encoding="utf-8").endswith("\nbrigde\n")
    terminal.type("u")
    terminal.wait("0 of 6 decided")
    assert not names.read_text(encoding="utf-8").endswith("\nbrigde\n")
