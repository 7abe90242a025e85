"""Does every command say in a line that its output goes nowhere, and write what a terminal cannot show?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from audit.cli import app
from audit.report.formats import Format
from tests import apart
from tests.repositories import write

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")

_FAULTY = "The minister “Ćosić” said on Monday that the the bridge  would be opened next year.\n"
_SIBLING = "On Monday minister “Ćosić” said that the bridge would be opened next year.\n"
_TRANSLATION = "Le ministre « Ćosić » a dit lundi que le pont serait ouvert l'année prochaine.\n"
_FAMILY = {
    "set": "č",
    "lang_pair": "sr-en",
    "doc_id": "ć",
    "systems": {"č": ["The the bridge “ć”."], "b": ["The bridge “ć”."]},
    "spans": {"č": [[{"start": 0, "end": 7, "severity": "major", "category": "č", "rater": "ć"}]]},
    "mqm": {"č": [5.0], "b": [0.0]},
}
_FILES = {
    "č/one.en.txt": _FAULTY,
    "č/two.en.txt": _SIBLING,
    "docs/hugo.toml": 'defaultContentLanguage = "en"\n[languages.en]\n[languages.fr]\n',
    "docs/content/č.en.md": _FAULTY,
    "docs/content/č.fr.md": _TRANSLATION,
    "data/č.jsonl": json.dumps(_FAMILY) + "\n",
    ".audit/č/was.en.txt.decisions": f"{'0' * 20} accepted doubled-word @ć schön\n",
}

# What is asked of each command, where the files above lie.
COMMANDS = (
    *(f"check č --format {name}" for name in Format),
    "check č docs --quiet",
    "check č --summary",
    "check č --support",
    "check missing-č.txt",
    *(f"score č --format {name}" for name in ("text", "rich", "json")),
    "baseline č --by ć",
    "decide accepted č --rule doubled-word --reason schön",
    "prune č",
    "prune č --dry-run",
    "undo č",
    "attach č/was.en.txt č/one.en.txt",
    "config č",
    "config č --json",
    "doctor .",
    "doctor . --json",
    "init . --dry-run",
    "init . --force",
    *(f"diff č/one.en.txt č/two.en.txt --format {name}" for name in ("text", "rich", "json")),
    "review č --plain",
    "review č",
    "fix č",
    "fix č --diff --unsafe",
    "stamp docs",
    *(f"coverage docs --format {name}" for name in ("text", "json", "markdown", "svg", "endpoint")),
    "sign č/one.en.txt --by ć --override schön",
    "signed č",
    "archive add č",
    "archive list",
    "archive check",
    "lsp --help",
    "desk --help",
    "mcp --help",
    "serve --help",
    "explain doubled-word",
    "languages",
    "measure data",
    "measure data --list",
    "measure data --json",
    "measure data --sample 5",
    "version",
    "--version",
    "--help",
    "check --help",
    "rules",
    "rules show doubled-word",
    "rules nothing-ć",
    "nothing-ć",
)
# Standard output and standard error: what they are, and their encoding as Python chooses it.
STREAMS = {
    "ascii": (("", ""), ("ascii", "strict")),
    "closed": ((apart.CLOSED, ""), ("utf-8", "strict")),
    "full": ((apart.FULL, ""), ("utf-8", "strict")),
    "both full": ((apart.FULL, apart.FULL), ("utf-8", "strict")),
}


# What says nothing on standard output, whatever becomes of it.
# Of the archive all but adding to one, where there is none.
_SILENT = (
    *("undo č", "attach ", "rules nothing-ć", "nothing-ć"),
    *("archive list", "archive check"),
)
_LOST = "audit: standard output: cannot be read or written: "


def test_every_command_is_asked() -> None:
    command = get_command(app)
    assert isinstance(command, TyperGroup)
    assert set(command.commands) <= {words.split()[0] for words in COMMANDS}


@pytest.mark.parametrize("streams", STREAMS)
@pytest.mark.parametrize("words", COMMANDS)
def test_an_output_that_takes_nothing_is_told_in_a_line(tmp_path: Path, words: str, streams: str) -> None:
    write(tmp_path, _FILES)
    where, encoding = STREAMS[streams]
    done = apart.run(tmp_path, words.split(), streams=where, encoding=encoding)
    assert "Traceback" not in done.told
    assert "a fault of audit" not in done.told
    if where == ("", ""):
        assert done.code in (0, 1, 2, 3)
        assert done.said or done.told
    else:
        assert done.code == 2
        assert where[1] or words.startswith(_SILENT) or done.told.startswith(_LOST)


@pytest.mark.parametrize(
    ("environment", "redirected"),
    [
        ({"PYTHONIOENCODING": "ascii"}, ""),
        ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, ""),
        ({}, ">&-"),
        ({}, ">&- 2>&-"),
        ({}, ">/dev/full"),
        ({}, ">/dev/full 2>/dev/full"),
    ],
)
def test_a_process_that_starts_with_such_streams_does_the_same(
    tmp_path: Path, environment: dict[str, str], redirected: str
) -> None:
    write(tmp_path, _FILES)
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m audit explain doubled-word {redirected}"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if redirected else 0)
    if redirected in (">&-", ">/dev/full"):
        assert done.stderr.startswith(_LOST)
