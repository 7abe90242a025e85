"""What may a system ask? The bodies of requests, as JSON has them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from audit.signoff.record import Kind

# No control characters, so that a name stays on its line wherever it is told.
Name = Annotated[str, Meta(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")]
Line = Annotated[str, Meta(max_length=1_000, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
Tag = Annotated[str, Meta(pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$", max_length=35)]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
# The size of a body is bounded before it is read; these are of what stays of it.
MOST_BLOCKS, MOST_SIBLINGS, MOST_FINDINGS, MOST_DECISIONS = 5_000, 12, 1_000, 1_000

# JSON knows one kind of number: 200.0 is a whole one.
Count = Annotated[float, Meta(ge=0, le=MOST_FINDINGS, multiple_of=1)]
BlockRole = Literal["text", "title", "heading", "quote", "caption", "list"]
ContentType = Literal["text/plain", "text/html", "text/markdown"]
Action = Literal["fix", "keep", "false-alarm", "real", "undo"]


class RequestBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that a request says; what it does not know is refused."""


class ArticleBlock(RequestBody, frozen=True):
    """A part of an article by the CMS's own id, as words or as HTML."""

    id: Name
    role: BlockRole = "text"
    text: str = ""
    html: str = ""


class AskedArticle(RequestBody, frozen=True):
    """The article on trial: one text of a content type, or blocks. `url` is kept and never fetched."""

    id: Name
    url: Line = ""
    lang: Tag = ""
    title: Annotated[str, Meta(max_length=1_000)] = ""
    text: str = ""
    blocks: Annotated[tuple[ArticleBlock, ...], Meta(max_length=MOST_BLOCKS)] = ()
    content_type: ContentType = msgspec.field(default="text/plain", name="contentType")


class AskedOriginal(RequestBody, frozen=True):
    """What the article translates."""

    text: str
    lang: Tag = ""
    url: Line = ""


class AskedSibling(RequestBody, frozen=True):
    """Another version of the same story; `trusted` is one whose word alone is enough."""

    id: Name
    text: str
    lang: Tag = ""
    url: Line = ""
    trusted: bool = False


class CheckAsked(RequestBody, frozen=True):
    """What is to be checked beside what, and how the answer is to be. `siblings` are given, or `auto`: those
    that the server's archive has. `figures` are agreement with the siblings, consensus and facts in `scores`,
    which take longer than all the rest."""

    article: AskedArticle
    original: AskedOriginal | None = None
    siblings: (
        Annotated[tuple[AskedSibling, ...], Meta(max_length=MOST_SIBLINGS)] | Literal["auto", "none"]
    ) = "auto"
    select: Annotated[tuple[Name, ...], Meta(max_length=50)] = ()
    min_severity: Literal["minor", "major", "critical"] = msgspec.field(default="minor", name="minSeverity")
    limit: Count = 200
    offsets: Literal["codepoint", "utf16"] = "codepoint"
    support: bool = False
    figures: bool = False


class DecisionAsked(RequestBody, frozen=True):
    """What a person decided on a finding; `fix` is what to write instead of the proposal."""

    fingerprint: Name
    action: Action
    fix: Annotated[str, Meta(max_length=10_000)] | None = None
    reason: Line = ""
    by: Line = ""


Decisions = Annotated[tuple[DecisionAsked, ...], Meta(min_length=1, max_length=MOST_DECISIONS)]


class ReviewerSaid(RequestBody, frozen=True):
    name: Annotated[str, Meta(min_length=1, max_length=300, pattern=r"\S")]
    role: Line = ""
    competence: Line = ""


class AiSaid(RequestBody, frozen=True):
    used: bool = False
    system: Line = ""
    steps: Annotated[tuple[Line, ...], Meta(max_length=20)] = ()
    digital_source_type: Line = ""


class ResponsibleSaid(RequestBody, frozen=True):
    name: Line = ""
    kind: Line = ""
    contact_url: Line = ""


class ReviewAsked(RequestBody, frozen=True):
    """A person's word on the text with this digest. What is not said is not so: nothing is filled in."""

    sha256: Digest
    reviewer: ReviewerSaid
    kind: Kind = "human-review"
    facts_checked: bool = False
    sources_checked: bool = False
    changes_made: bool = False
    authority_to_reject: bool = False
    ai: AiSaid = AiSaid()
    responsible: ResponsibleSaid = ResponsibleSaid()
    override: Line = ""
