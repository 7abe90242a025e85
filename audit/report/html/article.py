"""How does a version read with its findings in place?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from audit.model import Document, Element, ElementKind, Sentence, Span
from audit.report.html.cards import StoryContext, again, card
from audit.report.html.elements import NOTHING, Html, hidden, join, spoken_in, tag, words
from audit.report.html.notes import Note, worst_first
from audit.report.html.shading import Shaded
from audit.text import shorten

# What loading puts in the place of code, placeholders and the like, and how much of those is shown.
_PART, _PART_WIDTH = "\ufffc", 40


class NoteMark(NamedTuple):
    """Words `[start, end)` of a version that a note speaks of; with the address where they are its own,
    without where they are what a note beside another version points at."""

    start: int
    end: int
    note: Note
    address: str = ""


def marks(version: Document, notes: Mapping[str, Sequence[Note]]) -> list[NoteMark]:
    """What the notes of a version mark in it, and what those of all versions point at, as one reads."""
    found: dict[tuple[int, int, str, str], NoteMark] = {}
    for document, those in notes.items():
        for note in those:
            for finding, address in zip(note.block.findings, note.addresses, strict=True):
                spans = [(start, end, "") for start, end in _shown(finding.evidence, version)]
                if document == version.id:
                    spans.append((finding.span.start, finding.span.end, address))
                for start, end, own in spans:
                    found[start, end, note.key, own] = NoteMark(start, end, note, own)
    return [found[place] for place in sorted(found)]


def _shown(evidence: Sequence[Span], version: Document) -> Iterator[tuple[int, int]]:
    return ((span.start, span.end) for span in evidence if span.document == version.id)


def rows(context: StoryContext, version: Document, notes: Mapping[str, Sequence[Note]]) -> Iterator[Html]:
    """The paragraphs, each with its notes beside it."""
    writer = _ArticleWriter(context, version, marks(version, notes))
    own = list(notes.get(version.id, ()))
    told: set[str] = set()
    for start, end, sentences in paragraphs(version):
        beside = list(_beside(context, own, start, end, told))
        text = tag(
            "p",
            writer.written(start, end, sentences),
            class_="heading" if _is_heading(version, start, end) else None,
            **spoken_in(version.lang),
        )
        yield tag("div", text, tag("div", *beside, class_="notes") if beside else None, class_="row")


def _beside(
    context: StoryContext, own: Sequence[Note], start: int, end: int, told: set[str]
) -> Iterator[Html]:
    """The notes that begin in a paragraph; of those that began above, that they speak of it too."""
    for note in own:
        here = [
            address
            for finding, address in zip(note.block.findings, note.addresses, strict=True)
            if start <= finding.span.start < end
        ]
        if here and note.key not in told:
            told.add(note.key)
            yield card(context, note)
        elif here:
            yield again(note, here[0])


def paragraphs(version: Document) -> Iterator[tuple[int, int, tuple[tuple[int, Sentence], ...]]]:
    """The whole text in paragraphs: start, end, and the sentences with their numbers."""
    text, last = version.text, len(version.text)
    if not version.sentences:
        at = 0
        for line in text.splitlines(keepends=True):
            if line.strip():
                yield at, at + len(line), ()
            at += len(line)
        return
    groups: list[list[tuple[int, Sentence]]] = []
    for number, sentence in enumerate(version.sentences):
        if not groups or groups[-1][0][1].paragraph != sentence.paragraph:
            groups.append([])
        groups[-1].append((number, sentence))
    starts = [0, *(group[0][1].start for group in groups[1:]), last + 1]
    for at, group in enumerate(groups):
        yield starts[at], starts[at + 1], tuple(group)


def _is_heading(version: Document, start: int, end: int) -> bool:
    return any(
        element.kind is ElementKind.HEADING and start <= element.span.start < element.span.end <= end
        for element in version.elements
    )


def _name(element: Element) -> str:
    """What stands in a document's text for a part that is not prose."""
    as_written = element.kind in (ElementKind.PLACEHOLDER, ElementKind.SHORTCODE)
    return shorten(element.value, _PART_WIDTH) if as_written else element.kind.value


