"""How are the articles of an archive judged on a cluster, so that the archive keeps the same results?

The stories are read by the driver, which has the archive, and travel as they are; what they come to is
written as `audit archive check` writes it.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from audit.archive.judge import ArticleOutcome, Outcomes
from audit.model import Story
from audit.run import Auditor
from audit.spark import worker
from audit.spark.types import ddl

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Articles that are on their way at a time, and judged again where a pass is ended.
BATCH = 2_000
# Pieces of work for each core, as stories are not alike.
_PIECES = 4


def outcomes(session: SparkSession, auditor: Auditor) -> Outcomes:
    """Judges stories on the cluster of a session, by the rules of an auditor."""
    auditor_sent = worker.sent(auditor)
    pieces = _PIECES * session.sparkContext.defaultParallelism

    def judge(stories: Iterable[Story]) -> Iterator[ArticleOutcome]:
        sent = [pickle.dumps(story) for story in stories]
        given = pa.table(
            {"number": pa.array(range(len(sent)), pa.int64()), "story": pa.array(sent, pa.binary())}
        )
        told = (
            session.createDataFrame(given)
            .repartition(pieces)
            .mapInArrow(partial(worker.outcomes, auditor=auditor_sent), ddl(worker.OUTCOME))
            .toArrow()
        )
        for row in told.sort_by("number").to_pylist():
            yield ArticleOutcome(row["verdict"], row["words"], row["findings"], tuple(row["problems"]))

    return judge
