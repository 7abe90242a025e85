"""What do the stories of a data frame come to, each judged once as long as it stays as it is?"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

from audit.run import Auditor
from audit.settings import Settings
from audit.spark import worker
from audit.spark.rows import RESULT_COLUMNS, STORY_COLUMNS
from audit.spark.types import ddl

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_DEFAULTS = Settings()


def judge(
    stories: DataFrame,
    settings: Settings = _DEFAULTS,
    *,
    before: DataFrame | str | os.PathLike[str] | None = None,
) -> DataFrame:
    """What each story comes to: a row with its `digest`, the name of the `story`, its `findings`, `scores`
    and `problems`, each with the names of the JSON report (docs/spark.md).

    `stories` has a row for each: `id`, `texts` (structs with `id`, `text` and what else is told of a text),
    and where they are known `relation` and `judged`. `before`, a data frame or the path of a Parquet folder,
    is what an earlier call came to: a story whose digest is in it is taken from there. Nothing is raised for
    a row: what is wrong with it is in its `problems`. Raises ValueError for a frame without the columns,
    RuleError and SelectionError as `Auditor` does.
    """
    auditor = Auditor(settings)
    if before is None:
        return _judged(_columns(stories), auditor)
    known = _frame(stories, before).select(*RESULT_COLUMNS).dropDuplicates(["digest"])
    keyed = _keyed(_columns(stories), auditor)
    old = keyed.select("digest").join(known, "digest").select(*RESULT_COLUMNS)
    return _judged(_unknown(keyed, known), auditor).unionByName(old)


def extend(
    folder: str | os.PathLike[str], stories: DataFrame, settings: Settings = _DEFAULTS
) -> tuple[int, int]:
    """Judge the stories of which a Parquet folder of results has none yet, and put theirs into it, all or
    none. How many were judged, and how many of them have a problem that is more than a reservation. Raises as
    `judge` does."""
    from pyspark.errors import AnalysisException
    from pyspark.sql import Observation
    from pyspark.sql import functions as f

    auditor = Auditor(settings)
    asked = _columns(stories)
    try:
        known = stories.sparkSession.read.parquet(os.fspath(folder))
    except AnalysisException:  # there is none
        new = asked
    else:
        new = _unknown(_keyed(asked, auditor), known)
    told = Observation()
    bad = f.exists("problems", lambda problem: problem["fatal"]).cast("int")
    counted = _judged(new, auditor).observe(told, f.count("*").alias("all"), f.sum(bad).alias("bad"))
    counted.write.mode("append").parquet(os.fspath(folder))
    return told.get["all"], told.get["bad"] or 0


def _judged(asked: DataFrame, auditor: Auditor) -> DataFrame:
    return asked.mapInArrow(partial(worker.judged, auditor=worker.sent(auditor)), ddl(worker.RESULT))


def _keyed(asked: DataFrame, auditor: Auditor) -> DataFrame:
    """Stories with the digest of what they come to."""
    from pyspark.sql.types import StringType, StructType

    schema = StructType(list(asked.schema.fields)).add("digest", StringType())
    return asked.mapInArrow(partial(worker.keyed, signature=auditor.signature), schema)


def _unknown(keyed: DataFrame, known: DataFrame) -> DataFrame:
    """The stories of which nothing is known."""
    return keyed.join(known.select("digest"), "digest", "left_anti").drop("digest")


def findings(results: DataFrame) -> DataFrame:
    """A row for each finding of what `judge` gave, with the digest of its story."""
    return _each(results, "findings")


def scores(results: DataFrame) -> DataFrame:
    """A row for each version on trial of what `judge` gave, with the digest of its story."""
    return _each(results, "scores")


def problems(results: DataFrame) -> DataFrame:
    """A row for each problem of what `judge` gave, with its story and the digest of that."""
    return _each(results, "problems", "story")


def _each(results: DataFrame, column: str, *beside: str) -> DataFrame:
    from pyspark.sql.functions import explode

    return results.select("digest", *beside, explode(column).alias("one")).select("digest", *beside, "one.*")


def _frame(beside: DataFrame, said: Any) -> DataFrame:
    """A data frame, or the one at a path."""
    return beside.sparkSession.read.parquet(os.fspath(said)) if isinstance(said, str | os.PathLike) else said


def _columns(stories: DataFrame) -> DataFrame:
    """The columns of a story, those that are there. Raises ValueError where one that must be is not."""
    missing = [name for name in STORY_COLUMNS[:2] if name not in stories.columns]
    if missing:
        raise ValueError(
            f"stories: expected the columns {', '.join(STORY_COLUMNS)} (the last two as you like), found"
            f" {', '.join(stories.columns) or 'none'}"
        )
    return stories.select(*(name for name in STORY_COLUMNS if name in stories.columns))
