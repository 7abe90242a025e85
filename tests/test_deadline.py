"""Is work that takes too long broken off, in whatever thread, and nothing else?"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from audit import catalogue, engine
from audit.deadline import OutOfTimeError, allowed, within
from audit.limits import LimitSettings
from audit.model import Document, Hit, Rule, Source, Story
from audit.run import judge_story
from audit.settings import Settings


def _endless() -> None:
    while True:
        try:
            sum(range(100))
        except Exception:
            continue


def _long() -> str:
    end = time.monotonic() + 0.6
    while time.monotonic() < end:
        sum(range(100))
    return "done"


def test_work_that_is_done_in_time_gives_its_result() -> None:
    assert within(60, lambda: "done") == "done"
    with pytest.raises(KeyError):
        within(60, lambda: {"b": 1}["a"])


def test_work_without_an_end_is_broken_off_whatever_it_catches() -> None:
    with pytest.raises(OutOfTimeError, match="longer than"):
        within(0.3, _endless)
    assert within(60, _long) == "done"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_who_is_late_where_nothing_can_be_raised_is_broken_off_later(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stubborn:
        def __del__(self) -> None:
            end = time.monotonic() + 1
            while time.monotonic() < end:
                pass

    def work() -> None:
        for _ in range(2):
            Stubborn()
        while True:
            pass

    monkeypatch.setattr("audit.deadline._AGAIN", 0.1)
    with pytest.raises(OutOfTimeError):
        within(0.1, work)


@pytest.mark.skipif(not hasattr(time, "pthread_getcpuclockid"), reason="the system tells no thread's time")
def test_waiting_for_a_busy_machine_makes_no_work_late() -> None:
    assert within(0.3, lambda: time.sleep(1)) is None


def test_it_works_in_other_threads_at_the_same_time() -> None:
    with ThreadPoolExecutor(3) as pool:
        late = [pool.submit(within, 0.3, _endless) for _ in range(2)]
        fine = pool.submit(within, 60, _long)
        assert fine.result() == "done"
        for one in late:
            with pytest.raises(OutOfTimeError):
                one.result()


def test_of_limits_in_limits_the_one_that_is_over_counts() -> None:
    def inner_late() -> str:
        with pytest.raises(OutOfTimeError):
            within(0.3, _endless)
        return "went on"

    assert within(60, inner_late) == "went on"

    def outer_late() -> None:
        within(60, _endless)

    with pytest.raises(OutOfTimeError, match="longer than 0 seconds"):
        within(0.3, outer_late)


def test_long_texts_may_take_longer() -> None:
    assert allowed(10, 0) == 10
    assert allowed(10, 400_000) == 50


def test_a_rule_that_never_ends_is_a_problem_and_the_others_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(story: Story, version: Document) -> Iterator[Hit]:
        _endless()
        yield Hit(version.span(0, 1))

    asked = engine._asked

    def with_endless(story: Story, version: Document, rules: tuple[Rule, ...]) -> Iterator[tuple[Rule, Any]]:
        for rule, find in asked(story, version, rules):
            yield rule, endless if rule.name == "spacing" else find

    text = "The minister said on Monday that the the bridge would be opened ."
    version = Document("a.en.txt", text, Source("a.en.txt"), "en")
    judge_story(Story("a", (version,)), catalogue.load(), Settings())  # tables are read once
    monkeypatch.setattr(engine, "_asked", with_endless)
    judged = judge_story(
        Story("a", (version,)), catalogue.load(), Settings(limits=LimitSettings(rule_seconds=2))
    )
    assert [problem.message for problem in judged.problems if "longer than" in problem.message]
    assert "doubled-word" in {finding.rule for finding in judged.findings}


_TRACED = """
import sys
from audit.deadline import OutOfTimeError, within

def endless():
    while True:
        sum(range(100))

try:
    within(0.3, endless)
except OutOfTimeError:
    pass
sys.settrace(lambda frame, event, argument: None)
print(len([one for one in map(str, range(10))]), (lambda: "traced")())
"""


def test_what_was_broken_off_leaves_the_interpreter_as_it_was() -> None:
    """CPython keeps its flag for a withdrawn exception: every call is slow then, and a traced one hangs."""
    done = subprocess.run(
        [sys.executable, "-c", _TRACED], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "10 traced\n", done.stderr
