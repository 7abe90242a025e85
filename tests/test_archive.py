"""Does an archive keep what it is given, find it again, and lose nothing, in SQLite and in PostgreSQL?"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest

from audit.archive.articles import ArchivedArticle, Link
from audit.archive.candidates import candidates, sought
from audit.archive.database import connect
from audit.archive.errors import ArchiveError
from audit.archive.export import lines
from audit.archive.schema import MIGRATIONS, migrate
from audit.archive.search import with_words
from audit.archive.store import Added, Archive
from audit.archive.terms import MOST, terms
from audit.model import Document, Role, Source
from tests.archive_texts import AGENCY, DRAFT, FOLLOW_UP, GERMAN, OTHER

_POSTGRES = os.environ.get("AUDIT_TEST_POSTGRES", "")


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql",
            marks=[
                pytest.mark.services,
                pytest.mark.skipif(
                    not _POSTGRES, reason="AUDIT_TEST_POSTGRES names no server (.ci/run starts one)"
                ),
            ],
        ),
    ]
)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty archive of each of the two kinds."""
    if request.param == "sqlite":
        yield str(tmp_path / "archive.sqlite")
        return
    schema = f"t{uuid.uuid4().hex}"
    server = connect(_POSTGRES, create=False)
    server.rows(f"CREATE SCHEMA {schema}")
    yield f"{_POSTGRES}{'&' if '?' in _POSTGRES else '?'}options=-csearch_path%3D{schema}"
    server.rows(f"DROP SCHEMA {schema} CASCADE")
    server.close()


@pytest.fixture
def archive(place: str) -> Iterator[Archive]:
    with Archive(place, create=True) as opened:
        yield opened


def _article(
    name: str, text: str, lang: str = "en", outlet: str = "", date: dt.date | None = None
) -> ArchivedArticle:
    return ArchivedArticle(name, text, lang, outlet, date, title=text[:40].strip(), place=name)


_STORY = (
    _article("agency", AGENCY, outlet="Wire", date=dt.date(2026, 3, 3)),
    _article("german", GERMAN, "de", date=dt.date(2026, 3, 3)),
    _article("later", FOLLOW_UP, date=dt.date(2026, 3, 6)),
    _article("other", OTHER),
)


def _add(archive: Archive, articles: Iterable[ArchivedArticle]) -> Added:
    done = list(archive.add(articles))
    return Added(*map(sum, zip(*done, strict=True)))


def _draft(text: str = DRAFT, lang: str = "en", date: dt.date | None = None) -> Document:
    return Document("draft.txt", text, Source("draft.txt"), lang, date=date)


def test_what_is_added_twice_is_there_once(archive: Archive) -> None:
    assert _add(archive, _STORY) == Added(4, 0, 0)
    assert _add(archive, _STORY) == Added(0, 0, 4)
    assert _add(archive, [replace(_STORY[3], key="the same elsewhere")]) == Added(0, 0, 1)
    assert archive.count() == 4


def test_another_text_of_an_article_is_a_correction_and_the_first_stays(archive: Archive) -> None:
    _add(archive, _STORY)
    corrected = replace(_STORY[0], text=AGENCY.replace("340", "341"))
    assert _add(archive, [corrected]) == Added(0, 1, 0)
    (entry,) = archive.entries("key = ?", ["agency"])
    assert entry.number == 2
    assert "341" in archive.documents([entry])[entry.id].text
    assert [one.number for one in archive.history("agency")] == [1, 2]
    # taken back, it is a third one
    assert _add(archive, [_STORY[0]]) == Added(0, 1, 0)
    assert [one.number for one in archive.history("agency")] == [1, 2, 3]


def test_an_article_that_comes_twice_in_a_batch_is_corrected_by_the_second(archive: Archive) -> None:
    first, second = _article("one", OTHER), _article("one", OTHER + "\nAdded later.\n")
    assert _add(archive, [first, first, second]) == Added(1, 1, 1)
    assert [one.number for one in archive.history("one")] == [1, 2]


def test_what_is_removed_leaves_nothing(archive: Archive) -> None:
    _add(archive, _STORY)
    list(archive.encode())
    assert archive.remove(["agency", "german", "later", "other", "never there"]) == 4
    for table in ("articles", "texts", "links", "postings", "vectors", "pairs", "results"):
        assert archive.database.rows(f"SELECT COUNT(*) FROM {table}") == [(0,)]


