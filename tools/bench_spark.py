"""What do stories cost on Spark beside our own pool, and does a story cost the same whatever their number?

python -m tools.bench_spark [--cores 2] [--versions 1] [--rounds 3] [STORIES...]     two tables

The stories are those of tools.bench_auditor, in small Parquet files; both read them there, judge them
in so many processes and write Parquet. The start of session, pool and workers is apart: each judges five
hundred others first. For the first number of stories both take turns, and the rows of both are compared as
JSON, byte for byte; for the others Spark goes alone. Seconds are those of the clock, which other work on the
machine lengthens, and those of the processor in all processes (JVM, driver, workers); what a worker took that
Spark ended on the way is lost to these.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

import audit
from audit import spark
from audit.spark.errors import SparkError
from audit.spark.rows import digest_of, result_of, story_of
from audit.spark.session import session
from audit.spark.worker import RESULT
from tools.bench_auditor import short_stories

_FILE, _WARM = 250, 500
_SETTINGS = audit.Settings(scores=audit.Scores.VERDICTS)
_TICKS = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """Seconds of the clock and of the processor."""

    clock: float
    processor: float


def _written(folder: Path, count: int, versions: int) -> Path:
    """Short stories of so many versions as Parquet."""
    folder.mkdir()
    stories = short_stories(count)
    for start in range(0, count, _FILE):
        rows = []
        for one in stories[start : start + _FILE]:
            texts = [
                {name: asdict(text)[name] for name in ("id", "text", "lang")} for text in one.texts[:versions]
            ]
            rows.append({"id": one.id, "texts": texts})
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{start:09}.parquet")
    return folder


def _read(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.parquet")):
        yield from pq.read_table(file).to_pylist()


def _by_pool(auditor: audit.Auditor, given: Path, out: Path) -> None:
    """As a program without Spark would do it: a stream in, a stream out."""
    said = [(row, story_of(row)) for row in _read(given)]
    results = auditor.judge_all(one.story for _, one in said if one.story)
    waiting: list[dict[str, Any]] = []
    with pq.ParquetWriter(out, RESULT) as file:
        for (row, one), judged in zip(said, results, strict=True):
            waiting.append(result_of(digest_of(row, one, auditor.signature), one, judged))
            if len(waiting) == _FILE:
                file.write_table(pa.Table.from_pylist(waiting, schema=RESULT))
                waiting = []
        if waiting:
            file.write_table(pa.Table.from_pylist(waiting, schema=RESULT))


def _by_spark(running: Any, given: Path, out: Path) -> None:
    spark.judge(running.read.parquet(str(given)), _SETTINGS).write.mode("overwrite").parquet(str(out))


def _cost(work: Callable[[], None]) -> Cost:
    start, before = time.perf_counter(), _processor()
    work()
    return Cost(time.perf_counter() - start, _processor() - before)


def _processor() -> float:
    """Seconds of the processor of this process and all below it, those that ended among them."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for place in Path("/proc").iterdir():
        if place.name.isdecimal():
            try:
                said = (place / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(place.name)] = int(said[1])
            ticks[int(place.name)] = sum(map(int, said[11:15]))
    own = {os.getpid()}
    while more := {one for one, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(ticks[one] for one in own) / _TICKS


def _json(table: pa.Table) -> bytes:
    rows = sorted(table.to_pylist(), key=lambda row: int(row["story"]))
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def _beside(running: Any, folder: Path, asked: argparse.Namespace, count: int) -> Cost:
    """Print what the pool and Spark take in turns for so many stories, and tell what Spark does."""
    warm, given = (
        _written(folder / "warm", _WARM, asked.versions),
        _written(folder / "0", count, asked.versions),
    )
    pool, cluster = folder / "pool.parquet", folder / "spark"
    costs: dict[str, list[Cost]] = {"pool": [], "Spark": []}
    _by_spark(running, warm, cluster)
    with audit.Auditor(audit.Settings(scores=_SETTINGS.scores, processes=asked.cores)) as auditor:
        _by_pool(auditor, warm, pool)
        for _ in range(asked.rounds):
            costs["pool"].append(_cost(lambda: _by_pool(auditor, given, pool)))
            costs["Spark"].append(_cost(lambda: _by_spark(running, given, cluster)))
    same = _json(pq.read_table(pool)) == _json(pq.read_table(cluster))
    print(f"{count:,} stories of {asked.versions}, best of {asked.rounds} rounds; the same bytes: {same}\n")
    print("| | clock s | processor s | ms of the processor a story |\n| --- | --- | --- | --- |")
    best = {who: Cost(*map(min, zip(*those, strict=True))) for who, those in costs.items()}
    for who, cost in best.items():
        print(f"| {who} | {cost.clock:.1f} | {cost.processor:.1f} | {1000 * cost.processor / count:.2f} |")
    ratios = [one / other for one, other in zip(best["Spark"], best["pool"], strict=True)]
    print(f"| times | {ratios[0]:.2f} | {ratios[1]:.2f} | |\n")
    return best["Spark"]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("stories", nargs="*", type=int, default=[10_000, 30_000, 100_000])
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--versions", type=int, default=1, help="texts of a story")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    try:
        with session(f"local[{asked.cores}]") as running:
            _measure(running, asked)
    except SparkError as error:
        print(f"not measured: {error}")


def _measure(running: Any, asked: argparse.Namespace) -> None:
    first, *others = asked.stories
    print(f"{asked.cores} processes, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory(prefix="audit-bench-") as name:
        cost = _beside(running, Path(name), asked, first)
        print("| stories on Spark | clock s | ms of the processor a story |\n| --- | --- | --- |")
        print(f"| {first:,} | {cost.clock:.1f} | {1000 * cost.processor / first:.2f} |", flush=True)
        for count in others:
            given = _written(Path(name) / str(count), count, asked.versions)
            cost = _cost(partial(_by_spark, running, given, Path(name) / "spark"))
            print(f"| {count:,} | {cost.clock:.1f} | {1000 * cost.processor / count:.2f} |", flush=True)


if __name__ == "__main__":
    main()
