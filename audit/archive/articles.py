"""What is an article of an archive, and which articles does a document mean by its links?"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urldefrag

import msgspec

from audit.archive.database import Row
from audit.archive.errors import ArchiveError
from audit.decide.places import Roots
from audit.limits import LIMITS
from audit.model import Document, Element, Role, Source
from audit.text import shorten

# Fields in which articles state their address, their headline, their original and their translations.
_ADDRESSES = ("canonical", "url", "permalink", "link", "@id", "mainEntityOfPage.@id", "mainEntityOfPage")
# What an exported article is known by, and its title, which is part of its text.
KEY, TITLE = "archive-key", "archive-title"
_TITLES = (TITLE, "title", "headline")
_ORIGINALS = ("translationOfWork.@id", "translationOfWork.url", "translationOfWork", "original_url")
_TRANSLATIONS = ("workTranslation", "hreflang.")
_IDENTITIES = ("id", "uri", "guid", "identifier", "doc_id")
_LONGEST_TITLE = 160


class Link(StrEnum):
    """What an article says of another: that it translates it, or that it is its translation (or the other
    way about, as hreflang does not say)."""

    ORIGINAL = "original"
    TRANSLATION = "translation"


@dataclass(frozen=True, slots=True)
class ArchivedArticle:
    """A text with what is stated of it.

    `key` is what it is known by, however often it is corrected: its address, the id that it states, or its
    path. `links` are addresses or keys of others with what they are to it.
    """

    key: str
    text: str
    lang: str = ""
    outlet: str = ""
    date: dt.date | None = None
    url: str = ""
    title: str = ""
    role: Role = Role.TRANSLATION
    origin: str = ""
    place: str = ""
    links: tuple[tuple[Link, str], ...] = ()
    elements: tuple[Element, ...] = ()

    @property
    def digest(self) -> bytes:
        """Of all that it says and is said of it, not of where it lies."""
        said = (self.lang, self.outlet, str(self.date), self.url, self.title, self.role, self.origin)
        links = (f"{kind} {target}" for kind, target in self.links)
        return blake2b(_bytes("\0".join((self.text, *said, *links))), digest_size=16).digest()


class ArticleEntry(NamedTuple):
    """An article as a list shows it, without its text; `number` counts its corrections from 1."""

    id: int
    key: str
    number: int
    url: str
    lang: str
    outlet: str
    date: dt.date | None
    title: str
    role: Role
    origin: str
    place: str
    added: str
    story: int | None
    due: bool

    @property
    def name(self) -> str:
        """How it is called where people read: its address, or where it was read from."""
        return self.url or self.place or self.key


# The columns of an entry, in its order.
COLUMNS = "id, key, number, url, lang, outlet, day, title, role, origin, place, added, story, due"


def entry(row: Row) -> ArticleEntry:
    """A row of COLUMNS as an entry."""
    id_, key, number, url, lang, outlet, day, title, role, origin, place, added, story, due = row
    date = None if day is None else dt.date.fromordinal(day)
    return ArticleEntry(
        *(
            id_,
            key,
            number,
            url,
            lang,
            outlet,
            date,
            title,
            Role(role),
            origin,
            place,
            added,
            story,
            bool(due),
        )
    )


class _Content(msgspec.Struct, array_like=True):
    text: str
    elements: tuple[Element, ...]


_decoder = msgspec.msgpack.Decoder(_Content)
# An article, with the way through its structure.
_LARGEST = 8 * LIMITS.article_bytes


def pack(article: ArchivedArticle) -> bytes:
    """Text and structure, as they are kept."""
    text = article.text.encode("utf-8", "replace").decode()
    return zlib.compress(msgspec.msgpack.encode(_Content(text, article.elements)), 6)


def unpack(content: bytes, entry: ArticleEntry) -> Document:
    """The article as the document that it was read from, by the name of its key. Raises ArchiveError where
    what is kept is broken."""
    try:
        unpacking = zlib.decompressobj()
        said = _decoder.decode(unpacking.decompress(content, _LARGEST))
    except (zlib.error, msgspec.MsgspecError) as error:
        raise ArchiveError(f"the text of {entry.key} is broken: {error}") from None
    return Document(
        entry.key,
        said.text,
        Source(entry.name, lines=(0, *(at + 1 for at, sign in enumerate(said.text) if sign == "\n"))),
        entry.lang,
        entry.role,
        entry.origin,
        entry.date,
        entry.outlet,
        key=entry.key,
        elements=tuple(
            Element(one.kind, one.value, one.span._replace(document=entry.key)) for one in said.elements
        ),
    )


def article_of(document: Document, roots: Roots) -> ArchivedArticle:
    """The article that a document is, by what its fields state.

    What has no address and no id goes by its path in its project; in a file of many by what it says, as its
    place there changes with those before it.
    """
    fields = document.fields
    url = address(_first(fields, _ADDRESSES))
    links = [(Link.ORIGINAL, address(one)) for one in (_first(fields, _ORIGINALS),) if one]
    links += [
        (Link.TRANSLATION, address(value))
        for name, value in fields.items()
        if name.startswith(_TRANSLATIONS) and value
    ]
    part, place = document.part, roots.key(replace(document, identity=""))
    article = ArchivedArticle(
        place.encode("utf-8", "replace").decode(),
        document.text,
        document.lang,
        document.outlet,
        document.date,
        url,
        _title(fields, document),
        document.role,
        document.origin,
        place,
        tuple(dict.fromkeys((kind, target) for kind, target in links if target and target != url)),
        document.elements,
    )
    if known := fields.get(KEY):
        return replace(article, key=known)
    identity = document.identity or (_first(fields, _IDENTITIES) if part else "")
    if url:
        return replace(article, key=url)
    if identity:
        return replace(article, key=f"id:{document.outlet}/{identity}#{document.language}")
    if part.isdecimal():
        return replace(article, key=f"text:{article.digest.hex()}")
    return article


def address(said: str) -> str:
    """An address of the web as it is compared, "" for what is none."""
    said = said.strip()
    return urldefrag(said).url if said.startswith(("https://", "http://")) else ""


def _first(fields: Mapping[str, str], names: Iterable[str]) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")


def _title(fields: Mapping[str, str], document: Document) -> str:
    """Its headline, or its first words."""
    return shorten(_first(fields, _TITLES) or next(_lines(document.text), ""), _LONGEST_TITLE).strip()


def _lines(text: str) -> Iterator[str]:
    return (line for line in text[:2000].splitlines() if line.strip())


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