def test_a_text_comes_back_as_it_was_given(archive: Archive) -> None:
    said = "A\x00B \ud800 “ä” 漢字\n\nsecond\n"
    odd = ArchivedArticle("odd", said, "en", "o\ud800", title="t\x00", links=((Link.ORIGINAL, "x\x00"),))
    _add(archive, [odd])
    (entry,) = archive.entries()
    assert archive.documents([entry])[entry.id].text == "A\x00B ? “ä” 漢字\n\nsecond\n"
    assert (entry.title, entry.outlet) == ("t", "o?")


def test_the_like_of_a_text_is_found_by_its_rare_words(archive: Archive) -> None:
    _add(archive, _STORY)
    found = candidates(archive, sought(_draft(), archive))
    names = [archive.named([one.id])[one.id].key for one in found]
    assert names[0] == "agency"
    assert "other" not in names


def test_what_is_of_another_month_is_no_candidate(archive: Archive) -> None:
    _add(archive, _STORY)
    asked = sought(_draft(date=dt.date(2026, 7, 1)), archive)
    keys = {archive.named([one.id])[one.id].key for one in candidates(archive, asked)}
    assert keys.isdisjoint({"agency", "later"})


def test_the_like_of_a_text_is_found_in_another_language_by_what_it_means(archive: Archive) -> None:
    _add(archive, _STORY)
    assert sum(archive.encode()) == 4
    assert sum(archive.encode()) == 0
    found = candidates(archive, sought(_draft(), archive)._replace(terms=()))
    assert [archive.named([one.id])[one.id].key for one in found] == ["german"]


def test_words_are_searched_for(archive: Archive) -> None:
    _add(archive, _STORY)
    found = with_words(archive, "Ferrante drawing museum", "en")
    assert [hit.entry.key for hit in found] == ["other"]
    assert with_words(archive, "xylophone", "en") == []


def test_what_is_exported_is_added_again_as_it_was(archive: Archive, tmp_path: Path) -> None:
    from audit.archive.intake import articles
    from audit.group import Problems
    from audit.group.root import nowhere

    linked = replace(
        _STORY[0],
        url="https://a.example/1",
        key="https://a.example/1",
        links=((Link.ORIGINAL, "https://b.example/"),),
    )
    _add(archive, [linked, *_STORY[1:]])
    file = tmp_path / "all.jsonl"
    file.write_text("".join(lines(archive)), encoding="utf-8")
    problems = Problems()
    with Archive(str(tmp_path / "second.sqlite"), create=True) as second:
        _add(second, articles([str(file)], nowhere, problems))
        again = list(second.entries())
        texts = [one.text for one in second.documents(again).values()]
        assert texts == [one.text for one in archive.documents(list(archive.entries())).values()]
        assert second.database.rows("SELECT kind, target FROM links") == [("original", "https://b.example/")]
    assert not problems
    here = list(archive.entries())
    said = attrgetter("key", "title", "lang", "outlet", "date", "url")
    assert list(map(said, again)) == list(map(said, here))


def test_an_older_archive_is_brought_to_the_tables_of_today_and_a_newer_one_is_refused(place: str) -> None:
    with Archive(place, create=True) as archive:
        migrate(archive.database)
        assert archive.database.rows("SELECT MAX(number) FROM migrations") == [(len(MIGRATIONS),)]
        archive.database.rows("INSERT INTO migrations VALUES (?)", (len(MIGRATIONS) + 1,))
    with pytest.raises(ArchiveError, match="made by a newer audit"):
        Archive(place)


def test_a_batch_is_written_whole_or_not_at_all(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(archive, _STORY[:1])

    def breaks(*_: object) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "_list", breaks)
        with pytest.raises(OSError, match="gone"):
            _add(archive, _STORY)
    assert archive.count() == 1
    assert _add(archive, _STORY) == Added(3, 0, 1)


