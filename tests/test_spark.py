"""Does a real Spark judge stories as the auditor does, and is what it was given wrong told and no more?"""

from __future__ import annotations

import datetime as dt
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
from audit.archive.articles import ArchivedArticle
from audit.archive.judge import findings_of
from audit.archive.store import Archive
from audit.archive.stories import join, stories
from audit.spark.rows import STORY_COLUMNS, story_of
from tests.archive_texts import AGENCY, DRAFT, FOLLOW_UP, GERMAN, OTHER, project
from tests.test_spark_rows import WRONG, row

_MISSING = [
    *(["pyspark"] if find_spec("pyspark") is None else []),
    *(["Java"] if shutil.which("java") is None else []),
]
pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(bool(_MISSING), reason=f"needs {' and '.join(_MISSING)}, as .ci/run brings them"),
]
_DAY = dt.date(2026, 3, 3)
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
    none = audit.Settings(limits=LimitSettings(story_seconds=0, rule_seconds=0))
    (told,) = _told(spark.judge(_frame(session, [long]), none))
    assert any("took longer than" in one["message"] for one in told["problems"])
    (good,) = _told(spark.judge(_frame(session, [row("good")]), _SETTINGS))
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


def _archive_check(folder: Path, *words: str) -> tuple[int, str, str]:
    asked = subprocess.run(
        [sys.executable, "-m", "audit", "archive", "check", "--select", "numbers,spacing", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.returncode, asked.stdout, asked.stderr


def test_an_archive_comes_to_the_same_on_spark(tmp_path: Path) -> None:
    told = []
    for name, words in (("here", ()), ("there", ("--spark", "local[2]"))):
        (tmp_path / name).mkdir()
        folder = project(tmp_path / name)
        wrong = DRAFT.replace("340 passengers", "430 passengers")
        with Archive(str(folder / "archive.sqlite"), create=True) as opened:
            for key, text in (("paper", wrong), ("agency", AGENCY), ("german", GERMAN), ("other", OTHER)):
                lang = "de" if key == "german" else "en"
                list(opened.add([ArchivedArticle(key, text, lang, key, _DAY, place=key)]))
            list(opened.encode())
        code, said, problems = _archive_check(folder, "--archive", "archive.sqlite", *words)
        assert (code, said.partition(": ")[2]) == (0, "4 judged, 4 came to something new\n"), problems
        with Archive(str(folder / "archive.sqlite")) as opened:
            told.append(
                opened.database.rows(
                    "SELECT article, number, signature, text_number, siblings, verdict, words, findings"
                    " FROM results ORDER BY article"
                )
            )
        code, said, _ = _archive_check(folder, "--archive", "archive.sqlite", *words)
        assert (code, said.partition(": ")[2]) == (0, "0 judged, 0 came to something new\n")
    assert told[0] == told[1]
    assert any("430" in str(findings_of(one[-1])) for one in told[0])


def test_a_master_that_is_none_is_told_in_a_line(tmp_path: Path) -> None:
    folder = project(tmp_path)
    with Archive(str(folder / "archive.sqlite"), create=True):
        pass
    code, _, said = _archive_check(folder, "--archive", "archive.sqlite", "--spark", "nowhere")
    assert code == 2
    assert "nowhere: Spark failed: " in said.splitlines()[-1]
    assert "Traceback" not in said


def test_articles_in_parquet_come_to_results_in_parquet_once(tmp_path: Path) -> None:
    wrong = DRAFT.replace("340 passengers", "430 passengers")
    texts = [("paper", wrong, "en"), ("agency", AGENCY, "en"), ("german", GERMAN, "de"), ("none", None, "en")]
    rows = [{"id": name, "text": text, "lang": lang} for name, text, lang in texts]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "articles.parquet")
    words = ("--spark", "local[2]", "--parquet", "articles.parquet", "--output", "results")
    code, said, problems = _archive_check(tmp_path, *words)
    assert (code, said) == (2, "results: 4 judged, 1 with problems\n"), problems
    told = {one["story"]: one for one in pq.read_table(tmp_path / "results").to_pylist()}
    assert any("430" in one["message"] for one in told["paper"]["findings"])
    assert [one["text"] for one in told["german"]["findings"]] != []
    code, said, problems = _archive_check(tmp_path, *words)
    assert (code, said) == (0, "results: 0 judged, 0 with problems\n"), problems
    code, _, problems = _archive_check(tmp_path, "--spark", "local[2]", "--parquet", "articles.parquet")
    assert (code, problems.count("go together")) == (2, 1)


def _archived(folder: Path, articles: list[ArchivedArticle]) -> set[frozenset[str]]:
    with Archive(str(folder / "archive.sqlite"), create=True) as opened:
        list(opened.add(articles))
        list(opened.encode())
        list(join(opened))
        return {frozenset(one.key for one in story.entries) for story in stories(opened, alone=True)}


def test_spark_finds_the_stories_that_an_archive_finds(session: Any, tmp_path: Path) -> None:
    articles = [
        ArchivedArticle("paper", DRAFT, "en", "Paper", _DAY, place="paper"),
        ArchivedArticle("agency", AGENCY, "en", "Wire", _DAY, place="agency"),
        ArchivedArticle("german", GERMAN, "de", "Küste", _DAY, place="german"),
        ArchivedArticle("later", FOLLOW_UP, "en", "Wire", dt.date(2026, 3, 6), place="later"),
        ArchivedArticle("other", OTHER, "en", "Arts", _DAY, place="other"),
        ArchivedArticle("again", f"{OTHER}\nA gift.", "en", "Arts", dt.date(2019, 3, 3), place="again"),
    ]
    rows = [
        {"id": one.key, "text": one.text, "lang": one.lang, "outlet": one.outlet, "date": one.date}
        for one in articles
    ]
    frame = _frame(session, [*rows, {"id": "none", "text": None}])
    grouped = spark.stories(frame)
    told = _told(grouped)
    found: dict[str, set[str]] = {}
    for one in told:
        found.setdefault(one["story"], set()).add(one["id"])
    wanted = _archived(tmp_path, articles)
    assert {frozenset(those) for those in found.values()} == {*wanted, frozenset({"none"})}
    assert frozenset({"paper", "agency", "german"}) in wanted
    (paper,) = (one for one in told if one["id"] == "paper")
    assert {text["id"] for text in paper["texts"]} == {"paper", "agency", "german"}
    assert paper["judged"] == ["paper"]
    judged = _told(spark.judge(grouped, _SETTINGS))
    assert [one["story"] for one in judged if one["problems"]] == ["none"]


def test_articles_without_the_columns_are_refused_at_once(session: Any) -> None:
    with pytest.raises(ValueError, match="expected the columns id, text"):
        spark.stories(session.sql("SELECT 1 AS id"))


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
