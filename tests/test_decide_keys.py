"""Is one decision on one article, wherever that is checked from and whatever it is called later?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import audit
from audit.cli import app
from audit.decide.files import read
from audit.decide.places import FOLDER, Roots, decisions_file
from audit.decide.quoting import quoted, unquoted
from audit.decide.recognise import PERHAPS, SAME, alike, sketch
from audit.model import Problem, Status

_FAULT = "The mayor spoke of the the bridge.\n\n"
_OPENED = (
    "It was opened on a cold morning, and few came: most had gone to the fair in Lund, where it is dry.\n"
)
_CLOSED = "Nobody said when boats would leave again. Fishermen waited in the inn for news from the town.\n"
_LONG = "\n".join(
    f"In the {number}th year the harbour of Osk had {number * 7} boats." for number in range(60)
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two stories with an article of one name and one fault each, in no repository."""
    for story, text in (("bridge", _OPENED), ("harbour", _CLOSED)):
        (tmp_path / "news" / story).mkdir(parents=True)
        (tmp_path / "news" / story / "a.en.txt").write_text(_FAULT + text, encoding="utf-8")
    return tmp_path / "news"


def _audit(*words: object, expect: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == expect, done.output
    return done.output


def _findings(path: Path | str) -> dict[str, Status]:
    """What is found below `path`, by the article's own name."""
    run = audit.check([str(path)], audit.Settings(select=("doubled-word",), cache=False))
    known = {(story.id, version.id): version for story in run.stories for version in story.versions}
    return {
        Path(known[one.story, one.span.document].source.path).resolve().as_posix(): one.status
        for one in run.findings
    }


def _reported(path: Path) -> list[dict[str, str]]:
    words = ("--select", "doubled-word", "--format", "json", "--fail-on", "never")
    found: dict[str, list[dict[str, str]]] = json.loads(_audit("check", path, *words))
    return found["findings"]


def _problems(path: Path) -> tuple[Problem, ...]:
    return audit.check([str(path)], audit.Settings(cache=False)).problems


def _git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


@pytest.mark.parametrize("ground", ["nowhere", "git", "audit.toml", "decisions above", "decisions beside"])
def test_a_decision_is_on_its_article_alone_and_holds_from_everywhere(
    news: Path, ground: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    match ground:
        case "git":
            _git(news, "init", "-q")
        case "audit.toml":
            (news / "audit.toml").touch()
        case "decisions above":
            (news / FOLDER).mkdir()
        case "decisions beside":
            (news / "harbour" / FOLDER).mkdir()
    one, other = (news / name / "a.en.txt" for name in ("bridge", "harbour"))
    _audit("decide", "accepted", one, "--rule", "doubled-word")
    whole = {one.as_posix(): Status.ACCEPTED, other.as_posix(): Status.NEW}
    assert _findings(news) == whole
    assert _findings(one.parent) == _findings(one) == {one.as_posix(): Status.ACCEPTED}
    assert _findings(other) == {other.as_posix(): Status.NEW}
    monkeypatch.chdir(news)
    assert _findings(".") == _findings("../news/bridge/..") == whole
    monkeypatch.chdir(one.parent)
    assert _findings(".") == _findings("a.en.txt") == {one.as_posix(): Status.ACCEPTED}
    if ground == "nowhere":
        _git(news, "init", "-q")
        assert _findings(news) == whole
    _audit("prune", news)
    assert _findings(news) == whole


@pytest.mark.parametrize("inside", [True, False])
def test_no_two_articles_have_findings_of_one_fingerprint(news: Path, inside: bool) -> None:
    if inside:
        _git(news, "init", "-q")
        (news / "bridge" / FOLDER).mkdir()

    def told() -> dict[str, str]:
        return {one["path"]: one["fingerprint"] for one in _reported(news)}

    before = told()
    assert len(before) == len(set(before.values())) == 2
    for path, fingerprint in sorted(before.items()):
        said = _audit("decide", "accepted", news, "--finding", fingerprint)
        assert said == "accepted: 1 finding in 1 article\n", path
        assert told() == before, "what a report said is still the name of the finding"


def test_who_names_a_finding_of_several_articles_with_one_id_is_asked(news: Path) -> None:
    for story in ("bridge", "harbour"):
        path = news / story / "a.en.txt"
        path.write_text(f"---\nid: 4711\n---\n{path.read_text()}", encoding="utf-8")
    (fingerprint,) = {one["fingerprint"] for one in _reported(news)}
    assert "name the article" in _audit("decide", "real", news, "--finding", fingerprint, expect=2)
    _audit("decide", "real", news / "bridge", "--finding", fingerprint)
    assert sorted(_findings(news).values()) == [Status.NEW, Status.REAL]


def _renamed(news: Path, rewrite: Callable[[str], str] = str) -> Path:
    """A decision on an article that then goes by another name, in another folder."""
    old, new = news / "bridge/a.en.txt", news / "crossing/opening.en.txt"
    _audit("decide", "accepted", old, "--rule", "doubled-word")
    new.parent.mkdir()
    new.write_text(rewrite(old.read_text(encoding="utf-8")), encoding="utf-8")
    old.unlink()
    return new


@pytest.mark.parametrize("project", [True, False])
def test_outside_of_git_decisions_follow_the_one_article_with_the_text(news: Path, project: bool) -> None:
    if project:
        (news / "audit.toml").touch()
    new = _renamed(news)
    assert _findings(news)[new.as_posix()] is Status.ACCEPTED
    assert not _problems(news)
    said = _audit("prune", news)
    assert "removed 0 decisions and 0 files" in said
    assert len(read(Roots().file_of(str(new)))) == 1
    assert _findings(new) == {new.as_posix(): Status.ACCEPTED}
    assert [path.name for path in news.rglob("*.decisions")] == ["opening.en.txt.decisions"]


@pytest.mark.parametrize("place", ["front matter", "story.toml", "story.toml of a version"])
def test_decisions_follow_the_id_that_an_article_states(news: Path, place: str) -> None:
    folder = news / "bridge"
    path = folder / "a.en.txt"
    match place:
        case "front matter":
            path.write_text(f"---\nid: 4711\n---\n{path.read_text()}", encoding="utf-8")
        case "story.toml":
            (folder / "story.toml").write_text('id = "opening"\n', encoding="utf-8")
        case _:
            (folder / "story.toml").write_text('[versions."a.en.txt"]\nid = "4711"\n', encoding="utf-8")
    (before,) = audit.check([str(folder)], audit.Settings(select=("doubled-word",))).findings
    _audit("decide", "accepted", folder, "--rule", "doubled-word")
    (news / FOLDER).mkdir()
    shutil.move(folder / FOLDER / "a.en.txt.decisions", news / FOLDER / "bridge-a.decisions")
    shutil.rmtree(folder / FOLDER)
    moved = folder.rename(news / "crossing")
    path = moved / "a.en.txt"
    path.write_text(path.read_text().replace(_OPENED, "Nothing else is as it was.\n"), encoding="utf-8")
    run = audit.check([str(news)], audit.Settings(select=("doubled-word",)))
    after = {one.fingerprint: one.status for one in run.findings}
    assert after[before.fingerprint] is Status.ACCEPTED


def test_where_several_articles_fit_the_person_is_asked_and_the_command_attaches(news: Path) -> None:
    new = _renamed(news)
    copy = new.with_name("copy.en.txt")
    shutil.copy(new, copy)
    assert set(_findings(news).values()) == {Status.NEW}
    (problem,) = [one for one in _problems(news) if "gone" in one.message]
    assert not problem.fatal
    old = os.path.relpath(news / "bridge/a.en.txt")
    assert f"audit attach {old} {copy}" in problem.message
    assert "removed 0 decisions and 0 files" in _audit("prune", news)
    _audit("attach", news / "bridge/a.en.txt", new)
    assert _findings(news)[new.as_posix()] is Status.ACCEPTED
    assert _findings(news)[copy.as_posix()] is Status.NEW
    assert "undone: attach" in _audit("undo", news)
    assert _findings(news)[new.as_posix()] is Status.NEW
    assert [path.name for path in news.rglob("*.decisions")] == ["a.en.txt.decisions"]


def test_a_text_that_was_much_rewritten_is_asked_about(news: Path) -> None:
    (news / "bridge/a.en.txt").write_text(_FAULT + _LONG, encoding="utf-8")
    new = _renamed(news, lambda text: text.replace("boats.", "ships.", 30))
    assert _findings(news)[new.as_posix()] is Status.NEW
    assert any("perhaps renamed" in one.message for one in _problems(news))


def test_another_text_with_the_same_fault_gets_no_decision(news: Path) -> None:
    new = _renamed(news, lambda text: text.replace(_OPENED, "Of the boats in the harbour nobody knew.\n"))
    assert _findings(news)[new.as_posix()] is Status.NEW


def test_attaching_what_is_not_there_is_refused(news: Path) -> None:
    path = news / "bridge/a.en.txt"
    assert "no decisions" in _audit("attach", news / "x.txt", path, expect=2)
    assert "expected the file" in _audit("attach", path, news / "x.txt", expect=2)


def test_a_decision_on_a_renamed_article_can_be_taken_back(news: Path) -> None:
    new = _renamed(news)
    _audit("decide", "none", new.parents[1], "--rule", "doubled-word")
    assert set(_findings(news).values()) == {Status.NEW}


def test_articles_of_one_file_have_decisions_of_their_own_and_take_them_along(tmp_path: Path) -> None:
    export = tmp_path / "monday.jsonl"
    rows = ({"id": f"cms-{at}", "lang": "en", "text": f"They saw the the boat {at}."} for at in range(4))
    export.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    def statuses(path: Path) -> list[Status]:
        run = audit.check([str(path)], audit.Settings(select=("doubled-word",)))
        return [one.status for one in sorted(run.findings, key=lambda one: one.span.document)]

    first, *_ = audit.check([str(export)], audit.Settings(select=("doubled-word",))).findings
    _audit("decide", "real", export, "--finding", first.fingerprint)
    assert statuses(export) == [Status.REAL, Status.NEW, Status.NEW, Status.NEW]
    tuesday = export.rename(tmp_path / "tuesday.jsonl")
    assert statuses(tuesday) == [Status.REAL, Status.NEW, Status.NEW, Status.NEW]
    _audit("prune", tmp_path)  # which reads no such file below a folder
    _audit("prune", tuesday)
    assert [one.name for one in tmp_path.rglob("*.decisions")] == ["tuesday.jsonl.decisions"]
    assert statuses(tuesday) == [Status.REAL, Status.NEW, Status.NEW, Status.NEW]


_NAMES = ["a" * 240 + ".txt", "б" * 120 + ".txt", "a\tb.txt", "a\nb.txt", "a b#.txt", "#a.txt", "a\udc80.txt"]


@pytest.mark.parametrize("name", _NAMES)
def test_any_name_can_be_decided_on(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(_FAULT + _OPENED, encoding="utf-8")
    other = tmp_path / (name[:-5] + "x.txt")
    other.write_text(_FAULT + _CLOSED, encoding="utf-8")
    assert "in 1 article" in _audit("baseline", path)
    assert _findings(path) == {path.as_posix(): Status.ACCEPTED}
    assert Status.NEW in _findings(other).values()
    path.rename(tmp_path / "short.txt")
    assert _findings(tmp_path)[(tmp_path / "short.txt").as_posix()] is Status.ACCEPTED
    _audit("prune", tmp_path)
    assert [one.name for one in tmp_path.rglob("*.decisions")] == ["short.txt.decisions"]


def test_names_that_are_too_long_are_told_apart_and_stay_within_the_limit(tmp_path: Path) -> None:
    names = {decisions_file(tmp_path, f"x/{'é' * 120}{ending}").name for ending in ("a.md", "b.md")}
    assert len(names) == 2
    assert all(len(os.fsencode(name)) <= 255 for name in names)


_PATHS = [
    "a/b.txt",
    "a\tb",
    'say "so"',
    '"a"',
    "a\\b",
    "\\",
    " a",
    "\u202egnp",
    "a\udc80",
    "\x1b[31m",
    "é",
    '"',
]


@pytest.mark.parametrize("path", _PATHS)
def test_any_path_fits_on_a_line_and_is_read_back(path: str) -> None:
    assert unquoted(quoted(path)) == path
    assert not set(quoted(path)) & set("\t\n\r\x1b\u202e\udc80")


def test_likeness_tells_an_edited_text_from_another() -> None:
    text = sketch(_LONG)
    assert alike(text, sketch(f"{_LONG} And the mayor was glad.")) > SAME
    assert alike(text, sketch(_LONG.upper().replace(" ", "\n"))) == 1
    assert alike(text, sketch("Nobody had seen the mayor on that cold morning. " * 20)) < PERHAPS / 2
    assert alike(sketch(""), sketch("")) == 0
    chinese = "市长在星期一说新桥将于明年开放并感谢所有工人" * 3
    assert alike(sketch(chinese), sketch(f"{chinese}。他很高兴")) > PERHAPS
