"""Who may ask a page on this machine for anything?

Other programs of this machine, and pages of strangers in the same browser, can reach it too: so the first
request brings a token that was shown in the terminal, all others the cookie that it was exchanged for, and
what changes something comes from a page of ours. That the Host must be ours keeps out names that a stranger
lets point here.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_READS = frozenset({"GET", "HEAD"})
# Beside the page's own Content-Security-Policy, which knows the digests of its style and script.
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Address(NamedTuple):
    """Where a page of this machine is: the names that a browser may call it by, each with its port."""

    host: str
    port: int

    @property
    def names(self) -> frozenset[str]:
        return frozenset({f"{name}:{self.port}" for name in (self.host, "127.0.0.1", "localhost")})

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/"


class Door:
    """The token that opens the page once, and the cookie that keeps it open."""

    def __init__(self, address: Address, renewed: Callable[[str], None] = lambda _: None) -> None:
        """`renewed` is told the next address to start from when the last has been used."""
        self.address, self._renewed = address, renewed
        self.cookie = f"audit-desk-{address.port}"
        self._kept = secrets.token_urlsafe(32)
        self._token = secrets.token_urlsafe(32)

    @property
    def start(self) -> str:
        """The address to start from; it opens once."""
        return f"{self.address.url}?token={self._token}"

    def opened_by(self, token: str) -> str | None:
        """The cookie for the token; None for any other, and for one that was used."""
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            return None
        self._token = secrets.token_urlsafe(32)
        self._renewed(self.start)
        return self._kept

    def knows(self, cookies: Mapping[str, str]) -> bool:
        return secrets.compare_digest(cookies.get(self.cookie, "").encode(), self._kept.encode())


class Guard:
    """Lets nobody through but the person at this machine; says the headers that a browser heeds."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            # Nothing but HTTP is spoken here; what starts and ends the program is no request.
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._refusal(scope) or self._opening(scope)
        if answer is not None:
            await answer(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """What a request is told that is none of ours; None for one that is."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._door.address.names:
            return _no(HTTPStatus.MISDIRECTED_REQUEST, "this page is known by another address")
        if scope["method"] not in _READS and headers.get("origin") != f"http://{host}":
            return _no(HTTPStatus.FORBIDDEN, "only a page of this program may change anything here")
        return None

    def _opening(self, scope: Scope) -> PlainTextResponse | RedirectResponse | None:
        """The cookie for the token, or a refusal; None for who has the cookie."""
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if self._door.knows(cookies):
            return RedirectResponse("/", HTTPStatus.SEE_OTHER) if token else None
        kept = self._door.opened_by(token)
        if kept is None:
            return _no(HTTPStatus.FORBIDDEN, "open this page from the address that the terminal shows")
        opened = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        opened.set_cookie(self._door.cookie, kept, httponly=True, samesite="strict", path="/")
        return opened


def _no(status: HTTPStatus, why: str) -> PlainTextResponse:
    return PlainTextResponse(f"{why}\n", status)
