"""The HTTP API answers what a CMS asks, refuses in words what it cannot answer, and loses nothing."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import socket
import stat
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner, Result

from audit.archive.articles import ArchivedArticle
from audit.archive.store import Archive
from audit.cli import app
from audit.fix.fresh_word import word_of
from audit.load import load_bytes
from audit.serve import workers
from audit.serve.application import OPERATIONS
from audit.serve.composed import composed
from audit.serve.openapi import specification
from audit.serve.requests import ArticleBlock, AskedArticle
from audit.serve.tokens import Scope
from audit.serve.workers import QueueLimits
from audit.signoff import SignOff
from audit.signoff.ninjs import record_in
from audit.signoff.record import is_whole
from tests.serving import Serving, serving

_CLEAN = "The mayor opened the bridge on Friday. She said the works had cost two million euros."
_TWICE = "The mayor opened the the bridge on Friday. She said the works had cost two million euros."
_ORIGINAL = {
    "lang": "de",
    "text": "Die Brücke kostete 38 Millionen Euro, sagte die Bürgermeisterin am Freitag.",
}
_BLOCKED = "The bridge cost 38 billion euros, the mayor said on Friday."
_WHO = {"name": "Ana Horvat", "role": "night editor"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(str(tmp_path_factory.mktemp("serve") / "serve.sqlite")) as one:
        yield one


def _problem(response: Any, status: int, word: str) -> str:
    """The detail of a problem of this kind."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert told["type"] == f"urn:audit:problem:{word}"
    assert told["status"] == status
    return str(told["detail"])


def test_health_needs_no_token_and_says_that_the_rules_are_being_read(
    tmp_path: Path, server: Serving
) -> None:
    assert server.client.get("/v1/health").json()["status"] == "ok"
    with serving(str(tmp_path / "serve.sqlite"), warm=False) as cold:
        response = cold.client.get("/v1/health")
        assert (response.status_code, response.json()["status"]) == (503, "warming")
        assert int(response.headers["retry-after"]) > 0
        asked = cold.ask("POST", "/v1/check", json={"article": {"id": "a", "text": _CLEAN}})
        _problem(asked, 503, "warming")
        assert int(asked.headers["retry-after"]) > 0


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic YTpi", "Bearer \xe9"])
def test_nobody_gets_in_without_a_token_that_is_known(server: Serving, header: str) -> None:
    headers = [(b"Authorization", header.encode("latin-1"))]
    response = server.client.get("/v1/checks/x", headers=headers)
    _problem(response, 401, "no-token")
    assert response.headers["www-authenticate"] == "Bearer"


def test_a_token_allows_what_its_scopes_say_and_nothing_else(server: Serving) -> None:
    gate = server.let_in("gate only", Scope.GATE)
    refused = server.ask("POST", "/v1/check", token=gate, json={"article": {"id": "a", "text": _CLEAN}})
    assert "check" in _problem(refused, 403, "not-allowed")
    sha256 = hashlib.sha256(b"").hexdigest()
    _problem(server.ask("GET", f"/v1/articles/never/gate?sha256={sha256}", token=gate), 404, "not-found")


def test_a_clean_text_passes_and_is_known_by_its_digest(server: Serving) -> None:
    told = server.check(_CLEAN, "clean")
    assert (told["verdict"], told["publish"], told["total"]) == ("pass", "yes", 0)
    assert told["sha256"] == hashlib.sha256(_CLEAN.encode()).hexdigest()
    assert server.ask("GET", f"/v1/checks/{told['id']}").json() == told


def test_what_contradicts_its_original_is_blocked_and_answered_with_200(server: Serving) -> None:
    told = server.check(_BLOCKED, "blocked", original=_ORIGINAL)
    assert (told["verdict"], told["publish"]) == ("block", "no")
    assert told["blocking"] == [told["findings"][0]["fingerprint"]]
    assert [(one["id"], one["role"], one["found_by"]) for one in told["siblings"]] == [
        ("original", "original", "request")
    ]


def test_a_title_alone_is_no_pass(server: Serving) -> None:
    told = server.check("Bridge", "title")
    assert (told["verdict"], told["publish"]) == ("not judged", "warn")


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_where_nothing_can_be_read_nothing_passes(server: Serving, text: str) -> None:
    asked = server.ask("POST", "/v1/check", json={"article": {"id": "a", "text": text}})
    _problem(asked, 422, "nothing-to-read")


