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
    ones = _unit(some)
    # Floats of all others at once would be two hundred megabytes.
    return np.concatenate(
        [ones @ _unit(others[start : start + 8192]).T for start in range(0, len(others), 8192)], axis=1
    )


def _unit(some: Sequence[bytes]) -> NDArray[np.float32]:
    """Vectors as rows of length 1."""
    every = np.frombuffer(b"".join(some), dtype=np.int8).reshape(len(some), -1).astype(np.float32)
    lengths: NDArray[np.float32] = np.linalg.norm(every, axis=1, keepdims=True) + np.float32(1e-9)
    return every / lengths


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
