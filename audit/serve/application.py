"""Which address is answered by what, and to whom?"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from audit.archive.errors import ArchiveError
from audit.serve.kept import KeptCheck
from audit.serve.openapi import specification
from audit.serve.problems import Fault, ServeError
from audit.serve.reading import check_of, json_of
from audit.serve.requests import MOST_FINDINGS, Decisions, ReviewAsked
from audit.serve.service import FindingsPage, Service
from audit.serve.tokens import BearerToken, Scope, hashed
from audit.serve.workers import RETRY_SECONDS
from audit.signoff import as_ninjs

_log = logging.getLogger("audit.serve")
# What every answer says of itself: for one reader, as what it is.
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NUMBER = 9  # digits: more findings no check has

Handler = Callable[[Service, Request, BearerToken], Awaitable[Response]]


class Operation(NamedTuple):
    """What is asked at an address, which scope it takes, and what answers."""

    method: str
    path: str
    scope: Scope
    handler: Handler


def application(service: Service) -> Starlette:
    """The API as an ASGI application, which begins and ends the service's workers."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        service.begin()
        try:
            yield
        finally:
            service.close()

    async def health(_: Request) -> Response:
        said = service.health()
        ready = said.status == "ok"
        return _json(said, 200 if ready else 503, {} if ready else {"Retry-After": str(RETRY_SECONDS)})

    whole = msgspec.json.encode(specification())

    async def openapi(_: Request) -> Response:
        return Response(whole, 200, _HEADERS, "application/json")

    by_path: dict[str, dict[str, Operation]] = {}
    for one in OPERATIONS:
        by_path.setdefault(one.path, {})[one.method] = one
    return Starlette(
        routes=[
            Route("/v1/health", health, methods=["GET"]),
            Route("/v1/openapi.json", openapi, methods=["GET"]),
            *(Route(path, _endpoint(service, those), methods=list(those)) for path, those in by_path.items()),
        ],
        lifespan=lifespan,
        exception_handlers={HTTPException: _refused},
    )


def _endpoint(service: Service, operations: dict[str, Operation]) -> Callable[[Request], Awaitable[Response]]:
    async def answered(request: Request) -> Response:
        operation = operations["GET" if request.method == "HEAD" else request.method]
        try:
            token = await _token(service, request, operation.scope)
            response = await operation.handler(service, request, token)
        except ServeError as problem:
            if problem.fault.status >= 500:
                _log.warning("%s %s: %s", operation.method, operation.path, problem.fault.value[0])
            response = problem.response()
        except ArchiveError as error:
            _log.error("%s %s: %s", operation.method, operation.path, error)
            told = "what the server keeps cannot be reached now"
            response = ServeError(Fault.UNKEPT, told, RETRY_SECONDS).response()
        except Exception as error:  # its words may hold some of the text: only its name is told
            _log.error("%s %s: %s", operation.method, operation.path, type(error).__name__)
            response = ServeError(Fault.FAILED, "the server failed; nothing was kept").response()
        response.headers.update(_HEADERS)
        return response

    return answered


