"""How does a sign-off travel with an article from system to system? As ninjs, IPTC's news in JSON.

Version 3.1 (https://iptc.org/std/ninjs/ninjs-schema_3.1.json) has fields for who stands behind a text and for
its digital source type; the record itself goes along whole, as a description of the article.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import msgspec

from audit.signoff.record import AiUse, SignedText, SignOff

VERSION = "3.1"
RECORD_ROLE = "audit-sign-off"
_CHECKED = {
    "facts_checked": "facts checked",
    "sources_checked": "read beside its source",
    "changes_made": "text changed by the reviewer",
    "authority_to_reject": "with the authority to reject",
}


def as_ninjs(record: SignOff) -> dict[str, Any]:
    """The news object that a record is about, without its text, as JSON has it.

    Its `uri` is the article's address, or where none is known the name of its words (RFC 6920, ni:).
    """
    signed = record.article
    return {
        "uri": _uri(signed),
        "standard": {
            "name": "ninjs",
            "version": VERSION,
            "schema": f"https://www.iptc.org/std/ninjs/ninjs-schema_{VERSION}.json",
        },
        "type": "text",
        "representationType": "partial",
        **({"language": signed.lang} if signed.lang else {}),
        "edNote": _note(record),
        "altIds": [
            {"role": "article", "value": signed.id},
            {"role": "text-sha256", "value": signed.sha256},
            {"role": "record-sha256", "value": record.record_sha256},
        ],
        "infoSources": list(_sources(record)),
        **_source_type(record.ai),
        "descriptions": [
            {
                "role": RECORD_ROLE,
                "contentType": "application/json",
                "value": msgspec.json.encode(record).decode(),
            }
        ],
        "associations": list(_associations(record)),
    }


def record_in(item: dict[str, Any]) -> SignOff:
    """The record that a news object carries. Raises ValueError where it carries none."""
    for one in item.get("descriptions", ()):
        if one.get("role") == RECORD_ROLE:
            return msgspec.json.decode(one["value"], type=SignOff)
    raise ValueError(f"expected a description with the role {RECORD_ROLE}")


def _uri(signed: SignedText) -> str:
    if signed.url:
        return signed.url
    digest = base64.urlsafe_b64encode(bytes.fromhex(signed.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _note(record: SignOff) -> str:
    """The record in a sentence, for the desk that receives it."""
    review = record.review
    who = ", ".join(word for word in (review.reviewer.name, review.reviewer.role) if word)
    checked = [words for name, words in _CHECKED.items() if getattr(review, name)]
    label = "are to" if record.disclosure.required else "need not"
    told = [
        f"{review.kind.replace('-', ' ').capitalize()} by {who}, {review.at}",
        "; ".join(checked) or "nothing stated to be checked",
        f"verdict {record.verdict}" + (f", overridden: {record.override}" if record.override else ""),
        f"readers {label} be told of AI ({record.disclosure.basis})",
    ]
    return " ".join(f"{one[:1].upper()}{one[1:]}." for one in told)


def _sources(record: SignOff) -> Iterator[dict[str, Any]]:
    """Who stands behind the text: the person, who answers for it, the AI that was stated to be used."""
    yield {"name": record.review.reviewer.name, "role": "reviewer"}
    responsible = record.responsible
    if responsible.name:
        contact = {"contactInfo": [{"type": "web", "value": responsible.contact_url}]}
        yield {
            "name": responsible.name,
            "role": "editorial responsibility",
            **(contact if responsible.contact_url else {}),
        }
    if record.ai.system:
        steps = f": {', '.join(record.ai.steps)}" if record.ai.steps else ""
        yield {"name": record.ai.system, "role": f"AI{steps}"}


def _source_type(ai: AiUse) -> dict[str, Any]:
    uri = ai.digital_source_type
    if not uri:
        return {}
    return {"digitalSourceType": {"name": uri.rpartition("/")[2], "uri": uri}}


def _associations(record: SignOff) -> Iterator[dict[str, Any]]:
    """The texts that it was read beside, by their digests."""
    for rel, signed in (
        *((("source", record.source),) if record.source else ()),
        *(("sibling", one) for one in record.siblings),
    ):
        yield {
            "name": signed.id,
            "rel": rel,
            "uri": _uri(signed),
            "type": "text",
            **({"language": signed.lang} if signed.lang else {}),
        }
