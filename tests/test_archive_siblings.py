"""Does a draft find its siblings in the project's archive, all of them and no others?"""

from __future__ import annotations

import json
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.archive.articles import ArchivedArticle, Link
from audit.archive.confirm import confirm, copied, read
from audit.archive.siblings import accompanied, siblings
from audit.archive.store import Archive
from audit.cli import app
from audit.model import Document, Relation, Role, Source, Story
from tests.archive_texts import AGENCY, DRAFT, FOLLOW_UP, GERMAN, OTHER, project, records


def _document(name: str, text: str, lang: str = "en", outlet: str = "", origin: str = "") -> Document:
    return Document(name, text, Source(name), lang, outlet=outlet, origin=origin)


def _archive(folder: Path, *articles: ArchivedArticle) -> Archive:
    archive = Archive(str(folder / "archive.sqlite"), create=True)
    list(archive.add(articles))
    list(archive.encode())
    return archive


_AGENCY = ArchivedArticle("agency", AGENCY, "en", "Wire", place="agency")
_GERMAN = ArchivedArticle("german", GERMAN, "de", place="german")
_LATER = ArchivedArticle("later", FOLLOW_UP, "en", "Wire", place="later")
_OTHER = ArchivedArticle("other", OTHER, "en", place="other")
_STORY = (_OTHER, _LATER, _GERMAN, _AGENCY)


def test_the_original_comes_first_and_strangers_do_not_come(tmp_path: Path) -> None:
    with _archive(tmp_path, *_STORY) as archive:
        found = siblings(archive, _document("draft.en.txt", DRAFT, origin="de"))
    assert [(one.entry.key, one.document.role, one.confirmed.relation) for one in found] == [
        ("german", Role.SOURCE, Relation.PARALLEL),
        ("agency", Role.TRANSLATION, Relation.PARALLEL),
    ]


def test_an_original_that_the_draft_names_is_the_original(tmp_path: Path) -> None:
    named = replace(_GERMAN, key="https://kueste.example/1", url="https://kueste.example/1")
    draft = replace(
        _document("draft.en.txt", DRAFT), fields={"translationOfWork.url": "https://kueste.example/1#top"}
    )
    with _archive(tmp_path, named, _OTHER) as archive:
        (found,) = siblings(archive, draft)
    assert (found.entry.key, found.document.role) == ("https://kueste.example/1", Role.SOURCE)


def test_a_page_that_names_the_draft_as_its_translation_is_found_by_that(tmp_path: Path) -> None:
    links = ((Link.TRANSLATION, "https://paper.example/en"),)
    with _archive(tmp_path, replace(_GERMAN, links=links)) as archive:
        archive.database.rows("DELETE FROM postings")
        archive.database.rows("DELETE FROM vectors")
        draft = replace(_document("draft.en.txt", DRAFT), fields={"url": "https://paper.example/en"})
        assert [one.entry.key for one in siblings(archive, draft)] == ["german"]


