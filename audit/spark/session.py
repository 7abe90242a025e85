"""How does a session of Spark begin for a command, and what is lacking where it cannot?"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from audit.spark.errors import SparkError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Rows that go to a worker at a time: a story is some kilobytes, and takes some milliseconds.
BATCH = 500
# Pieces of a shuffle for each core of one machine, where Spark's two hundred would be begun for a handful.
_PIECES = 4
_QUIET = {
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
}


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """A session at a master (`local[4]`, `spark://host:7077`, `yarn`), which ends with it and prints no more
    than errors; all else is as `spark-defaults.conf` says. Raises SparkError for what fails in it, too."""
    if find_spec("pyspark") is None:
        raise SparkError("Spark needs pyspark: pip install 'translation-audit[spark]'")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise SparkError("Spark needs Java 17 or newer: no java in the path, and no JAVA_HOME")
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    # The workers of this machine run the Python that asks, not the first in the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    begun = None
    try:
        begun = SparkSession.builder.master(master).appName("audit").config(map=_QUIET).getOrCreate()
        if master.startswith("local"):
            pieces = _PIECES * begun.sparkContext.defaultParallelism
            begun.conf.set("spark.sql.shuffle.partitions", str(pieces))
        yield begun
    except PySparkException as error:
        reason = next((line for line in reversed(str(error).splitlines()) if line.strip()), "no reason told")
        raise SparkError(f"{master}: Spark failed: {' '.join(reason.split())}") from error
    finally:
        if begun:
            begun.stop()
