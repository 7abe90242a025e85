"""Nothing of a review is lost: not by a crash, not by another reviewer, not by a text that changes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.decide import files
from audit.decide.places import path_of
from audit.model import Status
from audit.review import drafts
from audit.review import session as steps
from audit.review.session import Mark, Session
from audit.review.workbench import Workbench
from tests.review_story import DRAFT, FOUND, judged, key_of, rules_in, story_in, workbench_of

_ACTIONS = (
    "accept",
    "edit",
    "confirm",
    "false_alarm",
    "dismiss_rule",
    "keep",
    "skip",
    "reopen",
    "undo",
    "redo",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return story_in(tmp_path / "bridge")


@pytest.fixture
def workbench(tmp_path: Path, folder: Path) -> Workbench:
    return workbench_of(tmp_path, folder)


def act(workbench: Workbench, action: str, rule: str, nth: int = 0, words: str | None = None) -> str:
    story = next(iter(workbench.entries))
    session = workbench.session(story)
    if action in ("undo", "redo"):
        return workbench.undo(story) if action == "undo" else workbench.redo(story)
    change, otherwise = steps.step(session, action, key_of(session, rule, nth), workbench.by, words)
    return workbench.act(story, change, otherwise)


def marks(session: Session) -> list[tuple[str, Mark]]:
    return [(finding.rule, session.mark(key)) for key, finding in session.findings.items()]


def test_the_story_of_these_tests_has_the_findings_it_should(workbench: Workbench) -> None:
    _, session = judged(workbench)
    assert tuple(finding.rule for finding in session.findings.values()) == FOUND


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    taken=st.lists(
        st.tuples(st.sampled_from(_ACTIONS), st.integers(0, len(FOUND) - 1), st.text("ab “é@ ", max_size=5)),
        max_size=12,
    )
)
def test_after_any_steps_a_new_review_finds_the_same_marks(
    taken: list[tuple[str, int, str]], tmp_path: Path, folder: Path
) -> None:
    for left in (*folder.rglob("*.decisions"), *folder.rglob("*.json")):
        left.unlink()
    workbench = workbench_of(tmp_path, folder)
    story, session = judged(workbench)
    for action, number, words in taken:
        if action in ("undo", "redo"):
            workbench.undo(story) if action == "undo" else workbench.redo(story)
        else:
            session = workbench.session(story)
            change, otherwise = steps.step(session, action, list(session.findings)[number], "ana", words)
            workbench.act(story, change, otherwise)
    again = workbench_of(tmp_path, folder)
    assert marks(judged(again)[1]) == marks(workbench.session(story))


def test_decisions_lie_beside_the_articles_and_drafts_are_nobody_elses(
    workbench: Workbench, folder: Path
) -> None:
    _, session = judged(workbench)
    act(workbench, "accept", "wrong-bridge")
    act(workbench, "skip", "loud-word")
    act(workbench, "keep", "wrong-office", words="she is his wife")
    version = session.version(key_of(session, "wrong-office"))
    assert {(one.rule, one.verdict, one.reason, one.by) for one in files.read(path_of(version))} == {
        ("wrong-bridge", Status.REAL, "", "ana"),
        ("wrong-office", Status.ACCEPTED, "she is his wife", "ana"),
    }
    kept = json.loads(drafts.path_of(version).read_text())
    assert list(kept["fixes"].values()) == ["bridge"]
    assert len(kept["skipped"]) == 1
    assert (folder / ".audit" / "drafts" / ".gitignore").read_text() == "*\n"


def test_a_review_begins_where_the_last_one_stopped(
    workbench: Workbench, tmp_path: Path, folder: Path
) -> None:
    story, session = judged(workbench)
    key = key_of(session, "figure-alone")
    workbench.at(story, key)
    assert workbench_of(tmp_path, folder).start() == (story, session.findings[key].fingerprint)


def test_another_reviewers_decision_is_told_and_not_overwritten(
    workbench: Workbench, tmp_path: Path, folder: Path
) -> None:
    bo = workbench_of(tmp_path, folder, by="bo")
    judged(workbench)
    judged(bo)
    act(bo, "keep", "wrong-office", words="as she wishes")
    told = act(workbench, "false_alarm", "wrong-office")
    assert told == "not saved: bo decided: accepted (as she wishes)"
    story, session = next(iter(workbench.entries)), workbench.session(next(iter(workbench.entries)))
    assert session.mark(key_of(session, "wrong-office")) == Mark(Status.ACCEPTED, "as she wishes", "bo")
    assert workbench.undo(story) == "nothing to be undone"
    assert judged(workbench_of(tmp_path, folder))[1].decided == 1
    # Who has seen it may think otherwise.
    assert act(workbench, "false_alarm", "wrong-office") == "dismissed as a false alarm"


def test_of_many_decisions_at_once_only_those_of_others_are_left_out(
    workbench: Workbench, tmp_path: Path, folder: Path
) -> None:
    bo = workbench_of(tmp_path, folder, by="bo")
    judged(workbench)
    judged(bo)
    act(bo, "confirm", "loud-word", 1)
    assert act(workbench, "dismiss_rule", "loud-word") == "all of loud-word dismissed (2): bo decided: real"
    statuses = [
        mark.status
        for rule, mark in marks(workbench.session(next(iter(workbench.entries))))
        if rule == "loud-word"
    ]
    assert statuses == [Status.FALSE_ALARM, Status.REAL]


def test_both_reviewers_decisions_on_different_findings_are_kept(
    workbench: Workbench, tmp_path: Path, folder: Path
) -> None:
    bo = workbench_of(tmp_path, folder, by="bo")
    judged(workbench)
    judged(bo)
    act(bo, "accept", "loud-word")
    act(workbench, "accept", "wrong-bridge")
    found = judged(workbench_of(tmp_path, folder))[1]
    assert found.decided == 2
    assert len(found.pending) == 2


def test_what_others_decide_is_noticed(workbench: Workbench, tmp_path: Path, folder: Path) -> None:
    story, _ = judged(workbench)
    bo = workbench_of(tmp_path, folder, by="bo")
    judged(bo)
    assert workbench.look(story) == ()
    act(bo, "false_alarm", "loud-word", words="his own words")
    assert workbench.look(story) == (
        "another reviewer is at work here: bo decided: false-alarm (his own words)",
    )
    assert workbench.look(story) == ()
    assert workbench.session(story).decided == 1


def test_a_changed_text_is_read_again_and_decisions_stay_with_their_words(
    workbench: Workbench, folder: Path
) -> None:
    story, session = judged(workbench)
    second = key_of(session, "wrong-bridge", 1)
    act(workbench, "keep", "wrong-bridge", 1, words="a quotation")
    act(workbench, "accept", "loud-word")
    # The first of two equal findings goes, and everything after it moves.
    changed = DRAFT.replace("The brigde over", "At last, the bridge over")
    (folder / "draft.en.txt").write_text(changed, encoding="utf-8")
    assert workbench.changed(story)
    (told,) = workbench.look(story)
    assert "changed on disk" in told
    now = workbench.session(story)
    assert [rule for rule, mark in marks(now) if mark.decided] == ["loud-word", "wrong-bridge"]
    assert now.mark(second) == Mark(Status.ACCEPTED, "a quotation", "ana")
    assert now.version(second).words(now.findings[second].span) == "brigde"
    # The fingerprint, which counts from the top, is another; the decision has followed it on disk.
    assert now.findings[second].fingerprint == session.findings[key_of(session, "wrong-bridge")].fingerprint
    assert marks(judged(workbench_of(folder.parent, folder))[1]) == marks(now)


def test_a_step_can_be_undone_after_the_text_has_changed(workbench: Workbench, folder: Path) -> None:
    story, _ = judged(workbench)
    act(workbench, "false_alarm", "wrong-bridge", 1)
    (folder / "draft.en.txt").write_text(f"Harbour news.\n\n{DRAFT}", encoding="utf-8")
    workbench.look(story)
    assert workbench.session(story).decided == 1
    workbench.undo(story)
    assert workbench.session(story).decided == 0
    assert judged(workbench_of(folder.parent, folder))[1].decided == 0


def test_a_file_that_is_gone_is_told_and_the_text_stays(workbench: Workbench, folder: Path) -> None:
    story, session = judged(workbench)
    for path in folder.glob("*.txt"):
        path.unlink()
    (told,) = workbench.look(story)
    assert "gone" in told
    assert workbench.look(story) == ()
    assert workbench.session(story).findings == session.findings


def test_writing_puts_the_fixes_into_the_file_and_undoing_takes_them_out(
    workbench: Workbench, folder: Path
) -> None:
    story, _ = judged(workbench)
    path = folder / "draft.en.txt"
    path.write_bytes(b"\xef\xbb\xbf" + DRAFT.replace("\n", "\r\n").encode())
    workbench.look(story)
    before = path.read_bytes()
    act(workbench, "accept", "wrong-bridge")
    act(workbench, "edit", "wrong-office", words="mayor’s office")
    act(workbench, "keep", "wrong-bridge", 1, words="a quotation")
    assert path.read_bytes() == before
    (proposal,) = workbench.proposals(story)
    assert [sign for sign, _ in proposal.lines if sign in "+-"] == ["-", "+"]
    assert workbench.write(story, [proposal]) == "2 fixes written"
    written = path.read_bytes()
    assert written == before.replace(b"The brigde over", b"The bridge over").replace(
        b"mayoress", "mayor’s office".encode()
    )
    now = workbench.session(story)
    assert [finding.rule for finding in now.findings.values()] == [
        "loud-word", "figure-alone", "wrong-bridge", "loud-word"
    ]  # fmt: skip
    assert now.pending == ()
    assert now.decided == 1
    assert marks(judged(workbench_of(folder.parent, folder))[1]) == marks(now)

    assert workbench.undo(story) == "undone: 2 fixes written"
    assert path.read_bytes() == before
    assert len(workbench.session(story).pending) == 2
    assert marks(judged(workbench_of(folder.parent, folder))[1]) == marks(workbench.session(story))
    while workbench.undo(story) != "nothing to be undone":
        pass
    assert workbench.session(story).decided == 0
    while workbench.redo(story) != "nothing to be done":
        pass
    assert path.read_bytes() == written
    assert marks(workbench.session(story)) == marks(now)
    assert marks(judged(workbench_of(folder.parent, folder))[1]) == marks(now)


def test_a_file_that_changed_since_it_was_proposed_is_not_written(workbench: Workbench, folder: Path) -> None:
    story, _ = judged(workbench)
    act(workbench, "accept", "wrong-bridge")
    proposed = workbench.proposals(story)
    (folder / "draft.en.txt").write_text("Somebody else wrote this.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"draft\.en\.txt"):
        workbench.write(story, proposed)
    assert (folder / "draft.en.txt").read_text() == "Somebody else wrote this.\n"


_CHILD = """
import sys
from pathlib import Path
from tests.review_story import workbench_of, judged
from audit.review import session as steps
workbench = workbench_of(Path(sys.argv[1]), Path(sys.argv[2]))
story, session = judged(workbench)
for number in range(10_000):
    for action in ("accept", "reopen", "keep", "reopen"):
        for key in session.findings:
            change, _ = steps.step(workbench.session(story), action, key, "ana", f"reason {number}")
            workbench.act(story, change)
            print(action, key, number, flush=True)
