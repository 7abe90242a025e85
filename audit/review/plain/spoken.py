"""What does the review without a screen say of a finding? Lines of words; marks stand between ‹ and ›."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.model import Document
from audit.report import view
from audit.report.view import Block, ShownSentence
from audit.report.wording import by_severity, labels, plural, tally, visible, why
from audit.review import signs
from audit.review.page import Highlight
from audit.review.passages import SAID, SAME, called, opposites
from audit.review.session import Session
from audit.review.workbench import Workbench


def finding(session: Session, key: str, keys: Sequence[str]) -> Iterator[str]:
    """Everything about one finding."""
    found, mark, version = session.findings[key], session.mark(key), session.version(key)
    names = labels(session.story)
    block = Block(version, (replace(found, fix=found.fix if mark.fix is None else mark.fix),))
    place = f"{keys.index(key) + 1} of {len(keys)}" if key in keys else "outside the filter"
    line, column = version.source.line_column(found.span.start)
    yield f"Finding {place}: {found.severity.value}, {visible(found.rule)}, {found.confidence:.0%} sure"
    yield f"In {names[version.id]}, line {line}, column {column}: {visible(found.message)}"
    yield f"Text: {marked(view.passage(version, found.span))}"
    if block.first.fix is not None:
        old, new = view.fix(block)
        yield f"Fix: {old} → {new}"
    shown = view.evidence(session.story, block)
    if said := view.witnesses(block, shown):
        yield f"Evidence: {said}"
    for one in shown:
        own = one.document.id == version.id
        yield f"{'Compare' if own else names[one.document.id]}: {marked(one)}"
    if rule := session.rule(key):
        yield f"Why: {visible(rule.why)}"
    yield f"State: {visible(signs.state(mark))}"


def around(version: Document, start: int, end: int) -> str:
    """Some words around a place."""
    return marked(view.passage(version, version.span(start, end), longest=view.EXCERPT))


def marked(shown: ShownSentence) -> str:
    """The passage with its marks."""
    text, at = "", 0
    for start, end in shown.marks:
        text += f"{shown.text[at:start]}‹{shown.text[start:end]}›"
        at = end
    return text + shown.text[at:]


def sibling(session: Session, key: str, number: int) -> Iterator[str]:
    """The passage of one sibling that corresponds to a finding."""
    found = opposites(session.story, session.findings[key])
    if not 0 <= number < len(found):
        yield f"there {'is' if len(found) == 1 else 'are'} {plural(len(found), 'sibling')}"
        return
    one = found[number]
    name = called(one.version, labels(session.story)[one.version.id])
    yield f"{name}: {_between(one.text, one.inlines)}" if one.text else f"{name}: no passage corresponds"


def _between(text: str, inlines: Sequence[Highlight]) -> str:
    """The evidence, or where there is none the words that are the same, between ‹ and ›."""
    said = [one for one in inlines if one.style == SAID] or [one for one in inlines if one.style == SAME]
    shown, at = "", 0
    for one in sorted(said):
        if one.start >= at:
            shown += f"{text[at : one.start]}‹{text[one.start : one.end]}›"
            at = one.end
    return visible(shown + text[at:])


def standing(workbench: Workbench, story: str) -> Iterator[str]:
    """How the story stands with what is decided by now."""
    session = workbench.session(story)
    names = labels(session.story)
    done, pending = session.decided, len(session.pending)
    yield f"{visible(story)}: {done} of {len(session.findings)} decided, {pending} to write"
    for score in workbench.scores(story):
        counts = tally((name, score.counts.get(name, 0)) for name, _ in by_severity(()))
        points = f"{score.issues:.1f} points per 1,000 words"
        said = f"; {why(score)}" if why(score) else ""
        yield f"  {names[score.document]}: {score.verdict.value}, {counts}, {points}{said}"
