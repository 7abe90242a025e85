"""Has a table of Arrow the columns and types of the JSON report, and takes it the rows that are made?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import audit


def _told(kind: pa.DataType, nullable: bool) -> object:
    """A type of Arrow as a schema of JSON says it."""
    if pa.types.is_struct(kind):
        return {field.name: _told(field.type, field.nullable) for field in kind}, nullable
    if pa.types.is_list(kind):
        return [_told(kind.value_type, kind.value_field.nullable)], nullable
    name = {"int64": "integer", "double": "number", "bool": "boolean", "string": "string"}[str(kind)]
    return name, nullable


def _wanted(said: dict[str, Any], defs: dict[str, Any]) -> object:
    """What a schema of JSON says of a value."""
    if "$ref" in said:
        return _wanted(defs[said["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in said:
        (one,) = (each for each in said["anyOf"] if each != {"type": "null"})
        wanted = _wanted(one, defs)
        assert isinstance(wanted, tuple)
        return wanted[0], True
    kinds = said.get("type", "string")
    null = isinstance(kinds, list) and "null" in kinds
    kind = next(one for one in kinds if one != "null") if isinstance(kinds, list) else kinds
    if kind == "object":
        return {name: _wanted(one, defs) for name, one in said["properties"].items()}, null
    if kind == "array":
        return [_wanted(said["items"], defs)], null
    return kind, null


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("finding", audit.finding_schema()),
        ("score", audit.score_schema()),
        ("problem", audit.problem_schema()),
    ],
)
def test_the_columns_are_those_of_the_json_schema(root: Path, name: str, schema: pa.Schema) -> None:
    defs = json.loads((root / "docs" / "findings.schema.json").read_text(encoding="utf-8"))["$defs"]
    assert _told(pa.struct(list(schema)), False) == _wanted(defs[name], defs)


def test_the_order_is_that_of_the_rows(seeds: Path) -> None:
    run = audit.check([seeds])
    findings = pa.Table.from_pylist(audit.finding_rows(run), schema=audit.finding_schema())
    scores = pa.Table.from_pylist(audit.score_rows(run), schema=audit.score_schema())
    for table, rows in ((findings, audit.finding_rows(run)), (scores, audit.score_rows(run))):
        assert table.column_names == list(rows[0])
        assert table.to_pylist() == rows
        table.validate(full=True)
