"""What should an editor do with a version, why, and what would change it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from audit.model import Carried, Finding, Kind, Question, Questions, Severity, Unasked, Verdict

# Points per 1,000 words above which minor issues alone ask for an editor's eye. Of 165 documents of original
# English newswire without a major finding, 99% stay below 3.4 (english_news, default rules of version 0.1.0).
REVIEW_LINE = 3.5
# One fact may be wrong in the witnesses; that two are wrong in the same story is rare (docs/measurements.md).
BLOCKING_FACTS = 2
_NAMED = 3
# A translation of so many sentences that lost so much of them is no good one. Of 531 human translations none
# has less than four fifths (docs/measurements.md).
_LOST, _FEWEST = 1 / 3, 6


class Ruling(NamedTuple):
    """The verdict, and a sentence that says on what it rests and what would lift it."""

    verdict: Verdict
    why: str


def rule_on(
    findings: Sequence[Finding], points: float, questions: Questions, carried: Sequence[Carried] = ()
) -> Ruling:
    """Block what must not be published, review what an editor should see; pass only what was asked something.

    `findings` are those of one version that weigh, `points` their penalty per 1,000 words, `carried` what it
    has of its originals.
    """
    critical = [one for one in findings if one.severity is Severity.CRITICAL]
    if critical:
        return Ruling(Verdict.BLOCK, f"{_findings(critical)}; lifts when it is mended or dismissed")
    facts = contradicted(findings)
    if told := [one for one in facts if one.trusted]:
        named = f" ({', '.join(questions.originals)})" if questions.originals else ""
        said = f"the original{named} or a reference says otherwise ({_rules(told)})"
        return Ruling(Verdict.BLOCK, f"{said}; lifts when it is mended or dismissed")
    if len(facts) >= BLOCKING_FACTS:
        said = f"{len(facts)} facts are contradicted ({_rules(facts)})"
        return Ruling(Verdict.BLOCK, f"{said}; lifts when fewer than {BLOCKING_FACTS} stand")
    if majors := [one for one in findings if one.severity is Severity.MAJOR]:
        return Ruling(Verdict.REVIEW, f"{_findings(majors)}; lifts when it is mended or dismissed")
    for one in carried:
        there, every = one.sentences
        if every >= _FEWEST and every - there >= _LOST * every:
            said = f"{every - there} of {every} sentences of its original ({one.original}) are not there"
            return Ruling(Verdict.REVIEW, f"{said}; lifts when they are")
    if len(findings) > 1 and points > REVIEW_LINE:
        said = f"minor findings come to {points:.1f} points per 1,000 words"
        return Ruling(Verdict.REVIEW, f"{said}; lifts at {REVIEW_LINE:g}")
    if questions.nothing:
        return Ruling(Verdict.NOTHING, questions.nothing)
    if not questions.enough:
        return Ruling(Verdict.NOT_JUDGED, _missed(questions.unasked))
    asked = "; ".join(questions.asked)
    if asked and questions.originals:
        asked += f" (beside its original, {', '.join(questions.originals)})"
    return Ruling(Verdict.PASS, f"asked: {asked}" if asked else "")


def contradicted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each fact that is contradicted and matters: a name misspelt three times is one."""
    facts: list[Finding] = []
    for finding in findings:
        if finding.kind is not Kind.CONTRADICTION or finding.severity is Severity.MINOR:
            continue
        if not any(_one_fact(finding, known) for known in facts):
            facts.append(finding)
    return tuple(facts)


def _one_fact(one: Finding, other: Finding) -> bool:
    """Whether two findings are about one fact: they say the same, want the same written, mark the same words
    or rest on the same words."""
    return (
        (one.rule, one.message) == (other.rule, other.message)
        or (one.fix is not None and other.fix is not None and one.fix.casefold() == other.fix.casefold())
        or one.span.overlaps(other.span)
        or any(left.overlaps(right) for left in one.evidence for right in other.evidence)
    )


def _findings(found: Sequence[Finding]) -> str:
    severity = found[0].severity
    return f"{len(found)} {severity} finding{'s' if len(found) > 1 else ''} ({_rules(found)})"


def _rules(found: Iterable[Finding]) -> str:
    names = list(dict.fromkeys(one.rule for one in found))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _missed(unasked: Iterable[Unasked]) -> str:
    """What was not asked and why; that an article alone has no siblings is the least of it."""
    missed = tuple(unasked)
    told = tuple(one for one in missed if one.beside or one.question is Question.TEXT) or missed
    if not told:
        return "no rule that was selected speaks of it"
    said = "; ".join(f"{one.question}: not asked, because {one.reason}" for one in told)
    return f"{said}; lifts beside versions that it can be compared with"
