"""What does a worker process do to find the siblings of articles? By what an archive finds them.

Words, vectors and the reading of two texts beside each other are those of `audit.archive`; here are batches
of rows. An article that cannot be read has no siblings, and is told of where it is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa

from audit.archive.candidates import ALIKE, BEST, of_a_time, sharing
from audit.archive.confirm import confirm, read
from audit.archive.stories import LIKELY
from audit.archive.terms import terms
from audit.archive.vectors import cosines, vectors
from audit.deadline import within
from audit.group import GivenStory, given_story
from audit.limits import LIMITS
from audit.model import Document, Role, primary
from audit.spark.rows import RowError, text_of
from audit.spark.worker import rows

_AT_ONCE = 256
# Documents that were read stay for the next pair, as pairs come ordered by their first article.
_KEPT = 200
# Vectors that are compared with all others at a time.
_ROWS = 128

# By what an article is found: its number, its day, its rarest words and the vector of its head.
INDEX = pa.schema(
    [
        ("number", pa.int64()),
        ("lang", pa.string()),
        ("day", pa.int32()),
        ("terms", pa.list_(pa.int32())),
        ("vector", pa.binary()),
    ]
)
# Two articles that may be siblings, as one of them asked.
CANDIDATES = pa.schema([("number", pa.int64()), ("other", pa.int64()), ("likeness", pa.float64())])
# Two articles that are siblings.
PAIRS = pa.schema([("one", pa.int64()), ("other", pa.int64()), ("sure", pa.float64())])


Result = TypeVar("Result")


class _ReadArticle(NamedTuple):
    number: int
    document: Document


def indexed(batches: Iterable[pa.RecordBatch], *, by_meaning: bool) -> Iterator[pa.RecordBatch]:
    """By what each article is found that can be read; rows have its `number` and its `article`."""
    for some in _chunks(rows(batches)):
        known = [_ReadArticle(row["number"], one) for row in some if (one := document_of(row["article"]))]
        texts = [(one.document.text, one.document.lang) for one in known]
        heads = list(vectors(texts)) if by_meaning else [None] * len(known)
        told = [
            {
                "number": one.number,
                "lang": one.document.lang,
                "day": one.document.date.toordinal() if one.document.date else None,
                "terms": terms(*text),
                "vector": head,
            }
            for one, text, head in zip(known, texts, heads, strict=True)
        ]
        yield pa.RecordBatch.from_pylist(told, schema=INDEX)


def by_words(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The likeliest siblings of each article by the rare words it shares. A row has its `number` and `day`,
    how many `terms` it has, out of how many `articles` it is, and what is `rare`: for each word the `count`
    of articles that have it, and `those`, each with `number` and `day`."""
    for row in rows(batches):
        days: dict[int, int | None] = {}
        rare = []
        for one in row["rare"]:
            days.update((each["number"], each["day"]) for each in one["those"])
            rare.append((one["count"], sorted(each["number"] for each in one["those"])))
        found = (
            each
            for each in sharing(rare, row["terms"], row["articles"])
            if each.id != row["number"] and each.likeness >= LIKELY and of_a_time(row["day"], days[each.id])
        )
        told = [
            {"number": row["number"], "other": each.id, "likeness": each.likeness}
            for each in islice(found, BEST)
        ]
        if told:
            yield pa.RecordBatch.from_pylist(told, schema=CANDIDATES)


def by_meaning(asking: pa.Table, others: pa.Table) -> pa.Table:
    """The likeliest siblings in other languages of the articles of a block, by the meaning of their heads;
    both tables have `number`, `lang`, `day` and `vector`."""
    here, there = asking.to_pylist(), others.to_pylist()
    languages = np.array([primary(row["lang"]) for row in there])
    heads = [row["vector"] for row in there]
    told: list[dict[str, Any]] = []
    for start in range(0, len(here), _ROWS):
        some = here[start : start + _ROWS]
        for row, alike in zip(some, cosines([one["vector"] for one in some], heads), strict=True):
            alike[languages == primary(row["lang"])] = -1.0
            likely = np.flatnonzero(alike >= ALIKE)
            ordered = (int(at) for at in likely[np.argsort(-alike[likely], kind="stable")])
            near = (at for at in ordered if of_a_time(row["day"], there[at]["day"]))
            told += [
                {"number": row["number"], "other": there[at]["number"], "likeness": float(alike[at])}
                for at in islice(near, BEST)
            ]
    return pa.Table.from_pylist(told, schema=CANDIDATES)


def confirmed(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The pairs that are siblings. A row has `one` and `other`, and the articles of both: `left`, `right`."""
    known: dict[int, Document | None] = {}
    for some in _chunks(rows(batches)):
        told = []
        for row in some:
            left, right = _kept(known, row["one"], row["left"]), _kept(known, row["other"], row["right"])
            how = _in_time(partial(confirm, left, right)) if left and right else None
            if how:
                told.append({"one": row["one"], "other": row["other"], "sure": how.sure})
        yield pa.RecordBatch.from_pylist(told, schema=PAIRS)


def beside(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """A row of a story for each article: itself on trial beside those that were found. A row has `story`, the
    `article`, its `lang`, and `siblings`, each with its `number`, `lang` and `article`."""
    for batch in batches:
        fields = batch.schema.field("article").type
        schema = pa.schema(
            [
                ("id", pa.string()),
                ("texts", pa.list_(fields)),
                ("judged", pa.list_(pa.string())),
                ("story", pa.string()),
            ]
        )
        told = []
        for row in rows([batch]):
            own = row["article"]
            siblings = sorted(row["siblings"] or (), key=lambda one: one["number"])
            texts = [own, *(_beside(own, one) for one in siblings)]
            told.append(
                {"id": own["id"], "texts": texts, "judged": [own["id"]], "story": row["story"] or own["id"]}
            )
        yield pa.RecordBatch.from_pylist(told, schema=schema)


def document_of(article: object) -> Document | None:
    """The article of a struct as a document; None for what cannot be read."""
    try:
        given = replace(text_of(article), role=Role.TRANSLATION)
    except RowError:
        return None
    story, _ = given_story(GivenStory(given.id, (given,)))
    return story.versions[0] if story else None


def _beside(own: Mapping[str, Any], sibling: Mapping[str, Any]) -> dict[str, Any]:
    """A sibling as it is, and as the original, where the article says that it was translated from its
    language."""
    article: dict[str, Any] = dict(sibling["article"])
    origin = own.get("origin")
    original = isinstance(origin, str) and origin and primary(origin) == primary(sibling["lang"] or "")
    return {**article, "role": Role.SOURCE.value} if original else article


def _kept(known: dict[int, Document | None], number: int, article: object) -> Document | None:
    """An article as alignment asks for it, read once as long as it is among the last."""
    if number not in known:
        if len(known) >= _KEPT:
            del known[next(iter(known))]
        document = document_of(article)
        known[number] = None if document is None else _in_time(partial(read, document))
    return known[number]


def _in_time(work: Callable[[], Result]) -> Result | None:
    """What a piece of work comes to; None where it takes too long or fails: the article is told of where it
    is judged."""
    try:
        return within(LIMITS.story_seconds, work)
    except Exception:  # OutOfTimeError, too
        return None


def _chunks(every: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting = iter(every)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some
