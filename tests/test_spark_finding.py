"""Are siblings found in batches of rows as an archive finds them, without a cluster?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from audit.archive.candidates import sharing
from audit.archive.terms import terms
from audit.spark import finding
from tests.archive_texts import AGENCY, DRAFT, FOLLOW_UP, GERMAN, OTHER

_DAY = dt.date(2026, 3, 3)


def _article(name: str, text: str | None, lang: str = "en", **told: object) -> dict[str, Any]:
    return {"id": name, "text": text, "lang": lang, "date": _DAY, "role": None, "origin": None, **told}


def _rows(batches: Iterator[pa.RecordBatch]) -> list[dict[str, Any]]:
    return [row for batch in batches for row in batch.to_pylist()]


def _batch(rows: list[dict[str, Any]], schema: pa.Schema | None = None) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(rows, schema=schema)


def test_an_article_is_found_by_its_rare_words_its_day_and_its_meaning() -> None:
    rows = [
        {"number": 1, "article": _article("draft", DRAFT)},
        {"number": 2, "article": _article("none", None)},
        {"number": 3, "article": _article("german", GERMAN, "de")},
    ]
    first, third = _rows(finding.indexed([_batch(rows)], by_meaning=True))
    assert (first["number"], first["lang"], first["day"]) == (1, "en", _DAY.toordinal())
    assert tuple(first["terms"]) == terms(DRAFT, "en")
    assert len(third["vector"]) == 512
    (bare, _) = _rows(finding.indexed([_batch(rows)], by_meaning=False))
    assert bare["vector"] is None


def test_candidates_share_rare_words_within_a_time() -> None:
    def those(*numbers: int, day: int | None = 100) -> list[dict[str, Any]]:
        return [{"number": number, "day": day} for number in numbers]

    row = {
        "number": 1,
        "day": 100,
        "terms": 4,
        "articles": 50,
        "rare": [
            {"count": 2, "those": those(1, 2)},
            {"count": 3, "those": [*those(1, 2), *those(3, day=200)]},
            {"count": 3, "those": [*those(1), *those(3, day=200), *those(4, day=None)]},
            {"count": 1, "those": those(1)},
        ],
    }
    told = _rows(finding.by_words([_batch([row])]))
    assert [one["other"] for one in told] == [2, 4]
    likeness = {
        one.id: one.likeness
        for one in sharing([(2, [1, 2]), (3, [1, 2, 3]), (3, [1, 3, 4]), (1, [1])], 4, 50)
    }
    assert {one["other"]: one["likeness"] for one in told} == {2: likeness[2], 4: likeness[4]}


def test_candidates_of_other_languages_mean_the_same() -> None:
    chance = np.random.default_rng(0)

    def vector(*of: bytes) -> bytes:
        noise = chance.integers(-20, 20, 512)
        base = np.frombuffer(of[0], np.int8).astype(int) if of else chance.integers(-100, 100, 512)
        return (base // 2 + noise).astype(np.int8).tobytes()

    one = vector()
    other, far, same = vector(one), vector(), vector(one)
    asking = pa.Table.from_pylist([{"number": 1, "lang": "en", "day": 10, "vector": one}])
    there = [
        {"number": 1, "lang": "en", "day": 10, "vector": one},
        {"number": 2, "lang": "de", "day": 12, "vector": other},
        {"number": 3, "lang": "de", "day": 12, "vector": far},
        {"number": 4, "lang": "en-GB", "day": 12, "vector": same},
        {"number": 5, "lang": "de", "day": 60, "vector": same},
        {"number": 6, "lang": "fr", "day": None, "vector": same},
    ]
    told = finding.by_meaning(asking, pa.Table.from_pylist(there)).to_pylist()
    assert {row["other"] for row in told} == {2, 6}
    assert all(row["likeness"] > 0.35 for row in told)


def test_pairs_are_confirmed_by_reading_them_and_what_cannot_be_read_is_in_none() -> None:
    pairs = [
        ("agency", AGENCY, "en"),
        ("german", GERMAN, "de"),
        ("later", FOLLOW_UP, "en"),
        ("other", OTHER, "en"),
    ]
    rows = [
        {"one": 1, "other": number, "left": _article("draft", DRAFT), "right": _article(name, text, lang)}
        for number, (name, text, lang) in enumerate(pairs, 2)
    ]
    rows.append({"one": 1, "other": 9, "left": _article("draft", DRAFT), "right": _article("none", None)})
    told = _rows(finding.confirmed([_batch(rows)]))
    assert [(row["one"], row["other"]) for row in told] == [(1, 2), (1, 3)]


def test_a_pair_that_fails_is_no_pair_and_takes_no_other_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(left: object, right: object) -> None:
        raise MemoryError

    monkeypatch.setattr(finding, "confirm", fails)
    article = _article("draft", DRAFT)
    assert (
        _rows(finding.confirmed([_batch([{"one": 1, "other": 2, "left": article, "right": article}])])) == []
    )


def test_each_article_is_on_trial_beside_those_found_the_original_as_such() -> None:
    own = _article("draft", DRAFT, origin="de")
    siblings = [
        {"number": 9, "lang": "de", "article": _article("german", GERMAN, "de", role="reference")},
        {"number": 4, "lang": "en", "article": _article("agency", AGENCY, role="reference")},
    ]
    rows: list[dict[str, Any]] = [
        {"article": own, "siblings": siblings, "story": "agency"},
        {"article": _article("other", OTHER), "siblings": None, "story": None},
    ]
    article = pa.struct(
        [
            *((name, pa.string()) for name in ("id", "text", "lang", "role", "origin")),
            ("date", pa.date32()),
        ]
    )
    sibling = pa.struct([("number", pa.int64()), ("lang", pa.string()), ("article", article)])
    schema = pa.schema([("article", article), ("siblings", pa.list_(sibling)), ("story", pa.string())])
    first, second = _rows(finding.beside([_batch(rows, schema)]))
    assert (first["id"], first["story"], first["judged"]) == ("draft", "agency", ["draft"])
    assert [(text["id"], text["role"]) for text in first["texts"]] == [
        ("draft", None),
        ("agency", "reference"),
        ("german", "source"),
    ]
    assert (second["id"], second["story"], len(second["texts"])) == ("other", "other", 1)
