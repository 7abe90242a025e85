"""Do articles find their stories, and is each judged beside its siblings once, whatever happens?"""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.archive.articles import ArchivedArticle, Link
from audit.archive.judge import Progress, check, latest, results
from audit.archive.store import Archive
from audit.archive.stories import join, stories
from audit.archive.trends import trends
from audit.cli import app
from audit.model import TrendRow, Trends
from audit.report.formats import TrendFormat
from audit.report.trends import headline, render
from audit.run import Auditor
from audit.settings import Settings
from tests.archive_texts import AGENCY, DRAFT, FOLLOW_UP, GERMAN, OTHER, project
from tests.test_archive import archive, place

__all__ = ["archive", "place"]  # the same databases as there

_DAY = dt.date(2026, 3, 3)
_ENGLISH = ArchivedArticle("paper", DRAFT, "en", "Paper", _DAY, place="paper")
_AGENCY = ArchivedArticle("agency", AGENCY, "en", "Wire", _DAY, place="agency")
_GERMAN = ArchivedArticle("german", GERMAN, "de", "Küste", _DAY, place="german")
_LATER = ArchivedArticle("later", FOLLOW_UP, "en", "Wire", dt.date(2026, 3, 6), place="later")
_OTHER = ArchivedArticle("other", OTHER, "en", "Arts", _DAY, place="other")
_ALL = (_ENGLISH, _AGENCY, _GERMAN, _LATER, _OTHER)
_AUDITOR = Auditor(Settings(select=("numbers", "spacing")))


def _put(archive: Archive, articles: Sequence[ArchivedArticle]) -> None:
    list(archive.add(articles))
    list(archive.encode())


def _told(archive: Archive) -> set[frozenset[str]]:
    return {frozenset(one.key for one in story.entries) for story in stories(archive, alone=True)}


def _go(archive: Archive) -> Progress:
    done = list(check(archive, _AUDITOR))
    return Progress(sum(one.judged for one in done), sum(one.changed for one in done), ())


def test_articles_of_one_event_are_one_story_whatever_their_language_and_order(archive: Archive) -> None:
    wanted = {frozenset({"paper", "agency", "german"}), frozenset({"later"}), frozenset({"other"})}
    chance = random.Random(1)
    for _ in range(3):
        order = list(_ALL)
        chance.shuffle(order)
        for one in order:  # as they come, one by one
            _put(archive, [one])
            list(join(archive))
        assert _told(archive) == wanted
        archive.remove([one.key for one in _ALL])


def test_two_stories_that_turn_out_to_be_one_become_one_and_that_is_written_down(archive: Archive) -> None:
    _put(archive, [_GERMAN, _OTHER])
    list(join(archive))
    bridge = replace(
        _LATER,
        links=((Link.ORIGINAL, "https://a.example/1"), (Link.TRANSLATION, "https://a.example/2")),
    )
    archive.database.rows("UPDATE articles SET url = 'https://a.example/1' WHERE key = 'german'")
    archive.database.rows("UPDATE articles SET url = 'https://a.example/2' WHERE key = 'other'")
    _put(archive, [bridge])
    assert [done.merged for done in join(archive)] == [1]
    assert _told(archive) == {frozenset({"german", "other", "later"})}
    assert len(archive.database.rows("SELECT * FROM joined")) == 1


def test_a_correction_looks_for_its_story_anew(archive: Archive) -> None:
    _put(archive, _ALL)
    list(join(archive))
    _put(archive, [replace(_AGENCY, text=OTHER + "\nIt is a gift to the town.\n", outlet="Wire")])
    list(join(archive))
    assert frozenset({"agency", "other"}) in _told(archive)
    assert frozenset({"paper", "german"}) in _told(archive)


def test_only_what_is_new_or_has_new_siblings_is_judged_again(archive: Archive) -> None:
    _put(archive, [_ENGLISH, _OTHER])
    assert _go(archive).judged == 2
    assert _go(archive).judged == 0
    _put(archive, [_AGENCY])
    assert _go(archive).judged == 2  # the new one and its sibling
    _put(archive, [replace(_OTHER, text=OTHER.replace("80,000", "90,000"))])
    assert _go(archive).judged == 1
    archive.remove(["agency"])
    assert _go(archive).judged == 1


def test_what_an_article_came_to_has_its_history(archive: Archive) -> None:
    wrong = replace(_ENGLISH, text=DRAFT.replace("340 passengers", "430 passengers"))
    _put(archive, [wrong, _AGENCY, _GERMAN])
    _go(archive)
    (first,) = results(archive, "paper")
    assert (first.number, first.siblings, first.text) == (1, 2, 1)
    assert any("430" in str(finding["text"]) for finding in first.findings)
    _put(archive, [_ENGLISH])
    _go(archive)
    assert [one.number for one in results(archive, "paper")] == [1, 2]
    assert results(archive, "paper")[-1].findings == ()
    told = trends(archive)
    # the German article had its figure beside the wrong one, too
    assert (told.total.articles, told.better, told.worse) == (3, 2, 0)


