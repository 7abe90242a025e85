"""Do decisions find their findings again whatever was edited, and is none ever lost?"""

from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import audit
from audit import atomic
from audit.cli import app
from audit.decide import decide
from audit.decide.files import DecisionError, line_of, parse, read, update
from audit.decide.ledger import KeptDecision
from audit.decide.places import FOLDER, find_root, path_of
from audit.model import Decision, Finding, Run, Status
from tests import support

_TEXT = "The mayor spoke of the the bridge.\n\nThe old and and the new one stand.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / "stories").mkdir(parents=True)
    (root / "stories/bridge.en.txt").write_text(_TEXT, encoding="utf-8")
    _git(root, "init", "-q")
    _commit(root)
    return root


def _git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


def _commit(root: Path) -> None:
    _git(root, "add", "--all")
    _git(root, "commit", "-q", "-m", "a change")


def _check(path: Path, *, decisions: bool = True) -> Run:
    return audit.check([str(path)], audit.Settings(select=("doubled-word",), decisions=decisions))


def _accept(root: Path, finding: Finding, name: str = "stories/bridge.en.txt") -> Path:
    path = root / FOLDER / f"{name}.decisions"
    update(path, lambda old: (*old, Decision(finding.fingerprint, Status.ACCEPTED, finding.rule)))
    return path


def _statuses(run: Run) -> list[Status]:
    return [finding.status for finding in run.findings]


def test_the_last_decision_on_a_finding_stands_and_those_without_one_are_told() -> None:
    first, second, *_ = support.findings()
    decisions = tuple(
        KeptDecision("x", first.span.document, decision, decision)
        for decision in (
            Decision(first.fingerprint, Status.ACCEPTED, first.rule),
            Decision(first.fingerprint, Status.FALSE_ALARM, first.rule, "a nickname"),
            Decision("0" * 20, Status.REAL, first.rule),
        )
    )
    findings, unmatched = decide((first, second), decisions)
    assert [finding.status for finding in findings] == [Status.FALSE_ALARM, Status.NEW]
    assert [finding.reason for finding in findings] == ["a nickname", ""]
    assert unmatched == (decisions[2],)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the first draw makes tables
@given(st.from_regex(r"[0-9a-f]{8,20}", fullmatch=True), st.sampled_from(list(Status)[1:]), words, words)
def test_a_line_says_what_was_decided(fingerprint: str, verdict: Status, reason: str, by: str) -> None:
    decision = Decision(fingerprint, verdict, "doubled-word", reason, by)
    line = line_of(decision)
    assert line.count("\n") == 1
    told = parse(line)
    assert told is not None
    assert line_of(told) == line
    assert (told.fingerprint, told.verdict, told.by) == (fingerprint, verdict, "-".join(by.split()))
    assert told.reason.strip("“”") == " ".join(reason.split()).strip("“”")


def test_a_line_that_states_no_decision_is_named(tmp_path: Path) -> None:
    path = tmp_path / FOLDER / "x.decisions"
    path.parent.mkdir()
    path.write_text("0123456789 real doubled-word\n0123456789 perhaps doubled-word\n", encoding="utf-8")
    with pytest.raises(DecisionError, match=r"x\.decisions:2: expected fingerprint, verdict"):
        read(path)


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / FOLDER / "x.decisions"
    decisions = [Decision(f"{number:020x}", Status.REAL, "doubled-word") for number in range(40)]

    def add(decision: Decision) -> None:
        update(path, lambda old: (*old, decision))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, decisions))
    assert read(path) == tuple(decisions)


def test_no_decisions_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / FOLDER / "x.decisions"
    update(path, lambda old: [Decision("0" * 20, Status.REAL, "spacing")])
    assert path.exists()
    assert update(path, lambda old: []) == ()
    assert not path.exists()
    assert read(path) == ()


def test_an_accepted_finding_no_longer_counts(repository: Path) -> None:
    before = _check(repository / "stories")
    _accept(repository, before.findings[0])
    after = _check(repository / "stories")
    assert _statuses(after) == [Status.ACCEPTED, Status.NEW]
    assert sum(after.scores[0].counts.values()) == 1
    assert _statuses(_check(repository / "stories", decisions=False)) == [Status.NEW, Status.NEW]


