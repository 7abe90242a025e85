"""How are the stories of a whole archive found and judged on a cluster?

    >>> from audit import spark
    >>> results = spark.judge(spark.stories(session.read.parquet("articles")))  # doctest: +SKIP
    >>> results.write.parquet("results")  # doctest: +SKIP

Needs the extra `spark` (PySpark 4, pyarrow) and Java 17; docs/spark.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.spark.grouping import stories
    from audit.spark.results import extend, findings, judge, problems, scores

__all__ = ["extend", "findings", "judge", "problems", "scores", "stories"]

_HOME = {
    "extend": "audit.spark.results",
    "findings": "audit.spark.results",
    "judge": "audit.spark.results",
    "problems": "audit.spark.results",
    "scores": "audit.spark.results",
    "stories": "audit.spark.grouping",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'audit.spark' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
