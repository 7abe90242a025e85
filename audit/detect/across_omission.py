"""Which sentences of its original has a translation left out, and which has it added?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from audit.evidence import partners_in
from audit.model import Comparison, Document, ElementKind, Hit, Relation, Role, Sentence, Story
from audit.parts import behind, shows_code
from audit.text import generated, in_letters, shorten

# Only beside texts nearly all of whose other sentences are paired a missing partner says something.
_PAIRED = 0.75
# More of a text is not left out by mistake.
_MOST = 0.5
# Shorter ones are bylines and labels: letters of an alphabet, and signs of scripts that say more with fewer.
_LETTERS, _SIGNS = 30, 11
# What stands around has no room for what is missing if it is longer than its own original by less than this
# part; by less than that if the other text has a sentence as like it as this. If one is liker still, it is
# there.
_ROOM, _LITTLE = 0.5, 0.25
_SOMETHING, _THERE = 0.55, 0.8
# A part of a long sentence of the original, which became two, is as like to that sentence as this.
_PART_OF_ONE = 0.3
_SHOWN = 90
# What is written so in every language that uses Latin letters for it: a number or capitals within a word.
_MARK = re.compile(r"\b(?=[A-Za-z-]*\d|\w*[A-Za-z][A-Z])[A-Za-z][\w-]{3,}", re.ASCII)
# A sentence with so many options (--sign, -x) or paths is a command.
_OPTION = re.compile(r"(?<!\S)(?:--?[a-z][\w-]*|~?/[\w.-]+)")
_OPTIONS = 2


class _SentenceGap(NamedTuple):
    """Sentences `[first, last)` of a text, and between which two of the other they would stand."""

    first: int
    last: int
    before: int
    after: int


def detect(story: Story, version: Document, *, which: Literal["left out", "added"]) -> Iterator[Hit]:
    """Sentences of an original without a partner in the version, or of the version without one in its
    original, whose neighbours have partners with nothing between them and no longer than they are themselves.
    A sentence that stands in the version twice was not added: that is another question. Of messages one
    by one what is not there is not translated yet, and falls back to the original."""
    if any(element.kind is ElementKind.UNIT for element in version.elements) or behind(story, version):
        return
    for original in story.siblings(version):
        comparison = story.comparison(version.id, original.id)
        parallel = original.role is Role.SOURCE and comparison.relation is Relation.PARALLEL
        abroad = original.language != version.language
        if parallel and abroad and _trusted(story, version, original):
            found = _left_out if which == "left out" else _added
            yield from found(story, version, original, comparison)


def _left_out(story: Story, version: Document, original: Document, comparison: Comparison) -> Iterator[Hit]:
    for gap in _gaps(story, original, version, comparison, _THERE):
        first, last = original.sentences[gap.first], original.sentences[gap.last - 1]
        missing = original.span(first.start, last.end)
        if generated(original.words(missing)):
            continue  # a line that a program writes
        kept = version.sentences[max(gap.before, 0)]
        yield Hit(
            version.span(kept.start, kept.end),
            evidence=(missing,),
            slots={"missing": _shown(original, first, last), "language": original.lang},
            asked=1,
            anchor=True,
        )


def _added(story: Story, version: Document, original: Document, comparison: Comparison) -> Iterator[Hit]:
    for gap in _gaps(story, version, original, comparison, _PART_OF_ONE):
        first, last = version.sentences[gap.first], version.sentences[gap.last - 1]
        if version.text.count(version.words(first)) == 1:
            there = original.sentences[max(gap.before, 0)]
            yield Hit(
                version.span(first.start, last.end),
                evidence=(original.span(there.start, there.end),),
                slots={"missing": _shown(version, first, last), "language": original.lang},
                asked=1,
            )


def _trusted(story: Story, one: Document, other: Document) -> bool:
    """Whether nearly all sentences of some length were paired; of a short text all but one, and what stands
    together without a partner counts as one: a paragraph is left out as a whole."""
    for text, beside in ((one, other), (other, one)):
        long = [at for at in range(len(text.sentences)) if _length(text, [at]) >= _LETTERS]
        paired = [bool(partners_in(story, text, at, beside)) for at in long]
        runs = sum(not now and before for before, now in pairwise([True, *paired]))
        if runs > max(1, (1 - _PAIRED) * len(long)) or sum(paired) < _MOST * len(long):
            return False
    return True


def _gaps(
    story: Story, text: Document, other: Document, comparison: Comparison, there: float
) -> Iterator[_SentenceGap]:
    """What of a text the other has not: nothing of it is as like to a sentence of that as `there` says."""
    partners = [partners_in(story, text, at, other) for at in range(len(text.sentences))]
    nearest = {one.sentence: one.nearest for one in comparison.strays if one.document == text.id}
    first = 0
    while first < len(partners):
        last = first
        while last < len(partners) and not partners[last]:
            last += 1
        if last > first:
            before = partners[first - 1][-1] if first else -1
            after = partners[last][0] if last < len(partners) else len(other.sentences)
            while first < last - 1 and _length(text, [first]) < _LETTERS:
                first += 1
            gap = _SentenceGap(first, last, before, after)
            likest = max((nearest[at] for at in range(first, last) if at in nearest), default=0.0)
            # Where nobody asked what the sentences mean, their lengths tell alone, and must tell more.
            room = _ROOM if nearest and likest < _SOMETHING else _LITTLE
            adjacent = after - before == 1
            if (
                adjacent
                and likest < there
                and not _marks_doubled(text, gap)
                and not _named_there(text, other, gap)
                and _is_missing(text, other, partners, gap, room)
            ):
                yield gap
        first = max(last, first + 1)


def _marks_doubled(text: Document, gap: _SentenceGap) -> bool:
    """Whether quotation marks in or beside the sentences are doubled, as a table has them that was read as
    text: where sentences end is not known there."""
    first, last = max(gap.first - 1, 0), min(gap.last, len(text.sentences) - 1)
    return '""' in text.text[text.sentences[first].start : text.sentences[last].end]


def _named_there(text: Document, other: Document, gap: _SentenceGap) -> bool:
    """Whether the sentences name what the text names nowhere else (CVE-2018-8777, SSGs), and the other text
    names it, too: it says them elsewhere, in another order. Or they are no prose but a command."""
    words = text.text[text.sentences[gap.first].start : text.sentences[gap.last - 1].end]
    marks = {match[0] for match in _MARK.finditer(words)}
    if any(text.text.count(mark) == 1 and mark in other.text for mark in marks):
        return True
    return len(_OPTION.findall(words)) >= _OPTIONS


def _is_missing(
    text: Document, other: Document, partners: Sequence[tuple[int, ...]], gap: _SentenceGap, part: float
) -> bool:
    """Whether the sentences are long enough to be news, and what stands around has no room for such a part of
    them."""
    lengths = [_length(text, [at]) for at in range(gap.first, gap.last)]
    if lengths[0] < _LETTERS or not text.sentences[gap.first].last > text.sentences[gap.first].first:
        return False
    beside = [at for at in (gap.first - 1, gap.last) if 0 <= at < len(partners)]
    around = {at for one in beside for at in partners[one]}
    ours = {at for at, those in enumerate(partners) if around.intersection(those)}
    ratio = _ratio(text, other, partners)
    if shows_code(text) and not all(_fits(text, other, partners, at, ratio) for at in beside):
        return False
    return _length(other, around) - ratio * _length(text, ours) < part * ratio * sum(lengths)


def _fits(
    text: Document, other: Document, partners: Sequence[tuple[int, ...]], at: int, ratio: float
) -> bool:
    """Whether a sentence stands for one other and is no longer than it should be: of terse texts that repeat
    themselves two sentences are easily one."""
    alone = len(partners[at]) == 1 and sum(partners[at][0] in those for those in partners) == 1
    return alone and _length(other, partners[at]) <= (1 + _LITTLE) * ratio * _length(text, [at])


def _ratio(text: Document, other: Document, partners: Sequence[tuple[int, ...]]) -> float:
    """How much longer the other says what a text says, by the sentences that are paired."""
    ours = _length(text, (at for at, those in enumerate(partners) if those))
    theirs = _length(other, {at for those in partners for at in those})
    return theirs / ours if ours else 1.0


def _length(document: Document, sentences: Iterable[int]) -> float:
    """The length of some sentences in letters of an alphabet."""
    return sum(_letters(document.words(document.sentences[at])) for at in sentences)


@lru_cache(maxsize=4096)
def _letters(words: str) -> float:
    return in_letters(words, _LETTERS / _SIGNS)


def _shown(document: Document, first: Sentence, last: Sentence) -> str:
    return shorten(" ".join(document.text[first.start : last.end].split()), _SHOWN)
