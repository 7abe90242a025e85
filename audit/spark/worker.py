"""What does a worker process of a cluster do with batches of rows?

It has one auditor, which comes to it by pickle with the rules that the driver read, and reads the tables of
languages once. Batches come and go as Arrow has them, a few rows of results at a time, so that memory does
not grow with the partition.
"""

from __future__ import annotations

import gc
import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa

from audit.archive.judge import outcome
from audit.model import Judged, Problem
from audit.report.arrow import finding_schema, problem_schema, score_schema
from audit.run import Auditor
from audit.spark.rows import RowStory, digest_of, result_of, story_of

# Rows of results that are given on at a time.
_AT_ONCE = 64
# The last auditor that was sent here: a process works for one job after the other.
_auditors: dict[bytes, Auditor] = {}

RESULT = pa.schema(
    [
        ("digest", pa.string()),
        ("story", pa.string()),
        ("findings", pa.list_(pa.struct(list(finding_schema())))),
        ("scores", pa.list_(pa.struct(list(score_schema())))),
        ("problems", pa.list_(pa.struct(list(problem_schema())))),
    ]
)

# What the story of an article comes to, by the number that the driver gave it.
OUTCOME = pa.schema(
    [
        ("number", pa.int64()),
        ("verdict", pa.string()),
        ("words", pa.int64()),
        ("findings", pa.binary()),
        ("problems", pa.list_(pa.string())),
    ]
)


def sent(auditor: Auditor) -> bytes:
    """An auditor as it goes to the workers, which look for garbage as seldom as this process does."""
    return zlib.compress(pickle.dumps((auditor, gc.get_threshold())), 1)


def auditor_of(data: bytes) -> Auditor:
    """The auditor that was sent, the same for every batch."""
    if data not in _auditors:
        auditor, seldom = pickle.loads(zlib.decompress(data))
        gc.set_threshold(*seldom)
        _auditors.clear()
        _auditors[data] = auditor
    return _auditors[data]


def judged(batches: Iterable[pa.RecordBatch], auditor: bytes) -> Iterator[pa.RecordBatch]:
    """What the story of each row comes to, in their order."""
    judge = auditor_of(auditor)
    yield from packed(map(_judged(judge), rows(batches)), RESULT, _unsaid)


def outcomes(batches: Iterable[pa.RecordBatch], auditor: bytes) -> Iterator[pa.RecordBatch]:
    """What each story of an archive comes to, by its number."""
    judge = auditor_of(auditor)
    for batch in batches:
        told = [
            {"number": row["number"], **outcome(judge.judge(pickle.loads(row["story"])))._asdict()}
            for row in batch.to_pylist()
        ]
        yield pa.RecordBatch.from_pylist(told, schema=OUTCOME)


def keyed(batches: Iterable[pa.RecordBatch], signature: str) -> Iterator[pa.RecordBatch]:
    """The rows as they are, with the key of what each comes to."""
    for batch in batches:
        keys = [digest_of(row, story_of(row), signature) for row in rows([batch])]
        yield batch.append_column("digest", pa.array(keys, pa.string()))


def rows(batches: Iterable[pa.RecordBatch]) -> Iterator[dict[str, Any]]:
    """The rows of batches as values; words that are no text as bytes."""
    for batch in batches:
        try:
            yield from batch.to_pylist()
        except UnicodeDecodeError:
            bare = [batch.column(at).cast(_bare(field.type)) for at, field in enumerate(batch.schema)]
            told = pa.RecordBatch.from_arrays(bare, names=batch.schema.names)
            # Which of the bytes were words, their own types tell no more: what is text is taken for it, but
            # for bytes that were bytes.
            for row in told.to_pylist():
                yield {field.name: _text(row[field.name], field.type) for field in batch.schema}


def packed(
    found: Iterable[dict[str, Any]],
    schema: pa.Schema,
    instead: Callable[[dict[str, Any], Exception], dict[str, Any]],
) -> Iterator[pa.RecordBatch]:
    """Rows in batches; `instead` of one that Arrow cannot hold gives the row that says so."""
    waiting: list[dict[str, Any]] = []
    for row in found:
        waiting.append(row)
        if len(waiting) == _AT_ONCE:
            yield _batch(waiting, schema, instead)
            waiting = []
    if waiting:
        yield _batch(waiting, schema, instead)


def _batch(
    waiting: list[dict[str, Any]],
    schema: pa.Schema,
    instead: Callable[[dict[str, Any], Exception], dict[str, Any]],
) -> pa.RecordBatch:
    try:
        return pa.RecordBatch.from_pylist(waiting, schema=schema)
    except (pa.ArrowException, UnicodeError, TypeError, ValueError, OverflowError):
        return pa.RecordBatch.from_pylist([_sound(row, schema, instead) for row in waiting], schema=schema)


def _sound(
    row: dict[str, Any],
    schema: pa.Schema,
    instead: Callable[[dict[str, Any], Exception], dict[str, Any]],
) -> dict[str, Any]:
    try:
        pa.RecordBatch.from_pylist([row], schema=schema)
    except (pa.ArrowException, UnicodeError, TypeError, ValueError, OverflowError) as error:
        return instead(row, error)
    return row


def _judged(auditor: Auditor) -> Callable[[dict[str, Any]], dict[str, Any]]:
    signature = auditor.signature

    def judge(row: dict[str, Any]) -> dict[str, Any]:
        said = story_of(row)
        key = digest_of(row, said, signature)
        nothing = Judged(None, (), (), ())
        return result_of(key, said, nothing if said.story is None else auditor.judge(said.story))

    return judge


def _unsaid(row: dict[str, Any], error: Exception) -> dict[str, Any]:
    """The result of a story whose result no table can hold."""
    name = str(row["story"]).encode("utf-8", "replace").decode()
    reason = f"what it came to cannot be kept in a table: {type(error).__name__}: {error}"
    return result_of(row["digest"], RowStory(name, None, (Problem(name, reason),)), Judged(None, (), (), ()))


def _bare(kind: pa.DataType) -> pa.DataType:
    """A type with bytes for its words."""
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return pa.binary()
    if pa.types.is_list(kind):
        return pa.list_(_bare(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([(field.name, _bare(field.type)) for field in kind])
    return kind


def _text(value: Any, kind: pa.DataType) -> Any:
    """A value of a bare type with words again where they are text."""
    if value is None:
        return None
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value
    if pa.types.is_list(kind):
        return [_text(one, kind.value_type) for one in value]
    if pa.types.is_struct(kind):
        return {field.name: _text(value[field.name], field.type) for field in kind}
    return value
