"""Does the cache give what judging would, and does nothing that happens to it change a result?"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

import audit
from audit import cache, private
from audit.cache import FILE
from audit.decide.places import FOLDER
from audit.model import Run
from audit.report import json, text
from audit.run import processes
from audit.run.judging import Judging

_CACHED = audit.Settings(cache=True)


@pytest.fixture
def project(seeds_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (seeds_copy.parent / "caches").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(seeds_copy.parent / "caches"))
    (seeds_copy.parent / "audit.toml").touch()
    return seeds_copy


def _check(project: Path) -> Run:
    return audit.check([str(project)], _CACHED)


def _file(project: Path) -> Path:
    return project.parent / "caches" / "audit" / FILE


@pytest.fixture
def not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise AssertionError("judged again")

    monkeypatch.setattr(processes, "judge_story", fails)


def test_a_second_run_judges_nothing_and_says_the_same(project: Path, request: pytest.FixtureRequest) -> None:
    plain = audit.check([str(project)])
    first = _check(project)
    request.getfixturevalue("not_judged")
    second = _check(project)
    assert second == first == plain
    assert json.render(second) == json.render(plain)
    assert text.render(second) == text.render(plain)


def test_a_changed_text_setting_or_decision_is_judged_anew(project: Path) -> None:
    _check(project)
    article = project / "from-serbian.en.txt"
    article.write_text(
        article.read_text(encoding="utf-8") + "\nIt rained on the the town.\n", encoding="utf-8"
    )
    changed = _check(project)
    assert "doubled-word" in {finding.rule for finding in changed.findings}
    fewer = audit.check([str(project)], replace(_CACHED, ignore=("doubled-word",)))
    assert "doubled-word" not in {finding.rule for finding in fewer.findings}
    (finding,) = (finding for finding in changed.findings if finding.rule == "doubled-word")
    kept = project.parent / FOLDER / "seeds/from-serbian.en.txt.decisions"
    kept.parent.mkdir(parents=True)
    kept.write_text(f"{finding.fingerprint} accepted doubled-word\n", encoding="utf-8")
    assert [one.status for one in _check(project).findings if one.rule == "doubled-word"] == ["accepted"]


def test_the_key_tells_programs_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.key("x")
    assert cache.key("x") == before != cache.key("y")
    monkeypatch.setattr(cache, "program", lambda: b"another")
    assert cache.key("x") != before


def test_another_process_finds_what_was_kept(project: Path) -> None:
    """Also where the configuration holds compiled patterns, whose looks differ from process to process."""
    told = '[stories]\npattern = "{story}/*.{lang}.txt"\n'
    (project.parent / "audit.toml").write_text(told, encoding="utf-8")
    command = [sys.executable, "-m", "audit", "check", "--quiet", "--cache", str(project)]
    for _ in range(2):
        subprocess.run(command, check=False, capture_output=True, cwd=project.parent)
    with sqlite3.connect(_file(project)) as database:
        (count,) = database.execute("SELECT count(*) FROM stories").fetchone()
    database.close()
    subprocess.run(command, check=False, capture_output=True, cwd=project.parent)
    with sqlite3.connect(_file(project)) as database:
        assert database.execute("SELECT count(*) FROM stories").fetchone() == (count,)
    database.close()


@pytest.mark.parametrize("broken", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_cache_is_none(project: Path, broken: bytes) -> None:
    plain = audit.check([str(project)])
    _file(project).parent.mkdir(parents=True)
    _file(project).write_bytes(broken)
    assert _check(project) == plain
    assert _check(project) == plain


@pytest.mark.parametrize("at", [0, 20, 400, -1])
def test_an_entry_with_a_flipped_bit_is_none(project: Path, at: int) -> None:
    plain = _check(project)
    with sqlite3.connect(_file(project)) as database:
        for key, value in database.execute("SELECT key, value FROM stories").fetchall():
            broken = bytearray(value)
            broken[min(at, len(value) - 1)] ^= 1
            database.execute("UPDATE stories SET value = ? WHERE key = ?", (bytes(broken), key))
    database.close()
    assert _check(project) == plain


def test_an_entry_that_points_outside_of_the_texts_is_none(project: Path) -> None:
    run = _check(project)
    other = replace(run.findings[0], span=run.findings[0].span._replace(end=10**9))
    (story,) = run.stories
    forged = cache._encoded(audit.model.Judged(story, (other,), run.scores, ()))
    assert cache._decoded(forged, story.versions) is None


def test_nothing_is_kept_in_what_is_judged_and_nothing_that_comes_with_it_is_believed(project: Path) -> None:
    _check(project)
    clean = _file(project).read_bytes()
    shipped = project.parent / FOLDER / "cache" / FILE
    shipped.parent.mkdir(parents=True)
    shipped.write_bytes(b"anything")
    assert _check(project) == audit.check([str(project)])
    assert shipped.read_bytes() == b"anything"
    assert clean


_ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"


@pytest.mark.parametrize(
    "declared",
    [
        f"CREATE VIEW stories AS {_ENDLESS} SELECT x AS key, x AS value, x AS day FROM n",
        "CREATE TABLE stories (key BLOB PRIMARY KEY, value BLOB)",
        f"{cache._SCHEMA}; CREATE TRIGGER t AFTER INSERT ON stories BEGIN DELETE FROM stories; END",
        f"{cache._SCHEMA}; CREATE VIEW other AS {_ENDLESS} SELECT x FROM n",
    ],
)
def test_a_file_that_declares_anything_but_our_table_is_made_anew(project: Path, declared: str) -> None:
    _file(project).parent.mkdir(parents=True)
    with sqlite3.connect(_file(project)) as database:
        database.executescript(declared)
    database.close()
    assert _check(project) == audit.check([str(project)])
    with sqlite3.connect(_file(project)) as database:
        assert database.execute("SELECT type, name FROM sqlite_master").fetchall() == [("table", "stories")]
    database.close()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no owners here")
def test_a_folder_that_others_write_to_keeps_nothing(project: Path) -> None:
    place = _file(project).parent
    place.mkdir(parents=True)
    place.chmod(0o777)
    _check(project)
    assert not _file(project).exists()
    place.rmdir()
    place.symlink_to(project.parent)
    assert private.folder() is None


def test_a_story_whose_file_has_a_name_that_is_no_text_is_judged(project: Path) -> None:
    story = audit.check([str(project)]).stories[0]
    odd = replace(story.versions[0], source=replace(story.versions[0].source, path="a\udcff.txt"))
    task = processes.Task(replace(story, versions=(odd,), links={}, comparisons=(), witness_ids={}), 0)
    (judged,) = Judging([processes.Part((), audit.Settings())], 1, private.folder()).judge_all([task])
    assert judged.story is not None


def _rendered(path: str) -> str:
    return json.render(audit.check([path], _CACHED))


def test_runs_at_the_same_time_do_each_other_no_harm(project: Path) -> None:
    expected = json.render(audit.check([str(project)]))
    with ProcessPoolExecutor(3) as pool:
        assert set(pool.map(_rendered, [str(project)] * 6)) == {expected}


def test_what_nobody_asks_for_is_forgotten_where_there_is_too_much(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _check(project)
    with sqlite3.connect(_file(project)) as database:
        database.execute("UPDATE stories SET day = day - 3")
    database.close()
    monkeypatch.setattr(cache, "_LARGEST", 1)
    audit.check([str(project / "from-serbian.en.txt")], _CACHED)
    with sqlite3.connect(_file(project)) as database:
        # the story, and what was found in it
        assert database.execute("SELECT count(*) FROM stories").fetchone() == (2,)
    database.close()
