"""Does the consensus say how far siblings bear a version out?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.chrf import CHRF

from audit.model import Document, Relation, Source, Story
from audit.run import prepare
from audit.score import score
from audit.score.consensus import FEATURES, Said, chrf, consensus, features, shipped

_GOOD = (
    "The mayor opened the new bridge over the river on Monday.\n"
    "About 400 farmers came to the ceremony with their families.\n"
    "The bridge cost three million euros and took two years to build.\n"
)
_OTHER = (
    "On Monday the mayor opened the new bridge over the river.\n"
    "Some 400 farmers came to the ceremony with their families.\n"
    "The bridge cost three million euros and was built in two years.\n"
)
_BAD = (
    "The mayor opened the fridge new over the river on Monday.\n"
    "About 4,000 pharmacists came to Bremen with their with families.\n"
    "The bridge cost and took two years.\n"
)


def _story(*texts: str, relation: Relation = Relation.PARALLEL) -> Story:
    versions = tuple(Document(f"v{at}", text, Source(f"v{at}"), "en") for at, text in enumerate(texts))
    return prepare(Story("s", versions, relation))


def _score(story: Story, at: int) -> float:
    found = consensus(story, story.versions[at])
    assert found is not None
    assert 0 <= found.low <= found.score <= found.high <= 100
    return found.score


def test_the_version_that_nobody_bears_out_is_last() -> None:
    story = _story(_GOOD, _OTHER, _BAD)
    assert _score(story, 2) < min(_score(story, 0), _score(story, 1))


def test_the_plain_figure_is_sacrebleus_mean_chrf() -> None:
    said, other = "A short text of one sentence.", "Another short text, of one sentence."
    story = _story(said, other)
    found = consensus(story, story.versions[0])
    assert found is not None
    assert found.plain == pytest.approx(CHRF().sentence_score(said, [other]).score, abs=0.005)
    assert (found.low, found.high) == (0.0, 100.0)
    assert f"weights:{shipped().digest}" in found.signature


def test_independent_accounts_lone_texts_and_other_languages_have_no_consensus() -> None:
    apart = _story(_GOOD, _OTHER, relation=Relation.COMPARABLE)
    assert consensus(apart, apart.versions[0]) is None
    alone = _story(_GOOD)
    assert consensus(alone, alone.versions[0]) is None


def test_it_is_the_same_every_time() -> None:
    assert [consensus(_story(_GOOD, _OTHER, _BAD), _story(_GOOD).versions[0]) for _ in range(2)].count(
        consensus(_story(_GOOD, _OTHER, _BAD), _story(_GOOD).versions[0])
    ) == 2


_TEXT = st.text("abc de.,(A1", max_size=30)


@given(_TEXT, _TEXT)
@settings(max_examples=200, deadline=None)
def test_chrf_is_sacrebleus_both_ways(one: str, other: str) -> None:
    forth, back = chrf(Said(one), Said(other))
    assert 100 * forth == pytest.approx(CHRF().sentence_score(one, [other]).score, abs=1e-9)
    assert 100 * back == pytest.approx(CHRF().sentence_score(other, [one]).score, abs=1e-9)


@given(_TEXT, st.lists(_TEXT, min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_every_text_has_every_feature(said: str, siblings: list[str]) -> None:
    values = features(Said(said), [Said(one) for one in siblings])
    assert len(values) == len(FEATURES) == len(shipped().weights)


def test_a_score_has_it_and_a_check_of_many_versions_goes_without() -> None:
    story = _story(_GOOD, _OTHER, _BAD, _GOOD.replace("About", "Around"), _OTHER.replace("Some", "Nearly"))
    assert all(one.consensus and one.consensus.siblings >= 2 for one in score(story, (), ()))
    assert not any(one.consensus for one in score(story, (), (), every_metric=False))
