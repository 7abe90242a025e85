"""Does the tool tell which entries of the packs were met, where?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import packs


def test_an_entry_is_counted_by_who_wrote_it_and_by_its_own_origin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calque = ["The ferry was late against the background of the storm."]
    plain = ["The ferry was late amid the storm."]
    records = [
        {"set": "own", "lang_pair": f"{origin}-en", "doc_id": origin, "refs": {"editor": plain},
         "systems": {"one": calque}}
        for origin in ("ru", "id")
    ]  # fmt: skip
    path = tmp_path / "data.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    packs.main([str(path)])
    lines = capsys.readouterr().out.splitlines()
    (row,) = (line for line in lines if line.startswith("| | against the background of |"))
    assert row.endswith("| 0 | 0 | 1 | 1 |")
    assert any(line.startswith("| `russian-calque` (stable) | 1 of ") for line in lines)
