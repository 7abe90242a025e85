"""Which articles of an archive are siblings of a draft, and which of them are one witness?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from audit.archive.articles import ArchivedArticle, ArticleEntry, Link, address, article_of
from audit.archive.candidates import candidates, sought
from audit.archive.confirm import Confirmed, confirm, copied, read
from audit.archive.database import among
from audit.archive.store import Archive
from audit.decide.places import Roots
from audit.model import Document, FoundSibling, Relation, Role, Story

# Texts of one language that share so many of their runs of three words are one text with changes: an older
# version of the draft, or an agency's text in two papers. Of two translations of one text by machines one
# pair in a hundred shares more (newstest2020 from Chinese and into German); of one outlet fewer tell.
_COPY, _COPY_OF_OUTLET = 0.85, 0.5
# Candidates less alike than this have never been siblings.
_LIKELY = 0.08
_MOST = 10


class Sibling(NamedTuple):
    """An article that is a sibling of a draft: as it stands in the archive, how it was confirmed, whether it
    is the original, and how many near copies of it count with it."""

    entry: ArticleEntry
    document: Document
    confirmed: Confirmed
    copies: int = 0


def accompanied(place: str, story: Story) -> Story:
    """A story of a single text with the siblings that the archive at a place has. Raises ArchiveError."""
    if len(story.versions) > 1:
        return story
    (draft,) = story.versions
    with Archive(place) as archive:
        found = siblings(archive, draft)
        name = archive.name
    if not found:
        return story
    told = tuple(
        FoundSibling(
            one.document.id,
            name,
            one.entry.outlet,
            one.entry.date,
            one.confirmed.relation,
            one.confirmed.sure,
            one.copies,
        )
        for one in found
    )
    judged = story.judged if story.judged is not None else frozenset({draft.id})
    return replace(story, versions=(draft, *(one.document for one in found)), judged=judged, found=told)


def siblings(archive: Archive, draft: Document) -> list[Sibling]:
    """The siblings of a draft, its original first, then the likeliest; of near copies one. Never the draft
    itself, as it is or as it was."""
    article = article_of(draft, Roots())
    own, linked = _own(archive, draft, article), _linked(archive, article)
    asked = sought(draft, archive)
    likely = [
        one.id for one in candidates(archive, asked, without=own | set(linked)) if one.likeness >= _LIKELY
    ]
    entries = archive.named([*linked, *likely])
    texts = archive.documents(entries.values())
    bare = read(draft)
    found = []
    for id_ in (*linked, *likely):
        if id_ not in texts:
            continue
        other = read(texts[id_])
        if _earlier(bare, other):
            continue
        told = linked.get(id_)
        confirmed = confirm(bare, _told(other, told))
        if confirmed is None:
            continue
        is_original = told is Link.ORIGINAL or (
            told is None
            and confirmed.relation is Relation.PARALLEL
            and other.language != draft.language
            and draft.origin.partition("-")[0] == other.language
        )
        document = replace(texts[id_], role=Role.SOURCE if is_original else _witness(other.role))
        found.append((Sibling(entries[id_], document, confirmed), other))
    return _apart(found)[:_MOST]


def _apart(found: Sequence[tuple[Sibling, Document]]) -> list[Sibling]:
    """Originals first, then parallel before comparable, the surest first; copies with what they are of."""
    ordered = sorted(
        found,
        key=lambda pair: (
            pair[0].document.role is not Role.SOURCE,
            pair[0].confirmed.relation is not Relation.PARALLEL,
            -pair[0].confirmed.sure,
            pair[0].entry.id,
        ),
    )
    kept: list[tuple[Sibling, Document]] = []
    for one, document in ordered:
        for at, (known, other) in enumerate(kept):
            if other.language == document.language and copied(other, document) >= _COPY:
                kept[at] = known._replace(copies=known.copies + 1), other
                break
        else:
            kept.append((one, document))
    return [one for one, _ in kept]


def _told(other: Document, link: Link | None) -> Document:
    """The document, as an original where the draft says that it is."""
    return replace(other, role=Role.SOURCE) if link is Link.ORIGINAL else other


def _witness(role: Role) -> Role:
    """What a sibling of the archive is to a draft: no reference, which nobody said here that it is."""
    return Role.TRANSLATION if role is Role.SOURCE else role


def _earlier(draft: Document, other: Document) -> bool:
    """Whether an article is the draft as it was: one outlet does not publish one text twice in one language,
    and where the outlets are not known nearly all of its words tell. An agency's text that another outlet
    took over is a sibling."""
    if draft.language != other.language:
        return False
    if draft.outlet and other.outlet and draft.outlet != other.outlet:
        return False
    return copied(draft, other) >= (_COPY_OF_OUTLET if draft.outlet and other.outlet else _COPY)


def _own(archive: Archive, draft: Document, article: ArchivedArticle) -> set[int]:
    """The articles that are the draft itself, by key, address or place."""
    names = [name for name in {article.key, article.url, article.place} if name]
    rows = [
        *among(archive.database, "SELECT id FROM articles WHERE key IN ({})", names),
        *among(archive.database, "SELECT id FROM articles WHERE url IN ({})", names),
        *among(archive.database, "SELECT id FROM articles WHERE place IN ({})", names),
        *archive.database.rows("SELECT id FROM articles WHERE digest = ?", (article.digest,)),
    ]
    return {row[0] for row in rows}


def _linked(archive: Archive, article: ArchivedArticle) -> dict[int, Link | None]:
    """The articles that the draft names, and those that name it."""
    found: dict[int, Link | None] = {}
    for kind, target in article.links:
        for (id_,) in archive.database.rows(
            "SELECT id FROM articles WHERE url = ? OR key = ?", (target, target)
        ):
            found.setdefault(id_, kind)
    named = [name for name in {article.url, address(article.key)} if name]
    for id_, kind in among(archive.database, "SELECT article, kind FROM links WHERE target IN ({})", named):
        # What calls the draft its original is a translation of it.
        found.setdefault(id_, None if kind == Link.ORIGINAL else Link.TRANSLATION)
    return found