@pytest.mark.parametrize(
    ("name", "text", "outlet"),
    [
        ("draft.en.txt", AGENCY, ""),  # the same path, whatever it said
        ("elsewhere", DRAFT, ""),
        ("elsewhere", DRAFT.replace("340", "430").replace("Tuesday", "Wednesday"), ""),
        ("elsewhere", AGENCY.replace("aboard", "on board"), "Paper"),
    ],
)
def test_an_older_version_of_the_draft_is_no_sibling(
    name: str, text: str, outlet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    draft = _document("draft.en.txt", AGENCY if outlet else DRAFT, outlet=outlet)
    key = name if name == "elsewhere" else str(tmp_path / name)
    with _archive(tmp_path, ArchivedArticle(key, text, "en", outlet, place=key)) as archive:
        assert siblings(archive, draft) == []


def test_the_agencys_text_that_another_outlet_took_over_is_one(tmp_path: Path) -> None:
    draft = _document("draft.en.txt", AGENCY.replace("three weeks", "four weeks"), outlet="Paper")
    with _archive(tmp_path, _AGENCY) as archive:
        assert [one.entry.key for one in siblings(archive, draft)] == ["agency"]


def test_near_copies_count_once(tmp_path: Path) -> None:
    copy = replace(_AGENCY, key="copy", outlet="Echo", text=AGENCY.replace("suffering", "ill"))
    with _archive(tmp_path, _AGENCY, copy) as archive:
        (found,) = siblings(archive, _document("draft.en.txt", DRAFT))
    assert (found.entry.key, found.copies) == ("agency", 1)


def test_a_shortened_account_is_comparable_and_a_later_report_a_stranger() -> None:
    short = "\n".join(AGENCY.splitlines()[:9])
    told = confirm(*map(read, (_document("a", DRAFT), _document("b", short))))
    assert told is not None
    assert told.relation is Relation.COMPARABLE
    assert confirm(*map(read, (_document("a", DRAFT), _document("b", FOLLOW_UP)))) is None
    assert confirm(*map(read, (_document("a", DRAFT), _document("b", OTHER)))) is None


def test_how_much_is_copied_is_told_by_runs_of_words() -> None:
    one, two = _document("a", DRAFT), _document("b", AGENCY)
    assert copied(read(one), read(one)) == 1.0
    assert copied(read(one), read(two)) < 0.5


def test_a_story_that_has_siblings_is_left_as_it_is(tmp_path: Path) -> None:
    with _archive(tmp_path, *_STORY) as archive:
        place = archive.name
    two = Story("two", (_document("a", DRAFT), _document("b", OTHER)))
    assert accompanied(place, two) is two


def _audit(folder: Path, *words: str) -> tuple[int, str, str]:
    with chdir(folder):
        asked = CliRunner().invoke(app, list(words), prog_name="audit")
    return asked.exit_code, asked.stdout, asked.stderr


def test_a_check_in_a_project_with_an_archive_says_beside_what_it_judged(tmp_path: Path) -> None:
    folder = project(tmp_path)
    code, said, _ = _audit(folder, "archive", "add", "articles.jsonl")
    assert code == 0
    assert "4 new, 0 corrected, 0 there already, 4 with vectors; 4 articles" in said
    wrong = DRAFT.replace("340 passengers", "430 passengers")
    (folder / "draft.en.txt").write_text(wrong, encoding="utf-8")
    code, said, _ = _audit(folder, "check", "draft.en.txt", "--no-cache")
    assert code == 1
    assert "3 versions, parallel" in said
    assert (
        "from the archive: https://wire.example/aurelia (en, Wire, 2026-03-03): parallel, 100% of the"
        " sentences have a partner"
    ) in said
    assert "nordvik" not in said
    assert "number" in said
    told = json.loads(_audit(folder, "check", "draft.en.txt", "--no-cache", "--format", "json")[1])["found"]
    (wire,) = [one for one in told if one["path"] == "https://wire.example/aurelia"]
    assert wire["archive"].endswith("archive.sqlite")
    assert (wire["outlet"], wire["date"], wire["relation"]) == ("Wire", "2026-03-03", "parallel")
    assert (wire["sure"], wire["copies"]) == (1.0, 0)
    alone = _audit(folder, "check", "draft.en.txt", "--no-cache", "--no-archive")
    assert alone[0] == 0
    assert "no sibling to compare it with" in alone[1]


def test_siblings_that_are_named_are_the_only_ones(tmp_path: Path) -> None:
    folder = project(tmp_path)
    _audit(folder, "archive", "add", "articles.jsonl", "--no-vectors")
    (folder / "other.en.txt").write_text(AGENCY, encoding="utf-8")
    _, said, _ = _audit(folder, "check", "draft.en.txt", "--against", "other.en.txt")
    assert "2 versions" in said
    assert "from the archive" not in said


def test_the_page_and_the_review_say_the_same(tmp_path: Path) -> None:
    folder = project(tmp_path)
    _audit(folder, "archive", "add", "articles.jsonl")
    _, page, _ = _audit(folder, "check", "draft.en.txt", "--format", "html")
    assert "from the archive: https://wire.example/aurelia (en, Wire, 2026-03-03)" in page
    with chdir(folder):
        asked = CliRunner().invoke(app, ["review", "--plain", "draft.en.txt"], input="q\n", prog_name="audit")
    assert "from the archive: https://wire.example/aurelia (en, Wire, 2026-03-03)" in asked.stdout
    assert asked.exit_code == 0
    # decisions are on the draft: nothing lies beside what the archive had
    assert not [path for path in folder.rglob("*") if "wire" in path.name]


def test_an_archive_in_place_of_a_folder_or_a_server_that_is_not_there_is_told_in_a_line(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path)
    for place in ("nowhere.sqlite", "postgresql://audit:secret@127.0.0.1:9/none"):
        code, _, said = _audit(folder, "check", "draft.en.txt", "--archive", place)
        assert code == 2
        assert said.startswith("audit: ")
        assert "secret" not in said
        assert "Traceback" not in said


def test_articles_are_listed_searched_exported_and_removed(tmp_path: Path) -> None:
    folder = project(tmp_path)
    _audit(folder, "archive", "add", "articles.jsonl", "--no-vectors")
    code, said, _ = _audit(folder, "archive", "list", "--lang", "de")
    assert (code, said.count("\n")) == (0, 1)
    assert said.startswith("2026-03-03  de  Küste  https://kueste.example/aurelia  Die Fähre Aurelia")
    code, said, _ = _audit(folder, "archive", "search", "Ferrante", "drawing")
    assert (code, said.count("\n")) == (0, 1)
    assert _audit(folder, "archive", "search", "xylophone")[0] == 1
    code, said, _ = _audit(folder, "archive", "search", "draft.en.txt")
    assert "https://wire.example/aurelia" in said.splitlines()[0]
    code, said, _ = _audit(folder, "archive", "export")
    assert json.loads(said.splitlines()[0])["url"] == "https://wire.example/aurelia"
    assert _audit(folder, "archive", "remove", "https://arts.example/ferrante")[:2] == (0, "removed 1\n")
    assert _audit(folder, "archive", "remove", "https://arts.example/ferrante")[0] == 2
    assert _audit(folder, "archive", "list")[1].count("\n") == 3


def test_an_article_is_removed_by_the_path_that_it_has_from_here(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "in").mkdir()
    (folder / "in" / "german.de.txt").write_text(GERMAN, encoding="utf-8")
    _audit(folder, "archive", "add", "in", "--no-vectors")
    assert _audit(folder / "in", "archive", "remove", "german.de.txt")[:2] == (0, "removed 1\n")


def test_an_address_is_asked_for_only_where_somebody_says_so(tmp_path: Path) -> None:
    folder = project(tmp_path)
    code, _, wrong = _audit(folder, "archive", "add", "https://wire.example/rss", "--no-vectors")
    assert code == 2
    assert "https://wire.example/rss: an address, which is asked for only with --fetch" in wrong


@pytest.mark.parametrize("form", [".jsonl", ".parquet"])
def test_a_record_without_a_text_is_named_with_its_line(tmp_path: Path, form: str) -> None:
    folder = project(tmp_path)
    rows = [{"id": "a", "lang": "en", "body": OTHER}, {"id": "b", "teaser": "x"}, {"id": "c", "body": AGENCY}]
    if form == ".parquet":
        pyarrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        names = ("id", "lang", "body", "teaser")
        table = pyarrow.table({name: [row.get(name) for row in rows] for name in names})
        parquet.write_table(table, folder / "some.parquet")
    else:
        (folder / "some.jsonl").write_text("".join(map(records, rows)), encoding="utf-8")
    code, said, wrong = _audit(folder, "archive", "add", f"some{form}", "--no-vectors")
    assert code == 2
    assert "2 new" in said
    assert f"some{form}:2:1: no text in it" in wrong


def test_records_that_cannot_be_read_are_named_and_the_others_are_added(tmp_path: Path) -> None:
    folder = project(tmp_path)
    lines = records({"id": "a", "lang": "en", "body": OTHER}) + '{"id": "b", "body": \n' + '"text"\n'
    (folder / "some.jsonl").write_text(
        lines + records({"id": "c", "lang": "en", "body": AGENCY}), encoding="utf-8"
    )
    code, said, wrong = _audit(folder, "archive", "add", "some.jsonl", "gone.txt", "--no-vectors")
    assert code == 2
    assert "2 new" in said
    assert "some.jsonl:2:" in wrong
    assert "gone.txt" in wrong


def test_lines_of_a_large_file_keep_their_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from audit.archive import intake

    monkeypatch.setattr(intake, "_AT_ONCE", 2_000)
    folder = project(tmp_path)
    lines = [records({"id": f"n{number}", "lang": "en", "body": f"{OTHER}{number}"}) for number in range(40)]
    lines[33] = "{broken\n"
    (folder / "many.jsonl").write_text("".join(lines), encoding="utf-8")
    code, said, wrong = _audit(folder, "archive", "add", "many.jsonl", "--no-vectors")
    assert code == 2
    assert "39 new" in said
    assert "many.jsonl:34:" in wrong


def test_a_folder_gives_its_texts_and_its_records(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "in").mkdir()
    (folder / "in" / "german.de.txt").write_text(GERMAN, encoding="utf-8")
    (folder / "in" / "table.csv").write_text(f'lang,title,text\nen,Drawing,"{OTHER}"\n', encoding="utf-8")
    code, said, wrong = _audit(folder, "archive", "add", "in", "--no-vectors")
    assert (code, wrong) == (0, "")
    assert "2 new" in said
    assert "in/german.de.txt" in _audit(folder, "archive", "list", "--lang", "de")[1]


def test_rows_of_parquet_are_articles(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = project(tmp_path)
    table = pyarrow.table({"id": ["a", "b"], "lang": ["en", None], "body": [OTHER, AGENCY]})
    parquet.write_table(table, folder / "some.parquet")
    (folder / "broken.parquet").write_bytes(b"PAR1 broken PAR1")
    code, said, wrong = _audit(folder, "archive", "add", "some.parquet", "broken.parquet", "--no-vectors")
    assert code == 2
    assert "2 new" in said
    assert "broken.parquet: cannot be read as Parquet" in wrong
