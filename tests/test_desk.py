"""What does the desk answer, to whom, and what of it is kept?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from audit.desk.desk import Desk, shown
from audit.desk.server import application
from audit.model import Verdict
from audit.review.workbench import Asked
from audit.settings import Settings
from audit.web.guard import Address, Door
from tests.review_story import RULES, rules_in, story_in
from tests.words import docx, paragraph, run

_HERE = Address("127.0.0.1", 8765)
_FIELD = re.compile(r'name="(key|was|seen)" value="([^"]*)"')


class Opened:
    """A desk, its door, and a browser that came through it."""

    def __init__(self, folder: Path, paths: tuple[str, ...] = ()) -> None:
        settings = Settings(rules=(rules_in(folder / "rules"),), select=RULES)
        self.folder = folder
        self.desk = Desk(Asked(paths, settings, by="anna"), folder / "shelf")
        self.door = Door(_HERE)
        self.client = TestClient(
            application(self.desk, self.door),
            base_url=_HERE.url,
            follow_redirects=True,
            headers={"Origin": _HERE.url.rstrip("/")},
        )

    def enter(self) -> None:
        assert self.client.get(self.door.start).status_code == 200

    def page(self, story: str) -> str:
        names = {story: name for name, story in self.desk.names().items()}
        return self.client.get(f"/stories/{names[story]}").text

    def post(self, story: str, way: str, **data: str) -> str:
        names = {story: name for name, story in self.desk.names().items()}
        answer = self.client.post(f"/stories/{names[story]}/{way}", data=data)
        assert answer.status_code == 200, answer.text
        return answer.text

    def form(self, story: str, word: str) -> dict[str, str]:
        """The key of the first finding on a word, and how it stands on the page."""
        session = self.desk.looked(story)
        assert session is not None
        key = next(
            key for key, one in session.findings.items() if session.version(key).words(one.span) == word
        )
        fields = _FIELD.findall(self.page(story))
        at = fields.index(("key", key))
        return {"key": key, "was": fields[at + 1][1]}

    def verdict(self, story: str) -> Verdict:
        return max((one.verdict for one in self.desk.workbench.scores(story)), key=lambda one: one.rank)


def _seen(page: str) -> str:
    """What a form says that the page showed."""
    said: dict[str, str] = dict(_FIELD.findall(page))
    return said["seen"]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    folder = story_in(tmp_path / "story")
    one = Opened(tmp_path, (str(folder),))
    one.enter()
    yield one
    one.desk.end()


@pytest.fixture
def story(opened: Opened) -> str:
    (story,) = opened.desk.names().values()
    assert opened.desk.looked(story)
    return story


# Who may ask


def test_the_start_address_opens_once_and_leaves_a_strict_cookie(tmp_path: Path) -> None:
    one = Opened(tmp_path)
    start = one.door.start
    answer = one.client.get(start, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert one.client.get("/").status_code == 200
    stranger = TestClient(one.client.app, base_url=_HERE.url)
    assert stranger.get(start).status_code == 403


def test_without_the_cookie_nothing_is_told(tmp_path: Path) -> None:
    one = Opened(tmp_path)
    assert one.client.get("/").status_code == 403
    assert one.client.get("/?token=guessed").status_code == 403
    assert one.client.post("/stories", data={"text": "x"}).status_code == 403
    assert not list((tmp_path / "shelf").iterdir())


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", ""])
def test_another_name_for_this_machine_is_refused(opened: Opened, host: str) -> None:
    assert opened.client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:80", ""])
def test_a_page_of_somebody_else_changes_nothing(opened: Opened, origin: str) -> None:
    answer = opened.client.post("/stories", data={"text": "Some words."}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert not list((opened.folder / "shelf").iterdir())


def test_every_answer_says_what_a_browser_must_not_do(opened: Opened, story: str) -> None:
    for answer in (opened.client.get("/"), opened.client.get("/nothing"), opened.client.get("/stories/none")):
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
    text = opened.page(story)
    assert "require-trusted-types-for" in text
    assert not re.search(r" on\w+=", text.split("<script>")[0])


# What is put on it


def test_a_pasted_text_becomes_a_story_of_its_own_in_files(opened: Opened) -> None:
    text = "The brigde opens on Monday, said the mayor of Osterby."
    page = opened.client.post("/stories", data={"text": text, "title": "Osterby opens", "lang": "en"}).text
    assert "slip for" in page
    assert (opened.folder / "shelf" / "Osterby-opens" / "article.txt").read_text() == text


def test_a_story_on_the_shelf_is_listed_by_its_name_alone(tmp_path: Path) -> None:
    one = Opened(tmp_path, ())
    one.enter()
    data = {"text": "The brigde opens on Monday.", "title": "Osterby opens", "lang": "en"}
    one.client.post("/stories", data=data)
    assert re.findall(r"<bdi>([^<]*)</bdi>", one.client.get("/").text)[:1] == ["Osterby-opens"]
    (story,) = one.desk.names().values()
    assert f">{story}<" not in one.page(story)
    assert "<title>Osterby-opens – audit desk</title>" in one.page(story)
    one.desk.end()


def test_an_original_beside_it_is_known_as_one(opened: Opened) -> None:
    data = {
        "text": "The bridge opens on Monday.",
        "original": "Die Brücke wird am Montag eröffnet.",
        "title": "two",
    }
    opened.client.post("/stories", data=data)
    told = (opened.folder / "shelf" / "two" / "story.toml").read_text()
    assert '[versions."original.txt"]\nrole = "source"' in told


def test_several_files_are_versions_of_one_story_or_a_story_each(opened: Opened) -> None:
    files = [("files", (f"{name}.txt", b"The brigde opens on Monday.", "text/plain")) for name in "ab"]
    opened.client.post("/stories", files=files, data={"title": "one"})
    assert sorted(path.name for path in (opened.folder / "shelf" / "one").glob("*.txt")) == ["a.txt", "b.txt"]
    opened.client.post("/stories", files=files, data={"apart": "yes"})
    assert {"a", "b"} <= {path.name for path in (opened.folder / "shelf").iterdir()}


@pytest.mark.parametrize(
    "name",
    ["../../outside.txt", "/etc/outside.txt", "..\\..\\outside.txt", "a\u202etxt.txt", "-rf.txt", "CON.txt"],
)
def test_no_name_of_a_file_says_where_it_lies(opened: Opened, name: str) -> None:
    opened.client.post("/stories", files=[("files", (name, b"The bridge opens.", "text/plain"))])
    shelf = opened.folder / "shelf"
    assert not list(opened.folder.glob("outside*"))
    for path in shelf.rglob("*.txt"):
        assert re.fullmatch(r"[\w-]+\.txt", path.name)
        assert path.is_relative_to(shelf)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.exe", b"MZ", "expected .txt"),
        ("a.txt", b"  \n", "empty"),
        ("none", b"words", "expected .txt"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(
    opened: Opened, name: str, data: bytes, said: str
) -> None:
    answer = opened.client.post("/stories", files=[("files", (name, data, "text/plain"))])
    assert answer.status_code == 422
    assert said in answer.text
    assert not list((opened.folder / "shelf").iterdir())


def test_more_than_it_takes_is_refused_whatever_the_length_that_is_told(opened: Opened) -> None:
    large = b"x" * (9 << 20)
    assert (
        opened.client.post("/stories", files=[("files", ("a.txt", large, "text/plain"))]).status_code == 413
    )

    def pieces() -> Iterator[bytes]:
        yield b"text="
        for _ in range(9):
            yield b"x" * (1 << 20)

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert opened.client.post("/stories", content=pieces(), headers=kind).status_code == 413
    assert not list((opened.folder / "shelf").iterdir())


def test_more_files_than_it_takes_are_refused(opened: Opened) -> None:
    files = [("files", (f"{number}.txt", b"words", "text/plain")) for number in range(50)]
    assert opened.client.post("/stories", files=files).status_code == 400


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30, "-1", "²", ""])
def test_a_number_that_counts_nothing_is_told(opened: Opened, story: str, number: str) -> None:
    (name,) = opened.desk.names()
    text = opened.client.get(f"/stories/{name}/text", params={"version": number})
    assert (text.status_code, "no such version" in text.text) == (404, True)
    assert opened.client.post("/archive", data={"article": number}).status_code in (404, 502)


def test_half_characters_are_no_text(opened: Opened) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n+2AA-hello\r\n--x--\r\n'
    kind = {"content-type": "multipart/form-data; boundary=x; charset=utf-7"}
    answer = opened.client.post("/stories", content=body, headers=kind)
    assert (answer.status_code, "expected text in UTF-8" in answer.text) == (422, True)


def test_nothing_is_said_of_a_version_that_is_gone(opened: Opened, story: str) -> None:
    (name,) = opened.desk.names()
    data = {"document": "gone", "lang": "en", "role": "source"}
    assert opened.client.post(f"/stories/{name}/version", data=data).status_code == 404


def test_a_document_that_is_none_is_told_on_its_page(opened: Opened) -> None:
    answer = opened.client.post("/stories", files=[("files", ("a.docx", b"PK no", "application/zip"))])
    assert answer.status_code == 200
    assert "a.docx" in answer.text


# What is decided


def test_a_decision_moves_the_verdict_and_is_kept_in_files(opened: Opened, story: str) -> None:
    before = opened.verdict(story)
    for word in ("brigde", "mayoress", "410"):
        opened.post(story, "decide", action="false_alarm", **opened.form(story, word))
    assert "3 findings dismissed or kept" in opened.page(story)
    assert opened.verdict(story).rank < before.rank
    again = Desk(opened.desk.workbench.asked, opened.folder / "shelf")
    session = again.looked(story)
    assert session is not None
    assert session.decided == 3


def test_a_step_is_undone_and_done_again(opened: Opened, story: str) -> None:
    opened.post(story, "decide", action="accept", **opened.form(story, "brigde"))
    session = opened.desk.looked(story)
    assert session is not None
    assert session.decided == 1
    assert "undone" in opened.post(story, "undo")
    opened.post(story, "redo")
    assert opened.desk.workbench.session(story).decided == 1


def test_a_page_that_is_out_of_date_decides_nothing(opened: Opened, story: str) -> None:
    first = opened.form(story, "brigde")
    opened.post(story, "decide", action="accept", **first)
    page = opened.post(story, "decide", action="false_alarm", **first)
    assert "decided elsewhere meanwhile" in page
    assert opened.desk.workbench.session(story).mark(first["key"]).fix == "bridge"


def test_to_keep_a_text_takes_a_reason(opened: Opened, story: str) -> None:
    names = {story: name for name, story in opened.desk.names().items()}
    data = {"action": "keep", "words": " ", **opened.form(story, "brigde")}
    assert opened.client.post(f"/stories/{names[story]}/decide", data=data).status_code == 422
    opened.post(story, "decide", action="keep", words="their spelling", **opened.form(story, "brigde"))
    assert "kept by anna: their spelling" in opened.page(story)


def test_all_of_a_rule_are_dismissed_in_every_story_and_come_back_as_one(opened: Opened, story: str) -> None:
    opened.client.post("/stories", data={"text": "They utilised steel, said the mayor.", "lang": "en"})
    for one in opened.desk.names().values():
        opened.desk.looked(one)
    assert "2 stories" in opened.client.get("/rules/loud-word").text
    opened.client.post("/rules/loud-word", data={"seen": _seen(opened.client.get("/rules/loud-word").text)})
    assert opened.desk.by_rule()["loud-word"] == 0
    opened.post(story, "undo")
    assert opened.desk.by_rule()["loud-word"] > 1


def test_no_finding_of_a_rule_is_dismissed_that_the_page_did_not_show(opened: Opened, story: str) -> None:
    seen = _seen(opened.client.get("/rules/loud-word").text)
    before = opened.desk.by_rule()["loud-word"]
    opened.client.post("/stories", data={"text": "They utilised steel, said the mayor.", "lang": "en"})
    for one in opened.desk.names().values():
        opened.desk.looked(one)
    assert "not done: other findings" in opened.client.post("/rules/loud-word", data={"seen": seen}).text
    assert opened.desk.by_rule()["loud-word"] == before + 1


def test_what_was_accepted_is_downloaded_and_written_only_when_asked(opened: Opened, story: str) -> None:
    opened.post(story, "decide", action="accept", **opened.form(story, "brigde"))
    name = {story: name for name, story in opened.desk.names().items()}[story]
    session = opened.desk.workbench.session(story)
    version = session.version(next(iter(session.pending)))
    number = session.story.versions.index(version)
    file = Path(version.source.path)
    for form in ("txt", "file"):
        got = opened.client.get(f"/stories/{name}/text?version={number}&form={form}")
        assert got.text.startswith("The bridge over")
    assert file.read_text().startswith("The brigde")
    page = opened.client.post(f"/stories/{name}/preview").text
    assert "+ The bridge" in page
    (digest,) = re.findall(r'name="shown" value="(\w+)"', page)
    assert "look at it once more" in opened.post(story, "write", shown="another")
    assert file.read_text().startswith("The brigde")
    opened.post(story, "write", shown=digest)
    assert file.read_text().startswith("The bridge")
    opened.post(story, "undo")
    assert file.read_text().startswith("The brigde")


def test_a_word_document_comes_back_as_one_with_tracked_changes_and_comments(opened: Opened) -> None:
    data = docx(paragraph(run("The brigde opens on Monday. They utilised steel for it.")))
    opened.client.post(
        "/stories", files=[("files", ("draft.docx", data, "application/zip"))], data={"lang": "en"}
    )
    story = next(one for one in opened.desk.names().values() if "draft" in one)
    opened.post(story, "decide", action="accept", **opened.form(story, "brigde"))
    opened.post(story, "decide", action="confirm", **opened.form(story, "utilised"))
    name = {story: name for name, story in opened.desk.names().items()}[story]
    got = opened.client.get(f"/stories/{name}/text?version=0&form=file")
    assert got.headers["content-disposition"].endswith("draft.docx")
    from io import BytesIO
    from zipfile import ZipFile

    parts = {
        one: ZipFile(BytesIO(got.content)).read(one).decode()
        for one in ZipFile(BytesIO(got.content)).namelist()
    }
    assert re.search(r'<w:ins [^>]*w:author="anna"', parts["word/document.xml"])
    assert "more letters" in parts["word/comments.xml"]


def test_language_and_role_are_changed_by_what_a_person_says(opened: Opened) -> None:
    opened.client.post("/stories", data={"text": "The brigde opens.", "title": "told", "lang": "en"})
    story = next(one for one in opened.desk.names().values() if "told" in one)
    (version,) = opened.desk.entry(story).story.versions
    opened.client.post(
        f"/stories/{ {s: n for n, s in opened.desk.names().items()}[story] }/beside",
        data={"text": "Die Brücke ist offen.", "lang": "de", "role": "source"},
    )
    session = opened.desk.looked(story)
    assert session is not None
    assert [one.role.value for one in session.story.versions] == ["translation", "source"]
    opened.post(story, "version", document=version.id, lang="en-GB", role="coverage")
    assert opened.desk.entry(story).story.version(version.id).lang == "en-GB"
    told = (opened.folder / "shelf" / "told" / "story.toml").read_text()
    assert 'role = "coverage"' in told


# Who signs


def _signed(opened: Opened, story: str, document: str, **more: str) -> str:
    session = opened.desk.looked(story)
    assert session is not None
    data = {"document": document, "name": "Ana Kos", "kind": "human-review", "facts": "yes"}
    data |= {"seen": shown(session), **more}
    names = {story: name for name, story in opened.desk.names().items()}
    return opened.client.post(f"/stories/{names[story]}/sign", data=data).text


def test_a_person_signs_and_a_later_change_voids_it(opened: Opened) -> None:
    opened.client.post(
        "/stories", data={"text": "The bridge opens on Monday.", "title": "clean", "lang": "en"}
    )
    story = next(one for one in opened.desk.names().values() if "clean" in one)
    (version,) = opened.desk.entry(story).story.versions
    page = _signed(opened, story, version.id)
    assert "signed by Ana Kos" in page
    name = {story: name for name, story in opened.desk.names().items()}[story]
    record = json.loads(opened.client.get(f"/stories/{name}/record?version=0&form=json").text)
    assert record["review"]["facts_checked"] is True
    assert record["review"]["sources_checked"] is False
    ninjs = opened.client.get(f"/stories/{name}/record?version=0&form=ninjs").json()
    assert ninjs["standard"]["name"] == "ninjs"
    Path(version.source.path).write_text("The bridge opens on Tuesday.")
    assert "does not hold any more" in opened.page(story)
    assert "but the text was changed" in opened.client.get("/").text


def test_nobody_signs_for_what_the_page_did_not_show(opened: Opened, story: str) -> None:
    session = opened.desk.looked(story)
    assert session is not None
    version = session.version(next(iter(session.findings)))
    seen = _seen(opened.page(story).partition('id="sign"')[2])
    opened.post(story, "decide", action="false_alarm", **opened.form(story, "brigde"))
    assert "changed since its page was shown" in _signed(opened, story, version.id, seen=seen)
    seen = _seen(opened.page(story).partition('id="sign"')[2])
    path = Path(version.source.path)
    path.write_text(f"{path.read_text()} It is long.")
    assert "changed since its page was shown" in _signed(opened, story, version.id, seen=seen)
    assert opened.desk.signed(version).record is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": " "}, "without a person"),
        ({"kind": "automatic"}, "expected human-review"),
        ({"role": "a\x07b"}, "one line"),
    ],
)
def test_nobody_signs_without_saying_who_and_what(opened: Opened, more: dict[str, str], said: str) -> None:
    opened.client.post(
        "/stories", data={"text": "The bridge opens on Monday.", "title": "clean", "lang": "en"}
    )
    story = next(one for one in opened.desk.names().values() if "clean" in one)
    (version,) = opened.desk.entry(story).story.versions
    assert said in _signed(opened, story, version.id, **more)
    assert opened.desk.signed(version).record is None


def test_the_form_of_the_sign_off_is_empty(opened: Opened, story: str) -> None:
    form = opened.page(story).partition('id="sign"')[2]
    assert 'name="name" autocomplete="off" required' in form
    assert " value=" not in form.split('name="name"')[1].split("</label>")[0]
    assert not re.search(r'type="checkbox"[^>]* checked', form.split("</form>")[0])


def test_what_a_text_says_is_only_words(opened: Opened) -> None:
    text = "<script>alert(1)</script> The brigde [b]opens[/b]. \x1b[31m"
    page = opened.client.post("/stories", data={"text": text, "title": "<img src=x>", "lang": "en"}).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\x1b" not in page
