"""When is an open text checked, and what does an editor get to know of it?"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from audit.catalogue import RuleError
from audit.decide.files import DecisionError
from audit.decide.record import record
from audit.group import GivenStory, GivenText
from audit.load import FORMATS, LoadError, characters
from audit.lsp.checked import FALSE_ALARM, KEEP, CheckedText, found_by
from audit.lsp.incoming import HeaderReader
from audit.lsp.positions import Positions
from audit.model import Document, Judged, Problem, Status, Verdict
from audit.report.wording import visible
from audit.run import SettingsOf
from audit.run.opened import Answer, OpenText, OpenTexts, name_of
from audit.settings import ConfigError, SelectionError
from audit.version import __version__

# Seconds after the last change until a text is checked: while somebody types, nothing is.
DEBOUNCE = 0.2
_DECISIONS = {KEEP: Status.ACCEPTED, FALSE_ALARM: Status.FALSE_ALARM}
_ENDINGS = {"markdown": ".md", "html": ".html", "restructuredtext": ".rst"}
_WATCHED = (
    *(f"**/*{ending}" for ending in FORMATS),
    *("**/audit.toml", "**/pyproject.toml", "**/story.toml", "**/.audit/**"),
)
# Judged before the first text comes, so that every table is there.
_FIRST = GivenStory("first", (GivenText("first", "It was said on Monday that 3 people came.", lang="en"),))
_WRONG = (ConfigError, RuleError, SelectionError)


class _Snapshot(NamedTuple):
    """An open text as a check saw it."""

    uri: str
    version: int | None
    text: str


class AuditServer(LanguageServer):
    """A language server for articles: one worker checks, so that an answer never waits for a check."""

    def __init__(self, configured: Callable[[], SettingsOf], *, folders: bool = False, by: str = "") -> None:
        super().__init__(
            "audit", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full, max_workers=1
        )
        self._by = by
        self._texts = OpenTexts(configured, folders=folders)
        self._worker = ThreadPoolExecutor(1)
        self._checked: dict[str, CheckedText] = {}
        self._open: dict[str, str] = {}
        self._wanted: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None

    async def warm(self, folder: Path) -> None:
        """Read rules and tables before the first text comes; what is wrong with them the first check says."""
        await asyncio.get_running_loop().run_in_executor(self._worker, self._warm, folder)

    def watch(self) -> None:
        """Ask the editor to tell of changes to texts, configurations and decisions on the disk."""
        workspace = self.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if watched and watched.dynamic_registration:
            watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            asked = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.client_register_capability(types.RegistrationParams([asked]))

    def _warm(self, folder: Path) -> None:
        with suppress(*_WRONG):
            auditor = self._texts.auditor(folder)
            if not self._open:  # else the text that is there asks for the tables that it needs
                auditor.judge(_FIRST)

    def opened(self, uri: str) -> None:
        self._open[uri] = _name(uri)
        self._texts.forget()
        self.want([uri], 0)

    def closed(self, uri: str) -> None:
        self._open.pop(uri, None)
        self._checked.pop(uri, None)
        self._texts.forget()
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        self.want(self._open, DEBOUNCE)

    def files_changed(self) -> None:
        """Files on the disk are others: which belong together is asked again."""
        self._texts.forget()
        self.want(self._open, DEBOUNCE)

    def want(self, uris: Iterable[str], delay: float) -> None:
        """Check the stories of these texts, once nothing has been wanted for `delay` seconds."""
        self._wanted.update(uri for uri in uris if uri in self._open)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(delay, self._begin)

    def _begin(self) -> None:
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._check())

    async def _check(self) -> None:
        loop = asyncio.get_running_loop()
        while self._wanted:
            wanted = frozenset(self._open[uri] for uri in self._wanted if uri in self._open)
            self._wanted.clear()
            seen = {name: self._seen(uri) for uri, name in self._open.items()}
            texts = [OpenText(name, one.text, self._ending(one.uri)) for name, one in seen.items()]
            try:
                answer = await loop.run_in_executor(self._worker, self._texts.judge, texts, wanted)
            except _WRONG as error:
                answer = Answer(left=wanted, problems=tuple(Problem(name, str(error)) for name in wanted))
            self._show(answer, seen)

    def _seen(self, uri: str) -> _Snapshot:
        document = self.workspace.get_text_document(uri)
        return _Snapshot(uri, document.version, document.source)

    def _ending(self, uri: str) -> str:
        document = self.workspace.get_text_document(uri)
        return Path(document.path).suffix.lower() or _ENDINGS.get(document.language_id or "", ".txt")

    def _show(self, answer: Answer, seen: dict[str, _Snapshot]) -> None:
        """Publish what is still about the texts as they are; a check of what has changed since is dropped,
        for the change has asked for another."""
        for judged in answer.judged:
            by_name: dict[str, list[Document]] = {}
            for version in judged.story.versions if judged.story else ():
                by_name.setdefault(name_of(version), []).append(version)
            if any(name in seen and self._outdated(seen[name]) for name in by_name):
                continue
            for name, documents in by_name.items():
                if name in seen:
                    self._publish(self._known(seen[name], judged, documents, answer.problems))
        for name in answer.left:
            if name in seen and not self._outdated(seen[name]):
                self._publish(self._known(seen[name], None, [], answer.problems))

    def _outdated(self, one: _Snapshot) -> bool:
        return one.uri not in self._open or self._seen(one.uri).version != one.version

    def _known(
        self, one: _Snapshot, judged: Judged | None, documents: list[Document], problems: Iterable[Problem]
    ) -> CheckedText:
        ids = {document.id for document in documents}
        found = sorted(
            (
                finding
                for finding in (judged.findings if judged else ())
                if finding.status.open and finding.span.document in ids
            ),
            key=lambda finding: (finding.span, finding.rule),
        )
        rules = self._texts.auditor(_folder(one.uri)).rules if found else ()
        name = self._open[one.uri]
        said = [problem for problem in problems if name in (problem.path, os.path.realpath(problem.path))]
        said += [*(judged.problems if judged else ()), *_unjudged(judged, ids)]
        return CheckedText(
            one.uri,
            one.version,
            one.text,
            self._ending(one.uri),
            self._positions(one.text),
            judged.story if judged else None,
            tuple(documents),
            tuple(found),
            {rule.name: rule for rule in rules},
            tuple(dict.fromkeys(said)),
        )

    def _publish(self, checked: CheckedText) -> None:
        self._checked[checked.uri] = checked
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                checked.uri, checked.diagnostics(self._place_of), version=checked.version
            )
        )

    def _positions(self, text: str) -> Positions:
        return Positions(text, self.workspace.position_encoding or types.PositionEncodingKind.Utf16)

    def _place_of(self, document: Document) -> tuple[str, Positions] | None:
        """The address of a version's file and the positions in it, as it is open or lies on the disk."""
        name = name_of(document)
        for uri, other in self._open.items():
            if other == name:
                return uri, self._positions(self._seen(uri).text)
        path = Path(name)
        uri = from_fs_path(name)
        try:
            text = characters(
                path.read_bytes(), name, path.suffix.lower(), self._texts.settings(path.parent).formats
            ).characters
        except (OSError, LoadError, *_WRONG):
            return None
        return (uri, self._positions(text)) if uri else None

    def current(self, uri: str) -> CheckedText | None:
        """What is known of a text as it is now; None where it changed since, or was not checked."""
        checked = self._checked.get(uri)
        return checked if checked and checked.version == self._seen(uri).version else None

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        checked = self.current(params.text_document.uri)
        found = checked.at(types.Range(params.position, params.position)) if checked else []
        if checked is None or not found:
            return None
        hover = self.client_capabilities.text_document and self.client_capabilities.text_document.hover
        markdown = types.MarkupKind.Markdown in ((hover and hover.content_format) or ())
        kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
        rule = "\n\n---\n\n" if markdown else "\n\n"
        told = rule.join(checked.told(finding, markdown=markdown) for finding in found)
        return types.Hover(types.MarkupContent(kind, told), checked.place(found[0].span))

    def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        checked = self.current(uri)
        if checked is None:
            return []
        formats = self._texts.settings(_folder(uri)).formats
        decides = Path(_name(uri)).is_file()
        return [
            action
            for finding in checked.at(params.range)
            for action in checked.actions(finding, formats, decides=decides)
        ]

    async def decide(self, command: str, uri: str, fingerprint: str) -> None:
        """Write down what was decided on the findings with a fingerprint, and check their story anew."""
        checked = self._checked.get(uri)
        found = found_by(checked, fingerprint) if checked else []
        if checked is None or checked.story is None or not found:
            self._say(f"{visible(uri)}: this finding is not there any more")
            return
        write = partial(record, (checked.story,), found, _DECISIONS[command], by=self._by)
        try:
            await asyncio.get_running_loop().run_in_executor(self._worker, write)
        except DecisionError as error:
            self._say(str(error))
        self.want(self._open, 0)

    def _say(self, words: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, visible(words)))