def test_places_are_told_in_blocks_in_the_units_that_were_asked_for(server: Serving) -> None:
    blocks = [
        {"id": "one", "text": "Fish & chips 😀 were sold at the the bridge on Friday, she said."},
        {"id": "two", "html": "<p>The mayor came to the <b>the</b> opening of the bridge on Friday.</p>"},
    ]
    for offsets in ("codepoint", "utf16"):
        told = server.check(id_="blocks", article={"blocks": blocks}, offsets=offsets)
        words = {one["id"]: one.get("text") or one["html"] for one in blocks}
        found = {one["block"]: one for one in told["findings"] if one["rule"] == "doubled-word"}
        assert set(found) == {"one", "two"}
        for name, one in found.items():
            encoded = words[name].encode("utf-16-le")
            start, end = one["span"]["start"], one["span"]["end"]
            if offsets == "utf16":
                said = encoded[2 * start : 2 * end].decode("utf-16-le")
            else:
                said = words[name][start:end]
            assert said in ("the the", "the <b>the")
            assert words[name].endswith(one["after"]) or one["after"] in words[name]
            assert one["before"] + said + one["after"] in words[name]
    whole = "\n\n".join(one.get("text") or one["html"] for one in blocks)
    assert told["sha256"] == hashlib.sha256(whole.encode()).hexdigest()


def test_a_title_is_part_of_the_text_and_of_its_digest(server: Serving) -> None:
    told = server.check(_CLEAN, "titled", article={"title": "The the bridge is opened"})
    (found,) = told["findings"]
    assert (found["block"], found["span"]) == ("title", {"start": 0, "end": 7})
    assert told["sha256"] == hashlib.sha256(f"The the bridge is opened\n\n{_CLEAN}".encode()).hexdigest()


def test_words_become_html_beside_html_without_losing_their_places() -> None:
    article = AskedArticle(
        "a", blocks=(ArticleBlock("x", text="a < b & c"), ArticleBlock("y", html="<i>d</i>"))
    )
    whole = composed(article)
    at = whole.text.index("c</p>")
    assert whole.located(at, at + 1, utf16=False)[:3] == ("x", 8, 9)


def test_findings_come_page_by_page(server: Serving) -> None:
    text = " ".join(f"Then the the {word} came to the bridge." for word in ("mayor", "judge", "nurse"))
    told = server.check(text, "pages", limit=2)
    assert (told["total"], len(told["findings"])) == (3, 2)
    rest = server.ask("GET", told["next"]).json()
    assert (len(rest["findings"]), rest["next"]) == (1, None)
    _problem(server.ask("GET", f"/v1/checks/{told['id']}?from=x"), 400, "malformed")


def test_only_what_is_asked_for_is_looked_for_and_shown(server: Serving) -> None:
    told = server.check(_TWICE, "some", minSeverity="critical")
    assert told["total"] == 0
    told = server.check(_TWICE, "some", select=["numbers"])
    assert told["total"] == 0
    wrong = {"article": {"id": "a", "text": _CLEAN}, "select": ["no-such-rule"]}
    assert "no-such-rule" in _problem(server.ask("POST", "/v1/check", json=wrong), 422, "not-so")


def test_a_decision_lifts_the_verdict_is_taken_back_and_holds_for_the_next_check(server: Serving) -> None:
    told = server.check(_BLOCKED, "decided", original=_ORIGINAL)
    path = f"/v1/checks/{told['id']}/decisions"
    (fingerprint,) = told["blocking"]
    alarm = [{"fingerprint": fingerprint, "action": "false-alarm", "reason": "a live blog", "by": "Ana"}]
    lifted = server.ask("POST", path, json=alarm).json()
    assert lifted["verdict"] != "block"
    assert [(one["status"], one["reason"]) for one in lifted["findings"]] == [("false-alarm", "a live blog")]
    assert server.check(_BLOCKED, "decided", original=_ORIGINAL)["verdict"] == lifted["verdict"]
    back = server.ask("POST", path, json=[{"fingerprint": fingerprint, "action": "undo"}]).json()
    assert back["verdict"] == "block"
    unknown = server.ask("POST", path, json=[{"fingerprint": "nobody", "action": "keep"}])
    _problem(unknown, 404, "not-found")


