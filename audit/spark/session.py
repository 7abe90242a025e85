"""How does a session of Spark begin for a command, and what is lacking where it cannot?"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Rows that go to a worker at a time: a story is some kilobytes, and takes some milliseconds.
BATCH = 500
_QUIET = {
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
}


class SparkMissingError(Exception):
    """What Spark needs is not there."""


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """A session at a master (`local[4]`, `spark://host:7077`, `yarn`), which ends with it; what
    `spark-submit` or `spark-defaults.conf` say otherwise holds. Raises SparkMissingError."""
    if find_spec("pyspark") is None:
        raise SparkMissingError("Spark needs pyspark: pip install 'translation-audit[spark]'")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise SparkMissingError("Spark needs Java 17 or newer: no java in the path, and no JAVA_HOME")
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    # The workers of this machine run the Python that asks, not the first in the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        begun = SparkSession.builder.master(master).appName("audit").config(map=_QUIET).getOrCreate()
    except PySparkException as error:
        raise SparkMissingError(f"no session at {master}: {' '.join(str(error).split())}") from None
    try:
        yield begun
    finally:
        begun.stop()
