"""Does each promise of SECURITY.md name a test that there is, and do the ones with no other place hold?"""

from __future__ import annotations

import re
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from typer.testing import CliRunner

from audit.cli import app
from tests.repositories import write

_TEST = re.compile(r"`(test_\w+\.py)`")
# Where something is promised of what happens, and not of what people will do.
_PROMISING = ("What a text, a configuration or a rule can do", "Sizes, depths", "Times", "Files",
              "Programs and the network", "What is installed with it")  # fmt: skip
_FILES = {
    "a.en.html": '<p>The the <img src="http://a.example/x.png"> bridge.</p><iframe src="http://a.example"></iframe>',
    "a.fr.md": "---\nimage: http://a.example\n---\n![Le pont](http://a.example/x.png) est ouvert.\n",
    "audit.toml": '[stories]\nsource-lang = "en"\n',
    "story.toml": 'id = "http://a.example"\n',
    ".audit/a.en.html.decisions": f"{'0' * 20} accepted doubled-word @a\n",
}
_LOOKING = ("check .", "check . --format html", "score .", "doctor .", "config", "coverage .", "fix . --diff",
            "prune . --dry-run", "init . --dry-run", "diff a.en.html a.fr.md", "explain doubled-word",
            "languages")  # fmt: skip


def _promises(page: str) -> list[str]:
    """The rows, list items and paragraphs that promise something; indented lines belong to the one above."""
    found: list[str] = []
    for section in page.split("\n## ")[1:]:
        title, _, rest = section.partition("\n")
        if title in _PROMISING:
            for block in (
                rest.replace("\n  ", " ").replace("\n- ", "\n\n- ").replace("\n|", "\n\n|").split("\n\n")
            ):
                head = block.startswith(("| ---", "| promise", "| of |"))
                if block.strip() and not head:
                    found.append(block)
    return found


def test_each_promise_names_a_test_that_there_is(root: Path) -> None:
    promises = _promises((root / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(promises) > 25
    for promise in promises:
        named = _TEST.findall(promise)
        assert named, promise
        assert [name for name in named if not (root / "tests" / name).exists()] == []


@pytest.mark.parametrize("words", _LOOKING)
def test_what_only_looks_writes_nothing_and_asks_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    asked: list[object] = []

    def refused(*words: object, **_: object) -> NoReturn:
        asked.append(words)
        raise OSError("no network here")

    write(tmp_path, _FILES)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    done = CliRunner().invoke(app, words.split(), prog_name="audit")
    assert isinstance(done.exception, SystemExit | None)
    assert not asked
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
