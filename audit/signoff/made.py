"""Which record comes of what a run found and a person states?"""

from __future__ import annotations

from typing import NamedTuple

from audit.model import Document, Role, Run, Status, Story, Verdict
from audit.signoff.record import (
    AiUse,
    DecisionTaken,
    Disclosure,
    Responsible,
    Review,
    SignedText,
    SignOff,
    ToolUsed,
    sealed,
    sha256_of,
)
from audit.version import __version__

_BASIS = "Regulation (EU) 2024/1689, Article 50(4)"


class Statement(NamedTuple):
    """What a person states beside their name: nothing of it is known to a program. `url` is where the article
    is published."""

    review: Review
    ai: AiUse = AiUse()
    responsible: Responsible = Responsible()
    override: str = ""
    url: str = ""


def record_of(
    run: Run, before: Run, story: Story, version: Document, said: Statement, previous: str = ""
) -> SignOff:
    """The sealed record of a version that `run` judged, and `before` judged with no decision counted."""
    original = next((one for one in story.versions if one.role is Role.SOURCE and one is not version), None)
    beside = [one for one in story.versions if one is not version and one is not original]
    record = SignOff(
        article=_signed(version, said.url),
        source=_signed(original) if original else None,
        siblings=tuple(map(_signed, beside)),
        tool=ToolUsed(__version__, run.signature),
        verdict_before=verdict_of(before, story, version).value,
        verdict=verdict_of(run, story, version).value,
        decisions=_decisions(run, story, version),
        ai=said.ai,
        review=said.review,
        responsible=said.responsible,
        disclosure=disclosure_of(said),
        override=said.override,
        previous_record=previous,
    )
    return sealed(record)


def verdict_of(run: Run, story: Story, version: Document) -> Verdict:
    """The verdict of a run on a version; *not judged* where it gave none."""
    found = (one for one in run.scores if one.story == story.id and one.document == version.id)
    return next((one.verdict for one in found), Verdict.NOT_JUDGED)


def _signed(document: Document, url: str = "") -> SignedText:
    return SignedText(document.id, document.lang, sha256_of(document.text), url)


def _decisions(run: Run, story: Story, version: Document) -> tuple[DecisionTaken, ...]:
    return tuple(
        DecisionTaken(one.fingerprint, one.rule, one.status.value, version.words(one.span), one.reason)
        for one in run.findings
        if one.status is not Status.NEW and one.story == story.id and one.span.document == version.id
    )


def disclosure_of(said: Statement) -> Disclosure:
    """Readers have to be told of a text made with AI, unless a person reviewed its substance and somebody
    answers for it."""
    if not said.ai.used:
        return Disclosure(False, "no AI was stated to be used")
    review = said.review
    substance = review.facts_checked and review.sources_checked and review.authority_to_reject
    if substance and said.responsible.name:
        return Disclosure(
            False, f"{_BASIS}: reviewed by a person, and {said.responsible.name} answers for it"
        )
    return Disclosure(
        True, f"{_BASIS}: {'nobody answers for it' if substance else 'not reviewed in substance'}"
    )