def test_what_was_decided_on_another_text_is_refused(server: Serving) -> None:
    told = server.check(_TWICE, "matched")
    path = f"/v1/checks/{told['id']}/decisions"
    said = [{"fingerprint": told["findings"][0]["fingerprint"], "action": "keep"}]
    asked = server.ask("POST", path, json=said, headers={"If-Match": f'"{"0" * 64}"'})
    _problem(asked, 409, "text-changed")
    asked = server.ask("POST", path, json=said, headers={"If-Match": f'"{told["sha256"]}"'})
    assert asked.status_code == 200
    assert asked.headers["etag"] == f'"{told["sha256"]}"'


def test_the_document_has_the_corrections_that_were_decided_on(server: Serving) -> None:
    told = server.check(_TWICE, "document")
    path = f"/v1/checks/{told['id']}/document"
    assert server.ask("GET", path).text == _TWICE
    fix = [{"fingerprint": told["findings"][0]["fingerprint"], "action": "fix"}]
    assert server.ask("POST", f"/v1/checks/{told['id']}/decisions", json=fix).status_code == 200
    assert server.ask("GET", path).text == _CLEAN
    marked = server.ask("GET", f"{path}?format=txt&changes=tracked").text
    assert marked == _TWICE.replace("the the", "the {--the --}").replace("} ", "}")
    for changes, ins in (("tracked", True), ("applied", False)):
        made = server.ask("GET", f"{path}?format=docx&changes={changes}")
        assert made.headers["content-type"].endswith("wordprocessingml.document")
        (loaded,) = load_bytes(made.content, "made.docx", ".docx")
        assert loaded.text.strip() == _CLEAN
        assert (b"w:del " in _body(made.content)) is ins
    own = [{"fingerprint": told["findings"][0]["fingerprint"], "action": "fix", "fix": "a"}]
    server.ask("POST", f"/v1/checks/{told['id']}/decisions", json=own)
    assert server.ask("GET", path).text == _TWICE.replace("the the", "a")
    _problem(server.ask("GET", f"{path}?format=pdf"), 400, "malformed")


def _body(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", _TWICE.encode()),
        ("a.md", f"# Bridge\n\n{_TWICE}\n".encode()),
        ("a.html", f"<h1>Bridge</h1><p>{_TWICE}</p>".encode()),
        ("a.docx", word_of(_TWICE)),
    ],
)
def test_a_file_is_read_as_what_its_name_says(server: Serving, name: str, data: bytes) -> None:
    form = {"request": json.dumps({"article": {"id": name, "lang": "en"}})}
    told = server.ask("POST", "/v1/check", data=form, files={"file": (name, data)}).json()
    assert [one["rule"] for one in told["findings"]] == ["doubled-word"]
    assert told["sha256"] == hashlib.sha256(data).hexdigest()
    fix = [{"fingerprint": told["findings"][0]["fingerprint"], "action": "fix"}]
    server.ask("POST", f"/v1/checks/{told['id']}/decisions", json=fix)
    made = server.ask("GET", f"/v1/checks/{told['id']}/document?format=docx&changes=applied")
    (loaded,) = load_bytes(made.content, "made.docx", ".docx")
    assert _CLEAN in loaded.text


