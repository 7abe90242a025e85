"""What is said where a request cannot be answered? Problem details (RFC 9457), never a traceback."""

from __future__ import annotations

from enum import Enum

import msgspec
from starlette.responses import Response

from audit.serve.answers import ProblemDetails

MEDIA_TYPE = "application/problem+json"
# The types of problems are names; docs/serve.md tells what each means.
_TYPE = "urn:audit:problem:"


class Fault(Enum):
    """The kinds of problem: a word for programs, the status, and what it is called."""

    MALFORMED = ("malformed", 400, "The request is not what was expected")
    NO_TOKEN = ("no-token", 401, "A token is needed")
    NOT_ALLOWED = ("not-allowed", 403, "The token does not allow it")
    NOT_FOUND = ("not-found", 404, "There is no such thing here")
    WRONG_METHOD = ("wrong-method", 405, "This is not asked so")
    TEXT_CHANGED = ("text-changed", 409, "The text is another one")
    BLOCKED = ("blocked", 409, "The verdict is block")
    TOO_LARGE = ("too-large", 413, "The request is too large")
    WRONG_TYPE = ("wrong-type", 415, "This type of content is not read")
    NOTHING_TO_READ = ("nothing-to-read", 422, "There is nothing to read")
    NOT_SO = ("not-so", 422, "It cannot be done as it was asked")
    TOO_MANY = ("too-many", 429, "Too many requests of this token are waiting")
    FAILED = ("failed", 500, "The check failed")
    WARMING = ("warming", 503, "The rules are being read")
    BUSY = ("busy", 503, "Too many requests are waiting")
    UNKEPT = ("unkept", 503, "What is kept cannot be reached")
    OUT_OF_TIME = ("out-of-time", 504, "The check took too long and was stopped")

    @property
    def status(self) -> int:
        return self.value[1]


class ServeError(Exception):
    """A request cannot be answered: which kind of fault it is, what exactly, and the seconds after which it
    is worth asking again (0: it is not)."""

    def __init__(self, fault: Fault, detail: str, retry_after: int = 0) -> None:
        self.fault, self.detail, self.retry_after = fault, detail, retry_after
        super().__init__(detail)

    def response(self) -> Response:
        """The problem as an answer."""
        word, status, title = self.fault.value
        headers = {"Retry-After": str(self.retry_after)} if self.retry_after else {}
        if self.fault is Fault.NO_TOKEN:
            headers["WWW-Authenticate"] = "Bearer"
        body = ProblemDetails(f"{_TYPE}{word}", title, status, self.detail, self.retry_after)
        return Response(msgspec.json.encode(body), status, headers, MEDIA_TYPE)
