"""Does the tool tell what fires on texts alone, by who wrote them and from which language?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import alone

_CLEAN = ["The mayor opened the bridge.", "Some 400 people came to the river on Monday."]
_TWICE = ["The mayor opened the the bridge.", "Some 400 people came to the river on Monday."]


def _data(folder: Path) -> Path:
    family = {"set": "own", "lang_pair": "id-en", "doc_id": "bridge", "refs": {"editor": _CLEAN},
              "systems": {"first": _TWICE, "second": _TWICE}}  # fmt: skip
    article = {"doc_id": "river", "segments": _CLEAN}
    path = folder / "data.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in (family, article)), encoding="utf-8")
    return path


def test_what_machines_get_stands_beside_what_people_get(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone.main([str(_data(tmp_path)), "--machines", "2"])
    out = capsys.readouterr().out
    assert "| `doubled-word` | 0 | 0 | 0.000 | 0 | 0 | 0.000 | 2 | 0 |" in out
    assert "| 1 | id 2 |" in out
    assert "| machines | id | 30 | 66.667 | 0.000 |" in out


def test_every_finding_is_listed_with_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone.main([str(_data(tmp_path)), "--list", "--select", "doubled-word"])
    first = capsys.readouterr().out.splitlines()[0].split("\t")
    assert first[:4] == ["machines", "id", "doubled-word", "minor"]
    assert "opened [[the the]] bridge" in first[5]
