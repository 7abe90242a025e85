"""As which types are the rows of findings, scores and problems kept in a table of Arrow, or in Parquet?

Names and order are those of the JSON report (docs/findings.schema.json). Only what may be null there may be
null in a row.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# A type: the name of one of Arrow's, with "?" where a value may be null, a list of one type, or the fields of
# a struct.
_FINDING = {
    "rule": "string",
    "category": "string",
    "severity": "string",
    "kind": "string",
    "confidence": "double",
    "measured": "int64",
    "message": "string",
    "story": "string",
    "document": "string",
    "path": "string",
    "span": {"start": "int64", "end": "int64"},
    "line": "int64",
    "column": "int64",
    "text": "string",
    "evidence": [
        {"document": "string", "path": "string", "start": "int64", "end": "int64", "text": "string"},
    ],
    "fix": "string?",
    "fingerprint": "string",
    "status": "string",
    "reason": "string",
}
_PART = {"there": "int64", "of": "int64"}
_SCORE = {
    "story": "string",
    "document": "string",
    "path": "string",
    "verdict": "string",
    "why": "string",
    "asked": ["string"],
    "not_asked": [{"question": "string", "reason": "string", "beside": ["string"]}],
    "words": "int64",
    "issues": {
        "per_1000_words": "double",
        "low": "double",
        "high": "double",
        "counts": {"minor": "int64", "major": "int64", "critical": "int64"},
        "signature": "string",
    },
    "agreement?": {
        "chrf": "double",
        "bleu": "double",
        "ter": "double?",
        "siblings": [
            {
                "document": "string",
                "path": "string",
                "sentences": "int64",
                "chrf": "double",
                "bleu": "double",
                "ter": "double?",
            }
        ],
        "signature": "string",
        "alignment": "string",
    },
    "consensus?": {
        "score": "double",
        "low": "double",
        "high": "double",
        "siblings": "int64",
        "sentences": "int64",
        "signature": "string",
    },
    "original": [
        {
            "document": "string",
            "path": "string",
            "sentences": _PART,
            "figures": _PART,
            "names?": _PART,
            "quotations": _PART,
        }
    ],
    "leads": [
        {
            "than": "string",
            "path": "string",
            "by": "double",
            "low": "double",
            "high": "double",
            "siblings": "int64",
            "passages": "int64",
            "signature": "string",
        }
    ],
    "facts?": {
        "supported": "int64",
        "contradicted": "int64",
        "unmentioned": "int64",
        "signature": "string",
    },
}
_PROBLEM = {"path": "string", "message": "string", "fatal": "bool"}


def finding_schema() -> Any:
    """The `pyarrow.Schema` of `finding_rows`. Raises ImportError where pyarrow is not installed."""
    return _arrow().schema(_fields(_FINDING))


def score_schema() -> Any:
    """The `pyarrow.Schema` of `score_rows`. Raises ImportError where pyarrow is not installed."""
    return _arrow().schema(_fields(_SCORE))


def problem_schema() -> Any:
    """The `pyarrow.Schema` of `problem_rows`. Raises ImportError where pyarrow is not installed."""
    return _arrow().schema(_fields(_PROBLEM))


def _arrow() -> Any:
    try:
        return import_module("pyarrow")
    except ImportError:
        reason = "tables of Arrow need pyarrow: pip install 'translation-audit[parquet]'"
        raise ImportError(reason) from None


def _fields(said: dict[str, Any]) -> list[Any]:
    return [
        _arrow().field(
            name.rstrip("?"), _type(type_), nullable=name.endswith("?") or str(type_).endswith("?")
        )
        for name, type_ in said.items()
    ]


def _type(said: Any) -> Any:
    arrow = _arrow()
    if isinstance(said, dict):
        return arrow.struct(_fields(said))
    if isinstance(said, list):
        return arrow.list_(arrow.field("element", _type(said[0]), nullable=False))
    return getattr(arrow, {"double": "float64", "bool": "bool_"}.get(name := said.rstrip("?"), name))()
