"""Which articles of an archive may be siblings of a text?

Those that share its rarest words, each counting by how few articles have it; and where the archive has other
languages, those whose heads mean the same. Candidates are many and cheap; which of them are siblings, reading
them tells (`audit.archive.confirm`).
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from audit.archive.database import among
from audit.archive.store import Archive
from audit.archive.terms import terms
from audit.archive.vectors import able, nearest, vectors
from audit.model import Document

# A word that more articles have tells nothing; of those that fewer have so many are asked for.
USUAL, ASKED = 2_000, 20
# Days between two accounts of one event; translations may come later.
DAYS = 14
BEST = 10
# Two heads less alike than this are of different stories: strangers of the development data are below .5.
ALIKE = 0.35


class Candidate(NamedTuple):
    """An article by its number, and how alike it looks, 0 to 1: by words of its own language or kept by a
    translation, or by the meaning of its head."""

    id: int
    likeness: float


class Sought(NamedTuple):
    """A text for which siblings are looked for, by its words and, where there is one, its vector."""

    lang: str
    date: dt.date | None
    terms: tuple[int, ...]
    vector: bytes | None

    @property
    def language(self) -> str:
        return self.lang.partition("-")[0]


def sought(document: Document, archive: Archive) -> Sought:
    """What is looked for of a document; its vector only where the archive has other languages that have."""
    found = terms(document.text, document.lang)
    vector = None
    if able(document.lang) and _has_vectors(archive, document.language):
        vector = next(vectors([(document.text, document.lang)]))
    return Sought(document.lang, document.date, found, vector)


def candidates(
    archive: Archive, one: Sought, *, without: Iterable[int] = (), best: int = BEST
) -> list[Candidate]:
    """The likeliest articles by words, and those by meaning, each the likeliest first."""
    left_out = frozenset(without)
    by_words = _near(archive, one, _by_words(archive, one, left_out), best)
    seen = {found.id for found in by_words} | left_out
    by_meaning = [found for found in _by_meaning(archive, one, best + len(left_out)) if found.id not in seen]
    return [*by_words, *by_meaning[:best]]


def _by_words(archive: Archive, one: Sought, left_out: frozenset[int]) -> list[Candidate]:
    """The articles that share rare words, by the share of what those words tell."""
    articles = archive.count()
    rare: list[tuple[int, list[int]]] = []
    for term in one.terms:
        rows = archive.database.rows("SELECT article FROM postings WHERE term = ? LIMIT ?", (term, USUAL + 1))
        if 0 < len(rows) <= USUAL:
            rare.append((len(rows), [row[0] for row in rows]))
    return [one for one in sharing(rare, len(one.terms), articles) if one.id not in left_out]


def sharing(rare: Iterable[tuple[int, Sequence[int]]], terms: int, articles: int) -> list[Candidate]:
    """The articles that share rare words with a text of so many `terms`, the likeliest first, out of so many
    `articles`. `rare` has for each of its words that are not too usual (`USUAL`) how many articles have it,
    and which."""
    asked = sorted(rare)[:ASKED]
    weights: dict[int, float] = defaultdict(float)
    for number, those in asked:
        told = math.log(1 + articles / number)
        for id_ in those:
            weights[id_] += told
    # Words that no article has tell as much as one that a single article has.
    missing = max(min(terms, ASKED) - len(asked), 0) * math.log(1 + articles)
    whole = sum(math.log(1 + articles / number) for number, _ in asked) + missing
    found = [Candidate(id_, weight / whole) for id_, weight in weights.items()]
    return sorted(found, key=lambda candidate: (-candidate.likeness, candidate.id))


def of_a_time(one: int | None, other: int | None) -> bool:
    """Whether articles of two days may be of one story; one whose day nobody knows may be of any."""
    return one is None or other is None or abs(one - other) <= DAYS


def _near(archive: Archive, one: Sought, found: list[Candidate], best: int) -> list[Candidate]:
    """The best of them that are not of another time."""
    if one.date is None:
        return found[:best]
    some = found[: 20 * best]
    days: dict[int, int | None] = dict(
        among(archive.database, "SELECT id, day FROM articles WHERE id IN ({})", [each.id for each in some])
    )
    day = one.date.toordinal()
    return [each for each in some if of_a_time(day, days.get(each.id))][:best]


def _by_meaning(archive: Archive, one: Sought, best: int) -> list[Candidate]:
    """The articles in other languages whose heads are most alike."""
    if one.vector is None:
        return []
    condition = "articles.language <> ?"
    values: list[object] = [one.language]
    if one.date is not None:
        day = one.date.toordinal()
        condition += " AND (articles.day IS NULL OR articles.day BETWEEN ? AND ?)"
        values += [day - DAYS, day + DAYS]
    rows = archive.database.rows(
        "SELECT vectors.article, vectors.vector FROM vectors JOIN articles ON articles.id = vectors.article"
        f" WHERE {condition}",
        values,
    )
    likeness = nearest(one.vector, [bytes(row[1]) for row in rows])
    order = np.argsort(-likeness, kind="stable")[:best]
    return [Candidate(rows[at][0], float(likeness[at])) for at in order if likeness[at] >= ALIKE]


def _has_vectors(archive: Archive, language: str) -> bool:
    return bool(
        archive.database.rows(
            "SELECT 1 FROM vectors JOIN articles ON articles.id = vectors.article"
            " WHERE articles.language <> ? LIMIT 1",
            (language,),
        )
    )
