"""How fast does the HTTP API answer, what becomes of fifty requests at once, and does it grow under load?

python -m tools.bench_serve [MINUTES]    a table; MINUTES (5) is how long the load lasts
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

_SEEDS = Path(__file__).resolve().parents[1] / "seeds"
_AUDIT = (sys.executable, "-m", "audit", "serve")
_WARM, _CHECKS, _AT_ONCE = 10, 100, 50
# Bytes of a page of memory, as /proc tells it.
_PAGE = os.sysconf("SC_PAGE_SIZE")


class ServerUnderTest(NamedTuple):
    """A server of its own: its port, a token, and its process."""

    port: int
    token: str
    process: subprocess.Popen[str]


def main() -> None:
    """Print the table; 1 where something was lost."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    print("| what | figure |\n| --- | --- |", flush=True)
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as server:
        for siblings in (3, 0):
            _row(
                f"a warm check, {siblings} siblings, median and 95th percentile of {_CHECKS}",
                _latency(server, siblings),
            )
        lost, told = _at_once(server)
        _row(f"{_AT_ONCE} at once", told)
        _row(f"{minutes:g} minutes of load", _load(server, minutes * 60))
    sys.exit(bool(lost))


def _row(name: str, figure: str) -> None:
    print(f"| {name} | {figure} |", flush=True)


@contextmanager
def _server(folder: Path) -> Iterator[ServerUnderTest]:
    made = subprocess.run(
        (*_AUDIT, "token", "add", "bench"), cwd=folder, capture_output=True, text=True, check=True
    )
    process = subprocess.Popen((*_AUDIT, "--port", "0"), cwd=folder, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    port = int(process.stderr.readline().rpartition(":")[2].partition("/")[0])
    server = ServerUnderTest(port, made.stdout.strip(), process)
    while _asked(server, "GET", "/v1/health")[0] != 200:
        time.sleep(0.2)
    try:
        yield server
    finally:
        process.terminate()
        process.wait()


def _asked(server: ServerUnderTest, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    headers = {"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"}
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    said = response.status, response.read()
    connection.close()
    return said


def _body(number: int, siblings: int) -> bytes:
    """A check of a seed beside as many siblings; the text is another each time."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_SEEDS.rglob("*.en.txt"))]
    while len(texts) <= siblings:
        texts.append(texts[-1].replace(". ", ", it said. ", len(texts)))
    article = {"id": f"article {number}", "lang": "en", "text": f"{texts[0]}\n\nIt was number {number}."}
    beside = [{"id": f"s{at}", "lang": "en", "text": text} for at, text in enumerate(texts[1 : siblings + 1])]
    return json.dumps({"article": article, "siblings": beside}).encode()


def _latency(server: ServerUnderTest, siblings: int) -> str:
    taken = []
    for number in range(_WARM + _CHECKS):
        body = _body(number, siblings)
        began = time.perf_counter()
        status, said = _asked(server, "POST", "/v1/check", body)
        assert status == 200, said
        taken.append(time.perf_counter() - began)
    cut = statistics.quantiles(taken[_WARM:], n=20)
    words = len(json.loads(_body(0, 0))["article"]["text"].split())
    return f"{1000 * statistics.median(taken[_WARM:]):.0f} and {1000 * cut[-1]:.0f} ms ({words} words)"


def _at_once(server: ServerUnderTest) -> tuple[int, str]:
    answers: list[int] = []
    health: list[float] = []

    def ask(number: int) -> None:
        status, said = _asked(server, "POST", "/v1/check", _body(number, 3))
        told = json.loads(said)
        right = status != 200 or told["article"] == f"article {number}"
        answers.append(status if right else 0)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(_AT_ONCE)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        asked = time.perf_counter()
        _asked(server, "GET", "/v1/health")
        health.append(time.perf_counter() - asked)
        time.sleep(0.05)
    seconds = time.perf_counter() - began
    counted = Counter(answers)
    lost = _AT_ONCE - sum(counted[status] for status in (200, 429, 503))
    told = ", ".join(f"{count} × {status}" for status, count in sorted(counted.items()))
    worst = 1000 * max(health)
    return lost, f"{told}; {lost} lost; {seconds:.1f} s; health in {worst:.0f} ms at most meanwhile"


def _load(server: ServerUnderTest, seconds: float) -> str:
    """One request after the other: how many, and the memory of the server and its workers after a tenth of
    the time, and at the end."""
    began, number = time.monotonic(), 0
    early = 0.0
    statuses: Counter[int] = Counter()
    while (passed := time.monotonic() - began) < seconds:
        statuses[_asked(server, "POST", "/v1/check", _body(number, number % 4))[0]] += 1
        number += 1
        if not early and passed > seconds / 10:
            early = _megabytes(server.process.pid)
    told = ", ".join(f"{count:,} × {status}" for status, count in sorted(statuses.items()))
    late = _megabytes(server.process.pid)
    return f"{told}; memory {early:.0f} MB after a tenth, {late:.0f} MB at the end"


def _megabytes(pid: int) -> float:
    """Memory of a process and all that it began, in millions of bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = [
        int(child) for task in tasks for child in (task / "children").read_text(encoding="ascii").split()
    ]
    return pages * _PAGE / 1e6 + sum(map(_megabytes, children))


if __name__ == "__main__":
    main()
