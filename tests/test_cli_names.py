"""Does no name of a file move the cursor, colour the terminal or turn a line around?"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.cli import app
from audit.report.json import dumps

_CONFIG = '[stories]\npattern = "{story}.{lang}.md"\nsource-lang = "en"\n'
_NAME = "a\x1b[31m\x9b2J\u202egpj\u2066\r\nb"
_HARMFUL = {*map(chr, (*range(10), *range(11, 32), *range(0x7F, 0xA0))), "\u061c", "\u200e", "\u200f"}
_HARMFUL |= {*map(chr, (*range(0x2028, 0x202F), *range(0x2066, 0x206A)))}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such names")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "audit.toml").write_text(_CONFIG, encoding="utf-8")
    (tmp_path / f"{_NAME}.en.md").write_text("# A title\n\nThey saw the the bridge.\n", encoding="utf-8")
    (tmp_path / f"{_NAME}.fr.md").write_text("# Un titre\n\nLe pont est ouvert.\n", encoding="utf-8")
    (tmp_path / f"{_NAME}.txt").write_bytes(b"\0\1" * 200)
    monkeypatch.chdir(tmp_path)
    return tmp_path


_COMMANDS = (
    "baseline .",
    "prune . --dry-run",
    "prune .",
    "stamp .",
    "fix . --diff",
    "fix .",
    "fix gone.txt",
    "undo .",
    "decide real . --rule doubled-word",
    "check . --format json",
    "check . --format jsonl",
    "check . --format sarif",
    "check . --format gitlab",
    "check . --format rdjsonl",
    "check . --format text",
    "doctor . --format json",
    "config . --format json",
)


@pytest.mark.parametrize("command", _COMMANDS)
def test_no_name_gets_through(project: Path, command: str) -> None:
    if command.startswith("prune"):
        CliRunner().invoke(app, ["baseline", "."])
        shutil.move(f"{_NAME}.en.md", f"{_NAME}x.en.md")
    done = CliRunner().invoke(app, command.split())
    assert done.exit_code in (0, 1, 2), done.output
    assert not _HARMFUL & set(done.output), done.output
    for name in (f"{_NAME}.en.md", f"{_NAME}/none"):
        done = CliRunner().invoke(app, [*command.split()[:1], name])
        assert not _HARMFUL & set(done.output), done.output


def test_json_says_the_same_characters_by_their_numbers() -> None:
    written = dumps({"a": _NAME})
    assert not _HARMFUL & set(written)
    assert json.loads(written) == {"a": _NAME}
