"""Do the first five minutes go as the page tells them?"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.cli import app
from audit.load import characters
from tests.words import docx, paragraph, run

_DRAFT = docx(
    paragraph(run("The bridge over the harbour of Osterby opens on Monday, the mayor said."))
    + paragraph(run("Workers used 410 tonnes of steel for the the new crossing over the harbour."))
)
_OTHER = (
    "The bridge over the harbour of Osterby opens on Monday, the mayor said.\n\n"
    "Workers used 140 tonnes of steel for the new crossing over the harbour.\n"
)


def test_every_command_of_the_page_does_what_it_says(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (root / "docs" / "five-minutes.md").read_text(encoding="utf-8")
    commands = [shlex.split(line) for line in re.findall(r"^\$ audit (.*)$", page, re.MULTILINE)]
    assert [words[0] for words in commands] == ["check", "check", "fix", "review"]
    monkeypatch.chdir(tmp_path)
    Path("draft.docx").write_bytes(_DRAFT)
    Path("other.txt").write_text(_OTHER, encoding="utf-8")
    said = []
    for words in commands:
        done = CliRunner().invoke(app, words, input="q\n")
        assert done.exit_code in (0, 1), done.output
        said.append(done.output)
    assert said[0].split()[0] in ("REVIEW", "BLOCK")
    assert "draft.docx:2:" in said[0]
    assert "“140”" in said[0]
    assert Path("report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "1 correction (1 doubled-word)" in said[2]
    text = characters(Path("draft.docx").read_bytes(), "draft.docx", ".docx").characters
    assert text.endswith("for the new crossing over the harbour.")
    assert "140" in said[3]
