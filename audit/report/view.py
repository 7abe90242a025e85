"""What is to be shown of a run, whatever it is shown on?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from audit.model import Document, Finding, Run, Score, Severity, Span, Story
from audit.report.wording import visible

# A sentence longer than this is shown around its marks only: some files are one line of megabytes.
SENTENCE = 320
_AROUND = 110


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence made fit to be shown, and where in it the marked words stand."""

    document: Document
    place: Span
    text: str
    marks: tuple[tuple[int, int], ...]

    @property
    def line_column(self) -> tuple[int, int]:
        """Of the first marked word in its file."""
        return self.document.source.line_column(self.place.start)


@dataclass(frozen=True, slots=True)
class Block:
    """One inconsistency of one version: a rule's findings with the same message, in reading order."""

    version: Document
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def severity(self) -> Severity:
        return self.first.severity

    @property
    def confidence(self) -> float:
        return max(finding.confidence for finding in self.findings)

    @property
    def also(self) -> tuple[str, ...]:
        return tuple(sorted({name for finding in self.findings for name in finding.also}))


@dataclass(frozen=True, slots=True)
class Chapter:
    """One story of the run with its scores and blocks."""

    story: Story
    scores: tuple[Score, ...]
    blocks: tuple[Block, ...]


def chapters(run: Run) -> Iterator[Chapter]:
    """The stories in their order, each with what was found in it."""
    findings: dict[str, list[Finding]] = {}
    for finding in run.findings:
        findings.setdefault(finding.story, []).append(finding)
    for story in run.stories:
        scores = tuple(score for score in run.scores if score.story == story.id)
        yield Chapter(story, scores, tuple(_blocks(story, findings.get(story.id, []))))


def _blocks(story: Story, findings: Sequence[Finding]) -> Iterator[Block]:
    """By version, then severity (worst first), then place."""
    for version in story.versions:
        here = [finding for finding in findings if finding.span.document == version.id]
        alike = sorted(here, key=lambda finding: (finding.rule, finding.message, finding.severity.rank))
        groups = groupby(alike, key=lambda finding: (finding.rule, finding.message, finding.severity))
        blocks = [
            Block(version, tuple(sorted(same, key=lambda finding: finding.span))) for _, same in groups
        ]
        yield from sorted(blocks, key=lambda block: (-block.severity.rank, block.first.span, block.first.rule))


def passage(document: Document, *spans: Span) -> Passage:
    """The sentence (or sentences) in which `spans` stand, with their words marked."""
    start, end = _sentence(document, min(span.start for span in spans), max(span.end for span in spans))
    inside = [(max(span.start, start), min(span.end, end)) for span in spans]
    return _clipped(document, spans[0], start, end, _joined(inside))


def _joined(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks in reading order; those that touch become one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    first, last = document.sentence_at(start), document.sentence_at(max(end - 1, start))
    if first < 0:
        begin, finish = document.text.rfind("\n", 0, start) + 1, document.text.find("\n", end)
        return begin, finish if finish >= 0 else len(document.text)
    return min(document.sentences[first].start, start), max(document.sentences[last].end, end)


def _clipped(document: Document, place: Span, start: int, end: int, marks: list[tuple[int, int]]) -> Passage:
    """The stretch around the marks; what is left out, outside or in the midst of a mark, becomes "…"."""
    if end - start <= SENTENCE:
        shown = visible(document.text[start:end])
        lead = len(shown) - len(shown.lstrip())
        moved = tuple((max(left - start - lead, 0), right - start - lead) for left, right in marks)
        return Passage(document, place, shown.strip(), moved)
    text = document.text
    pieces: list[str] = []
    moved_marks: list[tuple[int, int]] = []
    length, at = 0, start
    for left, right in marks[:4]:
        before = _opened(text[at:left], first=at == start)
        middle = visible(text[left:right])
        if len(middle) > SENTENCE:
            middle = f"{middle[: SENTENCE // 2].rstrip()} … {middle[-SENTENCE // 3 :].lstrip()}"
        moved_marks.append((length + len(before), length + len(before) + len(middle)))
        pieces += [before, middle]
        length += len(before) + len(middle)
        at = right
    pieces.append(_shut(text[at:end]))
    return Passage(document, place, "".join(pieces).rstrip(), tuple(moved_marks))


def _opened(text: str, *, first: bool) -> str:
    """What stands before a mark, with its beginning (or middle) left out where it is long."""
    if len(text) <= 2 * _AROUND:
        return visible(text)
    tail = visible(text[-_AROUND:]).partition(" ")[2] or visible(text[-_AROUND:])
    return f"… {tail}" if first else f"{visible(text[:_AROUND])} … {tail}"


def _shut(text: str) -> str:
    if len(text) <= 2 * _AROUND:
        return visible(text)
    head = visible(text[:_AROUND])
    return f"{head.rpartition(' ')[0] or head} …"


def evidence(story: Story, block: Block) -> tuple[Passage, ...]:
    """What backs a block, one passage a document: the first sentence there with all its marks."""
    spans: dict[str, list[Span]] = {}
    for finding in block.findings:
        for span in finding.evidence:
            known = spans.setdefault(span.document, [])
            if span not in known:
                known.append(span)
    shown = []
    for version in story.versions:
        if version.id in spans:
            ordered = sorted(spans[version.id])
            index = version.sentence_at(ordered[0].start)
            same = [span for span in ordered if version.sentence_at(span.start) == index]
            shown.append(passage(version, *same))
    return tuple(shown)
