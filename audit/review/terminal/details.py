"""What is said of the finding that is looked at, and of the story around it?

Rows of runs, for the width of the widget that shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len

from audit.model import Score, Verdict
from audit.report import view
from audit.report.view import Block
from audit.report.wording import by_severity, labels, plural, tally, visible, why
from audit.review import signs
from audit.review.moves import Filter
from audit.review.page import Highlight, Page, StyledRun
from audit.review.session import Session
from audit.text import shorten

Row = tuple[StyledRun, ...]
# Words and the name of their style.
Part = tuple[str, str]

_LABEL = 10
_FIX = 300
_WIDE = 100
VERDICTS = {
    Verdict.BLOCK: "current-major",
    Verdict.REVIEW: "current-minor",
    Verdict.PASS: "current-said",
    Verdict.NOT_JUDGED: "around",
    Verdict.NOTHING: "around",
}


def told(session: Session, key: str, place: str, width: int, scores: Sequence[Score] = ()) -> Iterator[Row]:
    """Everything about one finding: the badge, the message, the fix, the evidence, the reason, the state; and
    on what the verdict of its version rests, and what would lift it."""
    finding, mark = session.findings[key], session.mark(key)
    yield _badge(session, key, place, width)
    yield from row("", [(finding.message, "strong")], width)
    block = Block(
        session.version(key), (replace(finding, fix=finding.fix if mark.fix is None else mark.fix),)
    )
    if block.first.fix is not None:
        old, new = view.fix(block)
        yield from row("fix", [(shorten(old, _FIX), "old"), (" → ", ""), (shorten(new, _FIX), "new")], width)
    else:
        yield from row("fix", [("not sure of any; e writes one", "quiet")], width)
    yield from row("evidence", list(_evidence(session, block)), width)
    if rule := session.rule(key):
        yield from row("why", [(rule.why, "")], width)
    if finding.also:
        yield from row("also", [(", ".join(finding.also), "")], width)
    yield from row("state", [(signs.state(mark), "new" if mark.decided else "quiet")], width)
    for score in scores:
        if score.document == finding.span.document and (said := why(score)):
            yield from row("verdict", [(f"{score.verdict.value}: {said}", "")], width)


def row(label: str, parts: Sequence[Part], width: int) -> Iterator[Row]:
    """Words beside their label, as many lines as they need."""
    text, inlines = "", []
    for words, style in parts:
        if style:
            inlines.append(Highlight(len(text), len(text) + len(words), style))
        text += words
    indent = _LABEL if label else 0
    for number, line in enumerate(Page(text.replace("\n", " "), inlines, max(width - indent, 10)).lines):
        before = StyledRun(f"{label if number == 0 else '':<{indent}}", "around", "")
        yield (before, *line.runs) if indent else line.runs


def _evidence(session: Session, block: Block) -> Iterator[Part]:
    finding = block.first
    shown = view.evidence(session.story, block)
    if said := view.witnesses(block, shown):
        yield f"{said}; ", "said"
    own = [one for one in shown if one.document.id == block.version.id]
    if own:
        places = ", ".join(":".join(map(str, one.line_column)) for one in own)
        yield f"compare {places} in this text; ", ""
    yield f"{plural(finding.signals, 'independent signal')}, {finding.confidence:.0%} sure", ""


def _badge(session: Session, key: str, place: str, width: int) -> Row:
    finding = session.findings[key]
    sign = signs.SEVERITIES[finding.severity]
    badge = StyledRun(f" {sign} {finding.severity.value.upper()} ", f"current-{finding.severity.value}", "")
    rule = StyledRun(f"  {shorten(visible(finding.rule), width // 2)}", "", "")
    return badge, rule, StyledRun(f"  {place}", "around", "")


def head(session: Session | None, name: str, narrowed: Filter, shown: int, said: Part, width: int) -> Row:
    """The story, how much of it is decided, what waits to be written, what is filtered out, what was done."""
    wide = width >= _WIDE
    runs = [StyledRun(f" {_end(visible(name), 40 if wide else 20)} ", "strong", "")]
    if session is None:
        runs.append(StyledRun(" reading …", "around", ""))
    else:
        done, all_of = session.decided, len(session.findings)
        if wide:
            runs.append(StyledRun(f" {bar(done, all_of)}", "pointer", ""))
        runs.append(StyledRun(f" {done} of {all_of} decided", "new" if done == all_of else "", ""))
        if session.pending:
            runs.append(StyledRun(f"  {fixes(len(session.pending))} to write", "new", ""))
        if not narrowed.empty:
            runs.append(StyledRun(f"  only {visible(str(narrowed))}: {shown}", "minor", ""))
    return (*runs, StyledRun(f"  {visible(said[0])}", said[1], ""))


def _end(name: str, width: int) -> str:
    """A path is told apart by its end."""
    return name if len(name) <= width else f"…{name[-width + 1 :]}"


def fixes(count: int) -> str:
    return "1 fix" if count == 1 else f"{count:,} fixes"


def bar(done: int, all_of: int, width: int = 10) -> str:
    """How much is done, as a line."""
    full = width * done // all_of if all_of else width
    return "━" * full + "╌" * (width - full)


def versions(session: Session, scores: Sequence[Score], document: str, width: int) -> Row:
    """A tab for each version with its verdict as it is by now; more of the one that is shown."""
    names = labels(session.story)
    known = {score.document: score for score in scores}
    tabs: list[Row] = []
    for version in session.story.versions:
        score = known.get(version.id)
        label = score.verdict.value if score else version.role.value
        verdict = StyledRun(f" {label.upper()} ", VERDICTS[score.verdict] if score else "around", version.id)
        here = version.id == document
        name = StyledRun(f" {names[version.id]} ", "strong" if here else "title", version.id)
        more = _figures(score, width) if score and here else ""
        tabs.append((verdict, name, StyledRun(more, "around", version.id), StyledRun("  ", "", "")))
    at = next(number for number, one in enumerate(session.story.versions) if one.id == document)
    first = 0
    while first < at and sum(cell_len(run.text) for tab in tabs[first : at + 1] for run in tab) > width:
        first += 1
    return tuple(run for tab in tabs[first:] for run in tab)


def _figures(score: Score, width: int) -> str:
    counts = tally((name, score.counts.get(name, 0)) for name, _ in by_severity(()))
    return f"{counts}, {score.issues:.1f} points" + (" per 1,000 words" if width >= _WIDE + 20 else "")
