"""Is every row of a cluster a story or a problem, without a cluster?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest

import audit
from audit.spark import worker
from audit.spark.rows import digest_of, story_of
from audit.spark.types import ddl

RIGHT = "The flood killed 30 people in the valley, officials said. The mayor thanked the soldiers."
WRONG = "The flood killed 13 people in the valley, officials said. The mayor thanked the the soldiers."
OTHER = "Officials said the flood in the valley had killed thirty people. The mayor thanked the soldiers."


def row(name: str = "flood", first: object = WRONG, **told: object) -> dict[str, Any]:
    """The row of a story of three texts."""
    texts = [
        {"id": "draft", "text": first, "lang": "en"},
        {"id": "agency", "text": RIGHT, "lang": "en"},
        {"id": "radio", "text": OTHER, "lang": "en"},
    ]
    return {"id": name, "texts": texts, **told}


def _results(rows: list[dict[str, Any]], schema: pa.Schema | None = None) -> list[dict[str, Any]]:
    batch = pa.RecordBatch.from_pylist(rows, schema=schema)
    sent = worker.sent(audit.Auditor(audit.Settings(select=("numbers", "spacing", "repetition"))))
    found: list[dict[str, Any]] = pa.Table.from_batches(worker.judged([batch], sent)).to_pylist()
    return found


def test_a_row_says_all_that_a_story_as_a_value_says() -> None:
    text = {
        "id": "draft",
        "text": b"<p>It rained.</p>",
        "format": ".html",
        "lang": "en",
        "role": "reference",
        "origin": "de",
        "outlet": "Wire",
        "date": dt.datetime(2026, 3, 31, 12, tzinfo=dt.UTC),
    }
    said = story_of({"id": "rain", "texts": [text], "relation": "parallel", "judged": ["draft"]})
    date = dt.date(2026, 3, 31)
    wanted = audit.GivenText(
        "draft", b"<p>It rained.</p>", ".html", "en", audit.Role.REFERENCE, "de", "Wire", date
    )
    assert said.story == audit.GivenStory("rain", (wanted,), audit.Relation.PARALLEL, frozenset({"draft"}))
    assert said.problems == ()
    assert story_of({"id": "rain", "texts": [{**text, "date": "2026-03-31"}]}).story is not None


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"id": None, "texts": []}, "id: expected words, found nothing"),
        ({"id": 7, "texts": []}, "id: expected words, found int 7"),
        ({"id": "s", "texts": None}, "texts: expected a list, found nothing"),
        ({"id": "s", "texts": "words"}, "texts: expected a list, found str 'words'"),
        (row(relation="cousins"), "relation: expected one of parallel, comparable"),
        (row(judged="draft"), "judged: expected a list"),
    ],
)
def test_a_row_that_is_no_story_is_a_problem(said: dict[str, Any], problem: str) -> None:
    told = story_of(said)
    assert told.story is None
    assert problem in told.problems[0].message


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "text 1: expected a struct with id, text"),
        ({"id": "a", "text": None}, "text 1: text: expected words or bytes, found nothing"),
        ({"id": "a", "text": 7.5}, "text 1: text: expected words or bytes, found float 7.5"),
        ({"id": "", "text": "It rained."}, "text 1: id: expected words, found no words"),
        ({"id": "a", "text": "It rained.", "role": "judge"}, "text 1: role: expected one of"),
        ({"id": "a", "text": "It rained.", "date": "31 March"}, "text 1: date: expected a day"),
        ({"id": "a", "text": "It rained.", "lang": 5}, "text 1: lang: expected words, found int 5"),
    ],
)
def test_a_text_that_is_none_is_left_out_and_told(text: object, problem: str) -> None:
    told = story_of({"id": "s", "texts": [text, {"id": "good", "text": "It rained."}]})
    assert told.story is not None
    assert [one.id for one in told.story.texts] == ["good"]
    assert problem in told.problems[0].message


def test_rows_come_to_what_an_auditor_says_with_the_names_of_the_json() -> None:
    auditor = audit.Auditor(audit.Settings(select=("numbers", "spacing", "repetition")))
    judged = auditor.judge(story_of(row()).story or audit.GivenStory("", ()))
    (result,) = _results([row()])
    assert result["story"] == "flood"
    assert result["findings"] == audit.finding_rows(judged)
    assert result["scores"] == audit.score_rows(judged)
    assert result["digest"] == digest_of(row(), story_of(row()), auditor.signature)
    assert {one["rule"] for one in result["findings"]} == {"number-against-siblings", "doubled-word"}


def test_a_digest_is_of_what_is_said_and_of_what_judges() -> None:
    def key(said: dict[str, Any], signature: str = "") -> str:
        return digest_of(said, story_of(said), signature)

    assert key(row()) == key({**row(), "relation": None, "judged": None, "aside": 7})
    others = [
        row("fire"),
        row(first=RIGHT),
        row(relation="parallel"),
        row(judged=["draft"]),
        row(first=None),
        row(first=7),
        {"id": "flood", "texts": None},
    ]
    assert len({key(one) for one in (row(), *others)} | {key(row(), "other rules")}) == len(others) + 2


def test_what_judges_is_known_by_what_counts() -> None:
    def signature(**said: Any) -> str:
        return audit.Auditor(audit.Settings(select=("numbers",), **said)).signature

    assert signature() == signature(processes=4, cache=True)
    assert len({signature(), signature(support=True), signature(ignore=("major",))}) == 3


def test_words_that_are_no_text_take_no_other_row_with_them() -> None:
    texts = pa.list_(pa.struct([("id", pa.string()), ("text", pa.string()), ("lang", pa.string())]))
    schema = pa.schema([("id", pa.string()), ("texts", texts)])
    good = pa.RecordBatch.from_pylist([row("one"), row("two"), row("three")], schema=schema)
    broken = (
        good.column("texts")
        .cast(pa.list_(pa.struct([("id", pa.binary()), ("text", pa.binary()), ("lang", pa.binary())])))
        .to_pylist()
    )
    broken[1][0]["text"] = b"\xff\x00\x80" * 9
    as_bytes = pa.array(
        broken, pa.list_(pa.struct([("id", pa.binary()), ("text", pa.binary()), ("lang", pa.binary())]))
    )
    batch = pa.RecordBatch.from_arrays([good.column("id"), _unchecked(as_bytes, texts)], schema=schema)
    sent = worker.sent(audit.Auditor(audit.Settings(select=("numbers",))))
    one, two, three = pa.Table.from_batches(worker.judged([batch], sent)).to_pylist()
    assert one["findings"]
    assert three["findings"]
    assert two["story"] == "two"
    assert any(problem["path"] == "draft" for problem in two["problems"])


def _unchecked(array: pa.Array, kind: pa.DataType) -> pa.Array:
    """An array as another type of the same layout, whatever its bytes are, as Spark sends it."""
    return pa.Array.from_buffers(
        kind, len(array), array.buffers()[:2], children=[_struct(array.values, kind.value_type)]
    )


def _struct(array: pa.Array, kind: pa.DataType) -> pa.Array:
    children = [
        pa.Array.from_buffers(field.type, len(array), array.field(at).buffers())
        for at, field in enumerate(kind)
    ]
    return pa.Array.from_buffers(kind, len(array), array.buffers()[:1], children=children)


def test_huge_texts_and_slow_stories_are_problems_of_their_rows() -> None:
    huge, good = _results([row("huge", "It rained on us all day. " * 100_000), row("good")])
    assert any("larger than an article" in one["message"] for one in huge["problems"])
    assert good["findings"]
    assert not good["problems"]


def test_results_come_a_few_at_a_time_and_in_order() -> None:
    taken: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(0, 400, 40):
            taken.append(number)
            names = [f"s{one}" for one in range(number, number + 40)]
            yield pa.RecordBatch.from_pylist([{"id": name, "texts": [], "judged": None} for name in names])

    sent = worker.sent(audit.Auditor(audit.Settings(select=("numbers",))))
    stream = worker.judged(batches(), sent)
    assert next(stream).num_rows == 64
    assert len(taken) == 2
    rest = [name for batch in stream for name in batch.column("story").to_pylist()]
    assert rest == [f"s{number}" for number in range(64, 400)]


def test_a_worker_keeps_one_auditor() -> None:
    first = worker.sent(audit.Auditor(audit.Settings(select=("numbers",))))
    second = worker.sent(audit.Auditor(audit.Settings(select=("spacing",))))
    assert worker.auditor_of(first) is worker.auditor_of(first)
    assert worker.auditor_of(second).settings.select == ("spacing",)
    assert len(worker._auditors) == 1


def test_keys_are_put_beside_rows_as_they_are() -> None:
    batch = pa.RecordBatch.from_pylist([row(), {"id": None, "texts": []}])
    (keyed,) = worker.keyed([batch], "rules")
    assert keyed.select(batch.schema.names).equals(batch)
    assert keyed.column("digest").to_pylist()[0] == digest_of(row(), story_of(row()), "rules")


def test_what_no_table_can_hold_is_a_problem_of_its_row() -> None:
    bad = {"digest": "d", "story": "\ud800", "findings": [], "scores": [], "problems": []}
    good = {**bad, "story": "good"}
    (batch,) = worker.packed([bad, good], worker.RESULT, worker._unsaid)
    first, second = batch.to_pylist()
    assert "cannot be kept in a table" in first["problems"][0]["message"]
    assert second["story"] == "good"


def test_spark_is_told_the_schema_in_its_own_words() -> None:
    mark = pa.struct([("text", pa.string()), ("sure", pa.float64()), ("so", pa.bool_())])
    schema = pa.schema([("end", pa.int64()), ("marks", pa.list_(mark))])
    assert ddl(schema) == "`end` bigint, `marks` array<struct<`text`: string, `sure`: double, `so`: boolean>>"
