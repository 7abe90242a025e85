"""How far does a version say what its siblings say, in the words of machine translation's metrics?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from audit.model import Agreement, Document, Story
from audit.score.edits import edits
from audit.score.overlap import (
    CHARACTER_ORDERS,
    WORD_ORDERS,
    Overlaps,
    Pair,
    Shared,
    Words,
    as_chrf_counts,
    characters,
    chrf,
    separated,
    summed,
)

# Scripts without spaces: sacrebleu's tokenizers for them that need no further package.
_TOKENIZERS = {"zh": "zh", "ja": "char"}
# Characters. No sentence is so long; a table or a list without stops may be, and would cost minutes.
_LONGEST = 2500
# In place of TER's signature.
NO_TER = "left out for its cost among many versions: audit score has it"


class Agreements(NamedTuple):
    """How a version agrees with its siblings, and the signature without which that is never shown."""

    found: tuple[Agreement, ...]
    signature: str


class _Beside(NamedTuple):
    """A version and a sibling, with what each says in the groups of sentences that correspond."""

    version: Document
    sibling: Document
    passages: tuple[Pair, ...]
    sentences: int


def agreements(story: Story, versions: Sequence[Document], *, with_ter: bool = True) -> dict[str, Agreements]:
    """By version, one agreement for each witness that has sentences aligned with it, by sacrebleu's chrF++,
    BLEU and TER. Versions without any are left out.

    Without TER (`with_ter` false) its place stays empty: it costs more than all the rest together.
    """
    beside: dict[str, list[_Beside]] = defaultdict(list)
    for version in versions:
        for sibling in story.witnesses(version):
            groups = [
                pair for pair in pairs(story, version, sibling) if len(max(pair[:2], key=len)) <= _LONGEST
            ]
            if groups:
                passages = tuple((said, other) for said, other, _ in groups)
                sentences = sum(size for _, _, size in groups)
                beside[version.language].append(_Beside(version, sibling, passages, sentences))
    found: dict[str, Agreements] = {}
    for lang, those in beside.items():
        metrics = _Metrics(lang, [pair for one in those for pair in one.passages], with_ter=with_ter)
        by_version: dict[str, list[Agreement]] = defaultdict(list)
        for one in those:
            by_version[one.version.id].append(metrics.agreement(one))
        found |= {version: Agreements(tuple(mine), metrics.signature) for version, mine in by_version.items()}
    return found


class _Metrics:
    """Sacrebleu's chrF++, BLEU and TER for one language; what its pairs of passages share is counted once."""

    def __init__(self, lang: str, passages: Sequence[Pair], *, with_ter: bool) -> None:
        asian = lang in _TOKENIZERS
        self._bleu = BLEU(tokenize=_TOKENIZERS.get(lang, "13a"))
        self._ter = Ter(normalized=asian, asian_support=asian) if with_ter else None
        words = Words()
        self._for_chrf = Overlaps(
            lambda text: (characters(text), words(separated(text))), (CHARACTER_ORDERS, WORD_ORDERS), passages
        )
        self._for_bleu = bleu_overlaps(self._bleu, passages)

    def agreement(self, beside: _Beside) -> Agreement:
        """Of a corpus of passages, as sacrebleu's corpus scores are."""
        passages = beside.passages
        said, others = zip(*passages, strict=True)
        for_chrf = summed([as_chrf_counts(self._for_chrf[pair]) for pair in passages])
        for_bleu = summed([self._for_bleu[pair] for pair in passages])
        return Agreement(
            beside.sibling.id,
            beside.sentences,
            round(chrf(for_chrf), 2),
            round(bleu_score(self._bleu, for_bleu), 2),
            round(self._ter.corpus_score(said, [others]).score, 2) if self._ter else None,
        )

    @property
    def signature(self) -> str:
        """Those of sacrebleu itself, each behind the name of its metric."""
        chrf_named = CHRF(word_order=WORD_ORDERS)
        for metric in (chrf_named, self._bleu):
            # A signature tells the number of references, which sacrebleu learns from what it is given.
            metric.corpus_score(["a"], [["a"]])
        named = (("chrF2++", chrf_named), ("BLEU", self._bleu), ("TER", self._ter))
        return " ".join(f"{name}|{metric.get_signature() if metric else NO_TER}" for name, metric in named)


def bleu_overlaps(metric: BLEU, pairs: Iterable[Pair]) -> Overlaps:
    """What sacrebleu's BLEU counts, by its own tokenizer."""
    words = Words()
    return Overlaps(
        lambda text: (words(metric.tokenizer(text.rstrip()).split()),), (metric.max_ngram_order,), pairs
    )


def bleu_score(metric: BLEU, shared: Shared) -> float:
    """Sacrebleu's BLEU (0..100) of counts, or of the sums of a corpus's."""
    score = metric.compute_bleu(
        shared.both.tolist(),
        shared.first.tolist(),
        int(shared.first[0]),
        int(shared.second[0]),
        metric.smooth_method,
        metric.smooth_value,
        metric.effective_order,
        metric.max_ngram_order,
    )
    return float(score.score)


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


class Ter(TER):
    """sacrebleu's TER with the search for shifts done faster; the figures are the same."""

    def _compute_segment_statistics(self, hypothesis: str, ref_kwargs: dict[str, Any]) -> list[float]:
        (reference,) = ref_kwargs["ref_words"]
        return [edits(hypothesis.split(), reference), len(reference)]
