"""Which articles do the rows of a Parquet file hold? The columns are called as the fields of JSON are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from audit.archive.errors import ArchiveError
from audit.group import Problems

_AT_ONCE = 500


def rows(path: str, problems: Problems) -> Iterator[bytes]:
    """Each row as a line of JSON. Raises ArchiveError where pyarrow is not installed."""
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError:
        raise ArchiveError(
            f"{path}: Parquet needs pyarrow: pip install 'translation-audit[parquet]'"
        ) from None
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(_AT_ONCE):
                for row in batch.to_pylist():
                    said = {name: value for name, value in row.items() if value is not None}
                    yield json.dumps(said, ensure_ascii=False, default=str).encode() + b"\n"
    except (OSError, ValueError) as error:
        problems.report(path, f"cannot be read as Parquet: {' '.join(str(error).split())}")
