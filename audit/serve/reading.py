"""What does a request say? Its body within bounds, as values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TypeVar

import msgspec
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request

from audit.serve.judge import UploadedFile
from audit.serve.problems import Fault, ServeError
from audit.serve.requests import CheckAsked
from audit.web.bounded import form_of

# Bytes of a request: the article, its original and a dozen siblings.
LARGEST = 8 << 20
JSON, FORM = "application/json", "multipart/form-data"
_ENDINGS = (".txt", ".md", ".html", ".htm", ".docx")

Said = TypeVar("Said")


async def json_of(request: Request, kind: type[Said]) -> Said:
    """The JSON of a request as a value. Raises ServeError."""
    if _type(request) != JSON:
        raise ServeError(Fault.WRONG_TYPE, f"expected {JSON}")
    return decoded(await _body(request), kind)


async def check_of(request: Request) -> tuple[CheckAsked, UploadedFile | None]:
    """The check that a request asks for, and the file that came with it. Raises ServeError."""
    kind = _type(request)
    if kind == FORM:
        asked, file = await _form(request)
    elif kind == JSON:
        asked, file = decoded(await _body(request), CheckAsked), None
    else:
        raise ServeError(Fault.WRONG_TYPE, f"expected {JSON} or {FORM}")
    _sound(asked, file)
    return asked, file


def decoded(data: bytes, kind: type[Said]) -> Said:
    """JSON as a value. Raises ServeError with the place of what is wrong."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise ServeError(Fault.MALFORMED, str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ServeError(Fault.MALFORMED, "the body is no JSON in UTF-8") from None


def _type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _body(request: Request) -> bytes:
    """All bytes of the body. Raises ServeError where there are too many, before they are read if it says so
    of itself."""
    pieces: list[bytes] = []
    size = 0
    said = request.headers.get("content-length", "0")
    too_large = ServeError(Fault.TOO_LARGE, f"expected {LARGEST:,} bytes at most")
    if said.isascii() and said.isdigit() and int(said) > LARGEST:
        raise too_large
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > LARGEST:
                raise too_large
            pieces.append(piece)
    except ClientDisconnect:
        raise ServeError(Fault.MALFORMED, "the request ended before its body did") from None
    return b"".join(pieces)


async def _form(request: Request) -> tuple[CheckAsked, UploadedFile]:
    expected = "expected two parts: request, the JSON without a text, and file, with a filename"
    try:
        async with form_of(request, largest=LARGEST, most_files=1, most_fields=1) as form:
            said, file = form.get("request"), form.get("file")
            if not isinstance(said, str) or not isinstance(file, UploadFile):
                raise ServeError(Fault.MALFORMED, expected)
            ending = PurePosixPath((file.filename or "").replace("\\", "/")).suffix.lower()
            if ending not in _ENDINGS:
                raise ServeError(Fault.WRONG_TYPE, f"expected a file that ends in {', '.join(_ENDINGS)}")
            return decoded(said.encode(errors="replace"), CheckAsked), UploadedFile(await file.read(), ending)
    except HTTPException as error:
        large = error.status_code == Fault.TOO_LARGE.status
        raise ServeError(
            *((Fault.TOO_LARGE, error.detail) if large else (Fault.MALFORMED, expected))
        ) from None
    except (MultiPartException, ClientDisconnect, ValueError):
        raise ServeError(Fault.MALFORMED, expected) from None


def _sound(asked: CheckAsked, file: UploadedFile | None) -> None:
    """What types cannot say of a request. Raises ServeError."""
    # In a pattern the end of a line is one before a last line end, too.
    if any(name.endswith("\n") for name in _names(asked)):
        raise ServeError(Fault.MALFORMED, "an id or an address ends in a line end")
    article = asked.article
    if sum((bool(article.text), bool(article.blocks), file is not None)) > 1:
        raise ServeError(Fault.NOT_SO, "expected one of text, blocks and a file")
    if any(block.text and block.html for block in article.blocks):
        raise ServeError(Fault.NOT_SO, "expected either text or html in a block")
    ids = [article.id, *(("original",) if asked.original else ())]
    ids += [one.id for one in asked.siblings if not isinstance(one, str)]
    for what, names in (("texts", ids), ("blocks", [block.id for block in article.blocks])):
        if len(set(names)) < len(names):
            raise ServeError(Fault.NOT_SO, f"two {what} have one id")


def _names(asked: CheckAsked) -> Iterator[str]:
    article = asked.article
    yield from (article.id, article.url)
    yield from (block.id for block in article.blocks)
    yield from (one.id for one in asked.siblings if not isinstance(one, str))