"""


def test_killed_in_the_middle_no_decision_that_was_made_is_lost(
    tmp_path: Path, folder: Path, root: Path
) -> None:
    rules_in(tmp_path / "rules")
    command = [sys.executable, "-c", _CHILD, str(tmp_path), str(folder)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(20)]
        time.sleep(0.05)
        os.kill(child.pid, signal.SIGKILL)
        told += child.stdout.readlines()
    assert child.returncode == -signal.SIGKILL
    done = [line.split() for line in told if line.endswith("\n")]
    expected: dict[str, tuple[str, str]] = {}
    for action, key, number in done:
        expected[key] = (action, number)
    session = judged(workbench_of(tmp_path, folder))[1]
    # The step after the last that was told may have been kept too; all others are as they were left.
    differing = [
        key for key, (action, number) in expected.items() if not _as_left(session, key, action, number)
    ]
    assert len(differing) <= 1


def _as_left(session: Session, key: str, action: str, number: str) -> bool:
    mark = session.mark(key)
    if action == "accept":
        return (mark.fix is not None) is (session.findings[key].fix is not None)
    return mark.reason == f"reason {number}" if action == "keep" else mark == Mark()


def test_in_markdown_only_the_words_are_mended(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    path = folder / "draft.en.md"
    path.write_bytes(
        b"# The brigde\r\n\r\nA **brigde** over [the harbour](https://example.org/brigde) opens.\r\n"
    )
    before = path.read_bytes()
    workbench = workbench_of(tmp_path, folder)
    story, session = judged(workbench)
    assert len(session.findings) == 2
    act(workbench, "edit", "wrong-bridge", 1, words="swing bridge")
    assert workbench.write(story, workbench.proposals(story)) == "1 fix written"
    assert path.read_bytes() == before.replace(b"**brigde**", b"**swing bridge**")
    workbench.undo(story)
    assert path.read_bytes() == before