@pytest.mark.parametrize(
    ("said", "status", "word"),
    [
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400, "malformed"),
        ({"content": b"\xff", "headers": {"Content-Type": "application/json"}}, 400, "malformed"),
        ({"json": {"article": {"id": 1, "text": "x"}}}, 400, "malformed"),
        ({"json": {"article": {"id": "a", "text": "x"}, "sibling": []}}, 400, "malformed"),
        ({"json": {"article": {"id": "a\n", "text": "x"}}}, 400, "malformed"),
        ({"json": []}, 400, "malformed"),
        (
            {"content": b"[" * 5_000_000, "headers": {"Content-Type": "application/json"}},
            400,
            "malformed",
        ),
        ({"content": b"<a/>", "headers": {"Content-Type": "text/xml"}}, 415, "wrong-type"),
        ({"files": {"file": ("a.exe", b"MZ")}, "data": {"request": "{}"}}, 415, "wrong-type"),
        ({"files": {"file": ("a.txt", b"x")}, "data": {"other": "{}"}}, 400, "malformed"),
        ({"files": {"file": ("a.docx", b"no")}, "data": {"request": '{"article":{"id":"a"}}'}}, 422, ""),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 400, "malformed"),
        ({"json": {"article": {"id": "a", "text": "x", "blocks": [{"id": "b"}]}}}, 422, "not-so"),
        ({"json": {"article": {"id": "a", "text": "x" * (9 << 20)}}}, 413, "too-large"),
    ],
)
def test_what_is_no_request_is_refused_in_words(
    server: Serving, said: dict[str, Any], status: int, word: str
) -> None:
    asked = server.ask("POST", "/v1/check", **said)
    assert _problem(asked, status, word or "nothing-to-read")


def test_addresses_and_methods_that_there_are_not_are_problems_too(server: Serving) -> None:
    _problem(server.ask("GET", "/v1/nothing"), 404, "not-found")
    _problem(server.ask("GET", "/v1/checks/never"), 404, "not-found")
    asked = server.ask("DELETE", "/v1/check")
    _problem(asked, 405, "wrong-method")
    assert asked.headers["allow"] == "POST"


def test_a_person_signs_and_the_gate_opens_for_this_text_alone(server: Serving) -> None:
    told = server.check(_CLEAN, "news/2026/signed", article={"url": "https://post.example/bridge"})
    path, gate = f"/v1/checks/{told['id']}/review", "/v1/articles/news/2026/signed/gate?sha256="
    assert server.ask("GET", gate + told["sha256"]).json()["signed"] is False
    _problem(server.ask("GET", path), 404, "not-found")
    said = {"sha256": told["sha256"], "reviewer": _WHO, "facts_checked": True}
    asked = server.ask("POST", path, json=said)
    assert asked.status_code == 201
    record = msgspec.convert(asked.json(), SignOff)
    assert is_whole(record)
    assert (record.review.facts_checked, record.review.sources_checked) == (True, False)
    assert (record.article.url, record.article.sha256) == ("https://post.example/bridge", told["sha256"])
    assert server.ask("GET", path).json() == asked.json()
    assert record_in(server.ask("GET", f"{path}?format=ninjs").json()) == record
    opened = server.ask("GET", gate + told["sha256"]).json()
    assert (opened["publish"], opened["signed"], opened["reviewer"]) == ("yes", True, "Ana Horvat")
    other = hashlib.sha256(f"{_CLEAN} More.".encode()).hexdigest()
    closed = server.ask("GET", gate + other).json()
    assert (closed["publish"], closed["verdict"]) == ("no", "not judged")
    assert closed["why"] == "the text was changed after it was signed"
    second = msgspec.convert(server.ask("POST", path, json=said).json(), SignOff)
    assert second.previous_record == record.record_sha256
    _problem(server.ask("POST", path, json={**said, "sha256": "0" * 64}), 409, "text-changed")
    _problem(server.ask("POST", path, json={"sha256": told["sha256"]}), 400, "malformed")
    _problem(server.ask("POST", path, json={**said, "reviewer": {"name": " "}}), 400, "malformed")
    _problem(server.ask("GET", gate + "0"), 400, "malformed")


def test_a_blocked_text_is_overridden_by_a_role_with_a_reason_or_not_at_all(server: Serving) -> None:
    told = server.check(_BLOCKED, "overridden", original=_ORIGINAL)
    path = f"/v1/checks/{told['id']}/review"
    said = {"sha256": told["sha256"], "reviewer": _WHO}
    _problem(server.ask("POST", path, json=said), 409, "blocked")
    over = {**said, "override": "the ministry confirmed it by telephone"}
    desk = server.let_in("desk", Scope.SIGN)
    _problem(server.ask("POST", path, token=desk, json=over), 403, "not-allowed")
    _problem(server.ask("POST", path, json={**over, "reviewer": {"name": "Ana"}}), 422, "not-so")
    record = server.ask("POST", path, json=over).json()
    assert (record["verdict"], record["override"]) == ("block", over["override"])
    gate = server.ask("GET", f"/v1/articles/overridden/gate?sha256={told['sha256']}").json()
    assert (gate["publish"], gate["verdict"], gate["override"]) == ("yes", "block", over["override"])


