"""How long does a reviewer wait? A story of ten versions until it is seen, and a key with 300 findings."""

from __future__ import annotations

import asyncio
import os
import re
import select
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from audit.model import Finding
from audit.review.terminal.app import ReviewApp
from audit.review.terminal.screen import ReviewScreen
from audit.review.workbench import Asked, Workbench

_ROOT = Path(__file__).resolve().parents[1]
_VERSIONS, _FINDINGS, _PRESSES = 10, 300, 30
_PATIENCE = 120.0


def story(folder: Path) -> Path:
    """Ten versions, from the three of the seeds: a copy would be no witness, so each has words of its own."""
    folder.mkdir(parents=True)
    texts = sorted((_ROOT / "seeds").glob("*.txt"))
    for number in range(_VERSIONS):
        text = texts[number % len(texts)].read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        del lines[1 + number % (len(lines) - 2)]
        (folder / f"version-{number}.en.txt").write_text("".join(lines), encoding="utf-8")
    return folder


def _used(process: int) -> float:
    """Processor seconds of a process, as /proc tells them: on a busy machine what the clock ought to be."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def opened(folder: Path) -> tuple[float, float, float, float]:
    """Seconds from the start of the program until the article is seen, and until its findings are: of the
    clock, then of the processor."""
    import pty

    command = [sys.executable, "-m", "audit", "review", str(folder), "--no-config"]
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="140", LINES="40")
        os.execv(command[0], command)
    seen = b""
    painted = used = 0.0
    while time.perf_counter() - began < _PATIENCE:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                seen += os.read(terminal, 1 << 16)
            except OSError:
                break
        if not painted and b"reading" in seen and b"Reading" in seen:
            painted, used = time.perf_counter() - began, _used(child)
        if b"decided" in seen:
            break
    found, all_used = time.perf_counter() - began, _used(child)
    os.write(terminal, b"q")
    deadline = time.perf_counter() + 5
    while time.perf_counter() < deadline:
        try:
            if not os.read(terminal, 1 << 16):
                break
        except OSError:
            break
    os.close(terminal)
    os.waitpid(child, 0)
    return painted or found, found, used or all_used, all_used


async def pressed(folder: Path) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds from a key to the screen that shows what it did, in a version with 300 findings."""
    workbench = Workbench(Asked((str(folder),), by="ana"))
    app = ReviewApp(workbench, light=False, sixteen=False)
    times: dict[str, list[tuple[float, float]]] = {}
    async with app.run_test(size=(140, 40)) as pilot:
        while not (isinstance(app.screen, ReviewScreen) and app.screen.session):
            await pilot.pause(0.05)
        screen = app.screen
        name = screen.story
        session = workbench.session(name)
        version = session.story.version(screen.document)
        one = next(finding for finding in session.findings.values() if finding.fix is not None)
        words = list(_words(version.text))[:: max(len(list(_words(version.text))) // _FINDINGS, 1)]
        many: dict[str, Finding] = {}
        for number, (start, end) in enumerate(words[:_FINDINGS]):
            span = version.span(start, end)
            many[f"{number:016x}"] = replace(one, span=span, fingerprint=f"{number:016x}", fix="other")
        workbench.entries[name].session = replace(session, findings=many)
        screen.visit(next(iter(many)))
        await pilot.pause()
        assert len(many) == _FINDINGS
        for key in ("n", "d", "u", "a", "k"):
            for _ in range(_PRESSES):
                began, used = time.perf_counter(), time.process_time()
                await pilot.press(key)
                took = time.perf_counter() - began, time.process_time() - used
                times.setdefault(key, []).append((took[0] * 1000, took[1] * 1000))
                if key == "k":
                    await pilot.press("escape")
    return times


def _words(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\w+", text)]


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = story(Path(place) / "story")
        runs = [opened(folder) for _ in range(5)]
        clock, all_clock, used, all_used = (min(times) for times in zip(*runs, strict=True))
        print(f"{_VERSIONS} versions, seconds of the clock and of the processor, best of {len(runs)}")
        print(f"  until the article is seen  {clock:6.2f} {used:6.2f}")
        print(f"  until its findings are     {all_clock:6.2f} {all_used:6.2f}")
        shutil.rmtree(folder / ".audit", ignore_errors=True)
        times = asyncio.run(pressed(folder))
    print(
        f"a key with {_FINDINGS} findings, milliseconds of {_PRESSES}: clock median; processor median, most"
    )
    for key, took in times.items():
        clocks, used = zip(*took, strict=True)
        print(f"  {key}  {statistics.median(clocks):8.1f} {statistics.median(used):8.1f} {max(used):8.1f}")


if __name__ == "__main__":
    main()
