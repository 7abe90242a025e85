"""How much is read of what is sent?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message


@asynccontextmanager
async def form_of(
    request: Request, *, largest: int, most_files: int, most_fields: int
) -> AsyncIterator[FormData]:
    """The fields and files of a form, of `largest` bytes in all; files end with the block. HTTPException
    for more."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > largest:
        raise too_large(largest)
    read = 0
    receive = request.receive

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > largest:
            raise too_large(largest)
        return message

    counted = Request(request.scope, bounded)
    async with counted.form(max_files=most_files, max_fields=most_fields, max_part_size=largest) as form:
        yield form


def too_large(largest: int) -> HTTPException:
    return HTTPException(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"too large: expected {largest:,} bytes at most"
    )