def test_siblings_are_found_in_the_archive_of_the_server(tmp_path: Path) -> None:
    archive = str(tmp_path / "archive.sqlite")
    texts = {
        "agency": "The flood killed thirty people in the Neretva valley on Monday, rescuers said. Hundreds"
        " of houses in Mostar and Konjic were destroyed, and the railway to Sarajevo is closed until Friday.",
        "radio": "Rescuers said on Monday that thirty people were killed by the flood in the Neretva"
        " valley. In Mostar and Konjic hundreds of houses are destroyed. No trains go to Sarajevo.",
    }
    with Archive(archive, create=True) as opened:
        list(opened.add([ArchivedArticle(name, text, "en", name) for name, text in texts.items()]))
    draft = (
        "On Monday the flood killed 13 people in the valley of the Neretva, rescuers said. It destroyed"
        " hundreds of houses in Konjic and Mostar, and the railway to Sarajevo will be closed until Friday."
    )
    with serving(str(tmp_path / "serve.sqlite"), archive=archive) as one:
        told = one.check(draft, "flood")
        assert {(each["id"], each["found_by"]) for each in told["siblings"]} >= {("agency", "archive")}
        assert one.check(draft, "flood", siblings="none")["siblings"] == []
        fingerprints = [each["fingerprint"] for each in told["findings"]]
        said = [{"fingerprint": fingerprints[0], "action": "keep"}]
        path = f"/v1/checks/{told['id']}/decisions"
        again = one.ask("POST", path, json=said).json()
        assert again["siblings"] == told["siblings"]


def test_addresses_are_kept_and_never_fetched(server: Serving) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/secret"
        siblings = [{"id": "s", "lang": "en", "text": _CLEAN, "url": url}]
        server.check(
            _CLEAN, "url", article={"url": url}, original={**_ORIGINAL, "url": url}, siblings=siblings
        )
        listening.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listening.accept()


def test_a_check_that_takes_too_long_is_stopped_and_another_worker_goes_on(tmp_path: Path) -> None:
    with serving(str(tmp_path / "serve.sqlite")) as one:
        before = one.workers.pids
        one.workers.limits = one.workers.limits._replace(seconds=0.001)
        asked = one.ask("POST", "/v1/check", json={"article": {"id": "a", "text": _CLEAN * 200}})
        _problem(asked, 504, "out-of-time")
        assert not any(map(_lives, before))
        one.workers.limits = one.workers.limits._replace(seconds=60)
        assert one.check(_CLEAN)["verdict"] == "pass"
        for pid in one.workers.pids:
            os.kill(pid, signal.SIGKILL)
        asked = one.ask("POST", "/v1/check", json={"article": {"id": "a", "text": _CLEAN}})
        _problem(asked, 500, "failed")
        assert one.check(_CLEAN)["verdict"] == "pass"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("waiting", [100, 8])
def test_of_fifty_at_once_each_is_answered_and_what_is_too_many_is_told_so(
    tmp_path: Path, waiting: int
) -> None:
    with serving(
        str(tmp_path / "serve.sqlite"), QueueLimits(waiting=waiting, waiting_each=5 + waiting // 2)
    ) as one:
        answers: list[tuple[int, str, str]] = []

        def ask(number: int) -> None:
            article = {"id": str(number), "lang": "en", "text": f"{_CLEAN} It was day {number}."}
            response = one.ask("POST", "/v1/check", json={"article": article})
            told = response.json()
            answers.append(
                (response.status_code, told.get("article", ""), response.headers.get("retry-after", ""))
            )

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(50)]
        for thread in threads:
            thread.start()
        health = one.client.get("/v1/health")
        for thread in threads:
            thread.join()
        assert health.status_code == 200
        assert len(answers) == 50
        assert {status for status, _, _ in answers} <= {200, 429, 503}
        assert all(again for status, _, again in answers if status != 200)
        done = [article for status, article, _ in answers if status == 200]
        assert len(set(done)) == len(done) >= waiting // 2
        if waiting == 100:
            assert len(done) == 50
        for article in done:
            text = f"{_CLEAN} It was day {article}."
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            gate = one.ask("GET", f"/v1/articles/{article}/gate?sha256={sha256}").json()
            assert gate["publish"] == "yes"


