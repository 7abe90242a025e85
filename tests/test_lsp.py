"""The language server as an editor starts it: words underlined, what is said of them, what is done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types

from audit.decide.files import read
from audit.decide.places import Roots
from audit.model import Status
from tests.editor import Editor, editing
from tests.review_story import COURIER, DRAFT, MORNING, RULES, rules_in

_TWICE = "The bridge fell fell down.\n"


@pytest.fixture
def own(tmp_path: Path) -> list[str]:
    """The rules of the story under review, and no others."""
    return ["--rules", str(rules_in(tmp_path / "rules")), "--select", ",".join(RULES)]


def _story(folder: Path) -> tuple[Path, Path, Path]:
    """The story in a folder whose story.toml says that its texts belong together."""
    folder.mkdir()
    (folder / "story.toml").write_text("", encoding="utf-8")
    paths = []
    for name, text in (("draft", DRAFT), ("morning", MORNING), ("courier", COURIER)):
        paths.append(folder / f"{name}.en.txt")
        paths[-1].write_text(text, encoding="utf-8", newline="")
    return paths[0], paths[1], paths[2]


def _codes(found: list[types.Diagnostic]) -> list[str]:
    return [str(one.code) for one in found if one.code]


def test_an_article_is_checked_when_it_is_opened_and_as_it_is_written(tmp_path: Path, own: list[str]) -> None:
    uri = (tmp_path / "new.txt").as_uri()

    async def act(editor: Editor) -> None:
        editor.open(uri, "The brigde opens.\n")
        [found] = await editor.diagnostics(uri)
        assert found.message == "“brigde” is a slip for “bridge”"
        assert (found.code, found.source) == ("wrong-bridge", "audit")
        assert found.severity is types.DiagnosticSeverity.Warning
        assert found.range == types.Range(types.Position(0, 4), types.Position(0, 10))
        editor.change(uri, "The bridge opens.\n", 2)
        assert await editor.diagnostics(uri, 2) == []

    editing(tmp_path, act, *own)


def test_while_somebody_types_only_the_last_words_are_checked(tmp_path: Path, own: list[str]) -> None:
    uri = (tmp_path / "new.txt").as_uri()

    async def act(editor: Editor) -> None:
        editor.open(uri, "The brigde opens.\n")
        await editor.diagnostics(uri)
        before = len(editor.published)
        for version in range(2, 40):
            editor.change(uri, f"The brigde opens{'.' * version}\n", version)
        await editor.diagnostics(uri, 39)
        assert [one.version for one in editor.published[before:]] == [39]

    editing(tmp_path, act, *own)


def test_siblings_come_from_the_disk_and_from_what_else_is_open(tmp_path: Path, own: list[str]) -> None:
    draft, morning, courier = _story(tmp_path / "bridge")

    async def act(editor: Editor) -> None:
        editor.open(draft.as_uri(), DRAFT)
        found = await editor.diagnostics(draft.as_uri())
        [figure] = [one for one in found if one.code == "figure-alone"]
        places = {one.location.uri for one in figure.related_information or ()}
        assert places == {morning.as_uri(), courier.as_uri()}
        assert _codes(await editor.diagnostics(draft.as_uri())).count("figure-alone") == 1
        # A sibling is opened and changed: what is said of the draft changes with it.
        editor.open(morning.as_uri(), MORNING)
        await editor.diagnostics(morning.as_uri())
        editor.published.clear()
        editor.change(morning.as_uri(), MORNING.replace("140", "410"), 2)
        await editor.diagnostics(morning.as_uri(), 2)
        await editor.until(lambda: any(one.uri == draft.as_uri() for one in editor.published))
        assert "figure-alone" not in _codes(list(editor.shown[draft.as_uri()].diagnostics))

    editing(tmp_path / "bridge", act, *own)


def test_a_sibling_that_changes_on_the_disk_is_read_again(tmp_path: Path, own: list[str]) -> None:
    draft, morning, courier = _story(tmp_path / "bridge")

    async def act(editor: Editor) -> None:
        editor.open(draft.as_uri(), DRAFT)
        assert "figure-alone" in _codes(await editor.diagnostics(draft.as_uri()))
        editor.published.clear()
        for path in (morning, courier):
            path.write_text(path.read_text(encoding="utf-8").replace("140", "410"), encoding="utf-8")
        changes = [
            types.FileEvent(path.as_uri(), types.FileChangeType.Changed) for path in (morning, courier)
        ]
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))
        await editor.until(lambda: bool(editor.published))
        assert "figure-alone" not in _codes(list(editor.shown[draft.as_uri()].diagnostics))

    editing(tmp_path / "bridge", act, *own)


def test_with_folders_the_texts_beside_a_file_are_its_siblings(tmp_path: Path, own: list[str]) -> None:
    draft, _, _ = _story(tmp_path / "bridge")
    (tmp_path / "bridge" / "story.toml").unlink()

    async def alone(editor: Editor) -> None:
        editor.open(draft.as_uri(), DRAFT)
        found = await editor.diagnostics(draft.as_uri())
        assert "figure-alone" not in _codes(found)
        assert any("not compared with what lies beside it" in one.message for one in found)

    async def together(editor: Editor) -> None:
        editor.open(draft.as_uri(), DRAFT)
        assert "figure-alone" in _codes(await editor.diagnostics(draft.as_uri()))

    editing(tmp_path / "bridge", alone, *own)
    editing(tmp_path / "bridge", together, *own, "--folders")


def test_hovering_says_why_and_what_the_siblings_have(tmp_path: Path, own: list[str]) -> None:
    draft, _, _ = _story(tmp_path / "bridge")

    async def act(editor: Editor) -> None:
        editor.open(draft.as_uri(), DRAFT)
        found = await editor.diagnostics(draft.as_uri())
        [figure] = [one for one in found if one.code == "figure-alone"]
        told = await editor.hover(draft.as_uri(), figure.range.start)
        assert "**major**" in told
        assert "2 of 2 siblings" in told
        assert "used <b>140</b> tonnes" in told
        assert "The odd figure out is nearly always wrong." in told
        assert await editor.hover(draft.as_uri(), types.Position(1, 0)) == ""

    editing(tmp_path / "bridge", act, *own)


def test_a_correction_is_an_edit_of_the_version_that_was_checked(tmp_path: Path, own: list[str]) -> None:
    uri = (tmp_path / "new.txt").as_uri()

    async def act(editor: Editor) -> None:
        editor.open(
            uri, "The “Ä brigde” over the harbour opens.\r\nAnother brigde of the town, too.\r\n", version=7
        )
        found = await editor.diagnostics(uri, 7)
        second = found[1].range
        assert second.start == types.Position(1, 8)
        [fix] = await editor.actions(uri, second)
        assert fix.title == "Write “bridge”"
        assert fix.edit is not None
        assert fix.edit.document_changes is not None
        [change] = fix.edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.version == 7
        [edit] = change.edits
        assert isinstance(edit, types.TextEdit)
        assert (edit.range, edit.new_text) == (second, "bridge")
        # What has changed since is not corrected by what was known before.
        editor.change(uri, "Now a brigde.\n", 8)
        await editor.diagnostics(uri, 8)
        assert not await editor.actions(uri, second)

    editing(tmp_path, act, *own)


@pytest.mark.parametrize(
    ("title", "status"), [("Keep it", Status.ACCEPTED), ("False alarm", Status.FALSE_ALARM)]
)
def test_a_decision_is_written_by_the_server_and_silences_the_finding(
    tmp_path: Path, own: list[str], title: str, status: Status
) -> None:
    path = tmp_path / "draft.en.txt"
    path.write_text("The mayoress said so.\n", encoding="utf-8")

    async def act(editor: Editor) -> None:
        editor.open(path.as_uri(), "The mayoress said so.\n")
        [found] = await editor.diagnostics(path.as_uri())
        actions = await editor.actions(path.as_uri(), found.range)
        [action] = [one for one in actions if one.title.startswith(title)]
        assert action.command is not None
        editor.published.clear()
        await editor.command(action.command)
        await editor.until(lambda: any(not one.diagnostics for one in editor.published))
        await editor.command(action.command)
        await editor.until(lambda: bool(editor.messages))
        assert "not there any more" in editor.messages[0]

    editing(tmp_path, act, *own)
    [decision] = read(Roots().file_of(str(path)))
    assert (decision.verdict, decision.rule, decision.by) == (status, "wrong-office", "ana")
    assert path.read_text(encoding="utf-8") == "The mayoress said so.\n"


@pytest.mark.parametrize(
    ("encoding", "columns"),
    [
        (types.PositionEncodingKind.Utf8, (17, 23)),
        (types.PositionEncodingKind.Utf16, (9, 15)),
        (types.PositionEncodingKind.Utf32, (8, 14)),
    ],
)
def test_columns_are_counted_as_the_editor_counts(
    tmp_path: Path, own: list[str], encoding: types.PositionEncodingKind, columns: tuple[int, int]
) -> None:
    uri = "untitled:Untitled-1"

    async def act(editor: Editor) -> None:
        assert editor.capabilities.position_encoding == encoding
        # A line separator of Unicode ends no line of the protocol's.
        editor.open(
            uri,
            "One bridge of the town opens, the mayor said on Monday.\n"
            "\U0001f309 Ä\u2028\nThe brigde.\nÄ “\U0001f309” ä brigde.\n",
        )
        found = [one for one in await editor.diagnostics(uri) if one.code == "wrong-bridge"]
        assert found[0].range.start == types.Position(2, 4)
        last = found[1].range
        assert (last.start.line, last.start.character, last.end.character) == (3, *columns)

    editing(tmp_path, act, *own, encodings=[encoding])


def test_a_text_in_no_file_yet_is_checked_and_cannot_be_decided_on(tmp_path: Path, own: list[str]) -> None:
    async def act(editor: Editor) -> None:
        editor.open(
            "untitled:Untitled-1", "# Title\n\nThe [brigde](http://x.test/brigde) opens.\n", "markdown"
        )
        [found] = await editor.diagnostics("untitled:Untitled-1")
        assert found.range.start == types.Position(2, 5)
        assert [one.title for one in await editor.actions("untitled:Untitled-1", found.range)] == [
            "Write “bridge”"
        ]

    editing(tmp_path, act, *own)


def test_a_broken_configuration_is_said_in_the_text_and_mended_without_a_new_start(tmp_path: Path) -> None:
    path = tmp_path / "draft.en.txt"
    path.write_text(_TWICE, encoding="utf-8")
    (tmp_path / "audit.toml").write_text("fail-on = 7\n", encoding="utf-8")

    async def act(editor: Editor) -> None:
        editor.open(path.as_uri(), _TWICE)
        [said] = await editor.diagnostics(path.as_uri())
        assert "fail-on" in said.message
        assert said.range.start == types.Position(0, 0)
        (tmp_path / "audit.toml").write_text("select = ['doubled-word']\n", encoding="utf-8")
        editor.published.clear()
        saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(path.as_uri()))
        editor.client.text_document_did_save(saved)
        await editor.until(lambda: bool(editor.published))
        [found] = editor.shown[path.as_uri()].diagnostics
        assert found.code == "doubled-word"

    editing(tmp_path, act)


def test_what_is_closed_is_no_longer_underlined(tmp_path: Path, own: list[str]) -> None:
    uri = (tmp_path / "new.txt").as_uri()

    async def act(editor: Editor) -> None:
        editor.open(uri, "The brigde opens.\n")
        assert await editor.diagnostics(uri)
        editor.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )
        await editor.until(lambda: not editor.shown[uri].diagnostics)

    editing(tmp_path, act, *own)


def test_without_the_extra_a_line_says_which_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from audit.cli import extras

    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["audit", "lsp"])
    from audit.cli.application import main

    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert capsys.readouterr().err == "audit: audit lsp needs pygls: pip install 'translation-audit[lsp]'\n"


def _message(method: str, number: int) -> bytes:
    said = {"jsonrpc": "2.0", "id": number, "method": method}
    if method == "initialize":
        said["params"] = {"processId": None, "rootUri": None, "capabilities": {}}
    return json.dumps(said).encode()


def _sent(body: bytes, header: bytes = b"Content-Length: %d\r\n\r\n") -> bytes:
    return (header % len(body) if b"%" in header else header) + body


@pytest.mark.parametrize(
    "broken",
    [
        _sent(b'{"jsonrpc": "2.0"}', b"Content-Length: abc\r\n\r\n"),
        _sent(b'{"jsonrpc": "2.0"}', b"Content-Lenght: 18\r\n\r\n"),
        _sent(b'{"jsonrpc": "2.0"}', b"\r\n\r\n"),
        _sent(b'{"jsonrpc": "2.0"}', b"Content-Length: 5\r\n\r\n"),
        _sent(b"no json at all"),
        b"\x00\xff" * 40,
    ],
)
def test_behind_a_broken_header_it_hears_again(tmp_path: Path, broken: bytes) -> None:
    whole = (
        *(
            _sent(_message("initialize", 1)),
            broken,
            _sent(_message("shutdown", 2), b"content-length: %d\r\n\r\n"),
        ),
        _sent(b'{"jsonrpc": "2.0", "method": "exit"}'),
    )
    spoken = _spoken(tmp_path, b"".join(whole))
    assert b'"id": 2' in spoken.stdout.replace(b'"id":2', b'"id": 2')
    assert spoken.returncode == 0


def test_at_a_length_that_no_message_has_it_ends_and_waits_for_nothing(tmp_path: Path) -> None:
    spoken = _spoken(tmp_path, b"Content-Length: 999999999999\r\n\r\n{}", ends=False)
    assert spoken.returncode == 0
    assert b"Traceback" not in spoken.stderr


def _spoken(folder: Path, said: bytes, *, ends: bool = True) -> subprocess.CompletedProcess[bytes]:
    """What the server says to these bytes; unless the editor `ends`, the stream stays open."""
    command = (sys.executable, "-m", "audit", "lsp", "--no-config")
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(said)
        process.stdin.flush()
        if ends:
            out, err = process.communicate(timeout=90)
        else:
            process.wait(90)
            out, err = process.stdout.read(), process.stderr.read()
        return subprocess.CompletedProcess(command, process.returncode, out, err)
