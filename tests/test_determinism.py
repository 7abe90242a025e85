"""Is a run the same whatever the order, the hash seed and the number of processes?"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import audit
from audit import catalogue
from audit.model import Document, Source, Story
from audit.report import json as report
from audit.run import judge_story, processes
from audit.run.processes import Part, Task, Workers
from audit.settings import Settings, choose


@pytest.fixture
def stories(seeds: Path, tmp_path: Path) -> list[str]:
    """The seeds as one story and as stories of one, and something that cannot be judged."""
    shutil.copytree(seeds, tmp_path / "together")
    for path in sorted((tmp_path / "together").glob("*.txt")):
        (tmp_path / path.stem).mkdir()
        shutil.copy(path, tmp_path / path.stem)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "empty.en.txt").write_text("")
    return sorted(str(path) for path in tmp_path.iterdir())


def test_the_order_of_the_paths_does_not_matter(stories: list[str]) -> None:
    expected = report.render(audit.check(stories))
    shuffled = stories[:]
    random.Random(7).shuffle(shuffled)
    assert shuffled != stories
    assert report.render(audit.check(shuffled)) == expected


def test_the_order_of_the_siblings_does_not_matter(seeds: Path) -> None:
    article, *siblings = sorted(str(path) for path in seeds.glob("*.txt") if path.name != "README.txt")
    forth = audit.check([article], siblings=siblings)
    back = audit.check([article], siblings=reversed(siblings))
    mine = [[one for one in run.findings if one.span.document == article] for run in (forth, back)]
    assert [(one.rule, one.span, one.fix) for one in mine[0]] == [
        (one.rule, one.span, one.fix) for one in mine[1]
    ]


def test_one_process_and_two_say_the_same(stories: list[str]) -> None:
    told: list[tuple[int, int]] = []
    one = audit.check(stories)
    two = audit.check(stories, Settings(processes=2), progress=lambda done, of: told.append((done, of)))
    assert report.render(two) == report.render(one)
    assert two == one
    assert told == [(number + 1, len(one.stories)) for number in range(len(one.stories))]


def test_unless_somebody_says_how_many_processes_are_begun_when_there_is_enough_to_do(
    stories: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [Task(story, 0) for story in audit.check(stories).stories]
    parts = [Part(catalogue.load(), Settings())]
    monkeypatch.setattr(processes, "_cores", lambda: 2)
    alone = list(Workers(parts).judge_all(tasks))
    for enough, begun in ((len(tasks), False), (1, True)):
        monkeypatch.setattr(processes, "_NOT_WORTH", enough)
        workers = Workers(parts, 0)
        assert list(workers.judge_all(tasks)) == alone
        assert (workers._pool is not None) is begun
        workers.close()


def test_the_hash_seed_does_not_matter(stories: list[str]) -> None:
    program = (
        "import sys, audit; from audit.report import json; print(json.render(audit.check(sys.argv[1:])))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program, *stories],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4294967295")
    }
    assert len(said) == 1


def test_a_story_is_judged_the_same_after_others(seeds: Path) -> None:
    """What is remembered of one story must not be taken for another's, though they share ids."""
    rules = choose(catalogue.load(), Settings())
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    same = [Story("s", (Document("a", text, Source("a"), "en"),)) for text in texts]
    first = [judge_story(story, rules, Settings()).findings for story in same]
    second = [judge_story(story, rules, Settings()).findings for story in reversed(same)]
    assert first == second[::-1]


def test_a_dead_worker_is_a_problem_and_no_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = [Document(str(number), "It rained.", Source(str(number)), "en") for number in range(4)]
    monkeypatch.setattr("audit.run.processes._work", _die)
    run = audit.check([Story(one.id, (one,)) for one in versions], Settings(processes=2))
    assert not run.stories
    assert [problem.path for problem in run.problems] == ["0", "1", "2", "3"]
    assert all("its process died" in problem.message for problem in run.problems)


def _die(story: Story) -> None:
    os._exit(1)


@pytest.mark.skipif(os.name != "posix", reason="signals as in a terminal")
@pytest.mark.usefixtures("heeded")
def test_an_interrupted_run_ends_at_once_and_leaves_nobody(seeds: Path) -> None:
    program = """
import sys, audit
from audit.model import Document, Source, Story
from audit.settings import Settings
if __name__ == "__main__":
    text = open(sys.argv[1], encoding="utf-8").read()
    stories = [Story(str(at), (Document("a", text, Source("a"), "en"),)) for at in range(5000)]
    print("ready", flush=True)
    try:
        audit.check(stories, Settings(processes=2), progress=lambda done, of: print(done, flush=True))
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""
    path = next(iter(sorted(seeds.glob("*.txt"))))
    started = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    assert started.stdout.readline() == "1\n"
    os.killpg(started.pid, signal.SIGINT)
    output, errors = started.communicate(timeout=60)
    assert output.splitlines()[-1] == "interrupted"
    assert "Traceback" not in errors
    for _ in range(50):
        try:
            os.killpg(started.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("workers are left behind")