def test_two_processes_that_add_at_once_lose_nothing(place: str, tmp_path: Path) -> None:
    with Archive(place, create=True):
        pass
    processes = [_adding(place, first, 300) for first in (0, 150)]
    for process in processes:
        assert process.wait(timeout=120) == 0
    with Archive(place) as archive:
        assert archive.count() == 450
        assert archive.database.rows("SELECT COUNT(*) FROM texts") == [(450,)]


def test_what_was_said_to_be_added_is_there_after_a_kill(place: str) -> None:
    with Archive(place, create=True):
        pass
    process = _adding(place, 0, 100_000)
    assert process.stdout is not None
    said = 0
    while said < 400:
        said = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    process.wait()
    with Archive(place) as archive:
        there = archive.count()
        assert there >= 400
        assert there % 200 == 0
        assert archive.database.rows("SELECT COUNT(*) FROM texts") == [(there,)]
        assert archive.database.rows("SELECT COUNT(DISTINCT article) FROM postings") == [(there,)]


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with Archive(str(tmp_path / "a.sqlite"), create=True) as archive:
        _add(archive, _STORY)
        (pages,) = archive.database.rows("PRAGMA page_count")[0]
        archive.database.rows(f"PRAGMA max_page_count = {pages + 2}")
        more = [_article(f"n{number}", f"{OTHER}{number}" * 9) for number in range(500)]
        with pytest.raises(ArchiveError, match="full"):
            _add(archive, more)
        assert archive.count() == 4
        assert archive.database.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.sqlite"
    text.write_text("not a database, but long enough to be taken for one by its size" * 99)
    with pytest.raises(ArchiveError, match="not a database"):
        Archive(str(text), create=True)
    with sqlite3.connect(tmp_path / "trap.sqlite") as trap:
        trap.execute("CREATE VIEW articles AS SELECT 1")
    with pytest.raises(ArchiveError, match="it has a view"):
        Archive(str(tmp_path / "trap.sqlite"))
    with pytest.raises(ArchiveError, match="no archive here"):
        Archive(str(tmp_path / "nowhere.sqlite"))


def test_a_broken_or_swollen_text_is_told_by_its_name(archive: Archive) -> None:
    _add(archive, _STORY[:1])
    archive.database.rows("UPDATE texts SET content = ?", (b"broken",))
    (entry,) = archive.entries()
    with pytest.raises(ArchiveError, match="the text of agency is broken"):
        archive.documents([entry])


@pytest.mark.parametrize("lang", ["en", "de", "zh", "ja", "th", "ko", "ru", "ar", "xx", ""])
def test_words_are_few_and_the_same_each_time_in_every_language(lang: str) -> None:
    text = "Ulaanbaatar 340 漢字の新聞 ประเทศไทยและกรุงเทพ Владивосток القاهرة 대한민국 Đorđe ferries " * 30
    found = terms(text, lang)
    assert 0 < len(found) <= MOST
    assert found == tuple(sorted(set(found))) == terms(text, lang)
    assert all(-(1 << 31) <= one < 1 << 31 for one in found)


def test_a_name_is_found_whatever_its_marks(archive: Archive) -> None:
    _add(archive, [_article("one", "Đorđe Ćirić and Łukasz Nowak met in Kraków.")])
    assert [hit.entry.key for hit in with_words(archive, "Dorde Ciric", "en")] == ["one"]


def test_roles_and_links_are_kept(archive: Archive) -> None:
    _add(archive, [replace(_STORY[1], role=Role.SOURCE, links=((Link.TRANSLATION, "https://a.example/1"),))])
    (entry,) = archive.entries()
    assert entry.role is Role.SOURCE
    assert archive.database.rows("SELECT kind, target FROM links") == [("translation", "https://a.example/1")]


def _adding(place: str, first: int, count: int) -> subprocess.Popen[str]:
    """A process that adds numbered articles and says after each batch how many it added."""
    program = f"""
import sys
from audit.archive.articles import ArchivedArticle
from audit.archive.store import Archive
sys.stdout.reconfigure(line_buffering=True)
total = 0
with Archive({place!r}) as archive:
    articles = (
        ArchivedArticle(f"n{{n}}", f"Article {{n}} of Velmoria says {{n + 1000}} things.", "en")
        for n in range({first}, {first + count})
    )
    for done in archive.add(articles):
        total += done.new + done.known
        print(total)
"""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
