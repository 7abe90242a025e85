"""Which articles have some words, or are like a text?"""

from __future__ import annotations

from typing import NamedTuple

from audit.archive.articles import ArticleEntry
from audit.archive.candidates import Sought, candidates, sought
from audit.archive.store import Archive
from audit.archive.terms import terms
from audit.model import Document

_MOST = 20
_LANGUAGES = "SELECT DISTINCT language FROM articles ORDER BY language"


class SearchHit(NamedTuple):
    """An article, and how alike it looks, 0 to 1."""

    entry: ArticleEntry
    likeness: float


def like(archive: Archive, document: Document) -> list[SearchHit]:
    """The articles that a text's rare words or its meaning find, the likeliest first."""
    return _hits(archive, sought(document, archive))


def with_words(archive: Archive, words: str, lang: str = "") -> list[SearchHit]:
    """The articles that have the rarest of some words, those with most of them first. Where their language is
    not told, the words are read in each that the archive has."""
    langs = [lang] if lang else [row[0] for row in archive.database.rows(_LANGUAGES)]
    numbers = sorted({number for one in langs for number in terms(words, one)})
    return _hits(archive, Sought(lang, None, tuple(numbers), None))


def _hits(archive: Archive, asked: Sought) -> list[SearchHit]:
    found = candidates(archive, asked, best=_MOST)
    entries = archive.named([one.id for one in found])
    return [SearchHit(entries[one.id], one.likeness) for one in found if one.id in entries]
