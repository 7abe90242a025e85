"""Do passages share what sacrebleu says they share?"""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from audit.model import Comparison, Document, Partner, Relation, Sentence, Source, Story
from audit.score import overlap
from audit.score.agreement import agreements
from audit.score.overlap import chrf, chrf_overlaps

# Letters outside the Basic Multilingual Plane, marks, every kind of white space, a lone surrogate.
_TEXT = st.text("abcab .,(\"'é日\U0001f600\u2003\x1c\x85\ud800", max_size=40)


@given(st.lists(_TEXT, min_size=2, max_size=6))
@settings(max_examples=300, deadline=None)
def test_chrf_of_all_pairs_is_sacrebleus_to_the_last_bit(texts: list[str]) -> None:
    pairs = [(one, other) for one in texts for other in texts]
    overlaps = chrf_overlaps(pairs)
    for one, other in pairs:
        assert chrf(overlaps[one, other]) == CHRF().sentence_score(one, [other]).score


def test_what_one_passage_shares_can_be_counted_by_hand() -> None:
    shared = chrf_overlaps([("ab ab", "abc")])["ab ab", "abc"]
    # "abab" has a, b, a, b; ab, ba, ab; aba, bab; abab. "abc" has a, b, c; ab, bc; abc.
    assert shared.first.tolist() == [4, 3, 2, 1, 0, 0]
    assert shared.second.tolist() == [3, 2, 1, 0, 0, 0]
    assert shared.both.tolist() == [2, 1, 0, 0, 0, 0]
    assert shared.turned().first.tolist() == shared.second.tolist()


def test_only_pairs_that_were_asked_for_are_counted() -> None:
    overlaps = chrf_overlaps([("one", "two"), ("two", "three")])
    assert overlaps["two", "one"].both.sum() == overlaps["one", "two"].both.sum()
    with pytest.raises(KeyError):
        overlaps["one", "three"]


def test_many_passages_are_counted_in_parts_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"The mayor opened {number} bridges in {number % 7} days." for number in range(20)]
    pairs = [(one, other) for one, other in permutations(texts, 2)]
    whole = chrf_overlaps(pairs)
    monkeypatch.setattr(overlap, "_TOGETHER", 3)
    monkeypatch.setattr(overlap, "_CELLS", 50)
    parts = chrf_overlaps(pairs)
    assert [chrf(whole[pair]) for pair in pairs] == [chrf(parts[pair]) for pair in pairs]


_WORDS = st.lists(st.sampled_from(["a", "b", "(a", "b.", "a,", "--", ".", "日本", "a-b"]), max_size=12).map(
    " ".join
)


@given(st.lists(st.tuples(_WORDS, _WORDS), min_size=1, max_size=5), st.sampled_from(["en", "zh", "ja"]))
@settings(max_examples=150, deadline=None)
def test_agreements_are_sacrebleus_corpus_scores(segments: list[tuple[str, str]], lang: str) -> None:
    versions = []
    for name, texts in zip("ab", zip(*segments, strict=True), strict=True):
        text, sentences = "", []
        for one in texts:
            sentences.append(Sentence(len(text), len(text) + len(one), 0, 0, 0))
            text += one + "\n"
        versions.append(Document(name, text, Source(name), lang, sentences=tuple(sentences)))
    links = {
        (name, at): (Partner(other, (at,), 1.0),)
        for name, other in ("ab", "ba")
        for at in range(len(segments))
    }
    story = Story(
        "s",
        tuple(versions),
        witness_ids={"a": ("b",), "b": ("a",)},
        links=links,
        comparisons=(Comparison("a", "b", Relation.PARALLEL, 1.0, 1.0),),
    )
    found = agreements(story, versions, with_ter=False)
    bleu = BLEU(tokenize={"zh": "zh", "ja": "char"}.get(lang, "13a"))
    for name, way in (("a", 1), ("b", -1)):
        said, others = (list(those) for those in zip(*[segment[::way] for segment in segments], strict=True))
        (one,) = found[name].found
        assert one.chrf == round(CHRF(word_order=2).corpus_score(said, [others]).score, 2)
        assert one.bleu == round(bleu.corpus_score(said, [others]).score, 2)
