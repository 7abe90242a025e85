"""May a text be published? By the word of the person who signed it, else by what its check came to."""

from __future__ import annotations

import msgspec

from audit.serve.answers import Gate, Verdicts, publish_of
from audit.serve.kept import KnownText
from audit.signoff import standing_of


def gate_of(article: str, sha256: str, known: KnownText) -> Gate | None:
    """What a system is told that asks for a text of an article; None where nothing is known of either."""
    stands = standing_of(known.records, sha256)
    record, check = stands.record, known.check
    id_ = check.id if check else None
    if record is not None and stands.holds:
        review = record.review
        verdict = check.judgement.verdict if check else msgspec.convert(record.verdict, Verdicts)
        why = f"signed by {review.reviewer.name}"
        if record.override:
            why += f", who overrode the verdict of {record.verdict}"
        return Gate(
            article,
            sha256,
            "yes",
            verdict,
            why,
            id_,
            True,
            review.reviewer.name,
            review.at,
            record.override,
            record.record_sha256,
        )
    voided = stands.why if known.records else ""
    if check is not None:
        verdict = check.judgement.verdict
        why = "; ".join(word for word in (check.judgement.why, voided) if word)
        return Gate(article, sha256, publish_of(verdict), verdict, why, id_)
    if not known.ever:
        return None
    why = voided or "no check of this text is kept: check it"
    return Gate(article, sha256, "no", "not judged", why, None)
