"""What does the API promise to programs? Its OpenAPI document, made of what it reads and writes."""

from __future__ import annotations

from typing import Any

import msgspec

from audit.serve.answers import CheckAnswer, Gate, Health, ProblemDetails
from audit.serve.problems import MEDIA_TYPE, Fault
from audit.serve.requests import MOST_FINDINGS, CheckAsked, Decisions, ReviewAsked
from audit.signoff import SignOff
from audit.version import __version__

_REFERENCE = "#/components/schemas/{name}"
_VALUES = (CheckAsked, Decisions, ReviewAsked, CheckAnswer, Gate, Health, ProblemDetails, SignOff)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What may come of any request that needs a token.
_ALWAYS = (Fault.NO_TOKEN, Fault.NOT_ALLOWED, Fault.UNKEPT)
_BODY = (Fault.MALFORMED, Fault.TOO_LARGE, Fault.WRONG_TYPE)
_WORK = (
    *(Fault.NOTHING_TO_READ, Fault.NOT_SO, Fault.TOO_MANY, Fault.FAILED),
    *(Fault.WARMING, Fault.BUSY, Fault.OUT_OF_TIME),
)


def specification() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    _, components = msgspec.json.schema_components(_VALUES, ref_template=_REFERENCE)
    schemas, decisions = components, _schema(Decisions)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "audit serve",
            "version": __version__,
            "description": "What an editor would mark in an article, and whether it may be published.",
        },
        "security": [{"token": []}],
        "paths": _paths(decisions),
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths(decisions: dict[str, Any]) -> dict[str, Any]:
    check = _ref("CheckAnswer")
    id_ = _parameter("id", "path", {"type": "string"})
    pages = [
        _parameter("from", "query", {"type": "integer", "minimum": 0, "maximum": 10**9}),
        _parameter("limit", "query", {"type": "integer", "minimum": 0, "maximum": MOST_FINDINGS}),
    ]
    if_match = _parameter("If-Match", "header", {"type": "string"})
    links = {
        name: {"operationId": name, "parameters": {"id": "$response.body#/id"}}
        for name in ("result", "document", "decide", "sign", "record")
    } | {
        "gate": {
            "operationId": "gate",
            "parameters": {"article": "$response.body#/article", "sha256": "$response.body#/sha256"},
        }
    }
    form = {
        "type": "object",
        "properties": {
            "request": _ref("CheckAsked"),
            "file": {"type": "string", "format": "binary", "description": "A .docx, .txt, .html or .md."},
        },
        "required": ["request", "file"],
        "additionalProperties": False,
    }
    return {
        "/v1/health": {
            "get": _operation(
                "health",
                "Whether checks are answered; 503 while the rules are being read.",
                {"200": _json("Ready.", _ref("Health")), "503": _json("Warming.", _ref("Health"))},
                security=[],
            )
        },
        "/v1/openapi.json": {
            "get": _operation(
                "openapi", "This document.", {"200": _json("OpenAPI 3.1.", {"type": "object"})}, security=[]
            )
        },
        "/v1/check": {
            "post": _operation(
                "check",
                "Check an article; 200 for every text that was judged, also one that is blocked.",
                {"200": _json("What it came to.", check) | {"links": links}},
                _ALWAYS + _BODY + _WORK,
                body={
                    "application/json": {"schema": _ref("CheckAsked")},
                    "multipart/form-data": {
                        "schema": form,
                        "encoding": {"request": {"contentType": "application/json"}},
                    },
                },
            )
        },
        "/v1/checks/{id}": {
            "get": _operation(
                "result",
                "The same answer again, while it is kept.",
                {"200": _json("What it came to.", check)},
                (*_ALWAYS, Fault.MALFORMED, Fault.NOT_FOUND),
                parameters=[id_, *pages],
            )
        },
        "/v1/checks/{id}/document": {
            "get": _operation(
                "document",
                "The article with the corrections that were decided on, made or marked.",
                {
                    "200": {
                        "description": "The document.",
                        "content": {
                            "text/plain": {"schema": {"type": "string"}},
                            _DOCX: {"schema": {"type": "string", "format": "binary"}},
                        },
                    }
                },
                (*_ALWAYS, *_WORK, Fault.MALFORMED, Fault.NOT_FOUND),
                parameters=[
                    id_,
                    _parameter("format", "query", {"enum": ["txt", "docx"]}),
                    _parameter("changes", "query", {"enum": ["applied", "tracked"]}),
                ],
            )
        },
        "/v1/checks/{id}/decisions": {
            "post": _operation(
                "decide",
                "Decide on findings; the answer is the check with the verdict that follows.",
                {"200": _json("What it comes to now.", check)},
                (*_ALWAYS, *_BODY, *_WORK, Fault.NOT_FOUND, Fault.TEXT_CHANGED),
                parameters=[id_, if_match],
                body={"application/json": {"schema": decisions}},
            )
        },
        "/v1/checks/{id}/review": {
            "post": _operation(
                "sign",
                "A person signs for the text of the check.",
                {"201": _json("The record.", _ref("SignOff"))},
                (*_ALWAYS, *_BODY, *_WORK, Fault.NOT_FOUND, Fault.TEXT_CHANGED, Fault.BLOCKED),
                parameters=[id_, if_match],
                body={"application/json": {"schema": _ref("ReviewAsked")}},
            ),
            "get": _operation(
                "record",
                "The record of the sign-off, or a news object of ninjs that holds it.",
                {"200": _json("The record.", {"anyOf": [_ref("SignOff"), {"type": "object"}]})},
                (*_ALWAYS, Fault.MALFORMED, Fault.NOT_FOUND),
                parameters=[id_, _parameter("format", "query", {"enum": ["json", "ninjs"]})],
            ),
        },
        "/v1/articles/{article}/gate": {
            "get": _operation(
                "gate",
                "Whether the text with this digest may be published.",
                {"200": _json("Whether, and why.", _ref("Gate"))},
                (*_ALWAYS, Fault.MALFORMED, Fault.NOT_FOUND),
                parameters=[
                    _parameter("article", "path", {"type": "string"}),
                    _parameter(
                        "sha256", "query", {"type": "string", "pattern": "^[0-9a-f]{64}$"}, required=True
                    ),
                ],
            )
        },
    }


def _operation(
    name: str,
    summary: str,
    answers: dict[str, Any],
    faults: tuple[Fault, ...] = (),
    *,
    parameters: list[dict[str, Any]] | None = None,
    body: dict[str, Any] | None = None,
    security: list[Any] | None = None,
) -> dict[str, Any]:
    told: dict[str, list[Fault]] = {}
    for fault in faults:
        told.setdefault(str(fault.status), []).append(fault)
    problems = {
        status: {
            "description": "; ".join(dict.fromkeys(one.value[2] for one in those)),
            "content": {MEDIA_TYPE: {"schema": _ref("ProblemDetails")}},
        }
        for status, those in sorted(told.items())
    }
    said: dict[str, Any] = {"operationId": name, "summary": summary, "responses": answers | problems}
    if parameters:
        said["parameters"] = parameters
    if body:
        said["requestBody"] = {"required": True, "content": body}
    if security is not None:
        said["security"] = security
    return said


def _parameter(name: str, place: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": place, "required": required or place == "path", "schema": schema}


def _json(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": _REFERENCE.format(name=name)}


def _schema(kind: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components((kind,), ref_template=_REFERENCE)
    return schema
