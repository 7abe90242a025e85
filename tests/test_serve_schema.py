"""What the API's own document promises holds for whatever a stranger sends, as Schemathesis tries it on the
server that the command starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.services

_AUDIT = (sys.executable, "-m", "audit")
# Beside what Schemathesis takes for an answer to a request that the document allows: a text in which there is
# nothing to read, and a file in a format that is not read, which its name tells.
_ANSWERS = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "415", "422"]
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a server, and a token for everything."""
    store = ("--store", str(tmp_path / "serve.sqlite"))
    scopes = (
        word for scope in ("check", "decide", "sign", "override", "gate") for word in ("--scope", scope)
    )
    made = subprocess.run(
        (*_AUDIT, "serve", "token", "add", "all", *scopes, *store), capture_output=True, text=True, check=True
    )
    process = subprocess.Popen(
        (*_AUDIT, "serve", "--port", "0", *store),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    url = process.stderr.readline().split()[-1]
    while not _ready(url):
        time.sleep(0.1)
    yield url, made.stdout.strip()
    process.terminate()
    assert process.wait(30) in (0, -signal.SIGTERM)
    assert "Traceback" not in process.stderr.read()


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health") as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return False


def test_it_is_true_for_what_schemathesis_makes_up(server: tuple[str, str], tmp_path: Path) -> None:
    url, token = server
    config = tmp_path / "schemathesis.toml"
    config.write_text(_ANSWERS, encoding="utf-8")
    tried = subprocess.run(
        (
            *(str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(config)),
            *("run", f"{url}/openapi.json", "-H", f"Authorization: Bearer {token}"),
            *("--checks", "all", "--max-examples", "8", "--seed", "7", "--no-color"),
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 0, tried.stdout[-6000:]
