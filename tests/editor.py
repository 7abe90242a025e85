"""An editor for tests: the real `audit lsp` over its standard input and output, by pygls' client."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from cattrs import Converter
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

_ACTION = types.Command | types.CodeAction
# Seconds. A busy machine is slow, not wrong.
_PATIENCE = 90.0


def _converter() -> Converter:
    """lsprotocol takes every action that has a command for a command; the protocol tells them apart by what
    `command` holds."""
    made: Any = default_converter
    converter: Converter = made()

    def structured(given: Any, _: Any) -> types.Command | types.CodeAction:
        if isinstance(given.get("command"), str):
            return converter.structure(given, types.Command)
        return converter.structure(given, types.CodeAction)

    converter.register_structure_hook_func(lambda kind: bool(kind == _ACTION), structured)
    return converter


class Editor:
    """What a person's editor holds and shows."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.shown: dict[str, types.PublishDiagnosticsParams] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self._news = asyncio.Event()

        # A method takes no marks, which pygls puts on what it calls.
        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._published(params))
        client.feature(types.WINDOW_SHOW_MESSAGE)(lambda params: self._message(params))

    def _published(self, params: types.PublishDiagnosticsParams) -> None:
        self.shown[params.uri] = params
        self.published.append(params)
        self._news.set()

    def _message(self, params: types.ShowMessageParams) -> None:
        self.messages.append(params.message)
        self._news.set()

    async def start(
        self, folder: Path, encodings: list[types.PositionEncodingKind | str] | None, options: list[str]
    ) -> None:
        await self.client.start_io(sys.executable, "-m", "audit", "lsp", "--by", "ana", *options, cwd=folder)
        general = types.GeneralClientCapabilities(position_encodings=encodings)
        formats = [types.MarkupKind.Markdown]
        hover = types.HoverClientCapabilities(content_format=formats)
        told = types.ClientCapabilities(
            general=general, text_document=types.TextDocumentClientCapabilities(hover=hover)
        )
        made = await self.client.initialize_async(
            types.InitializeParams(capabilities=told, root_uri=folder.as_uri())
        )
        self.capabilities = made.capabilities
        self.client.initialized(types.InitializedParams())

    def open(self, uri: str, text: str, language: str = "plaintext", version: int = 1) -> None:
        item = types.TextDocumentItem(uri, language, version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri: str, text: str, version: int) -> None:
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(uri=uri, version=version),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for news until something holds."""
        async with asyncio.timeout(_PATIENCE):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def diagnostics(self, uri: str, version: int = 1) -> list[types.Diagnostic]:
        """What is shown of this version of a text."""
        await self.until(lambda: uri in self.shown and self.shown[uri].version == version)
        return list(self.shown[uri].diagnostics)

    async def actions(self, uri: str, place: types.Range) -> list[types.CodeAction]:
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(uri), place, types.CodeActionContext(diagnostics=[])
        )
        found = await self.client.text_document_code_action_async(params)
        return [one for one in found or () if isinstance(one, types.CodeAction)]

    async def hover(self, uri: str, position: types.Position) -> str:
        params = types.HoverParams(types.TextDocumentIdentifier(uri), position)
        found = await self.client.text_document_hover_async(params)
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def command(self, command: types.Command) -> None:
        await self.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command=command.command, arguments=command.arguments)
        )


def editing(
    folder: Path,
    act: Callable[[Editor], Coroutine[Any, Any, None]],
    *options: str,
    encodings: list[types.PositionEncodingKind | str] | None = None,
) -> None:
    """Let a test act in an editor that has started the server in `folder`."""

    async def run() -> None:
        editor = Editor(LanguageClient("tests", "1", converter_factory=_converter))
        await editor.start(folder, encodings, [*options])
        try:
            await act(editor)
            await editor.client.shutdown_async(None)
        finally:
            editor.client.exit(None)
            stopped: Any = editor.client.stop
            await stopped()

    asyncio.run(run())
