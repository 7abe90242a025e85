"""Which rare words has no other translation of the text, in any form?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from audit.evidence import Passage, parallel_passages
from audit.following import roots, roots_of
from audit.language.frequency import frequencies, zipf
from audit.language.knowledge import of
from audit.model import Document, Hit, Story, Token
from audit.quantities.keys import quantity_keys

# Words spelled so much alike are one word in two spellings, or two forms of it.
_ALIKE = 0.75


class _WordRun(NamedTuple):
    """Neighbouring words that nobody has, how rare the rarest is (its Zipf frequency), and who was asked."""

    rarity: float
    start: int
    end: int
    passages: tuple[Passage, ...]


def detect(story: Story, version: Document, *, rarest: float, witnesses: int = 2) -> Iterator[Hit]:
    """In each paragraph the rarest words, of a Zipf frequency below `rarest`, that none of `witnesses`
    parallel siblings or more has: no form of them in the passage opposite or elsewhere, nor a word there
    that is spelled nearly alike.

    Names and figures have rules of their own, so that no word with a capital and no number is looked at.
    Nothing is said where a language's frequencies are unknown or its words are not parted by spaces.
    """
    lang = version.language
    if not of(lang).spaced or not frequencies(lang, "small"):
        return
    best: dict[int, _WordRun] = {}
    for number, sentence in enumerate(version.sentences):
        passages = parallel_passages(story, version, number)
        if len(passages) < witnesses:
            continue
        for run in _runs(version, number, passages, lang, rarest):
            known = best.get(sentence.paragraph)
            if known is None or run.rarity < known.rarity:
                best[sentence.paragraph] = run
    for run in best.values():
        asked = len(run.passages)
        evidence = tuple(passage.span for passage in run.passages)
        yield Hit(version.span(run.start, run.end), evidence=evidence, signals=asked, asked=asked)


def _runs(
    version: Document, number: int, passages: tuple[Passage, ...], lang: str, rarest: float
) -> Iterator[_WordRun]:
    """The runs of such words of one sentence."""
    said = [passage.document.tokens_in(passage.start, passage.end) for passage in passages]
    texts = frozenset[str]().union(*(roots(passage.document) for passage in passages))
    opposite = {token.lower for tokens in said for token in tokens}
    figures = quantity_keys(version)
    run: list[Token] = []
    for token in (*version.tokens_of(version.sentences[number]), None):
        if token is not None and token.start not in figures and _alone(token, texts, opposite):
            run.append(token)
            continue
        if run:
            rarity = min(zipf(word.lower, lang, "small") for word in run)
            if rarity < rarest:
                yield _WordRun(rarity, run[0].start, run[-1].end, passages)
        run = []


def _alone(token: Token, texts: frozenset[str], opposite: set[str]) -> bool:
    if not token.text[0].islower() or not texts.isdisjoint(roots_of(token.lower)):
        return False
    return not any(Indel.normalized_similarity(token.lower, word) >= _ALIKE for word in opposite)
