"""How does Spark write a schema of Arrow?"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

_NAMES = {"int64": "bigint", "int32": "int", "double": "double", "bool": "boolean", "binary": "binary"}


def ddl(schema: pa.Schema) -> str:
    """The columns of a schema in Spark's words, each of which may be null as all of Spark's may."""
    return ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema)


def _type(kind: Any) -> str:
    if pa.types.is_list(kind):
        return f"array<{_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {_type(field.type)}' for field in kind)}>"
    return _NAMES.get(str(kind), str(kind))
