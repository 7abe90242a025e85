"""How far does a version say what its siblings say, in the words of machine translation's metrics?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from audit.model import Agreement, Document, Story
from audit.score.edits import edits

# Scripts without spaces: sacrebleu's tokenizers for them that need no further package.
_TOKENIZERS = {"zh": "zh", "ja": "char"}
# Characters. No sentence is so long; a table or a list without stops may be, and would cost minutes.
_LONGEST = 2500
# In place of TER's signature.
NO_TER = "left out for its cost among many versions: audit score has it"


class Metrics:
    """sacrebleu's chrF++, BLEU and TER for one language, with what they can share between pairs.

    Without TER (`with_ter` false) its place stays empty: it costs more than all the rest together.
    """

    def __init__(self, lang: str, *, with_ter: bool = True) -> None:
        asian = lang in _TOKENIZERS
        self._chrf = Chrf(word_order=2)
        self._bleu = BLEU(tokenize=_TOKENIZERS.get(lang, "13a"))
        self._ter = Ter(normalized=asian, asian_support=asian) if with_ter else None

    def agreements(self, story: Story, version: Document) -> tuple[Agreement, ...]:
        """One for each witness that has sentences aligned with the version's."""
        found = (self._agreement(story, version, sibling) for sibling in story.witnesses(version))
        return tuple(agreement for agreement in found if agreement)

    def _agreement(self, story: Story, version: Document, sibling: Document) -> Agreement | None:
        groups = [pair for pair in pairs(story, version, sibling) if len(max(pair[:2], key=len)) <= _LONGEST]
        if not groups:
            return None
        said, others, sizes = zip(*groups, strict=True)
        chrf, bleu = (
            round(metric.corpus_score(said, [others]).score, 2) for metric in (self._chrf, self._bleu)
        )
        ter = round(self._ter.corpus_score(said, [others]).score, 2) if self._ter else None
        return Agreement(sibling.id, sum(sizes), chrf, bleu, ter)

    @property
    def signature(self) -> str:
        """Those of sacrebleu itself, each behind the name of its metric."""
        named = (("chrF2++", self._chrf), ("BLEU", self._bleu), ("TER", self._ter))
        return " ".join(f"{name}|{metric.get_signature() if metric else NO_TER}" for name, metric in named)


def pairs(story: Story, version: Document, sibling: Document) -> Iterator[tuple[str, str, int]]:
    """The aligned groups of two versions in reading order: the version's words, the sibling's, and the
    number of the version's sentences in the group. Links that share a sentence make one group."""
    groups: list[tuple[list[int], set[int]]] = []
    for sentence in range(len(version.sentences)):
        others = {
            other
            for partner in story.partners(version, sentence)
            if partner.document == sibling.id
            for other in partner.sentences
        }
        if not others:
            continue
        touched = [group for group in groups if group[1] & others]
        first = touched[0] if touched else ([], set())
        for group in touched[1:]:
            first[0].extend(group[0])
            first[1].update(group[1])
            groups.remove(group)
        first[0].append(sentence)
        first[1].update(others)
        if not touched:
            groups.append(first)
    for left, right in groups:
        yield _words(version, sorted(left)), _words(sibling, sorted(right)), len(left)


def _words(version: Document, sentences: Sequence[int]) -> str:
    return " ".join(" ".join(version.words(version.sentences[at]).split()) for at in sentences)


class Chrf(CHRF):
    """sacrebleu's chrF with the n-grams of each sentence counted once: it meets every sibling's, both ways.

    chrF itself differs between the two directions, since it weighs recall twice.
    """

    def __init__(self, word_order: int) -> None:
        super().__init__(word_order=word_order)
        self._known: dict[str, list[Counter[Any]]] = {}

    def _extract_reference_info(self, refs: Sequence[str]) -> dict[str, Any]:
        return {"ref_ngrams": [self._ngrams(text) for text in refs]}

    def _ngrams(self, text: str) -> list[Counter[Any]]:
        if text not in self._known:
            self._known[text] = super()._extract_reference_info([text])["ref_ngrams"][0]
        return self._known[text]

    def _compute_segment_statistics(self, hypothesis: str, ref_kwargs: dict[str, Any]) -> list[int]:
        (reference,) = ref_kwargs["ref_ngrams"]
        statistics: list[int] = []
        for left, right in zip(self._ngrams(hypothesis), reference, strict=True):
            statistics += self._get_match_statistics(left, right)
        return statistics


class Ter(TER):
    """sacrebleu's TER with the search for shifts done faster; the figures are the same."""

    def _compute_segment_statistics(self, hypothesis: str, ref_kwargs: dict[str, Any]) -> list[float]:
        (reference,) = ref_kwargs["ref_words"]
        return [edits(hypothesis.split(), reference), len(reference)]
