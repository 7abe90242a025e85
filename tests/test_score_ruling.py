"""Does a verdict rest on what matters, and does it say on what, and what would lift it?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.model import Finding, Kind, Question, Questions, Severity, Span, Unasked, Verdict
from audit.score.ruling import REVIEW_LINE, contradicted, rule_on

_ASKED = Questions((Question.TEXT,))
_MISSED = Questions(unasked=(Unasked(Question.TEXT, "no rules selected know Welsh"),), enough=False)


def _found(
    severity: Severity = Severity.MINOR,
    kind: Kind = Kind.TEXT,
    *,
    at: int = 0,
    message: str = "",
    fix: str | None = None,
    evidence: tuple[Span, ...] = (),
    trusted: bool = False,
    rule: str = "a-rule",
) -> Finding:
    said = message or f"said at {at}"
    span = Span("judged", at, at + 4)
    found = Finding(rule, "names", "accuracy/name", severity, 0.9, said, "story", span, evidence, kind)
    return replace(found, fix=fix, trusted=trusted)


def _fact(at: int, **more: object) -> Finding:
    return replace(_found(Severity.MAJOR, Kind.CONTRADICTION, at=at), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "points", "expected"),
    [
        ([], 0.0, Verdict.PASS),
        ([_found()], 99.0, Verdict.PASS),  # one small thing in a short text
        ([_found(), _found(at=9)], REVIEW_LINE, Verdict.PASS),
        ([_found(), _found(at=9)], REVIEW_LINE + 0.1, Verdict.REVIEW),
        ([_found(Severity.MAJOR)], 1.0, Verdict.REVIEW),
        ([_found(Severity.MAJOR), _found(Severity.MAJOR, at=9)], 1.0, Verdict.REVIEW),
        ([_fact(0)], 1.0, Verdict.REVIEW),
        ([_fact(0), _fact(9)], 1.0, Verdict.BLOCK),
        ([_fact(0), replace(_fact(9), severity=Severity.MINOR)], 1.0, Verdict.REVIEW),
        ([replace(_fact(0), trusted=True)], 1.0, Verdict.BLOCK),
        ([_found(Severity.CRITICAL)], 1.0, Verdict.BLOCK),
    ],
)
def test_verdicts(found: list[Finding], points: float, expected: Verdict) -> None:
    assert rule_on(found, points, _ASKED).verdict is expected


_WITNESS = (Span("sibling", 30, 35),)


@pytest.mark.parametrize(
    "pair",
    [
        (_fact(0, message="Dolan is Dolen"), _fact(50, message="Dolan is Dolen")),
        (_fact(0, fix="Dolen"), _fact(50, fix="dolen")),
        (_fact(0), _fact(2)),
        (_fact(0, evidence=_WITNESS), _fact(50, evidence=_WITNESS)),
    ],
    ids=["same message", "same fix", "same words", "same witness"],
)
def test_one_fact_seen_twice_is_one(pair: tuple[Finding, Finding]) -> None:
    assert contradicted(pair) == pair[:1]
    assert rule_on(pair, 1.0, _ASKED).verdict is Verdict.REVIEW


def test_a_pass_needs_a_question_that_was_asked() -> None:
    ruling = rule_on([], 0.0, _MISSED)
    assert ruling.verdict is Verdict.NOT_JUDGED
    assert "the text by itself: not asked, because no rules selected know Welsh" in ruling.why
    assert rule_on([], 0.0, replace(_MISSED, nothing="a title")) == (Verdict.NOTHING, "a title")


def test_what_was_found_counts_whatever_was_asked() -> None:
    assert rule_on([_found(Severity.MAJOR)], 1.0, _MISSED).verdict is Verdict.REVIEW
    assert rule_on([_fact(0), _fact(9)], 1.0, replace(_MISSED, nothing="x")).verdict is Verdict.BLOCK


def test_a_verdict_says_on_what_it_rests_and_what_lifts_it() -> None:
    assert rule_on([_fact(0), _fact(9)], 1.0, _ASKED).why == (
        "2 facts are contradicted (a-rule); lifts when fewer than 2 stand"
    )
    assert rule_on([replace(_fact(0), trusted=True)], 1.0, _ASKED).why == (
        "the original or a reference says otherwise (a-rule); lifts when it is mended or dismissed"
    )
    assert rule_on([_found(Severity.MAJOR)], 1.0, _ASKED).why == (
        "1 major finding (a-rule); lifts when it is mended or dismissed"
    )
    assert rule_on([_found(), _found(at=9)], 12.34, _ASKED).why == (
        f"minor findings come to 12.3 points per 1,000 words; lifts at {REVIEW_LINE:g}"
    )
