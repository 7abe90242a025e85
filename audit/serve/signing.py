"""Which record comes of a check and a person's word?"""

from __future__ import annotations

import datetime as dt

import msgspec

from audit.model import Role
from audit.serve.judge import TextBeside
from audit.serve.kept import KeptCheck
from audit.serve.requests import ReviewAsked
from audit.signoff import AiUse, Responsible, Review, Reviewer, SignOff, Statement
from audit.signoff.made import disclosure_of
from audit.signoff.record import SignedText, ToolUsed, sealed, sha256_of
from audit.version import __version__


def record_of(check: KeptCheck, said: ReviewAsked, previous: str) -> SignOff:
    """The sealed record of what a person said of the text of a check; `previous` is the digest of the record
    before it on the same article."""
    article, judgement = check.task.asked.article, check.judgement
    statement = Statement(
        Review(
            said.kind,
            msgspec.convert(said.reviewer, Reviewer, from_attributes=True),
            now(),
            said.facts_checked,
            said.sources_checked,
            said.changes_made,
            said.authority_to_reject,
        ),
        AiUse(
            said.ai.used or bool(said.ai.system or said.ai.steps),
            said.ai.system,
            said.ai.steps,
            said.ai.digital_source_type,
        ),
        msgspec.convert(said.responsible, Responsible, from_attributes=True),
        said.override.strip(),
        article.url,
    )
    sources = [one for one in judgement.beside if one.role is Role.SOURCE]
    return sealed(
        SignOff(
            article=SignedText(article.id, judgement.lang, check.sha256, article.url),
            source=_signed(sources[0]) if sources else None,
            siblings=tuple(_signed(one) for one in judgement.beside if one not in sources),
            tool=ToolUsed(__version__, judgement.rules),
            verdict_before=judgement.verdict_before,
            verdict=judgement.verdict,
            decisions=judgement.taken,
            ai=statement.ai,
            review=statement.review,
            responsible=statement.responsible,
            disclosure=disclosure_of(statement),
            override=statement.override,
            previous_record=previous,
        )
    )


def now() -> str:
    """The time as records have it: ISO 8601, UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _signed(beside: TextBeside) -> SignedText:
    return SignedText(beside.id, beside.lang, sha256_of(beside.text))
