"""Is a reader that the newsroom brings measured on what people said of the same words?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import audit
from audit.cli import app
from audit.settings import ReaderSettings
from tests.endpoint import endpoint, marking, says

_TEXT = "The mayor ordered that three villages be rubbed out. The dam dam broke. Trains stopped on Sunday.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom's folder, in which three marks of the reader were decided on."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    (tmp_path / "caches").mkdir()
    folder = tmp_path / "copy"
    folder.mkdir()
    article = folder / "dam.en.txt"
    article.write_text(_TEXT, encoding="utf-8")
    with endpoint(marking("rubbed out", "Trains stopped", "dam dam", "villages be")) as served:
        run = audit.check([article], audit.Settings(reader=ReaderSettings(served.url)))
    words = {_TEXT[one.span.start : one.span.end]: one for one in run.findings}
    said = {"rubbed out": "real", "Trains stopped": "false-alarm", "dam dam": "real"}
    lines = sorted(f"{words[one].fingerprint} {verdict} {words[one].rule}" for one, verdict in said.items())
    kept = folder / ".audit" / "dam.en.txt.decisions"
    kept.parent.mkdir()
    kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _measured(*words: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["measure", *words, "--json", "--processes", "1"], prog_name="audit")
    assert done.exit_code == 0, done.output
    tables = json.loads(done.stdout)["tables"]
    (row,) = next(table["rows"] for table in tables if table["name"] == "reader")
    return dict(row)


def test_its_marks_are_right_or_wrong_as_the_newsroom_decided(desk: Path) -> None:
    with endpoint(marking("rubbed out", "Trains stopped", "dam dam", "villages be", "nowhere")) as served:
        row = _measured(str(desk), "--reader", served.url)
    assert [row[name] for name in ("number", "right", "wrong", "open", "agreed", "dropped")] == [
        4,
        2,
        1,
        1,
        1,
        1,
    ]
    assert row["precision"]["value"] == pytest.approx(2 / 3, abs=1e-4)
    assert (row["unread"], row["tokens"]) == ("0 of 1", 107)


def test_on_labels_a_mark_is_right_where_it_touches_one(tmp_path: Path) -> None:
    (tmp_path / "dam").mkdir()
    (tmp_path / "dam" / "judged.en.txt").write_text(_TEXT, encoding="utf-8")
    at = _TEXT.index("rubbed out")
    label = {"id": "dam", "category": "calque", "start": at, "end": at + 10}
    (tmp_path / "labels.jsonl").write_text(json.dumps(label) + "\n", encoding="utf-8")
    with endpoint(marking("rubbed", "on Sunday")) as served:
        row = _measured(str(tmp_path), "--reader", served.url)
    assert [row[name] for name in ("number", "right", "wrong", "open")] == [2, 1, 1, 0]


def test_in_texts_by_people_its_marks_are_counted_and_not_judged(tmp_path: Path) -> None:
    record = {"doc_id": "dam", "segments": [_TEXT]}
    (tmp_path / "people.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    with endpoint(marking("rubbed out")) as served:
        row = _measured(str(tmp_path), "--reader", served.url)
    assert [row[name] for name in ("number", "right", "wrong", "open", "precision")] == [1, 0, 0, 1, None]


def test_without_a_reader_no_table_speaks_of_one(desk: Path) -> None:
    with endpoint(says("")) as served:
        done = CliRunner().invoke(app, ["measure", str(desk / ".audit"), "--json"], prog_name="audit")
    assert "reader" not in {table["name"] for table in json.loads(done.stdout)["tables"]}
    assert not served.asked
