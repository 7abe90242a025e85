"""Does a real Spark judge stories as the auditor does, and is what it was given wrong told and no more?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import audit
from audit import spark
from audit.spark.rows import STORY_COLUMNS, story_of
from tests.test_spark_rows import WRONG, row

_MISSING = [
    *(["pyspark"] if find_spec("pyspark") is None else []),
    *(["Java"] if shutil.which("java") is None else []),
]
pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(bool(_MISSING), reason=f"needs {' and '.join(_MISSING)}, as .ci/run brings them"),
]
_SETTINGS = audit.Settings(select=("numbers", "spacing", "repetition"))


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from audit.spark.session import session

    with session("local[2]") as one:
        yield one


def _rows(count: int) -> list[dict[str, Any]]:
    return [row(f"flood {number}", WRONG.replace("13", str(31 + number))) for number in range(count)]


def _frame(session: Any, rows: list[dict[str, Any]]) -> Any:
    return session.createDataFrame(pa.Table.from_pylist(rows))


def _told(results: Any) -> list[dict[str, Any]]:
    return [one.asDict(recursive=True) for one in results.collect()]


def test_spark_says_what_the_auditor_says(session: Any) -> None:
    rows = _rows(9)
    auditor = audit.Auditor(_SETTINGS)
    told = _told(spark.judge(_frame(session, rows), _SETTINGS))
    assert [one["story"] for one in told] == [one["id"] for one in rows]
    for said, one in zip(rows, told, strict=True):
        judged = auditor.judge(story_of(said).story or audit.GivenStory("", ()))
        assert one["findings"] == audit.finding_rows(judged)
        assert one["scores"] == audit.score_rows(judged)
        assert one["problems"] == []


def test_only_what_is_new_is_judged_again(session: Any, tmp_path: Path) -> None:
    kept = str(tmp_path / "results")
    rows = _rows(4)
    spark.judge(_frame(session, rows), _SETTINGS).write.parquet(kept)
    # What was kept is taken as it is: that it is not judged again is seen by what only it says.
    marked = [{**one, "story": "as it was"} for one in pq.read_table(kept).to_pylist()]
    before = _frame(session, [*marked, *marked])
    after = _told(spark.judge(_frame(session, [*rows, row("new")]), _SETTINGS, before=before))
    assert sorted(one["story"] for one in after) == [*["as it was"] * 4, "new"]
    again = spark.judge(_frame(session, rows), audit.Settings(select=("numbers",)), before=before)
    assert sorted(one["story"] for one in _told(again)) == [one["id"] for one in rows]
    from_path = spark.judge(_frame(session, rows), _SETTINGS, before=kept)
    assert sorted(one["digest"] for one in _told(from_path)) == sorted(one["digest"] for one in marked)


def test_bad_rows_are_problems_and_the_others_are_judged(session: Any) -> None:
    text = "struct<id: string, text: string, lang: string>"
    frame = session.sql(
        f"""
        SELECT 'none' AS id, CAST(NULL AS array<{text}>) AS texts
        UNION ALL SELECT NULL, array(named_struct('id', 'a', 'text', 'It rained.', 'lang', 'en'))
        UNION ALL SELECT 'null', array(named_struct('id', 'a', 'text', CAST(NULL AS string), 'lang', 'en'))
        UNION ALL SELECT 'bytes', array(named_struct('id', 'a', 'text', CAST(x'ff00fe80ff00' AS string),
            'lang', 'en'))
        UNION ALL SELECT 'huge', array(named_struct('id', 'a', 'text', repeat('It rained on us. ', 200000),
            'lang', 'en'))
        UNION ALL SELECT 'good', array(named_struct('id', 'a', 'text', 'She saw the the sea.', 'lang', 'en'))
        """
    )
    told = _told(spark.judge(frame, _SETTINGS))
    assert [one["story"] for one in told] == ["none", "", "null", "bytes", "huge", "good"]
    assert [bool(one["problems"]) for one in told] == [True] * 5 + [False]
    assert [one["rule"] for one in told[-1]["findings"]] == ["doubled-word"]


@pytest.mark.parametrize("kind", ["int", "array<string>", "string", "map<string, string>"])
def test_columns_of_other_types_are_problems_of_each_row(session: Any, kind: str) -> None:
    frame = session.sql(f"SELECT 'one' AS id, CAST(NULL AS {kind}) AS texts")
    (told,) = _told(spark.judge(frame, _SETTINGS))
    assert "texts: expected a list" in told["problems"][0]["message"]


def test_a_story_that_takes_too_long_is_a_problem(session: Any) -> None:
    from audit.limits import LimitSettings

    long = row("long", " ".join(f"Mr. Brandt and Ms. Kovač met {n} people in Osterby." for n in range(3000)))
    settings = audit.Settings(limits=LimitSettings(story_seconds=1, rule_seconds=1))
    long_told, good = _told(spark.judge(_frame(session, [long, row("good")]).coalesce(1), settings))
    assert any("took longer than" in one["message"] for one in long_told["problems"])
    assert good["findings"]


def test_findings_scores_and_problems_are_tables_of_their_own(session: Any) -> None:
    results = spark.judge(_frame(session, [row(), {"id": "none", "texts": []}]), _SETTINGS)
    names = audit.finding_schema().names
    assert spark.findings(results).columns == ["digest", *names]
    assert {one.rule for one in spark.findings(results).collect()} == {
        "number-against-siblings",
        "doubled-word",
    }
    assert spark.scores(results).columns == ["digest", *audit.score_schema().names]
    assert [one.story for one in spark.problems(results).collect()] == ["none"]


def test_a_frame_without_the_columns_is_refused_at_once(session: Any) -> None:
    with pytest.raises(ValueError, match=f"expected the columns {', '.join(STORY_COLUMNS)}"):
        spark.judge(session.sql("SELECT 1 AS number"))


_JOB = """
import sys
from pyspark.sql import SparkSession
from audit import spark, Settings
session = SparkSession.builder.getOrCreate()
def where(batches):
    import audit
    import pyarrow as pa
    for _ in batches:
        yield pa.RecordBatch.from_pylist([{"file": audit.__file__}])
stories = session.read.parquet(sys.argv[1])
(place,) = stories.mapInArrow(where, "file string").distinct().collect()
assert ".zip/audit/" in place.file, place
spark.judge(stories, Settings(select=("numbers", "spacing", "repetition"))).write.parquet(sys.argv[2])
"""


def test_it_works_from_a_zip_by_spark_submit(root: Path, tmp_path: Path) -> None:
    zipped = tmp_path / "audit.zip"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in ("audit", "rules"):
            for path in (root / folder).rglob("*"):
                if path.is_file() and "__pycache__" not in path.parts:
                    archive.write(path, path.relative_to(root))
    job, given, results = tmp_path / "job.py", tmp_path / "stories.parquet", tmp_path / "results"
    job.write_text(_JOB, encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(_rows(3)), given)
    submit = Path(sys.executable).with_name("spark-submit")
    said = [str(submit), "--master", "local[2]", "--conf", "spark.ui.enabled=false"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    asked = subprocess.run(
        [*said, "--py-files", str(zipped), str(job), str(given), str(results)],
        cwd=tmp_path,
        env={**environment, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr[-3000:]
    told = pq.read_table(results).to_pylist()
    judged = audit.Auditor(_SETTINGS).judge(story_of(_rows(1)[0]).story or audit.GivenStory("", ()))
    assert [one["story"] for one in told] == ["flood 0", "flood 1", "flood 2"]
    assert told[0]["findings"] == audit.finding_rows(judged)
