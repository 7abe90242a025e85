"""What stands in the record of a sign-off?

The fields follow what Regulation (EU) 2024/1689, Article 50(4), asks of a text that was made with AI and
published: that a person reviewed it, and that somebody holds editorial responsibility.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

Kind = Literal["human-review", "editorial-control"]
KINDS: tuple[Kind, ...] = ("human-review", "editorial-control")
# IPTC names of how a text came about begin with it.
NEWSCODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


class SignedText(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text by its name in the story, its language, and the SHA-256 of its words in UTF-8 as they were
    read: of a plain file all that is in it. `url` is its address where one is stated."""

    id: str
    lang: str
    sha256: str
    url: str = ""


class ToolUsed(msgspec.Struct, frozen=True):
    """What judged the article: the version of the program and the digest of the rules it knew."""

    version: str
    rules: str


class DecisionTaken(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was decided on a finding: on which words, and why; what stands there `after` where it was
    corrected, and by whom and when (ISO 8601, UTC) where that is known."""

    fingerprint: str
    rule: str
    action: str
    before: str
    reason: str
    after: str = ""
    by: str = ""
    at: str = ""


class AiUse(msgspec.Struct, frozen=True):
    """What the person states of AI: whether any was used, which system, for which steps, and the digital
    source type by IPTC's NewsCodes."""

    used: bool = False
    system: str = ""
    steps: tuple[str, ...] = ()
    digital_source_type: str = ""


class Reviewer(msgspec.Struct, frozen=True):
    name: str
    role: str = ""
    competence: str = ""


class Review(msgspec.Struct, frozen=True):
    """What a person says to have done, and when (ISO 8601, UTC). Nothing of it is filled by a program."""

    kind: Kind
    reviewer: Reviewer
    at: str
    facts_checked: bool = False
    sources_checked: bool = False
    changes_made: bool = False
    authority_to_reject: bool = False


class Responsible(msgspec.Struct, frozen=True):
    """Who answers for what is published: a person or an organisation."""

    name: str = ""
    kind: str = ""
    contact_url: str = ""


class Disclosure(msgspec.Struct, frozen=True):
    """Whether readers have to be told of AI, and why so."""

    required: bool
    basis: str


class SignOff(msgspec.Struct, frozen=True):
    """The record of a sign-off.

    `verdict_before` is the program's with no decision counted, `verdict` the one that was signed; `override`
    the reason to publish against it. `previous_record` is the digest of the record before this one on the
    same article, `record_sha256` the digest of all the rest of this one.
    """

    article: SignedText
    source: SignedText | None
    siblings: tuple[SignedText, ...]
    tool: ToolUsed
    verdict_before: str
    verdict: str
    decisions: tuple[DecisionTaken, ...]
    ai: AiUse
    review: Review
    responsible: Responsible
    disclosure: Disclosure
    override: str = ""
    previous_record: str = ""
    record_sha256: str = ""


def sealed(record: SignOff) -> SignOff:
    """The record with its own digest."""
    return msgspec.structs.replace(record, record_sha256=_digest(record))


def is_whole(record: SignOff) -> bool:
    """Whether nothing of a record was changed since it was sealed."""
    return record.record_sha256 == _digest(record)


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _digest(record: SignOff) -> str:
    bare = msgspec.structs.replace(record, record_sha256="")
    return hashlib.sha256(msgspec.json.encode(bare, order="sorted")).hexdigest()
