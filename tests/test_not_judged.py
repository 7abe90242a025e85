"""Does every way out of the program say what was not judged?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import audit
from audit.cli import app
from audit.report.formats import Format

_ESTONIAN = "Vallavolikogu avas esmaspäeval uue silla. Linnapea tänas kohal olnud töötajaid.\n"
_ENGLISH = "The council opened a bridge on Monday. The mayor thanked the workers who came.\n"


def _run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["check", *words, "--no-cache", "--no-config"])
    return done.exit_code, done.stdout


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.et.txt").write_text(_ESTONIAN, encoding="utf-8")
    return tmp_path


def test_in_a_folder_it_is_0_and_counted_in_the_last_line(here: Path) -> None:
    code, said = _run(".")
    assert code == 0
    assert said.splitlines()[-1] == "no findings in 1 version of 1 story; 1 not judged"


def test_a_file_that_was_named_is_3(here: Path) -> None:
    assert _run("a.et.txt")[0] == 3
    assert _run("./a.et.txt", "--quiet")[0] == 3


def test_everywhere_is_3_where_it_is_required(here: Path) -> None:
    assert _run(".", "--require-judged")[0] == 3


def test_standard_input_counts_as_named(here: Path) -> None:
    done = CliRunner().invoke(app, ["check", "-", "--no-config"], input=_ESTONIAN)
    assert done.exit_code == 3


def test_findings_and_unread_files_come_first(here: Path) -> None:
    Path("b.en.txt").write_text("---\nlang: en\n---\nAs an AI language model, I cannot see it.\n")
    assert _run("a.et.txt", "b.en.txt")[0] == 1
    assert _run("a.et.txt", "gone.txt")[0] == 2


def test_a_stub_is_0(here: Path) -> None:
    Path("stub.md").write_text("---\nlang: en\n---\n# Harbour rates\n")
    code, said = _run("stub.md")
    assert code == 0
    assert said.splitlines()[-1].endswith("1 with nothing to judge")


def test_a_page_of_code_is_0_and_said(here: Path) -> None:
    Path("code.md").write_text("---\nlang: en\n---\n```\npip install harbour\n```\n")
    code, said = _run("code.md")
    assert code == 0
    assert "note: code.md: nothing to judge: no words in it but code, markup or fields" in said


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.RICH])
def test_every_format_says_it(here: Path, form: Format) -> None:
    code, said = _run(".", "--format", form)
    assert code == 0
    assert "not judged" in said or "not-judged" in said
    assert "Estonian" in said


@pytest.mark.parametrize("form", [Format.TEXT, Format.RICH, Format.HTML, Format.JSON, Format.MARKDOWN])
def test_what_was_not_looked_for_in_a_text_that_passes_is_said(tmp_path: Path, form: Format) -> None:
    text = "Le conseil a inauguré un pont lundi. Le maire a remercié les ouvriers présents.\n"
    (tmp_path / "a.fr.txt").write_text(text, encoding="utf-8")
    code, said = _run(str(tmp_path / "a.fr.txt"), "--format", form, "--width", "400")
    assert code == 0
    assert "kinds of fault are looked for in French, not " in said


def test_the_terminal_says_it_first(here: Path) -> None:
    _, said = _run(".", "--format", "rich", "--width", "120")
    assert re.match(
        r"not asked of a\.et\.txt: the text by itself, because only \d+ of \d+ kinds of fault are looked for",
        said,
    )
    assert "NOT JUDGED" in said


def test_programs_get_the_questions(here: Path) -> None:
    _, said = _run(".", "--format", "json")
    (score,) = json.loads(said)["scores"]
    assert score["verdict"] == "not judged"
    (first, *_) = score["not_asked"]
    assert "kinds of fault are looked for in Estonian, not " in first.pop("reason")
    assert first == {
        "question": "the text by itself",
        "beside": [],
    }


def test_a_path_may_be_a_path(here: Path) -> None:
    run = audit.check([Path("a.et.txt")])
    assert [story.id for story in run.stories] == ["a.et.txt"]
    beside = audit.check([Path("a.et.txt")], siblings=[Path("a.et.txt")])
    assert len(beside.scores) == 1


@pytest.mark.parametrize("given", ["a.et.txt", [b"a.et.txt"], [7], Path("a.et.txt"), [None]])
def test_what_is_no_list_of_paths_is_refused(here: Path, given: object) -> None:
    with pytest.raises(TypeError, match="expected a"):
        audit.check(given)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["draft.doc", "draft.pages", "draft.rtf"])
def test_a_file_that_is_not_read_is_said_named_or_not(here: Path, name: str) -> None:
    Path(name).write_bytes(b"PK")
    code, said = _run(name)
    assert code == 2
    assert f"could not judge: {name}: format {Path(name).suffix} is not read" in said
    code, said = _run(".")
    assert code == 0
    assert f"note: .: 1 file not read: {Path(name).suffix}" in said


def test_a_pdf_is_said_where_it_is_not_named(here: Path) -> None:
    Path("draft.pdf").write_bytes(b"PK")
    code, said = _run("draft.pdf")
    assert code == 2
    assert "could not judge: draft.pdf: not a PDF" in said
    code, said = _run(".")
    assert code == 0
    assert "note: .: 1 file not read: .pdf" in said


def test_a_folder_of_nothing_that_is_read_has_no_articles(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(b"PK")
    messages = [problem.message for problem in audit.check([tmp_path]).problems]
    assert any(message == "1 file not read: .rtf" for message in messages)
    assert any(message.startswith("no articles in it") for message in messages)


def test_an_address_is_told_as_such_and_whole(here: Path) -> None:
    code, said = _run("https://example.org/a//b.html")
    assert code == 2
    assert "could not judge: https://example.org/a//b.html: an address of the web" in said
    code, said = _run("a.et.txt", "--against", "https://example.org/a.txt")
    assert code == 2
    assert "https://example.org/a.txt: an address of the web" in said


def test_siblings_beside_a_file_named_alone_are_said_to_be_there(here: Path) -> None:
    for name in ("one.en.txt", "two.en.txt"):
        Path(name).write_text(_ENGLISH, encoding="utf-8")
    _, said = _run("one.en.txt")
    expected = "note: one.en.txt: not compared with what lies beside it: a.et.txt, two.en.txt"
    assert f"{expected}; name the folder, or give siblings by --against" in said


def test_siblings_that_a_story_file_names_are_found(here: Path) -> None:
    Path("story.toml").write_text('id = "bridge"\n')
    Path("one.en.txt").write_text(_ENGLISH, encoding="utf-8")
    run = audit.check(["one.en.txt"])
    assert [len(story.versions) for story in run.stories] == [2]
    assert [score.document for score in run.scores] == ["one.en.txt"]
    assert not run.problems
