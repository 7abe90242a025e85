"""What does an article mean, in a form that is compared across languages?

The mean of the sentence vectors of its first sentences, 512 numbers of a byte each: the head of a news
article says what it is about, and each further sentence takes as long as the first (docs/measurements.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from audit.align.meaning import LANGUAGES, encoded, installed
from audit.annotate.tokens import split_sentences
from audit.model import primary

Vector = NDArray[np.int8]
_SENTENCES, _CHARACTERS, _LOOK = 2, 300, 2_000
_FULL = 127.0
# Sentences that are encoded at a time.
_BATCH = 64
# Vectors that are compared at a time: as floats they stay in the processor's own memory, which takes a third
# of the time that all at once take.
_AT_ONCE = 1024


def able(lang: str) -> bool:
    """Whether a vector of a text in this language says anything."""
    return primary(lang) in LANGUAGES and installed()


def vectors(texts: Sequence[tuple[str, str]]) -> Iterator[bytes | None]:
    """The vector of each text with its language; None where the encoder does not know it, or it has no
    words."""
    for start in range(0, len(texts), _BATCH // _SENTENCES):
        some = texts[start : start + _BATCH // _SENTENCES]
        heads = [_head(text, lang) if able(lang) else [] for text, lang in some]
        every = encoded([sentence for head in heads for sentence in head])
        at = 0
        for head in heads:
            yield _small(every[at : at + len(head)]) if head else None
            at += len(head)


def nearest(vector: bytes, others: Sequence[bytes]) -> NDArray[np.float32]:
    """The cosine of a vector and each of the others."""
    only: NDArray[np.float32] = cosines([vector], others)[0]
    return only


def cosines(some: Sequence[bytes], others: Sequence[bytes]) -> NDArray[np.float32]:
    """The cosine of each of some vectors (rows) and each of the others (columns)."""
    if not some or not others:
        return np.zeros((len(some), len(others)), np.float32)
    ones, sizes = _floats(some)
    told = []
    for start in range(0, len(others), _AT_ONCE):
        every, lengths = _floats(others[start : start + _AT_ONCE])
        # For a single vector the matrix library would have threads wait for each other longer than it takes.
        products = np.einsum("ij,kj->ik", ones, every) if len(some) == 1 else ones @ every.T
        told.append(products / np.outer(sizes, lengths))
    return np.concatenate(told, axis=1)


def _floats(some: Sequence[bytes]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Vectors as rows, and how long each is."""
    every = np.frombuffer(b"".join(some), dtype=np.int8).reshape(len(some), -1).astype(np.float32)
    lengths: NDArray[np.float32] = np.sqrt(np.einsum("ij,ij->i", every, every)) + np.float32(1e-9)
    return every, lengths


def _head(text: str, lang: str) -> list[str]:
    """The first sentences, without what is not one: a heading counts, a blank does not."""
    return list(_first(split_sentences(text[:_LOOK], lang, ()), text))


def _first(sentences: Iterable[tuple[int, ...]], text: str) -> Iterator[str]:
    for number, sentence in enumerate(sentences):
        if number == _SENTENCES:
            return
        yield text[sentence[0] : sentence[1]][:_CHARACTERS]


def _small(some: NDArray[np.float32]) -> bytes:
    mean = some.mean(axis=0)
    small: Vector = np.rint(mean / (float(np.abs(mean).max()) or 1.0) * _FULL).astype(np.int8)
    return small.tobytes()