async def _token(service: Service, request: Request, scope: Scope) -> BearerToken:
    """The token that a request brings, if it allows what is asked. Raises ServeError."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    hash_ = hashed(secret.strip())
    token = await service.kept(lambda kept: kept.token(hash_)) if kind.lower() == "bearer" else None
    if token is None:
        raise ServeError(
            Fault.NO_TOKEN, "expected the header Authorization: Bearer, with a token that is known"
        )
    if scope not in token.scopes:
        raise ServeError(Fault.NOT_ALLOWED, f"it takes a token with the scope {scope.value}")
    return token


async def _check(service: Service, request: Request, by: BearerToken) -> Response:
    asked, file = await check_of(request)
    check = await service.check(asked, file, by)
    headers = {"Location": f"/v1/checks/{check.id}"}
    return await _checked(service, check, FindingsPage(0, int(asked.limit)), headers)


async def _result(service: Service, request: Request, by: BearerToken) -> Response:
    check = await _named(service, request)
    return await _checked(service, check, _page(request, int(check.task.asked.limit)))


async def _decisions(service: Service, request: Request, by: BearerToken) -> Response:
    said = await json_of(request, Decisions)
    check = await _named(service, request)
    _matching(request, check)
    check = await service.decide(check, said, by)
    return await _checked(service, check, FindingsPage(0, int(check.task.asked.limit)))


async def _sign(service: Service, request: Request, by: BearerToken) -> Response:
    said = await json_of(request, ReviewAsked)
    check = await _named(service, request)
    _matching(request, check)
    return _json(await service.sign(check, said, by), 201, {"Location": f"/v1/checks/{check.id}/review"})


async def _record(service: Service, request: Request, by: BearerToken) -> Response:
    form = _one_of(request, "format", "json", ("json", "ninjs"))
    record = await service.record(await _named(service, request))
    return _json(as_ninjs(record) if form == "ninjs" else record)


async def _document(service: Service, request: Request, by: BearerToken) -> Response:
    form = _one_of(request, "format", "txt", ("txt", "docx"))
    tracked = _one_of(request, "changes", "applied", ("applied", "tracked")) == "tracked"
    check = await _named(service, request)
    if form == "docx":
        data, kind = await service.document(check, "docx", tracked=tracked, by=by), _DOCX
    else:
        data, kind = await service.document(check, "txt", tracked=tracked, by=by), "text/plain; charset=utf-8"
    headers = {"Content-Disposition": f'attachment; filename="article.{form}"', "Content-Type": kind}
    return Response(data, 200, headers)


async def _gate(service: Service, request: Request, by: BearerToken) -> Response:
    sha256 = request.query_params.get("sha256", "")
    if len(sha256) != 64 or any(sign not in "0123456789abcdef" for sign in sha256):
        raise ServeError(Fault.MALFORMED, "sha256: expected 64 hexadecimal digits in small letters")
    return _json(await service.gate(request.path_params["article"], sha256))


OPERATIONS = (
    Operation("POST", "/v1/check", Scope.CHECK, _check),
    Operation("GET", "/v1/checks/{id}", Scope.CHECK, _result),
    Operation("GET", "/v1/checks/{id}/document", Scope.CHECK, _document),
    Operation("POST", "/v1/checks/{id}/decisions", Scope.DECIDE, _decisions),
    Operation("POST", "/v1/checks/{id}/review", Scope.SIGN, _sign),
    Operation("GET", "/v1/checks/{id}/review", Scope.CHECK, _record),
    Operation("GET", "/v1/articles/{article:path}/gate", Scope.GATE, _gate),
)


async def _named(service: Service, request: Request) -> KeptCheck:
    return await service.find(request.path_params["id"])


async def _checked(
    service: Service, check: KeptCheck, page: FindingsPage, headers: dict[str, str] | None = None
) -> Response:
    return _json(await service.answer(check, page), 200, {"ETag": _tag(check), **(headers or {})})


def _tag(check: KeptCheck) -> str:
    return f'"{check.sha256}"'


def _matching(request: Request, check: KeptCheck) -> None:
    """Refuse what was meant for another text. Raises ServeError."""
    wanted = request.headers.get("if-match")
    tags = [one.strip() for one in wanted.split(",")] if wanted is not None else ["*"]
    if "*" not in tags and _tag(check) not in tags:
        raise ServeError(Fault.TEXT_CHANGED, f"If-Match: the text of this check is {_tag(check)}")


def _page(request: Request, limit: int) -> FindingsPage:
    start = _whole(request, "from", 0, 10**_NUMBER)
    return FindingsPage(start, _whole(request, "limit", limit, MOST_FINDINGS))


def _whole(request: Request, name: str, default: int, most: int) -> int:
    said = request.query_params.get(name)
    if said is None:
        return default
    if not said.isascii() or not said.isdigit() or len(said) > _NUMBER + 1 or int(said) > most:
        raise ServeError(Fault.MALFORMED, f"{name}: expected a whole number, 0 to {most}")
    return int(said)


def _one_of(request: Request, name: str, default: str, words: tuple[str, ...]) -> str:
    said = request.query_params.get(name, default)
    if said not in words:
        raise ServeError(Fault.MALFORMED, f"{name}: expected {' or '.join(words)}")
    return said


def _json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(value), status, {**_HEADERS, **(headers or {})}, "application/json")


async def _refused(_: Request, error: Exception) -> Response:
    """What the router refuses: an address that there is not, a method that it does not have."""
    assert isinstance(error, HTTPException)
    if error.status_code == Fault.WRONG_METHOD.status:
        allowed = (error.headers or {}).get("Allow", "")
        response = ServeError(Fault.WRONG_METHOD, f"expected {allowed}").response()
    else:
        response = ServeError(Fault.NOT_FOUND, "nothing is at this address").response()
    response.headers.update({**_HEADERS, **(error.headers or {})})
    return response
