"""The review in lines and prompts: the same as on the screen, for screen readers and simple terminals."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.model import Status
from audit.review.keys import GROUPS
from audit.review.plain import Conversation
from audit.review.workbench import Workbench
from tests.review_story import DRAFT, judged, rules_in, story_in, workbench_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return story_in(tmp_path / "bridge")


@pytest.fixture
def workbench(tmp_path: Path, folder: Path) -> Workbench:
    return workbench_of(tmp_path, folder)


def talk(workbench: Workbench, *lines: str) -> list[str]:
    """What is said when a person types `lines`, each answer on its own."""
    said: list[str] = []
    typed: Iterator[str] = iter(lines)

    def ask(prompt: str) -> str | None:
        said.append(f"? {prompt}")
        return next(typed, None)

    Conversation(workbench, ask, said.append).run()
    assert next(typed, None) is None, said
    return said


def statuses(workbench: Workbench) -> list[str]:
    session = workbench.session(next(iter(workbench.entries)))
    marks = [session.mark(key) for key in session.findings]
    return [
        "fix" if mark.fix is not None else "skipped" if mark.skipped else mark.status.value for mark in marks
    ]


def test_the_first_finding_is_told_in_full(workbench: Workbench) -> None:
    said = talk(workbench)
    for line in (
        "Finding 1 of 6: major, wrong-bridge, 90% sure",
        "In draft, line 1, column 5: “brigde” is a slip for “bridge”",
        "Text: The ‹brigde› over the harbour of Osterby opens on Monday, the mayoress said.",
        "Fix: brigde → bridge",
        "Why: A slip in the first sentence costs more trust than ten in the last.",
        "State: undecided",
    ):
        assert line in said


def test_evidence_is_told_with_the_siblings_words(workbench: Workbench) -> None:
    said = talk(workbench, "f figure-alone")
    assert "Evidence: 2 of 2 siblings write “140”" in said
    assert any(line.startswith("morning: Workers used ‹140› tonnes") for line in said)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["a"], ["fix", *["new"] * 5]),
        (["accept"], ["fix", *["new"] * 5]),
        (["e the bridge"], ["fix", *["new"] * 5]),
        (["e", "the bridge"], ["fix", *["new"] * 5]),
        (["c"], ["real", *["new"] * 5]),
        (["d"], ["false-alarm", *["new"] * 5]),
        (["false-alarm not so"], ["false-alarm", *["new"] * 5]),
        (["D"], ["false-alarm", "new", "new", "new", "false-alarm", "new"]),
        (["k house style"], ["accepted", *["new"] * 5]),
        (["k", "house style"], ["accepted", *["new"] * 5]),
        (["k", " "], ["new"] * 6),
        ([" "], ["skipped", *["new"] * 5]),
        (["d", "p", "x"], ["new"] * 6),
        (["a", "d", "u"], ["fix", *["new"] * 5]),
        (["a", "d", "u", "u", "U"], ["fix", *["new"] * 5]),
        (["n", "a"], ["new"] * 6),
        (["nonsense"], ["new"] * 6),
    ],
)
def test_what_is_typed_decides(workbench: Workbench, lines: list[str], expected: list[str]) -> None:
    talk(workbench, *lines, "q")
    assert statuses(workbench) == expected


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["n"], "Finding 2 of 6: critical, wrong-office, 80% sure"),
        (["p"], "Finding 6 of 6: minor, loud-word, 80% sure"),
        ([""], "Finding 2 of 6: critical, wrong-office, 80% sure"),
        (["previous-open"], "Finding 6 of 6: minor, loud-word, 80% sure"),
        (["s"], "Finding 4 of 6: major, figure-alone, 94% sure"),
        (["S"], "Finding 5 of 6: major, wrong-bridge, 90% sure"),
        (["r"], "Finding 5 of 6: major, wrong-bridge, 90% sure"),
        (["R"], "Finding 5 of 6: major, wrong-bridge, 90% sure"),
        (["]"], "morning: no finding in this version"),
        (["["], "courier: no finding in this version"),
        (["/harbour"], "1 place in draft"),
        (["/", "nowhere ("], "0 places in draft"),
        (["/harbour", "."], "1 place in draft"),
        (["f minor"], "only minor: 2"),
        (["1"], "courier: On Monday the ‹bridge› over the harbour of Osterby opens, the mayor said."),
        (["o"], "morning: The ‹bridge› over the harbour of Osterby opens on Monday, the mayor said."),
        (["n", "b"], "Finding 2 of 6: critical, wrong-office, 80% sure"),
        (["i"], "The ‹brigde› opens."),
        (["?"], "  a or accept: Accept the fix; it goes into the file with w"),
        (["nonsense"], "not understood: nonsense; ? lists what there is"),
        (["w"], "no accepted fix waits to be written"),
        (["9"], "there are 2 siblings"),
    ],
)
def test_what_is_typed_walks_and_looks(workbench: Workbench, lines: list[str], told: str) -> None:
    said = talk(workbench, *lines, "q")
    assert any(told.strip() in line for line in said), said


def test_writing_shows_the_difference_and_asks(workbench: Workbench, folder: Path) -> None:
    path = folder / "draft.en.txt"
    said = talk(workbench, "a", "w", "no")
    assert "+ The bridge over the harbour of Osterby opens on Monday, the mayoress said." in said
    assert path.read_text() == DRAFT
    talk(workbench, "w", "yes", "q")
    assert path.read_text() == DRAFT.replace("The brigde over", "The bridge over")


def test_everything_the_table_of_keys_promises_for_prompts_is_there() -> None:
    for group in GROUPS:
        for key in group.keys:
            assert not key.plain or callable(getattr(Conversation, f"do_{key.action}"))


def test_stories_are_chosen_by_number(tmp_path: Path) -> None:
    for name in ("bridge", "ferry"):
        story_in(tmp_path / "stories" / name)
    workbench = workbench_of(tmp_path, tmp_path / "stories")
    said = talk(workbench, "2", "d", "l", "nine", "l", "", "q")
    assert any(line.startswith("2: ") and line.endswith("ferry, not read yet") for line in said)
    assert any("ferry, 1 of 6 decided, left: " in line for line in said)
    assert "no story has this number: nine" in said
    assert said[-1].startswith("?")


def test_others_are_told_of_before_the_next_step(workbench: Workbench, tmp_path: Path, folder: Path) -> None:
    bo = workbench_of(tmp_path, folder, by="bo")
    story, session = judged(bo)

    said: list[str] = []
    lines = iter(["n", "q"])

    def ask(prompt: str) -> str | None:
        if len(said) < 20 and not any("bo decided" in line for line in said):
            from audit.review import session as steps

            bo.act(story, steps.dismiss(session, next(iter(session.findings)), "bo"))
        return next(lines, None)

    Conversation(workbench, ask, said.append).run()
    assert "another reviewer is at work here: bo decided: false-alarm" in said


def run(folder: Path, rules: Path, *options: str, typed: str = "q\n", **environment: str) -> str:
    command = [
        sys.executable,
        "-m",
        "audit",
        "review",
        str(folder),
        "--rules",
        str(rules),
        "--by",
        "ana",
        *options,
    ]
    done = subprocess.run(
        command, input=typed, capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )
    return done.stdout


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_without_a_terminal_the_review_is_one_of_prompts(
    folder: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    said = run(folder, rules_in(tmp_path / "rules"), *options, typed="d\n")
    assert "What to do (? for help): " in said
    assert "\x1b" not in said
    assert said.endswith(" findings decided\n")
    assert statuses_on_disk(tmp_path, folder).count(Status.FALSE_ALARM) == 1


def statuses_on_disk(tmp_path: Path, folder: Path) -> list[Status]:
    session = judged(workbench_of(tmp_path, folder))[1]
    return [session.mark(key).status for key in session.findings]


def test_what_an_article_holds_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    folder = story_in(
        tmp_path / "bridge", "The \x1b[31mbrigde\x1b[0m\x9b2J opens \u202eon Monday.\n" + DRAFT * 3
    )
    said = run(folder, rules_in(tmp_path / "rules"), "--plain", typed="n\nn\n/brigde\ni\nw\nq\n")
    assert not {"\x1b", "\x9b", "\u202e"} & set(said)
    assert "␛[31m" in said