def _unjudged(judged: Judged | None, ids: set[str]) -> Iterator[Problem]:
    """That a text was not judged, so that silence is not taken for a pass."""
    for score in judged.scores if judged else ():
        if score.document in ids and score.verdict is Verdict.NOT_JUDGED:
            yield Problem(score.document, f"{score.verdict}: {score.why}", fatal=False)


def _name(uri: str) -> str:
    """The real path of the file at an address; the address of what is in no file."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return os.path.realpath(path) if path else uri


def _folder(uri: str) -> Path:
    name = _name(uri)
    return Path(name).parent if name != uri else Path.cwd()


def serve(configured: Callable[[], SettingsOf], *, folders: bool, by: str) -> None:
    """Speak with an editor over standard input and output until it says that it goes."""
    make(configured, folders=folders, by=by).start_io(HeaderReader(FileIO(sys.stdin.fileno(), closefd=False)))


def make(configured: Callable[[], SettingsOf], *, folders: bool = False, by: str = "") -> AuditServer:
    """The server with all that it answers."""
    server = AuditServer(configured, folders=folders, by=by)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        server.watch()
        root = to_fs_path(server.workspace.root_uri) if server.workspace.root_uri else None
        await server.warm(Path(root) if root else Path.cwd())

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.opened(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.want([params.text_document.uri], DEBOUNCE)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        server.files_changed()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(params: types.DidChangeWatchedFilesParams) -> None:
        server.files_changed()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.closed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        return server.hover(params)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        return server.actions(params)

    for name in _DECISIONS:
        server.command(name)(_command(server, name))
    return server


def _command(server: AuditServer, name: str) -> Callable[[str, str], Awaitable[None]]:
    async def decided(uri: str, fingerprint: str) -> None:
        await server.decide(name, uri, fingerprint)

    return decided
