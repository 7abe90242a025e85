"""What does each step of the way on Spark cost an article, and how much memory has a worker?

python -m tools.spark_pieces [ARTICLES]     a table: what docs/spark.md reckons with

Articles are of some 700 words, made of the sentences of tools.bench_auditor; the worker's own functions work
in this process, without Spark.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import audit
from audit.spark import finding, worker
from tools.bench_auditor import short_stories

# What a worker does with batches of rows.
Work = Callable[[Iterable[pa.RecordBatch]], Iterable[pa.RecordBatch]]
# Short texts in one article.
_PARTS = 8


def _articles(count: int) -> list[dict[str, Any]]:
    """Articles, each with two others that say the same in other words beside it."""
    short = short_stories(count * _PARTS)
    made = []
    for number in range(count):
        some = short[number * _PARTS : (number + 1) * _PARTS]
        texts = ["\n\n".join(str(one.texts[version].text) for one in some) for version in range(3)]
        made.append({"id": str(number), "texts": texts})
    return made


def _batch(rows: list[dict[str, Any]]) -> list[pa.RecordBatch]:
    return [pa.RecordBatch.from_pylist(rows)]


def _cost(work: Callable[[], Iterable[pa.RecordBatch]], count: int) -> tuple[float, list[pa.RecordBatch]]:
    """Milliseconds of the processor a piece, and what came of it."""
    start = time.process_time()
    done = list(work())
    return 1000 * (time.process_time() - start) / count, done


def _pair(number: int, left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    return {"one": 2 * number, "other": 2 * number + 1, "left": left, "right": right}


def _size(table: pa.Table) -> int:
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        pq.write_table(table, file.name)
        return Path(file.name).stat().st_size


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    made = _articles(count + 10)
    structs = [
        [
            {"id": f"{one['id']}/{at}", "text": text, "lang": "en", "role": None}
            for at, text in enumerate(one["texts"])
        ]
        for one in made
    ]
    sent = worker.sent(audit.Auditor(audit.Settings(scores=audit.Scores.VERDICTS)))
    alone = [{"id": one[0]["id"], "texts": one[:1]} for one in structs]
    beside = [{"id": one[0]["id"], "texts": one, "judged": [one[0]["id"]]} for one in structs]
    numbered = [{"number": at, "article": one[0]} for at, one in enumerate(structs)]
    pairs = [_pair(at, one[0], one[1]) for at, one in enumerate(structs)]
    strangers = [_pair(at, one[0], other[0]) for at, (one, other) in enumerate(pairwise(structs))]
    steps: list[tuple[str, list[dict[str, Any]], Work]] = [
        ("words that an article is found by", numbered, partial(finding.indexed, by_meaning=False)),
        ("the same with a vector", numbered, partial(finding.indexed, by_meaning=True)),
        ("a pair of siblings read beside each other", pairs, finding.confirmed),
        ("a pair of strangers", strangers, finding.confirmed),
        ("judged alone", alone, partial(worker.judged, auditor=sent)),
        ("judged beside two siblings", beside, partial(worker.judged, auditor=sent)),
    ]
    words = sum(len(one["texts"][0]["text"].split()) for one in alone) // len(alone)
    print(f"{count} articles of {words} words\n\n| step | ms of the processor |\n| --- | --- |")
    results: list[pa.RecordBatch] = []
    for name, rows, work in steps:
        list(work(_batch(rows[count:])))  # tables are read
        milliseconds, results = _cost(partial(work, _batch(rows[:count])), count)
        print(f"| {name} | {milliseconds:.1f} |", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    given = pa.Table.from_pylist([one[0] for one in structs])
    print("\n| | |\n| --- | --- |")
    print(f"| an article in Parquet | {_size(given) / len(structs) / 1000:.1f} kB |")
    print(f"| a result in Parquet | {_size(pa.Table.from_batches(results)) / count / 1000:.1f} kB |")
    print(f"| an auditor as it is sent | {len(sent) / 1e6:.2f} MB |")
    print(f"| memory of the worker, at most | {peak / 1000:.0f} MB |")


if __name__ == "__main__":
    main()
