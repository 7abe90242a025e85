"""Are feeds and the pages that they name read, politely, and only where somebody asks for it?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import chdir
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from audit.archive.feeds import articles
from audit.archive.fetch import AGENT, Fetcher, FetchError
from audit.cli import app
from audit.decide.places import Roots
from audit.group import Problems
from audit.load import DEFAULT
from tests.archive_texts import AGENCY, GERMAN, OTHER

pytest.importorskip("feedparser")
pytest.importorskip("trafilatura")


def _html(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line)


_PAGE = f"""<!DOCTYPE html><html lang="de"><head><title>Fähre auf Grund</title>
<meta property="og:site_name" content="Küste"><meta property="article:published_time" content="2026-03-03">
<link rel="alternate" hreflang="en" href="https://paper.example/en"></head><body>
<nav><a href="/">Start</a> <a href="/sport">Sport</a></nav>
<article><h1>Fähre auf Grund</h1>{_html(GERMAN)}</article>
<footer>Impressum Datenschutz</footer></body></html>"""


class _Site(BaseHTTPRequestHandler):
    """A small site with a page, a closed part, a page without end and one that leads in circles."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("User-Agent", "")))
        if self.path in ("/round", "/away"):
            self.send_response(302)
            self.send_header("Location", "/round" if self.path == "/round" else "/closed/page")
            self.end_headers()
            return
        pages = {
            "/robots.txt": b"User-agent: *\nDisallow: /closed/\n",
            "/page": _PAGE.encode(),
            "/closed/page": _PAGE.encode(),
            "/large": b"x" * (6 << 20),
            "/empty": b"<html><body></body></html>",
        }
        data = pages.get(self.path)
        self.send_response(200 if data is not None else 404)
        self.end_headers()
        try:
            self.wfile.write(data or b"")
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    _Site.asked.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _fetcher(most: int = 20) -> Fetcher:
    return Fetcher(most, private=True, delay=0.0)


def _rss(*items: tuple[str, str, str]) -> str:
    told = "".join(
        f"<item><title>{escape(title)}</title><link>{link}</link>"
        "<pubDate>Tue, 03 Mar 2026 21:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[{html}]]></content:encoded></item>"
        for title, link, html in items
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Wire</title><language>en-GB</language>{told}</channel></rss>"
    )


def test_a_feed_that_carries_its_articles_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "wire.rss"
    items = (
        ("Ferry & rocks", "https://wire.example/1", _html(AGENCY)),
        ("Short", "https://wire.example/2", "<p>Soon.</p>"),
    )
    file.write_text(_rss(*items), encoding="utf-8")
    problems = Problems()
    (found,) = articles(str(file), DEFAULT, problems, Roots(), None)
    assert (found.key, found.lang, found.outlet, str(found.date)) == (
        "https://wire.example/1",
        "en-GB",
        "Wire",
        "2026-03-03",
    )
    assert found.title == "Ferry & rocks"
    assert "At four in the morning two tugs" in found.text
    assert "<p>" not in found.text
    assert [(one.path, one.fatal) for one in problems] == [("https://wire.example/2", False)]


def test_an_atom_feed_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "feed.atom"
    file.write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Arts</title>'
        "<entry><title>Drawing</title>"
        '<link href="https://arts.example/1"/><updated>2026-03-01T08:00:00Z</updated>'
        f'<content type="html">{escape(_html(OTHER * 2))}</content></entry></feed>',
        encoding="utf-8",
    )
    (found,) = articles(str(file), DEFAULT, Problems(), Roots(), None)
    assert (found.url, str(found.date)) == ("https://arts.example/1", "2026-03-01")


def test_a_page_that_a_sitemap_names_is_fetched_without_what_stands_around_it(
    tmp_path: Path, site: str
) -> None:
    file = tmp_path / "sitemap.xml"
    names = ("page", "closed/page", "gone", "empty", "large", "round", "away")
    told = "".join(f"<url><loc>{site}/{name}</loc></url>" for name in names)
    file.write_text(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}</urlset>', encoding="utf-8"
    )
    problems = Problems()
    (found,) = articles(str(file), DEFAULT, problems, Roots(), _fetcher())
    assert (found.url, found.lang, found.outlet, str(found.date)) == (
        f"{site}/page",
        "de",
        "Küste",
        "2026-03-03",
    )
    assert "Zwei Schlepper aus Hallingford" in found.text
    assert "Impressum" not in found.text
    assert [target for _, target in found.links] == ["https://paper.example/en"]
    reasons = {one.path.rpartition("/")[2] + one.path.count("closed") * "!": one.message for one in problems}
    assert reasons["page!"] == "cannot be fetched: its robots.txt asks not to"
    assert reasons["away"] == "cannot be fetched: its robots.txt asks not to"
    assert reasons["gone"] == "cannot be fetched: the site answered 404 Not Found"
    assert reasons["large"].startswith("cannot be fetched: larger than expected")
    assert "round" in reasons
    assert "empty" in reasons
    assert {agent for _, agent in _Site.asked} == {AGENT}
    assert not [path for path, _ in _Site.asked if path.startswith("/closed")]


def test_no_more_pages_are_fetched_than_were_asked_for(site: str) -> None:
    fetcher = _fetcher(1)
    assert fetcher.get(f"{site}/page")
    with pytest.raises(FetchError, match="more pages"):
        fetcher.get(f"{site}/page")


def test_nothing_of_a_private_network_is_asked(site: str) -> None:
    for url in (
        f"{site}/page",
        site.replace("127.0.0.1", "localhost") + "/page",
        "file:///etc/passwd",
        "ftp://a.example/",
    ):
        with pytest.raises(FetchError):
            Fetcher(5).get(url)
    assert _Site.asked == []


def test_a_sitemap_with_entities_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sitemap.xml"
    file.write_text(
        '<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>', encoding="utf-8"
    )
    problems = Problems()
    assert list(articles(str(file), DEFAULT, problems, Roots(), None)) == []
    assert "no entities" in problems[0].message


def test_the_command_reads_feeds_and_fetches_only_where_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text("", encoding="utf-8")
    (tmp_path / "wire.rss").write_text(
        _rss(("Ferry", "https://wire.example/1", _html(AGENCY)), ("Other", "https://wire.example/2", "")),
        encoding="utf-8",
    )
    with chdir(tmp_path):
        asked = CliRunner().invoke(app, ["archive", "add", "wire.rss", "--no-vectors"], prog_name="audit")
    assert asked.exit_code == 0
    assert "1 new" in asked.stdout
    assert "https://wire.example/2: only named by the feed: --fetch reads the page" in asked.stderr
