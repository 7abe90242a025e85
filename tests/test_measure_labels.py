"""Are an editor's labels read with the texts they lie in, and is it counted which of them are found?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from audit.cli import app
from audit.measure.families import Labelled
from audit.measure.read import DataError, read

_TEXT = "The mayor opened the the bridge. Some 4,000 people came to the river on Monday.\n"
_SIBLINGS = {
    "a": "The mayor opened the bridge. On Monday some 400 people came down to the river.\n",
    "b": "The bridge was opened by the mayor. About 400 people went to the river on Monday.\n",
}
_LABELS = [
    {"id": "bridge", "quote": "the the", "category": "repetition", "start": 17, "end": 24},
    {"id": "bridge", "quote": "4,000", "category": "number", "start": 38, "end": 43},
]


def _folder(parent: Path, labels: list[dict[str, Any]]) -> Path:
    folder = parent / "labelled"
    (folder / "bridge").mkdir(parents=True)
    (folder / "labels.jsonl").write_text("".join(json.dumps(one) + "\n" for one in labels))
    (folder / "bridge" / "judged.en.txt").write_text(_TEXT)
    for name, text in _SIBLINGS.items():
        (folder / "bridge" / f"sibling-{name}.en.txt").write_text(text)
    (folder / "bridge" / "original.ru.txt").write_text("Мэр открыл мост. Пришли 400 человек.\n")
    return folder


def test_labels_go_with_the_text_siblings_and_original_beside_them(tmp_path: Path) -> None:
    (labelled,) = read([_folder(tmp_path, _LABELS) / "labels.jsonl"])
    assert isinstance(labelled, Labelled)
    assert (labelled.id, labelled.lang, labelled.origin) == ("bridge", "en", "ru")
    assert [labelled.text[one.start : one.end] for one in labelled.labels] == ["the the", "4,000"]
    assert (len(labelled.siblings), len(labelled.originals)) == (2, 1)


def test_labels_found_are_counted_by_category_and_company(tmp_path: Path) -> None:
    asked = CliRunner().invoke(app, ["measure", str(_folder(tmp_path, _LABELS)), "--json", "--list"])
    assert asked.exit_code == 0
    report = json.loads(asked.output)
    (table,) = report["tables"]
    assert (table["name"], table["subject"]) == ("labels", "labelled")
    rows = {row["category"].strip(): row for row in table["rows"]}
    assert rows["repetition"]["alone"]["value"] == 1.0
    assert (rows["number"]["alone"]["value"], rows["number"]["siblings"]["value"]) == (0.0, 1.0)
    assert rows["labels found"]["number"] == 2
    assert rows["labels found"]["siblings"]["value"] == 1.0
    assert {one["judgement"] for one in report["observations"]} == {"repetition", "number"}


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ({"id": "nowhere", "category": "x", "start": 0, "end": 3}, "expected one judged.LANG.txt"),
        ({"id": "bridge", "category": "x", "start": 0, "end": 3000}, "outside its 80 characters"),
        ({"id": "bridge", "category": "x", "start": "a", "end": 3}, "labels.jsonl:1: ValueError"),
    ],
)
def test_a_label_without_its_text_is_said(tmp_path: Path, label: dict[str, Any], said: str) -> None:
    with pytest.raises(DataError, match=said):
        read([_folder(tmp_path, [label]) / "labels.jsonl"])
