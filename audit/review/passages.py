"""What do the siblings say in the place of a finding?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit.model import Document, Finding, Role, Span, Story
from audit.review.page import Highlight
from audit.text import fold

# Style names of the page: the evidence, words that stand in the finding too, what is only there for context.
SAID, SAME, AROUND = "said", "same", "around"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# Shorter words stand everywhere and say nothing of a passage.
_SHORTEST = 4
# Of a finding that marks a passage not every word is looked for.
_WORDS = 12


@dataclass(frozen=True, slots=True)
class Opposite:
    """The passage of a sibling that corresponds to a finding: a stretch of its text, what in it stands out,
    and the offset from which it is opened. `before` characters at its beginning are only there for context.
    `text` is empty where nothing corresponds."""

    version: Document
    text: str = ""
    inlines: tuple[Highlight, ...] = ()
    at: int = 0
    evidence: bool = False
    before: int = 0

    def short(self) -> tuple[str, tuple[Highlight, ...]]:
        """The passage without what comes before."""
        moved = (
            one._replace(start=one.start - self.before, end=one.end - self.before) for one in self.inlines
        )
        return self.text[self.before :], tuple(one for one in moved if one.start >= 0)


def opposites(story: Story, finding: Finding) -> tuple[Opposite, ...]:
    """One for each sibling: what the version translates first, the others in the order of the story."""
    version = story.version(finding.span.document)
    words = _words(version, finding)
    return tuple(
        _opposite(story, finding.span, sibling, finding.evidence, words)
        for sibling in _siblings(story, version)
    )


def beside(story: Story, place: Span) -> tuple[Opposite, ...]:
    """What the siblings have for any place of a version, in the order of `opposites`."""
    version = story.version(place.document)
    return tuple(_opposite(story, place, sibling, (), frozenset()) for sibling in _siblings(story, version))


def _siblings(story: Story, version: Document) -> list[Document]:
    return sorted(story.siblings(version), key=lambda one: one.role is not Role.SOURCE)


def called(version: Document, name: str) -> str:
    """A sibling's name, with what it is to the story where that is more than one of its versions."""
    role = {Role.SOURCE: "original", Role.REFERENCE: "reference"}.get(version.role)
    return f"{name} ({role})" if role and name != role else name


def _opposite(
    story: Story, place: Span, sibling: Document, evidence: Sequence[Span], words: frozenset[str]
) -> Opposite:
    spans = sorted({span for span in evidence if span.document == sibling.id})
    numbers = sorted({*_partners(story, place, sibling), *_holding(sibling, spans)})
    if not numbers:
        return Opposite(sibling)
    first, last = numbers[0], numbers[-1]
    # Passages far apart do not fit on a screen together: the one with the evidence, else the first.
    if last - first > len(numbers) + 1:
        first = last = next(iter(_holding(sibling, spans)), first)
    sentences = sibling.sentences
    start, end = sentences[max(first - 1, 0)].start, sentences[min(last + 1, len(sentences) - 1)].end
    core = sentences[first].start, sentences[last].end
    inlines = [Highlight(start, core[0], AROUND), Highlight(core[1], end, AROUND)]
    inlines += _same(sibling, core, words)
    inlines += [
        Highlight(span.start, span.end, SAID) for span in spans if start <= span.start and span.end <= end
    ]
    moved = (one._replace(start=one.start - start, end=one.end - start) for one in inlines)
    text = sibling.text[start:end]
    kept = tuple(one for one in moved if one.start < one.end)
    return Opposite(sibling, text, kept, spans[0].start if spans else core[0], bool(spans), core[0] - start)


def _partners(story: Story, place: Span, sibling: Document) -> Iterator[int]:
    version = story.version(place.document)
    first = version.sentence_at(place.start)
    last = version.sentence_at(max(place.end - 1, place.start))
    for number in range(max(first, 0), last + 1):
        for partner in story.partners(version, number):
            if partner.document == sibling.id:
                yield from partner.sentences


def _holding(sibling: Document, spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        number = sibling.sentence_at(span.start)
        if number >= 0:
            yield number


def _words(version: Document, finding: Finding) -> frozenset[str]:
    """The words of the finding and of its fix that are worth finding again."""
    said = [version.words(finding.span), finding.fix or ""]
    words = [fold(word) for one in said for word in _WORD.findall(one)[:_WORDS]]
    return frozenset(word for word in words if len(word) >= _SHORTEST or word.isdigit())


def _same(sibling: Document, core: tuple[int, int], words: frozenset[str]) -> Iterator[Highlight]:
    for found in _WORD.finditer(sibling.text, *core):
        if fold(found[0]) in words:
            yield Highlight(found.start(), found.end(), SAME)
