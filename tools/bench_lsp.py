"""How soon does an editor show the first findings, and how much work is an edit?

python -m tools.bench_lsp    a table: seconds on the clock and of the processor
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from audit.run.opened import OpenText, OpenTexts
from audit.settings import Settings

_SEEDS = Path(__file__).resolve().parents[1] / "seeds"
_STARTS, _EDITS, _WORDS = 5, 20, 400


def main() -> None:
    """Print the table."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_SEEDS.rglob("*.en.txt"))]
    first = " ".join(texts[0].split(" ")[:_WORDS])
    print("| what | clock, s | processor, s |\n| --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        # As installed: with Python's compiled modules kept, which the first start makes.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        asyncio.run(_start(Path(folder), first))
        starts = [asyncio.run(_start(Path(folder), first)) for _ in range(_STARTS)]
    _row("start to first diagnostics", starts)
    for siblings in (0, 2):
        name = f"an edit, {len(first.split())} words" + (f", {siblings} siblings" if siblings else "")
        _row(name, _edits(first, texts[1 : 1 + siblings]))


def _row(name: str, taken: list[tuple[float, float]]) -> None:
    clock, work = (statistics.median(one) for one in zip(*taken, strict=True))
    print(f"| {name} | {clock:.3f} | {work:.3f} |")


async def _start(folder: Path, text: str) -> tuple[float, float]:
    """Seconds from the start of the server to its first diagnostics, on the clock and of its processor."""
    began, shown = time.perf_counter(), asyncio.Event()
    client = LanguageClient("bench", "1")

    def published(params: types.PublishDiagnosticsParams) -> None:
        shown.set()

    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
    await client.start_io(sys.executable, "-m", "audit", "lsp", cwd=folder)
    await client.initialize_async(
        types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=folder.as_uri())
    )
    client.initialized(types.InitializedParams())
    item = types.TextDocumentItem((folder / "draft.en.txt").as_uri(), "plaintext", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    await shown.wait()
    clock, process = time.perf_counter() - began, client._server
    work = _processor(process.pid) if process else 0.0
    await client.shutdown_async(None)
    client.exit(None)
    stopped: Any = client.stop
    await stopped()
    return clock, work


def _processor(process: int) -> float:
    """Seconds of the processor that a process took so far (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _edits(first: str, siblings: list[str]) -> list[tuple[float, float]]:
    """Seconds of each edit of a text beside siblings on the disk, after the first check."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "story.toml").write_text("", encoding="utf-8")
        path = root / "draft.en.txt"
        path.write_text(first, encoding="utf-8")
        for number, text in enumerate(siblings):
            (root / f"sibling-{number}.en.txt").write_text(text, encoding="utf-8")
        settings = Settings()
        texts = OpenTexts(lambda: lambda _: settings)
        for number in range(_EDITS + 1):
            before = time.perf_counter(), time.process_time()
            texts.judge([OpenText(str(path), f"{first} And {number} more.")], frozenset({str(path)}))
            taken.append((time.perf_counter() - before[0], time.process_time() - before[1]))
    return taken[1:]


if __name__ == "__main__":
    main()