def test_a_finding_is_the_same_wherever_one_stands(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    absolute = _check(repository / "stories/bridge.en.txt")
    monkeypatch.chdir(repository / "stories")
    beside = _check(Path("../stories/bridge.en.txt"))
    folder = _check(Path())
    identities = [[finding.fingerprint for finding in run.findings] for run in (absolute, beside, folder)]
    assert identities[0] == identities[1] == identities[2]


def test_edits_elsewhere_and_another_order_leave_decisions_where_they_are(repository: Path) -> None:
    article = repository / "stories/bridge.en.txt"
    _accept(repository, _check(article).findings[0])
    paragraphs = _TEXT.strip().split("\n\n")
    article.write_text("\n\n".join(["A new opening.", *reversed(paragraphs), "An end."]), encoding="utf-8")
    assert _statuses(_check(article)) == [Status.NEW, Status.ACCEPTED]


@pytest.mark.parametrize("committed", [True, False])
def test_decisions_follow_a_file_that_git_saw_renamed(repository: Path, committed: bool) -> None:
    article = repository / "stories/bridge.en.txt"
    _accept(repository, _check(article).findings[0])
    _commit(repository)
    _git(repository, "mv", "stories/bridge.en.txt", "stories/crossing.en.txt")
    if committed:
        _commit(repository)
    _git(repository, "mv", "stories/crossing.en.txt", "stories/harbour.en.txt")
    run = _check(repository / "stories/harbour.en.txt")
    assert _statuses(run) == [Status.ACCEPTED, Status.NEW]
    assert not run.problems


def test_decisions_moved_by_hand_with_their_article_count(repository: Path) -> None:
    article = repository / "stories/bridge.en.txt"
    path = _accept(repository, _check(article).findings[0])
    article.rename(repository / "stories/other.en.txt")
    path.rename(path.with_name("other.en.txt.decisions"))
    assert _statuses(_check(repository / "stories/other.en.txt")) == [Status.ACCEPTED, Status.NEW]


def test_a_decision_whose_finding_is_gone_is_told(repository: Path) -> None:
    article = repository / "stories/bridge.en.txt"
    path = _accept(repository, _check(article).findings[0])
    article.write_text("The mayor spoke of the bridge.\n", encoding="utf-8")
    run = _check(article)
    assert [(one.path, one.decision.rule) for one in run.unmatched] == [(str(path), "doubled-word")]
    other = audit.check([str(article)], audit.Settings(select=("spacing",)))
    assert not other.unmatched, "a rule that was not asked says nothing"


def test_decisions_on_an_article_that_is_gone_are_told(repository: Path) -> None:
    article = repository / "stories/bridge.en.txt"
    path = _accept(repository, _check(article).findings[0])
    article.unlink()
    (repository / "stories/new.en.txt").write_text("Nothing to see here today.\n", encoding="utf-8")
    (problem,) = _check(repository / "stories").problems
    assert (problem.path, problem.fatal) == (str(path), False)


def test_a_broken_file_of_decisions_is_a_problem_and_the_article_is_judged(repository: Path) -> None:
    path = repository / FOLDER / "stories/bridge.en.txt.decisions"
    path.parent.mkdir(parents=True)
    path.write_text("perhaps\n", encoding="utf-8")
    run = _check(repository / "stories")
    assert [problem.path for problem in run.problems] == [f"{path}:1"]
    assert run.problems[0].fatal
    assert len(run.findings) == 2


def test_the_root_is_where_decisions_lie_then_the_repository(tmp_path: Path) -> None:
    deep = tmp_path / "a/b/c"
    deep.mkdir(parents=True)
    article = deep / "x.txt"
    (tmp_path / "a/b/audit.toml").touch()
    assert find_root(article) == tmp_path / "a/b"
    (tmp_path / "a/.git").mkdir()
    assert find_root(article) == tmp_path / "a"
    (tmp_path / FOLDER).mkdir()
    assert find_root(article) == tmp_path / "a", "nothing above a repository is its own"
    (tmp_path / "a/b" / FOLDER).mkdir()
    assert find_root(article) == tmp_path / "a/b"


def test_the_decisions_on_an_article_have_its_path(repository: Path) -> None:
    (version,) = _check(repository / "stories").stories[0].versions
    assert path_of(version) == repository / FOLDER / "stories/bridge.en.txt.decisions"
    assert version.key == "stories/bridge.en.txt"
    part = replace(version, id=f"{version.id}#2")
    assert path_of(part) == path_of(version)


def test_a_file_is_written_whole_with_the_permissions_it_had(tmp_path: Path) -> None:
    path = tmp_path / "deep/x.txt"
    atomic.write(path, b"one")
    path.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    atomic.write(link, b"two")
    assert link.is_symlink()
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in path.parent.iterdir()] == ["x.txt"]


def test_a_write_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"before")

    def fails(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="disk full"):
        atomic.write(path, b"after")
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["x.txt"]