def test_other_rules_judge_everything_again(archive: Archive) -> None:
    _put(archive, [_ENGLISH, _OTHER])
    _go(archive)
    done = list(check(archive, Auditor(Settings(select=("spacing",)))))
    assert sum(one.judged for one in done) == 2
    assert sum(one.changed for one in done) == 0


def test_a_pass_that_is_killed_goes_on_and_judges_at_most_a_batch_again(place: str) -> None:
    count = 400
    with Archive(place, create=True) as opened:
        texts = (
            f"The town of Velmor{n} sold {n + 100} boats on Monday. Nobody knows why." for n in range(count)
        )
        list(opened.add(ArchivedArticle(f"n{n}", text, "en") for n, text in enumerate(texts)))
    chance = random.Random(7)
    for _ in range(4):
        process = _judging(place)
        assert process.stdout is not None
        if process.stdout.readline():
            time.sleep(chance.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with Archive(place) as opened:
        before = opened.database.rows("SELECT COUNT(*) FROM results")[0][0]
        assert sum(one.judged for one in check(opened, _AUDITOR)) == count - before
        rows = opened.database.rows("SELECT article, COUNT(*) FROM results GROUP BY article")
        assert len(rows) == count
        assert {number for _, number in rows} == {1}
        assert opened.database.rows("SELECT COUNT(*) FROM articles WHERE due = 1") == [(0,)]


def test_one_pass_at_a_time_goes_through_an_archive(archive: Archive, place: str) -> None:
    with archive.database.alone() as held, Archive(place) as second:
        assert held
        with second.database.alone() as other:
            assert not other
    with archive.database.alone() as held:
        assert held


def test_both_databases_come_to_the_same(archive: Archive) -> None:
    _put(archive, _ALL)
    _go(archive)
    assert [
        (one.key, result.verdict, result.siblings, len(result.findings)) for one, result in latest(archive)
    ] == [
        ("paper", "pass", 2, 0),
        ("agency", "pass", 2, 0),
        ("german", "pass", 2, 0),
        ("later", "pass", 0, 0),
        ("other", "pass", 0, 0),
    ]


def _audit(folder: Path, *words: str) -> tuple[int, str, str]:
    with chdir(folder):
        asked = CliRunner().invoke(app, list(words), prog_name="audit")
    return asked.exit_code, asked.stdout, asked.stderr


def test_stories_are_listed_judged_and_shown_as_trends(tmp_path: Path) -> None:
    folder = project(tmp_path)
    _audit(folder, "archive", "add", "articles.jsonl")
    code, said, _ = _audit(folder, "archive", "stories")
    assert code == 0
    assert said.splitlines()[0] == "story 1: 2 articles"
    assert "nordvik" not in said
    code, said, _ = _audit(folder, "archive", "check", "--select", "spacing,numbers")
    assert (code, said.endswith("4 judged, 4 came to something new\n")) == (0, True)
    code, said, _ = _audit(folder, "archive", "trends")
    assert code == 0
    assert said.startswith("4 articles judged, 0 blocked (0.0%)")
    assert "2026-W10" in said
    code, said, _ = _audit(folder, "archive", "trends", "--format", "html", "--output", "trends.html")
    assert code == 0
    assert "<h2>By week</h2>" in (folder / "trends.html").read_text(encoding="utf-8")


def test_names_in_trends_are_words_whatever_they_hold() -> None:
    evil = TrendRow("=cmd()<script>\x1b[2J", 2, 1, 3, 1000)
    weeks = (TrendRow("2026-W01", 1, 0, 1, 1000), TrendRow("2026-W02", 1, 0, 3, 1000))
    told = Trends(TrendRow("all", 2, 1, 3, 1000), (("outlet", (evil,)), ("week", weeks)), 1, 0)
    page = render(told, TrendFormat.HTML)
    assert "<script>" not in page
    assert '<rect x="0.0"' in page
    assert "viewBox" in page
    assert "\x1b" not in page + render(told, TrendFormat.TEXT) + render(told, TrendFormat.CSV)
    assert "outlet,'=cmd()" in render(told, TrendFormat.CSV)
    assert headline(told) == (
        "2 articles judged, 1 blocked (50.0%), 3 findings, 3.00 per 1,000 words;"
        " 1 have fewer findings than the time before, 0 more"
    )


def _judging(place: str) -> subprocess.Popen[str]:
    """A process that judges the archive and says so after each batch."""
    program = f"""
import sys
from audit.archive.judge import check
from audit.archive.store import Archive
from audit.run import Auditor
from audit.settings import Settings
sys.stdout.reconfigure(line_buffering=True)
with Archive({place!r}) as archive:
    for done in check(archive, Auditor(Settings(select=("numbers", "spacing")))):
        print(done.judged)
"""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.mark.parametrize("form", list(TrendFormat))
def test_an_archive_that_nobody_judged_has_no_trends(archive: Archive, form: TrendFormat) -> None:
    assert render(trends(archive), form)
