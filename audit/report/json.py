"""What does a program read? One object; docs/findings.schema.json is its contract."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from audit.model import (
    Carried,
    Document,
    FactCount,
    Finding,
    FoundSibling,
    Lead,
    Problem,
    Run,
    Score,
    Severity,
    Share,
    Span,
    Story,
    SupportMap,
)
from audit.report.scores import mean
from audit.version import __version__

# Legal in JSON, yet a terminal obeys the first, many a reader of lines stops at the others, and the last turn
# around what stands behind them.
_ESCAPED = {
    code: f"\\u{code:04x}"
    for code in (
        *range(0x7F, 0xA0),
        0x061C,
        *range(0x200E, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
    )
}


def render(run: Run) -> str:
    """The whole run as indented JSON, keys in the order of the contract."""
    return dumps(as_object(run), indent=2)


def dumps(value: object, indent: int | None = None) -> str:
    """JSON in readable characters, with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=indent).translate(_ESCAPED) + "\n"


def as_object(run: Run) -> dict[str, Any]:
    """The object of the contract."""
    known = documents(run)
    return {
        "version": __version__,
        "findings": [as_finding(finding, known) for finding in run.findings],
        "scores": [as_score(score, known) for score in run.scores],
        "support": [_support(one, known[one.story, one.document]) for one in run.support],
        "found": [as_found(one, story) for story in run.stories for one in story.found],
        "problems": list(map(as_problem, run.problems)),
    }


def as_found(one: FoundSibling, story: Story) -> dict[str, Any]:
    """A sibling that nobody named, of the contract."""
    return {
        "story": story.id,
        "document": one.document,
        "path": story.version(one.document).source.path,
        "archive": one.archive,
        "outlet": one.outlet,
        "date": one.date.isoformat() if one.date else None,
        "relation": one.relation.value,
        "sure": round(one.sure, 3),
        "copies": one.copies,
    }


def documents(run: Run) -> dict[tuple[str, str], Document]:
    """Every version by its story and its id."""
    return {(story.id, version.id): version for story in run.stories for version in story.versions}


def as_problem(problem: Problem) -> dict[str, Any]:
    """One problem of the contract."""
    return {"path": problem.path, "message": problem.message, "fatal": problem.fatal}


def as_finding(finding: Finding, known: dict[tuple[str, str], Document]) -> dict[str, Any]:
    """One finding of the contract; offsets are characters of the file."""
    document = known[finding.story, finding.span.document]
    line, column = document.source.line_column(finding.span.start)
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "kind": finding.kind.value,
        "confidence": finding.confidence,
        "measured": finding.measured,
        "message": finding.message,
        "story": finding.story,
        "document": document.id,
        "path": document.source.path,
        "span": _place(document, finding.span),
        "line": line,
        "column": column,
        "text": document.words(finding.span),
        "evidence": [_evidence(span, known[finding.story, span.document]) for span in finding.evidence],
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "status": finding.status.value,
        "reason": finding.reason,
    }


def _place(document: Document, span: Span) -> dict[str, int]:
    source = document.source
    return {"start": source.offset(span.start), "end": source.end_offset(span.end)}


def _evidence(span: Span, document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "path": document.source.path,
        **_place(document, span),
        "text": document.words(span),
    }


def as_score(score: Score, known: dict[tuple[str, str], Document]) -> dict[str, Any]:
    """One score of the contract: the verdict, what was asked and what was not, the figures."""
    return {
        "story": score.story,
        "document": score.document,
        "path": known[score.story, score.document].source.path,
        "verdict": score.verdict.value,
        "why": score.why,
        "asked": [question.value for question in score.questions.asked],
        "not_asked": [
            {"question": one.question.value, "reason": one.reason, "beside": list(one.beside)}
            for one in score.questions.unasked
        ],
        "words": score.words,
        "issues": {
            "per_1000_words": score.issues,
            "low": score.low,
            "high": score.high,
            "counts": {severity.value: score.counts.get(severity, 0) for severity in Severity},
            "signature": score.signatures.get("issues", ""),
        },
        "agreement": _agreement(score, known),
        "consensus": None if score.consensus is None else asdict(score.consensus),
        "original": [_carried(one, known[score.story, one.original]) for one in score.carried],
        "leads": [_lead(one, known[score.story, one.than]) for one in score.leads],
        "facts": None if score.facts is None else _facts(score.facts, score.signatures.get("facts", "")),
    }


def _support(shading: SupportMap, document: Document) -> dict[str, Any]:
    """The map of a version: for each word how many of the witnesses asked bear it out."""
    return {
        "story": shading.story,
        "document": shading.document,
        "path": document.source.path,
        "witnesses": list(shading.witnesses),
        "words": [
            {
                **_place(document, document.span(word.start, word.end)),
                "supporting": word.supporting,
                "asked": word.asked,
            }
            for word in shading.words
        ],
    }


def _carried(carried: Carried, original: Document) -> dict[str, Any]:
    return {
        "document": original.id,
        "path": original.source.path,
        "sentences": _share(carried.sentences),
        "figures": _share(carried.figures),
        "names": None if carried.names is None else _share(carried.names),
        "quotations": _share(carried.quotations),
    }


def _share(share: Share) -> dict[str, int]:
    return {"there": share.there, "of": share.of}


def _lead(lead: Lead, than: Document) -> dict[str, Any]:
    figures = {key: value for key, value in asdict(lead).items() if key != "than"}
    return {"than": than.id, "path": than.source.path, **figures}


def _facts(facts: FactCount, signature: str) -> dict[str, Any]:
    return {
        "supported": facts.supported,
        "contradicted": facts.contradicted,
        "unmentioned": facts.unmentioned,
        "signature": signature,
    }


def _agreement(score: Score, known: dict[tuple[str, str], Document]) -> dict[str, Any] | None:
    """The mean of each metric over the siblings, then what each sibling gave."""
    if not score.agreements:
        return None
    return {
        **{metric: mean(score.agreements, metric) for metric in ("chrf", "bleu", "ter")},
        "siblings": [
            {
                "document": one.sibling,
                "path": known[score.story, one.sibling].source.path,
                "sentences": one.sentences,
                "chrf": one.chrf,
                "bleu": one.bleu,
                "ter": one.ter,
            }
            for one in score.agreements
        ],
        "signature": score.signatures.get("agreement", ""),
        "alignment": score.signatures.get("alignment", ""),
    }
