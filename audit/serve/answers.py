"""What does a system get to know? The bodies of answers, as JSON has them."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

# Whether a text may be published: warn where a person should look first.
Publish = Literal["yes", "warn", "no"]
Verdicts = Literal["pass", "review", "block", "not judged"]
Severity = Literal["minor", "major", "critical"]


class Health(msgspec.Struct, frozen=True):
    """`warming` until the first worker has read the rules; `waiting` are checks in the queue."""

    status: Literal["ok", "warming"]
    version: str
    workers: int
    busy: int
    waiting: int


class SpanPlace(msgspec.Struct, frozen=True):
    """Characters `[start, end)`, of the block where there are blocks, else of the text as it was sent."""

    start: int
    end: int


class EvidencePlace(msgspec.Struct, frozen=True):
    """Words of another text, or elsewhere in the article, that back a finding."""

    document: str
    path: str
    start: int
    end: int
    text: str
    block: str | None = None


class AnsweredFinding(msgspec.Struct, frozen=True):
    """A finding as in the JSON report, with its block, and the words before and after it there."""

    rule: str
    category: str
    severity: Severity
    kind: str
    confidence: float
    measured: int
    message: str
    story: str
    document: str
    path: str
    span: SpanPlace
    line: int
    column: int
    text: str
    evidence: list[EvidencePlace]
    fix: str | None
    fingerprint: str
    status: str
    reason: str
    block: str | None
    before: str
    after: str


class AnsweredSibling(msgspec.Struct, frozen=True):
    """A text beside which the article was read: whether the request brought it or the archive had it, and
    which share of the sentences of the shorter has a partner in the other, 0 to 1."""

    id: str
    lang: str
    role: Literal["original", "sibling", "reference"]
    relation: Literal["parallel", "comparable", "uncompared"]
    found_by: Literal["request", "archive"]
    score: float


class AnsweredProblem(msgspec.Struct, frozen=True):
    path: str
    message: str
    fatal: bool


class CheckAnswer(msgspec.Struct, frozen=True):
    """What a check came to. `scores` and `support` are as in the JSON report. `findings` is a page of
    `total`; `next` is where the following page is."""

    id: str
    version: str
    rules: str
    article: str
    lang: str
    sha256: str
    expires: str
    verdict: Verdicts
    why: str
    publish: Publish
    blocking: list[str]
    siblings: list[AnsweredSibling]
    findings: list[AnsweredFinding]
    scores: list[dict[str, Any]]
    support: list[dict[str, Any]]
    problems: list[AnsweredProblem]
    total: int
    next: str | None


class Gate(msgspec.Struct, frozen=True):
    """Whether a text may be published: by the person who signed it, else by what its last check came to."""

    article: str
    sha256: str
    publish: Publish
    verdict: Verdicts
    why: str
    check: str | None
    signed: bool = False
    reviewer: str = ""
    at: str = ""
    override: str = ""
    record_sha256: str = ""


class ProblemDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    retry_after: int = 0


def publish_of(verdict: str) -> Publish:
    """What a verdict alone says of publishing."""
    return "yes" if verdict == "pass" else "no" if verdict == "block" else "warn"
