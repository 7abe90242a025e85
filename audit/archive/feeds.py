"""Which articles does a feed name: RSS, Atom, a sitemap?

Many feeds carry the articles whole; others, and sitemaps, only say where they are, and those pages are
fetched only for who asks for it. The text of a fetched page is taken out by trafilatura, what is stated of it
by our own reader of pages.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from audit import files
from audit.archive.articles import ArchivedArticle, address, article_of
from audit.archive.errors import ArchiveError
from audit.archive.fetch import Fetcher, FetchError
from audit.decide.places import Roots
from audit.group import Problems
from audit.group.documents import documents
from audit.group.planned import PlannedVersion
from audit.load import FormatSettings, Metadata
from audit.model import Document, primary
from audit.text import shorten

_LARGEST = 1 << 25
_HEAD = 2_000
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:urlset|sitemapindex)\b", re.IGNORECASE)
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# A feed that says no more than this of an article says not the article.
_WHOLE = 600
_NEEDED = "pip install 'translation-audit[web]'"


class Announced(NamedTuple):
    """An article that a feed names, with as much of it as the feed has, as HTML."""

    url: str
    title: str = ""
    html: str = ""
    lang: str = ""
    outlet: str = ""
    date: dt.date | None = None


def is_feed(data: bytes) -> bool:
    """Whether a file is a feed or a sitemap."""
    return bool(_FEED.search(data[:_HEAD]))


def articles(
    path: str, formats: FormatSettings, problems: Problems, roots: Roots, fetcher: Fetcher | None
) -> Iterator[ArchivedArticle]:
    """The articles of a feed in a file, or at an address that may be fetched."""
    try:
        wanted = fetcher if address(path) else None
        data = wanted.get(path) if wanted else files.read(Path(path), _LARGEST)
    except (OSError, FetchError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        problems.report(path, f"cannot be read: {reason}")
        return
    if not is_feed(data):
        problems.report(path, "no feed and no sitemap: expected RSS, Atom or urlset")
        return
    for one in _announced(data, path, problems):
        yield from _article(one, path, formats, problems, roots, fetcher)


def _announced(data: bytes, path: str, problems: Problems) -> Iterator[Announced]:
    if _SITEMAP.search(data[:_HEAD]):
        yield from _sitemap(data, path, problems)
        return
    try:
        feedparser: Any = import_module("feedparser")
    except ImportError:
        raise ArchiveError(f"{path}: feeds need feedparser and trafilatura: {_NEEDED}") from None
    read = feedparser.parse(io.BytesIO(data))
    if read.bozo and not read.entries:
        problems.report(path, f"cannot be read as a feed: {' '.join(str(read.bozo_exception).split())}")
    lang, outlet = str(read.feed.get("language", "")), str(read.feed.get("title", ""))
    for entry in read.entries:
        contents = [str(one.get("value", "")) for one in entry.get("content", ())]
        html = max([*contents, str(entry.get("summary", ""))], key=len)
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        date = dt.date(*when[:3]) if when else None
        yield Announced(str(entry.get("link", "")), str(entry.get("title", "")), html, lang, outlet, date)


def _sitemap(data: bytes, path: str, problems: Problems) -> Iterator[Announced]:
    if _DECLARED.search(data):
        problems.report(path, "a sitemap declares no types and no entities")
        return
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError) as error:
        problems.report(path, f"cannot be read as a sitemap: {error}")
        return
    if root.tag.endswith("sitemapindex"):
        problems.report(path, "a list of sitemaps: add those that it names one by one")
        return
    for place in root.iter():
        if place.tag.endswith("}loc") and "image" not in place.tag and place.text:
            yield Announced(place.text.strip())


def _article(
    one: Announced,
    path: str,
    formats: FormatSettings,
    problems: Problems,
    roots: Roots,
    fetcher: Fetcher | None,
) -> Iterator[ArchivedArticle]:
    """The article that was announced, none where it is not to be had."""
    told = Metadata(lang=_language(one.lang), date=one.date, outlet=one.outlet)
    name = one.url or path
    if len(one.html) >= _WHOLE or (one.html and not address(one.url)):
        html = f"<h1>{_escaped(one.title)}</h1>\n{one.html}" if one.title else one.html
        version = PlannedVersion(name, name, told, formats=formats, data=html.encode(), format=".html")
        found = documents(version, problems)
        text = found[0][0].text if found else ""
    elif fetcher is None:
        problems.report(name, "only named by the feed: --fetch reads the page", fatal=False)
        return
    else:
        try:
            page = fetcher.get(one.url)
        except FetchError as error:
            problems.report(name, f"cannot be fetched: {error}")
            return
        version = PlannedVersion(name, name, otherwise=told, formats=formats, data=page, format=".html")
        found = documents(version, problems)
        text = main_text(page, name)
    if not found or not text.strip():
        problems.report(name, "no article on the page")
        return
    document: Document = replace(found[0][0], text=text, elements=())
    article = article_of(document, roots)
    url = address(one.url) or article.url
    yield replace(
        article,
        key=url or article.key,
        url=url,
        title=shorten(one.title, 160) or article.title,
        links=tuple((kind, target) for kind, target in article.links if target != url),
    )


def main_text(page: bytes, name: str) -> str:
    """The text of the article on a page, without what stands around it. Raises ArchiveError where trafilatura
    is not installed."""
    try:
        trafilatura: Any = import_module("trafilatura")
    except ImportError:
        raise ArchiveError(f"{name}: pages are read by trafilatura: {_NEEDED}") from None
    text = trafilatura.extract(page, include_comments=False, include_tables=False, favor_precision=True)
    return str(text or "").replace("\n", "\n\n")


def _language(said: str) -> str:
    """A tag as feeds write it, "" for what is none."""
    return said if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", said) and primary(said) else ""


def _escaped(words: str) -> str:
    from html import escape

    return escape(words)