def _audit(*words: object, expect: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == expect, done.output
    return done.output


def test_a_baseline_leaves_only_what_is_new(repository: Path) -> None:
    stories = repository / "stories"
    assert _audit("baseline", stories) == "accepted 2 findings in 1 article\n"
    assert "2 accepted or dismissed" in _audit("check", stories, "--fail-on", "minor")
    article = stories / "bridge.en.txt"
    article.write_text(_TEXT + "\nIt was made of of stone.\n", encoding="utf-8")
    assert _statuses(_check(stories)) == [Status.ACCEPTED, Status.ACCEPTED, Status.NEW]
    _audit("check", stories, "--fail-on", "minor", expect=1)
    _audit("check", stories, "--fail-on", "never", "--no-decisions")
    kept = read(repository / FOLDER / "stories/bridge.en.txt.decisions")
    assert {decision.reason for decision in kept} == {"baseline"}


def test_one_finding_or_all_of_a_rule_are_decided_and_taken_back(repository: Path) -> None:
    stories = repository / "stories"
    first, second = _check(stories).findings
    _audit("decide", "real", stories, "--finding", first.fingerprint, "--by", "Jo", "--reason", "a slip")
    assert _statuses(_check(stories)) == [Status.REAL, Status.NEW]
    _audit("decide", "false-alarm", stories, "--rule", "doubled-word")
    assert _statuses(_check(stories)) == [Status.FALSE_ALARM, Status.FALSE_ALARM]
    _audit("decide", "none", stories, "--finding", second.fingerprint)
    assert _statuses(_check(stories)) == [Status.FALSE_ALARM, Status.NEW]


def test_reports_for_programs_say_why_a_finding_may_stay(repository: Path) -> None:
    stories = repository / "stories"
    _audit("decide", "false-alarm", stories, "--rule", "doubled-word", "--reason", "a ship's name")
    for _ in ("judged", "cached"):
        found = json.loads(_audit("check", stories, "--format", "json"))["findings"]
        assert [(one["status"], one["reason"]) for one in found] == [("false-alarm", "a ship's name")] * 2
    (log,) = json.loads(_audit("check", stories, "--format", "sarif"))["runs"]
    (said,) = {one["suppressions"][0]["justification"] for one in log["results"]}
    assert said == "false-alarm: a ship's name"


def test_a_decision_on_nothing_is_refused_and_nothing_is_written(repository: Path) -> None:
    _audit("decide", "real", repository / "stories", "--finding", "0" * 20, expect=2)
    _audit("decide", "real", repository / "stories", expect=2)
    assert not (repository / FOLDER).exists()


def test_pruning_removes_what_is_gone_and_moves_what_was_renamed(repository: Path) -> None:
    stories = repository / "stories"
    other = stories / "other.en.txt"
    other.write_text("They shut the the harbour.\n", encoding="utf-8")
    _audit("baseline", stories)
    _commit(repository)
    _git(repository, "mv", "stories/bridge.en.txt", "stories/crossing.en.txt")
    (stories / "crossing.en.txt").write_text(_TEXT.replace("the the", "the"), encoding="utf-8")
    other.unlink()
    _git(repository, "add", "--all")
    before = sorted(path.name for path in (repository / FOLDER / "stories").iterdir())
    assert "would remove 1 decision and 1 file" in _audit("prune", stories, "--dry-run")
    assert sorted(path.name for path in (repository / FOLDER / "stories").iterdir()) == before
    assert "removed 1 decision and 1 file" in _audit("prune", stories)
    (left,) = (repository / FOLDER / "stories").iterdir()
    assert left.name == "crossing.en.txt.decisions"
    assert len(read(left)) == 1
    assert _statuses(_check(stories)) == [Status.ACCEPTED]
    assert "removed 0 decisions and 0 files" in _audit("prune", stories)


_FAULTY = ("They crossed the the bridge.", "Nobody spoke of of it.", "The mayor and and his wife came.")
_QUIET = (
    "It rained in the hills.",
    "Trains stopped for an hour.",
    "The ferry stays where it is.",
    "Schools opened late.",
)
paragraphs = st.lists(st.sampled_from(_QUIET), max_size=4)


def _fingerprints(texts: list[str]) -> list[str]:
    text = "\n\n".join(texts)
    document = audit.Document("a", text, audit.Source("a"), lang="en", key="stories/a.en.txt")
    settings = audit.Settings(select=("doubled-word",), scores=audit.Scores.NONE)
    run = audit.check([audit.Story("s", (document,))], settings)
    return sorted(finding.fingerprint for finding in run.findings)


@settings(max_examples=25, deadline=None)
@given(st.permutations([*_FAULTY, _FAULTY[0]]), paragraphs, paragraphs, st.randoms(use_true_random=False))
def test_fingerprints_survive_edits_elsewhere_and_any_order(
    faults: list[str], before: list[str], after: list[str], chance: Random
) -> None:
    edited = [*before, *faults, *after]
    chance.shuffle(edited)
    assert _fingerprints(edited) == _fingerprints([*_FAULTY, _FAULTY[0]])