class _ArticleWriter:
    """Writes stretches of one version: sentences, in them the marks, in those the words."""

    def __init__(self, context: StoryContext, version: Document, found: Sequence[NoteMark]) -> None:
        self._context, self._version, self._found = context, version, found
        self._starts = [mark.start for mark in found]
        self._longest = max((mark.end - mark.start for mark in found), default=0)
        shading = context.support.get(version.id)
        self._shaded = Shaded(shading) if shading else None
        self._parts = {element.span.start: _name(element) for element in version.elements}

    def written(self, start: int, end: int, sentences: Sequence[tuple[int, Sentence]]) -> Html:
        """The text `[start, end)` without the blanks around it, unless a note is about those."""
        text = self._version.text
        end = min(end, len(text))
        here = [mark for mark in self._inside(start, end) if mark.address]
        here = [mark for mark in here if mark.start < end or end == len(text)]
        first = min([mark.start for mark in here], default=end)
        last = max([mark.end for mark in here], default=start)
        while start < min(first, end) and text[start].isspace():
            start += 1
        while end > max(last, start) and text[end - 1].isspace():
            end -= 1
        pieces, at = [], start
        for number, sentence in sentences if len(self._context.story.versions) > 1 else ():
            stop = min(sentence.end, end)
            if sentence.start > at:
                pieces.append(self._marked(at, sentence.start))
            inner = self._marked(max(sentence.start, at), stop)
            pieces.append(tag("span", inner, class_="s", data_n=number, data_p=self._partners(number)))
            at = stop
        pieces.append(self._marked(at, end, closing=True))
        return join(pieces)

    def _partners(self, number: int) -> str | None:
        """The sentences of the siblings that say it, each `version:sentence`."""
        partners = self._context.story.partners(self._version, number)
        said = (
            f"{self._context.versions[one.document].partition('v')[2]}:{at}"
            for one in partners
            for at in one.sentences
        )
        return " ".join(said) or None

    def _inside(self, start: int, end: int) -> list[NoteMark]:
        """The marks that touch `[start, end)`."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, end)
        return [mark for mark in self._found[first:last] if mark.end > start or mark.start >= start]

    def _marked(self, start: int, end: int, *, closing: bool = False) -> Html:
        """A stretch cut where marks begin and end. A mark of no width belongs before what follows it; at the
        end of the paragraph, where nothing does, `closing` writes it."""
        if start >= end and not closing:
            return NOTHING
        here = self._inside(start, end)
        if not here:
            return self._words(start, end)
        cuts = sorted({start, end, *(cut for mark in here for cut in mark[:2] if start < cut < end)})
        pieces = []
        for left, right in pairwise(cuts):
            pieces += [self._point(mark) for mark in here if mark.start == mark.end == left]
            pieces.append(
                self._piece(left, right, [mark for mark in here if mark.start < right and mark.end > left])
            )
        if closing:
            pieces += [self._point(mark) for mark in here if mark.start == mark.end == end]
        return join(pieces)

    def _words(self, start: int, end: int) -> Html:
        """Words, and a name for each part between them that is not prose: code, a placeholder."""
        text, pieces, at = self._version.text, [], start
        while (part := text.find(_PART, at, end)) >= 0:
            pieces += [self._prose(at, part), tag("code", self._parts.get(part, "…"), class_="part")]
            at = part + 1
        return join((*pieces, self._prose(at, end))) if pieces else self._prose(start, end)

    def _prose(self, start: int, end: int) -> Html:
        if self._shaded:
            return self._shaded.words(self._version.text, start, end)
        return words(self._version.text[start:end])

    def _point(self, mark: NoteMark) -> Html:
        """A place where something is missing."""
        return self._link([mark], tag("span", "‸", aria_hidden="true"), [mark], [mark])

    def _piece(self, start: int, end: int, here: Sequence[NoteMark]) -> Html:
        inner = self._words(start, end)
        said = " ".join(dict.fromkeys(mark.note.key for mark in here if not mark.address))
        if said:
            inner = tag("span", inner, class_="e", data_e=said)
        own = [mark for mark in here if mark.address]
        if not own:
            return inner
        begun = [mark for mark in own if mark.start == start]
        return self._link(own, inner, begun, [mark for mark in own if mark.end == end])

    def _link(
        self, own: Sequence[NoteMark], inner: Html, begun: Sequence[NoteMark], ended: Sequence[NoteMark]
    ) -> Html:
        """Marked words as a link to themselves, which opens the note of the severest."""
        ordered = worst_first([mark.note for mark in own])
        first = next(mark for mark in own if mark.note is ordered[0])
        anchors = [tag("span", id=mark.address, class_="at", data_of=mark.note.key) for mark in begun]
        numbers = [
            tag(
                "sup",
                hidden(f" {mark.note.block.label} "),
                str(mark.note.number),
                data_b=mark.note.key,
            )
            for mark in ended
        ]
        link = tag(
            "a",
            inner,
            *numbers,
            class_="mark" if begun else "mark on",
            href=f"#{first.address}",
            data_b=" ".join(dict.fromkeys(note.key for note in ordered)),
            data_severity=ordered[0].block.severity.value,
            data_kind=ordered[0].block.kind.value,
            tabindex=None if begun else -1,
        )
        return join((*anchors, link))
