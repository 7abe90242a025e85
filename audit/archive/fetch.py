"""How is a page fetched so that neither its site nor this machine is harmed?

Only what robots.txt allows, one page a second of each site, so many pages in all, none larger or slower than
a page is. Nothing in a private network is asked, whatever a name or a redirection leads to: the address is
looked at once the connection stands and before anything is sent. No proxy and no cookie is used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from typing import IO
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from audit.version import __version__

AGENT = f"audit-archive/{__version__}"
_SECONDS, _DELAY, _REDIRECTIONS = 20.0, 1.0, 5
_LARGEST, _LARGEST_ROBOTS = 5 << 20, 1 << 19
_CHUNK = 1 << 16
_SCHEMES = ("http", "https")


class FetchError(Exception):
    """A page is not to be had; the message says why."""


class Fetcher:
    """Fetches pages, at most so many. `private` lets it ask machines of this network: for tests."""

    def __init__(self, most: int, *, private: bool = False, delay: float = _DELAY) -> None:
        self._left = most
        self._delay = delay
        self._robots: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}
        context = _Follow(self)
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), context, *((_Http(), _Https()) if not private else ())
        )

    def get(self, url: str) -> bytes:
        """The bytes of a page. Raises FetchError."""
        if self._left <= 0:
            raise FetchError("more pages than were asked for at a time")
        self._left -= 1
        self.check(url)
        return self._bytes(url, _LARGEST)

    def check(self, url: str) -> None:
        """Raises FetchError for what is not to be asked for."""
        parts = urlsplit(url)
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise FetchError("expected an address of the web")
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._rules(site)
        if not self._robots[site].can_fetch(AGENT, url):
            raise FetchError("its robots.txt asks not to")
        wait = self._last.get(site, 0.0) + self._delay - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._last[site] = time.monotonic()

    def _rules(self, site: str) -> RobotFileParser:
        """What a site asks of robots: everything is free where it has no rules, nothing where it fails."""
        rules = RobotFileParser()
        try:
            rules.parse(
                self._bytes(f"{site}/robots.txt", _LARGEST_ROBOTS).decode("utf-8", "replace").splitlines()
            )
        except FetchError as error:
            missing = isinstance(error.__cause__, urllib.error.HTTPError) and error.__cause__.code < 500
            rules.parse([] if missing else ["User-agent: *", "Disallow: /"])
        return rules

    def _bytes(self, url: str, most: int) -> bytes:
        end = time.monotonic() + _SECONDS
        request = urllib.request.Request(url, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
        data = bytearray()
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                while chunk := answer.read1(_CHUNK):
                    data += chunk
                    if len(data) > most:
                        raise FetchError(f"larger than expected: at most {most:,} bytes")
                    if time.monotonic() > end:
                        raise FetchError(f"takes longer than {_SECONDS:.0f} seconds")
        except urllib.error.HTTPError as error:
            error.close()
            raise FetchError(f"the site answered {error.code} {_phrase(error.code)}".rstrip()) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, FetchError):
                raise reason from None
            raise FetchError(" ".join(str(reason).split()) or type(error).__name__) from None
        return bytes(data)


class _Follow(urllib.request.HTTPRedirectHandler):
    """Follows where a robot may go, and not for ever."""

    max_redirections = _REDIRECTIONS

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if not req.full_url.endswith("/robots.txt"):
            self._fetcher.check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _PublicHttp(http.client.HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _check_public(self.sock)


class _PublicHttps(http.client.HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _check_public(self.sock)


class _Http(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_PublicHttp, req)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_PublicHttps, req)


def _check_public(connection: socket.socket) -> None:
    """Raises FetchError where the other end is no machine of the public network."""
    there = ipaddress.ip_address(connection.getpeername()[0].partition("%")[0])
    if not there.is_global:
        connection.close()
        raise FetchError(f"{there} is no public address")


def _phrase(code: int) -> str:
    try:
        return HTTPStatus(code).phrase
    except ValueError:
        return ""
