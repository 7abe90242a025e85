"""What is to be shown of a run, whatever it is shown on?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from audit.model import (
    Document,
    Finding,
    Kind,
    Relation,
    Role,
    Run,
    Score,
    Severity,
    Since,
    Span,
    Story,
    SupportMap,
)
from audit.report.wording import plural, visible
from audit.text import shorten

# A sentence longer than this is shown around its marks only: some files are one line of megabytes.
SENTENCE = 320
EXCERPT = 180
MESSAGE = 240
# So many siblings with their words; of the others only where they say it.
WITNESSES = 3
# Evidence longer than this is a passage, not a wording.
_PASSAGE = 60
_LONG_FIX = 40
_QUOTES = '"“”„«»'
TAKE_OUT = "(take it out)"
# What these say is no fault of the version in which they stand.
BLAMELESS = (Kind.DIFFERENCE, Kind.SUPPORT)
# A sentence that says the same thing more often shows it the first times.
_MARKS = 6


@dataclass(frozen=True, slots=True)
class ShownSentence:
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
    def kind(self) -> Kind:
        return self.first.kind

    @property
    def blameless(self) -> bool:
        """Whether it says that versions differ, or are alone with a word, and not that this one is wrong."""
        return self.kind in BLAMELESS

    @property
    def label(self) -> str:
        """What it is marked with: how severe a fault is; of what blames nobody what it is."""
        return self.kind.value if self.blameless else self.severity.value

    @property
    def confidence(self) -> float:
        return self._surest.confidence

    @property
    def measured(self) -> int:
        """On how many findings the confidence was measured; 0 for an estimate."""
        return self._surest.measured

    @property
    def _surest(self) -> Finding:
        return max(self.findings, key=lambda finding: (finding.confidence, finding.measured))

    @property
    def also(self) -> tuple[str, ...]:
        return tuple(sorted({name for finding in self.findings for name in finding.also}))


@dataclass(frozen=True, slots=True)
class Chapter:
    """One story of the run with its scores, blocks and maps of support, and what changed since it was checked
    before."""

    story: Story
    scores: tuple[Score, ...]
    blocks: tuple[Block, ...]
    support: tuple[SupportMap, ...] = ()
    since: Since | None = None


def chapters(run: Run) -> Iterator[Chapter]:
    """The stories in their order, each with what was found in it and nobody dismissed."""
    findings: dict[str, list[Finding]] = {}
    for finding in run.findings:
        if finding.status.open:
            findings.setdefault(finding.story, []).append(finding)
    scores: dict[str, list[Score]] = {}
    for score in run.scores:
        scores.setdefault(score.story, []).append(score)
    for story in run.stories:
        yield Chapter(
            story,
            tuple(scores.get(story.id, ())),
            tuple(_blocks(story, findings.get(story.id, []))),
            tuple(one for one in run.support if one.story == story.id),
            next((one for one in run.since if one.story == story.id), None),
        )


def _blocks(story: Story, findings: Sequence[Finding]) -> Iterator[Block]:
    """By version, then severity (worst first), then place."""
    for version in story.versions:
        here = [finding for finding in findings if finding.span.document == version.id]
        alike = sorted(here, key=_sameness)
        groups = groupby(alike, key=_sameness)
        blocks = [Block(version, tuple(sorted(same, key=lambda finding: finding.span))) for _, same in groups]
        yield from sorted(
            blocks, key=lambda block: (-block.severity.rank, block.first.span, block.first.rule)
        )


def _sameness(finding: Finding) -> tuple[str, str, int, str]:
    return finding.rule, finding.message, finding.severity.rank, finding.kind


def passage(document: Document, *spans: Span, longest: int = SENTENCE) -> ShownSentence:
    """The sentence (or sentences) in which `spans` stand, with their words marked; cut down to about
    `longest` characters around the marks."""
    start, end = _sentence(document, min(span.start for span in spans), max(span.end for span in spans))
    inside = [(max(span.start, start), min(span.end, end)) for span in spans]
    return _clipped(document, spans[0], (start, end), _joined(inside), longest)


def originals(story: Story, version: Document) -> tuple[Document, ...]:
    """What a version on trial translates: what is said to be the original, else what it is held beside in
    another language."""
    if not story.judges(version):
        return ()
    others = story.siblings(version)
    told = tuple(one for one in others if one.role is Role.SOURCE)
    return told or tuple(
        one
        for one in story.pivots()
        if one.language != version.language
        and story.comparison(version.id, one.id).relation is Relation.PARALLEL
    )


def opposite(story: Story, block: Block, original: Document) -> ShownSentence | None:
    """What the original says where a block begins; None where nothing there corresponds."""
    version, place = block.version, block.first.span
    at = version.sentence_at(place.start)
    those = story.partners(version, at) if at >= 0 else ()
    numbers = next((one.sentences for one in those if one.document == original.id), ())
    if not numbers:
        return None
    span = original.span(original.sentences[numbers[0]].start, original.sentences[numbers[-1]].end)
    return replace(passage(original, span, longest=EXCERPT), marks=())


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


def _clipped(
    document: Document, place: Span, sentence: tuple[int, int], marks: list[tuple[int, int]], longest: int
) -> ShownSentence:
    """What is left out, before, between, in the midst of and after the marks, becomes "…"."""
    text, (start, end) = document.text, sentence
    around = longest // 3 if end - start > longest else end - start
    pieces: list[str] = []
    moved: list[tuple[int, int]] = []
    length, at = 0, start
    for left, right in marks[:_MARKS]:
        before = _before(text[at:left], around, first=at == start)
        middle = _middle(text[left:right], longest)
        pieces += [before, middle]
        moved.append((length + len(before), length + len(before) + len(middle)))
        length += len(before) + len(middle)
        at = right
    pieces.append(_after(text[at:end], around))
    return ShownSentence(document, place, "".join(pieces).rstrip(), tuple(moved))


def _before(text: str, around: int, *, first: bool) -> str:
    if len(text) <= around:
        return visible(text.lstrip() if first else text)
    tail = text[-around:]
    head = "" if first else f"{text[: around // 2].rstrip()} "
    return visible(f"{head}… {tail.partition(' ')[2] or tail}")


def _middle(text: str, longest: int) -> str:
    if len(text) <= longest:
        return visible(text)
    return visible(f"{text[: longest // 2].rstrip()} … {text[-longest // 3 :].lstrip()}")


def _after(text: str, around: int) -> str:
    if len(text) <= around:
        return visible(text)
    head = text[:around]
    return visible(f"{head.rpartition(' ')[0] or head} …")


def witnesses(block: Block, shown: Sequence[ShownSentence]) -> str:
    """`2 of 2 siblings write “Dolen”`; of different words only that this is what they say here, whether it
    speaks for the finding by being there or by lacking something; "" where no sibling is shown."""
    siblings = [one for one in shown if one.document.id != block.version.id]
    if not siblings:
        return ""
    wording = said(block, siblings)
    if not wording:  # nor how many were asked: the message may count those that do not have it
        return f"in the words of {plural(len(siblings), 'sibling')}"
    asked = max((finding.asked for finding in block.findings), default=0)
    count = f"{len(siblings)} of {asked}" if asked >= len(siblings) else f"{len(siblings)}"
    noun = "sibling" if max(asked, len(siblings)) == 1 else "siblings"
    verb = "write" if len(siblings) > 1 else "writes"
    return f"{count} {noun} {verb} “{wording}”"


def said(block: Block, siblings: Sequence[ShownSentence]) -> str:
    """What all of `siblings` say at the marks: the fix, or the same words; "" where they differ."""
    wordings = [one.text[start:end] for one in siblings for start, end in one.marks]
    written = block.first.fix
    if written and all(written.casefold() in wording.casefold() for wording in wordings):
        return visible(written)
    same = {wording.casefold() for wording in wordings}
    return wordings[0].strip(_QUOTES) if len(same) == 1 and len(wordings[0]) <= _PASSAGE else ""


def fix(block: Block) -> tuple[str, str]:
    """What stands there and what to write instead; of long ones what differs, with a word beside it."""
    old, new = visible(block.version.words(block.first.span)), visible(block.first.fix or "")
    if not new:
        return shorten(old, _PASSAGE), TAKE_OUT
    if max(len(old), len(new)) <= _LONG_FIX:
        return old, new
    left, right = old.split(), new.split()
    head = _same_words(left, right)
    tail = _same_words(left[head:][::-1], right[head:][::-1])
    first, last = max(head - 1, 0), max(tail - 1, 0)
    return _cut(left, first, last), _cut(right, first, last)


def _same_words(left: Sequence[str], right: Sequence[str]) -> int:
    """With how many equal words both begin."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(left), len(right)))


def _cut(words: Sequence[str], first: int, last: int) -> str:
    kept = words[first : len(words) - last]
    return " ".join((*(["…"] if first else []), *kept, *(["…"] if last else [])))


def evidence(story: Story, block: Block) -> tuple[ShownSentence, ...]:
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
            shown.append(passage(version, *same, longest=EXCERPT))
    return tuple(shown)