def test_a_check_is_kept_for_its_time_and_no_longer(tmp_path: Path) -> None:
    with serving(str(tmp_path / "serve.sqlite"), kept_seconds=-1) as one:
        response = one.ask("POST", "/v1/check", json={"article": {"id": "a", "lang": "en", "text": _CLEAN}})
        assert response.status_code == 200
        _problem(one.ask("GET", f"/v1/checks/{response.json()['id']}"), 404, "not-found")


def test_nothing_of_a_text_is_logged_and_no_secret_is_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "serve.sqlite"
    secret_words = "Zanzibarquux"
    with serving(str(place)) as one:
        one.check(f"{_CLEAN} {secret_words} came.", "logged")
        one.ask("POST", "/v1/check", content=secret_words.encode())
        one.workers.limits = one.workers.limits._replace(seconds=0.001)
        one.ask("POST", "/v1/check", json={"article": {"id": "a", "text": secret_words * 900}})
    said = capfd.readouterr()
    assert secret_words not in said.out + said.err + caplog.text
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert one.token.encode() not in kept
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_what_cannot_be_kept_is_told_and_may_be_asked_again(tmp_path: Path) -> None:
    place = tmp_path / "serve.sqlite"
    with serving(str(place)) as one:
        for file in tmp_path.glob("serve.sqlite*"):
            file.write_bytes(b"no database" * 1000)
        asked = one.ask("POST", "/v1/check", json={"article": {"id": "a", "text": _CLEAN}})
        _problem(asked, 503, "unkept")
        assert int(asked.headers["retry-after"]) > 0


def test_the_document_of_the_api_names_every_operation_and_a_finding_is_that_of_the_report() -> None:
    told = specification()
    named = {(method.upper(), path) for path, those in told["paths"].items() for method in those}
    served = {(one.method, one.path.replace(":path", "")) for one in OPERATIONS}
    assert named == served | {("GET", "/v1/health"), ("GET", "/v1/openapi.json")}
    schema = json.loads((Path(__file__).parents[1] / "docs/findings.schema.json").read_text(encoding="utf-8"))
    finding = set(told["components"]["schemas"]["AnsweredFinding"]["properties"])
    assert finding == set(schema["$defs"]["finding"]["properties"]) | {"block", "before", "after"}


def test_tokens_are_made_shown_once_listed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = str(tmp_path / "serve.sqlite")

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["serve", "token", *words, "--store", store], prog_name="audit")

    made = run("add", "cms", "--scope", "check", "--scope", "sign")
    assert made.stdout.startswith("audit_")
    listed = run("list").stdout
    assert "cms  check, sign" in listed
    assert made.stdout.strip() not in listed
    assert run("add", "cms").exit_code == 2
    assert run("add", "other", "--scope", "everything").exit_code == 2
    assert run("remove", "cms").exit_code == 0
    assert run("remove", "cms").exit_code == 2
    assert run("list").stdout == ""


def test_figures_and_support_come_where_they_are_asked_for(server: Serving) -> None:
    siblings = [{"id": "s", "lang": "en", "text": _CLEAN.replace("opened", "inaugurated")}]
    bare = server.check(_CLEAN, "figures", siblings=siblings)
    assert (bare["scores"][0]["agreement"], bare["support"]) == (None, [])
    full = server.check(_CLEAN, "figures", siblings=siblings, figures=True, support=True)
    assert full["scores"][0]["agreement"]["siblings"][0]["document"] == "s"
    assert full["support"][0]["witnesses"] == ["s"]
    assert full["verdict"] == bare["verdict"]


def test_an_old_worker_gets_a_successor_and_nobody_waits_in_vain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LIFE", 2)
    with serving(str(tmp_path / "serve.sqlite")) as one:
        first = one.workers.pids
        until = time.monotonic() + 60
        while first & one.workers.pids and time.monotonic() < until:
            assert one.check(_CLEAN)["verdict"] == "pass"
        assert not first & one.workers.pids
        assert one.check(_CLEAN)["verdict"] == "pass"
