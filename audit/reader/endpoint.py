"""What does an endpoint answer, if it does within its time?

A plain client of its own, on the standard library: it follows no redirection, asks no proxy, takes no more
than so many bytes, and ends what is not there in time, however slowly it comes.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR, socket
from typing import Any, NamedTuple

from audit.settings.reader import ReaderSettings
from audit.structured import StructureError
from audit.structured import json as read_json
from audit.text import shorten

# Bytes of an answer: a passage's marks take some thousands.
_LARGEST = 1 << 18
_EXCERPT = 80
_PATH = "/chat/completions"
# Of those that say no to the shape asked for, and may answer to a looser one.
REFUSED = (400, 404, 415, 422)


class EndpointError(Exception):
    """No answer that could be read: why, in a line. `status` is what HTTP calls it, 0 where it came to none;
    `late` tells that it took too long."""

    def __init__(self, reason: str, *, status: int = 0, late: bool = False) -> None:
        super().__init__(reason)
        self.status = status
        self.late = late


class Reply(NamedTuple):
    """What a model said, whether it said all it wanted to, and the tokens it counted."""

    text: str
    whole: bool
    asked_tokens: int
    answered_tokens: int


def ask(reader: ReaderSettings, question: Mapping[str, Any], seconds: float) -> Reply:
    """The reply to one question, within so many seconds. Raises EndpointError."""
    body = json.dumps(question, ensure_ascii=True).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "audit"}
    if reader.key:
        headers["Authorization"] = f"Bearer {reader.key}"
    status, data = _posted(reader, body, headers, seconds)
    if status != 200:
        raise EndpointError(f"it answered {status}: {_excerpt(data)}", status=status)
    return _reply(data)


def _posted(
    reader: ReaderSettings, body: bytes, headers: Mapping[str, str], seconds: float
) -> tuple[int, bytes]:
    """Status and body of the answer."""
    parts = reader.parts
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(str(parts.hostname), parts.port, timeout=seconds)
    end = time.monotonic() + seconds
    # Each byte may come in time and the whole never: from outside it is ended as a whole.
    opened: list[socket] = []
    watch = threading.Timer(seconds, _cut, (opened,))
    watch.daemon = True
    watch.start()
    try:
        connection.connect()
        opened.append(connection.sock)
        connection.request("POST", parts.path.rstrip("/") + _PATH, body, dict(headers))
        response = connection.getresponse()
        data = response.read(_LARGEST + 1)
    except (OSError, HTTPException, ValueError, ssl.SSLError) as error:
        if time.monotonic() >= end or isinstance(error, TimeoutError):
            raise EndpointError(f"no answer in {seconds:.0f} seconds", late=True) from None
        raise EndpointError(
            f"cannot be asked: {shorten(str(error), _EXCERPT) or type(error).__name__}"
        ) from None
    finally:
        watch.cancel()
        with suppress(OSError):
            connection.close()
    if time.monotonic() >= end:
        raise EndpointError(f"no answer in {seconds:.0f} seconds", late=True)
    if len(data) > _LARGEST:
        raise EndpointError(f"its answer is longer than {_LARGEST:,} bytes")
    return response.status, data


def _cut(opened: list[socket]) -> None:
    """End a connection from another thread: whoever reads from it reads no more. The connection itself knows
    its socket no longer once it waits for the end of an answer that has no length."""
    for one in opened:
        with suppress(OSError):
            one.shutdown(SHUT_RDWR)


def _reply(data: bytes) -> Reply:
    try:
        told: Any = read_json(data.decode())
        choice = told["choices"][0]
        text = choice["message"]["content"]
        usage = told.get("usage") or {}
    except (StructureError, UnicodeDecodeError, LookupError, TypeError, AttributeError):
        raise EndpointError(f"its answer is none of a chat: {_excerpt(data)}") from None
    if not isinstance(text, str):
        raise EndpointError(f"its answer is none of a chat: {_excerpt(data)}")
    whole = choice.get("finish_reason") in (None, "stop")
    return Reply(text, whole, _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"))


def _count(usage: object, name: str) -> int:
    """A number of tokens as told; 0 for what is none."""
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if type(value) is int and 0 <= value <= _LARGEST * 64 else 0


def _excerpt(data: bytes) -> str:
    return shorten(" ".join(data[: 4 * _EXCERPT].decode(errors="replace").split()), _EXCERPT)
