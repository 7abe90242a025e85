"""What that all siblings say is missing?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean

from audit.evidence import Passage, enough, gap, parallel_passages, partners_in
from audit.following import follows
from audit.language.knowledge import of
from audit.model import Document, Hit, Relation, Story
from audit.opposite import sharing
from audit.text import remembered, shorten, without_possessive

# A sentence half of whose words stand in the version all the same was merged or reworded, not left out.
_PRESENT = 0.5
_PRESENT_OWN_WAY = 0.35
# One that hardly has a word there is missing, however long its neighbours are.
_ABSENT = 0.2
_SHORTEST = 6
# Of fewer words that its neighbours have not, a sentence is no other than they.
_FEWEST_WORDS = 4
# So long, beside the siblings' mean, is a sentence that lost a part; so many words that all of them have are
# missing. Confirmed as major .73 on newstest2020, generalMT2023, where chance is .51.
_SHORT, _WORDS = 0.7, 3
# In other languages than English, whose words of one family are not known, what was merely put in fewer words
# looks as if it lacked some: "a sentence of five years", "a five-year sentence".
_SHORT_ELSEWHERE = 0.6
_SHOWN = 80
# Sentences before and behind in which words may stand that a translation moved.
_NEAR = 3


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """Where a sentence is missing that all parallel versions have, or a part of one.

    There must be so many `witnesses`, or a trusted one.
    """
    parallel = [
        witness
        for witness in story.witnesses(version)
        if story.comparison(version.id, witness.id).relation is Relation.PARALLEL
    ]
    if enough(story, version, parallel, witnesses):
        settled = follows(story, version)
        yield from _sentences(story, version, parallel, settled=settled)
        if settled:
            yield from _parts(story, version, parallel)


def _sentences(
    story: Story, version: Document, parallel: Sequence[Document], *, settled: bool
) -> Iterator[Hit]:
    """The sentence after which one is missing that all the others have. A version that goes its own way has
    it in its own words, unless it has few of theirs."""
    most = _PRESENT if settled else _PRESENT_OWN_WAY
    done: set[int] = set()
    for at, first in enumerate(parallel):
        others = [*parallel[:at], *parallel[at + 1 :]]
        for number, sentence in enumerate(first.sentences):
            if sentence.last - sentence.first < _SHORTEST:
                continue
            where = gap(story, first, number, version)
            if where is None or where.before in done or _present(story, version, first, number) >= most:
                continue
            places = [(other, _partner(story, first, number, other.id)) for other in others]
            if any(place is None or not _lacks(story, version, other, place) for other, place in places):
                continue
            done.add(where.before)
            kept = version.sentences[max(where.before, 0)]
            evidence = [first.span(sentence.start, sentence.end)]
            evidence += [
                other.span(other.sentences[place].start, other.sentences[place].end)
                for other, place in places
                if place is not None
            ]
            yield Hit(
                version.span(kept.start, kept.end),
                evidence=tuple(evidence),
                slots={"missing": shorten(first.words(sentence), _SHOWN)},
                signals=len(parallel),
                asked=len(parallel),
                settled=settled,
                anchor=True,
            )


def _lacks(story: Story, version: Document, witness: Document, number: int) -> bool:
    """Whether nothing stands in the place of a sentence of a witness, or hardly any word of it."""
    return (
        gap(story, witness, number, version) is not None
        or _present(story, version, witness, number) < _ABSENT
    )


def _parts(story: Story, version: Document, parallel: Sequence[Document]) -> Iterator[Hit]:
    """The sentence that is much shorter than all the others and lacks words that all of them have."""
    done: set[int] = set()
    for number in range(len(version.sentences)):
        if number in done:
            continue
        aligned = parallel_passages(story, version, number)
        if len(aligned) < len(parallel):
            continue
        ours = sharing(story, version, number, aligned)
        done.update(ours)
        length = sum(version.sentences[at].last - version.sentences[at].first for at in ours)
        lengths = [len(one.document.tokens_in(one.start, one.end)) for one in aligned]
        short = _SHORT if version.language == "en" else _SHORT_ELSEWHERE
        if length >= short * fmean(lengths) or length >= min(lengths):
            continue
        lost = _lost(version, ours, aligned)
        if len(lost) >= _WORDS:
            yield Hit(
                version.span(version.sentences[ours[0]].start, version.sentences[ours[-1]].end),
                evidence=tuple(one.span for one in aligned),
                slots={"missing": shorten(" … ".join(lost), _SHOWN)},
                signals=len(aligned),
                asked=len(aligned),
                anchor=True,
            )


def _lost(version: Document, ours: Sequence[int], aligned: Sequence[Passage]) -> list[str]:
    """The telling words that all the passages have and neither our sentences nor their neighbours, in the
    order of the first passage."""
    here = range(max(ours[0] - _NEAR, 0), min(ours[-1] + _NEAR + 1, len(version.sentences)))
    own = {
        without_possessive(token.lower) for at in here for token in version.tokens_of(version.sentences[at])
    }
    language = of(version.lang)
    known = {language.stem(word) for word in own}
    said = [_telling(one) for one in aligned]
    first, *others = said
    return [
        word
        for key, word in first.items()
        if key not in known
        and all(key in other for other in others)
        and not any(language.related(word, mine) for mine in own)
    ]


def _telling(passage: Passage) -> dict[str, str]:
    """The telling words of a passage by stem."""
    language = of(passage.document.lang)
    lowers = (
        without_possessive(token.lower) for token in passage.document.tokens_in(passage.start, passage.end)
    )
    small = language.function_words
    return {language.stem(word): word for word in lowers if word not in small and len(word) > 2}


def _partner(story: Story, document: Document, sentence: int, sibling: str) -> int | None:
    return next((p.sentences[0] for p in story.partners(document, sentence) if p.document == sibling), None)


def _present(story: Story, version: Document, witness: Document, number: int) -> float:
    """The share of a sentence's content words that the version has in two neighbouring sentences anywhere,
    but for those that the witness has in what stands opposite these, too."""
    words = _content(witness)[number]
    if not words:
        return 1.0
    return max(_shares(story, version, witness, number), default=0.0)


def _shares(story: Story, version: Document, witness: Document, number: int) -> Iterator[float]:
    content = _content(witness)
    words = content[number]
    for at, pair in enumerate(_neighbours(version)):
        opposite = {
            one
            for ours in (at, at + 1)
            if ours < len(version.sentences)
            for one in partners_in(story, version, ours, witness)
        } - {number}
        own = words.difference(*(content[one] for one in opposite))
        if len(own) < _FEWEST_WORDS:
            own = words
        yield len(own & pair) / len(own)


@remembered
def _content(document: Document) -> Sequence[frozenset[str]]:
    """The stems of the content words of every sentence."""
    language = of(document.lang)
    return [
        frozenset(
            language.stem(token.lower)
            for token in document.tokens_of(sentence)
            if token.lower not in language.function_words
        )
        for sentence in document.sentences
    ]


@remembered
def _neighbours(document: Document) -> Sequence[frozenset[str]]:
    """The stems of every two neighbouring sentences."""
    stem = of(document.lang).stem
    stems = [
        frozenset(stem(without_possessive(token.lower)) for token in document.tokens_of(sentence))
        for sentence in document.sentences
    ]
    return [one | other for one, other in pairwise(stems)] or stems
